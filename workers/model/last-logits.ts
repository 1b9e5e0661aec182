/**
 * @file Logits of the last positions alone, for graphs that compute those of every token they are fed.
 * [Note: Last logits] A fifth of the work of SmolLM2-135M is its product with the vocabulary, and of a prompt
 * only the last row is read. Newer exports take `num_logits_to_keep`; a graph that does not is given it here,
 * where it is rewritten anyway ([Note: Unpacked weights]).
 */
import { FIELD, firstText, node, shapeOf, texts, wholeNumberInput, wholeNumbers } from './graph-build.ts'
import { encodeField, message, messages, type Field } from './protobuf.ts'

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
  const graph = parts.find(({ field }) => field === FIELD.graph)
  if (graph === undefined) return model
  const fields = [...messages(graph.payload)]
  if (fields.some(({ field, payload }) => field === FIELD.input && firstText(payload, 1) === KEEP)) return model
  if (!fields.some(isThreefoldLogits)) return model
  const product = productBehind(fields, 'logits')
  if (product === null) return model

  const hidden = firstText(product.payload, FIELD.nodeInput)
  const changed = fields.flatMap((own) =>
    own === product ? [...lastOf(hidden), reading(own.payload, `${OWN}/hidden`)] : [own.raw],
  )
  const all = [...changed, ...CONSTANTS, wholeNumberInput(KEEP)]
  return message(parts.map((part) => (part === graph ? encodeField(FIELD.graph, all) : part.raw)))
}

/** The product that gives a tensor, seen through the adding of a bias. */
function productBehind(fields: readonly Field[], tensor: string): Field | null {
  const source = fields.find((own) => own.field === FIELD.node && texts(own.payload, FIELD.nodeOutput).includes(tensor))
  if (source === undefined) return null
  const operator = firstText(source.payload, FIELD.nodeOperator)
  if (operator === 'MatMul') return source
  return operator === 'Add' ? productBehind(fields, firstText(source.payload, FIELD.nodeInput)) : null
}

function isThreefoldLogits({ field, payload }: Field): boolean {
  return field === FIELD.output && firstText(payload, 1) === 'logits' && shapeOf(payload)?.dims.length === 3
}

/** Nodes that cut [rows, tokens, size] to the last tokens. */
function lastOf(hidden: string): Uint8Array[] {
  return [
    node('Neg', [KEEP], [`${OWN}/negative`]),
    node('Reshape', [`${OWN}/negative`, `${OWN}/one`], [`${OWN}/start`]),
    node('Slice', [hidden, `${OWN}/start`, `${OWN}/end`, `${OWN}/one`], [`${OWN}/hidden`]),
  ]
}

/** `one` is the shape of a list of one, and the axis of tokens. */
const CONSTANTS = [wholeNumbers(`${OWN}/one`, [1n]), wholeNumbers(`${OWN}/end`, [2n ** 63n - 1n])]

/** A node with another first input. */
function reading(payload: Uint8Array, input: string): Uint8Array {
  const own = [...messages(payload)]
  const at = own.findIndex(({ field }) => field === FIELD.nodeInput)
  return encodeField(
    FIELD.node,
    own.map(({ raw }, index) => (index === at ? encodeField(FIELD.nodeInput, input) : raw)),
  )
}
