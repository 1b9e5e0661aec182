/**
 * @file Logits of the last positions alone, for graphs that compute those of every token they are fed.
 * [Note: Last logits] A fifth of the work of SmolLM2-135M is its product with the vocabulary, and of a prompt
 * only the last row is read. Newer exports take `num_logits_to_keep`; a graph that does not is given it here,
 * where it is rewritten anyway ([Note: Unpacked weights]).
 */
import { encodeField, encodeNumber, message, messages, text, type Field } from './protobuf.ts'

/** ModelProto, GraphProto, ValueInfoProto, TypeProto (onnx.proto3). */
const [MODEL_GRAPH, GRAPH_NODE, GRAPH_INITIALISER, GRAPH_INPUT, GRAPH_OUTPUT] = [7, 1, 5, 11, 12]
const [NODE_INPUT, NODE_OUTPUT, NODE_OPERATOR] = [1, 2, 4]
/** TensorProto.DataType */
const INT64 = 7

const KEEP = 'num_logits_to_keep'
/** What is added is named so; nothing that an exporter writes begins like it. */
const OWN = '/leakscope/last_logits'

/**
 * @param model An ONNX model whose `logits` [rows, tokens, vocabulary] a `MatMul` gives, with a bias or without.
 * @returns the model with the input `num_logits_to_keep` (a whole number; 0: all), or itself where it has one, or
 * its logits come from elsewhere.
 */
export function keepingLastLogits(model: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const parts = [...messages(model)]
  const graph = parts.find(({ field }) => field === MODEL_GRAPH)
  if (graph === undefined) return model
  const fields = [...messages(graph.payload)]
  if (fields.some(({ field, payload }) => field === GRAPH_INPUT && first(payload, 1) === KEEP)) return model
  if (!fields.some(isThreefoldLogits)) return model
  const product = productBehind(fields, 'logits')
  if (product === null) return model

  const hidden = first(product.payload, NODE_INPUT)
  const changed = fields.flatMap((own) =>
    own === product ? [...lastOf(hidden), reading(own.payload, `${OWN}/hidden`)] : [own.raw],
  )
  const all = [...changed, ...CONSTANTS, scalarInput(KEEP)]
  return message(parts.map((part) => (part === graph ? encodeField(MODEL_GRAPH, all) : part.raw)))
}

/** The product that gives a tensor, seen through the adding of a bias. */
function productBehind(fields: readonly Field[], tensor: string): Field | null {
  const source = fields.find((own) => own.field === GRAPH_NODE && texts(own.payload, NODE_OUTPUT).includes(tensor))
  if (source === undefined) return null
  const operator = first(source.payload, NODE_OPERATOR)
  if (operator === 'MatMul') return source
  return operator === 'Add' ? productBehind(fields, first(source.payload, NODE_INPUT)) : null
}

function isThreefoldLogits({ field, payload }: Field): boolean {
  if (field !== GRAPH_OUTPUT || first(payload, 1) !== 'logits') return false
  const [type, tensor, shape] = [2, 1, 2]
  const dims = [type, tensor, shape].reduce<Uint8Array | undefined>(
    (bytes, part) => bytes && [...messages(bytes)].find((own) => own.field === part)?.payload,
    payload,
  )
  return dims !== undefined && [...messages(dims)].length === 3
}

/** Nodes that cut [rows, tokens, size] to the last tokens. */
function lastOf(hidden: string): Uint8Array[] {
  return [
    node('Neg', [KEEP], `${OWN}/negative`),
    node('Reshape', [`${OWN}/negative`, `${OWN}/one`], `${OWN}/start`),
    node('Slice', [hidden, `${OWN}/start`, `${OWN}/end`, `${OWN}/one`], `${OWN}/hidden`),
  ]
}

/** `one` is the shape of a list of one, and the axis of tokens. */
const CONSTANTS = [whole(`${OWN}/one`, 1n), whole(`${OWN}/end`, 2n ** 63n - 1n)]

/** A node with another first input. */
function reading(payload: Uint8Array, input: string): Uint8Array {
  const own = [...messages(payload)]
  const at = own.findIndex(({ field }) => field === NODE_INPUT)
  return encodeField(
    GRAPH_NODE,
    own.map(({ raw }, index) => (index === at ? encodeField(NODE_INPUT, input) : raw)),
  )
}

function node(operator: string, inputs: readonly string[], output: string): Uint8Array {
  return encodeField(GRAPH_NODE, [
    ...inputs.map((input) => encodeField(NODE_INPUT, input)),
    encodeField(NODE_OUTPUT, output),
    encodeField(NODE_OPERATOR, operator),
  ])
}

/** An initialiser of shape [1]. */
function whole(name: string, value: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigInt64(0, value, true)
  return encodeField(GRAPH_INITIALISER, [
    encodeNumber(1, 1),
    encodeNumber(2, INT64),
    encodeField(8, name),
    encodeField(9, [bytes]),
  ])
}

function scalarInput(name: string): Uint8Array {
  const tensor = encodeField(1, [encodeNumber(1, INT64), encodeField(2, [])])
  return encodeField(GRAPH_INPUT, [encodeField(1, name), encodeField(2, [tensor])])
}

function texts(payload: Uint8Array, field: number): string[] {
  return [...messages(payload)].filter((own) => own.field === field).map((own) => text(own.payload))
}

function first(payload: Uint8Array, field: number): string {
  return texts(payload, field)[0] ?? ''
}
