/** @file What rewritten graphs are made of: fields of an ONNX graph, read and written (onnx.proto3). */
import { encodeField, encodeFloat, encodeNumber, messages, text } from './protobuf.ts'

/** Fields of ModelProto, GraphProto and NodeProto. */
export const FIELD = {
  graph: 7,
  node: 1,
  initialiser: 5,
  input: 11,
  output: 12,
  nodeInput: 1,
  nodeOutput: 2,
  nodeOperator: 4,
  nodeAttribute: 5,
  nodeDomain: 7,
} as const

/** TensorProto.DataType */
export const TYPE = { float: 1, bool: 9, int64: 7 } as const

/** Whole numbers, lists of them, and floats (marked, since 1 is both). */
export type Attributes = Readonly<Record<string, number | readonly number[] | { readonly float: number }>>

/** A node as a field of a graph. Whole numbers of attributes are not negative. */
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes = {},
  domain = '',
): Uint8Array<ArrayBuffer> {
  return encodeField(FIELD.node, [
    ...inputs.map((name) => encodeField(FIELD.nodeInput, name)),
    ...outputs.map((name) => encodeField(FIELD.nodeOutput, name)),
    encodeField(FIELD.nodeOperator, operator),
    ...Object.entries(attributes).map(([name, value]) =>
      encodeField(FIELD.nodeAttribute, [encodeField(1, name), ...attributeValue(value)]),
    ),
    ...(domain === '' ? [] : [encodeField(FIELD.nodeDomain, domain)]),
  ])
}

/** With AttributeProto.AttributeType, which the standard asks for. */
function attributeValue(value: Attributes[string]): Uint8Array[] {
  if (typeof value === 'number') return [encodeNumber(3, value), encodeNumber(20, 2)]
  if ('float' in value) return [encodeFloat(2, value.float), encodeNumber(20, 1)]
  return [...value.map((one) => encodeNumber(8, one)), encodeNumber(20, 7)]
}

/** An initialiser of int64; without `dims` a list. */
export function wholeNumbers(
  name: string,
  values: readonly bigint[],
  dims: readonly number[] = [values.length],
): Uint8Array<ArrayBuffer> {
  return initialiser(name, TYPE.int64, dims, new Uint8Array(BigInt64Array.from(values).buffer))
}

/** An initialiser of one float32, a scalar. */
export function float(name: string, value: number): Uint8Array<ArrayBuffer> {
  return initialiser(name, TYPE.float, [], new Uint8Array(Float32Array.of(value).buffer))
}

function initialiser(name: string, type: number, dims: readonly number[], raw: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeField(FIELD.initialiser, [
    ...dims.map((dim) => encodeNumber(1, dim)),
    encodeNumber(2, type),
    encodeField(8, name),
    encodeField(9, [raw]),
  ])
}

/** An input of the graph: one whole number. */
export function wholeNumberInput(name: string): Uint8Array<ArrayBuffer> {
  const tensor = encodeField(1, [encodeNumber(1, TYPE.int64), encodeField(2, [])])
  return encodeField(FIELD.input, [encodeField(1, name), encodeField(2, [tensor])])
}

/** All texts of a field of a message, in order. */
export function texts(payload: Uint8Array, field: number): string[] {
  return [...messages(payload)].filter((own) => own.field === field).map((own) => text(own.payload))
}

/** The first of them; empty where there is none. */
export function firstText(payload: Uint8Array, field: number): string {
  return texts(payload, field)[0] ?? ''
}

export interface ValueShape {
  readonly type: number
  /** A number where it is fixed, otherwise its name (empty: none). */
  readonly dims: readonly (number | string)[]
}

/** Type and shape of an input or output (ValueInfoProto); null where it has none, or is no tensor. */
export function shapeOf(value: Uint8Array): ValueShape | null {
  const tensor = inside(inside(value, 2), 1)
  const shape = inside(tensor, 2)
  if (tensor === null || shape === null) return null
  const type = [...messages(tensor)].find(({ field }) => field === 1)?.value ?? 0
  const dims = [...messages(shape)].map(({ payload }) => {
    const [dim] = messages(payload)
    return dim === undefined ? '' : dim.field === 1 ? dim.value : text(dim.payload)
  })
  return { type, dims }
}

function inside(bytes: Uint8Array | null, field: number): Uint8Array | null {
  return bytes === null ? null : ([...messages(bytes)].find((own) => own.field === field)?.payload ?? null)
}
