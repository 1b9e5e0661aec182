/**
 * @file Block-quantised weights of a graph, unpacked.
 * [Note: Unpacked weights] On WebAssembly ONNX Runtime has no kernel for 4- and 8-bit blocks: `MatMulNBits`
 * unpacks the whole weight at every call and multiplies then. A pass of one token over SmolVLM-256M's decoder
 * takes nine times as long in q4 as in fp32 (docs/quirks.md, 2026-11-26). So where memory allows, the weights
 * are unpacked once, when the model is loaded, and the graph is given plain products of them: the same
 * numbers, in another order of adding.
 */
import { encodeField, encodeNumber, message, messages, text } from './protobuf.ts'

/** ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto (onnx.proto3). */
const [MODEL_GRAPH, GRAPH_NODE, GRAPH_INITIALISER] = [7, 1, 5]
/** TensorProto.DataType */
const [FLOAT, UINT8] = [1, 2]

/** Name under which the graph knows the unpacked weights. */
export const UNPACKED_FILE = 'unpacked_weights'

export interface Unpacked {
  /** The model without the packed weights. */
  readonly graph: Uint8Array<ArrayBuffer>
  /** What it wants as the external file `UNPACKED_FILE`. */
  readonly weights: Uint8Array<ArrayBuffer>
}

interface PackedProduct {
  readonly inputs: readonly string[]
  readonly output: string
  readonly name: string
  /** Rows of the unpacked weight, columns of it, bits of a number, numbers of a block. */
  readonly rows: number
  readonly columns: number
  readonly bits: number
  readonly block: number
}

interface Weight {
  readonly type: number
  readonly raw: Uint8Array | null
}

/** @returns float32 bytes of the weight of a node, if it is a product with a packed one. */
export function unpackedSize(node: Uint8Array): number {
  const product = productOf(node)
  return product === null ? 0 : product.rows * product.columns * 4
}

/**
 * Products whose weights are not as expected (another type of scales, a reordered block, weights beside the
 * graph) stay as they are.
 * @returns null where none is left to be unpacked.
 */
export function unpack(model: Uint8Array): Unpacked | null {
  const graph = [...messages(model)].find(({ field }) => field === MODEL_GRAPH)
  if (graph === undefined) return null
  const fields = [...messages(graph.payload)]
  const initialisers = new Map<string, Weight>()
  for (const { field, payload } of fields) if (field === GRAPH_INITIALISER) remember(payload, initialisers)

  const products = new Map<Uint8Array, PackedProduct>()
  const used = new Map<string, number>()
  const count = (name: string, by: number) => used.set(name, (used.get(name) ?? 0) + by)
  for (const { field, payload } of fields) {
    if (field !== GRAPH_NODE) continue
    for (const name of inputsOf(payload)) count(name, 1)
    const product = productOf(payload)
    if (product !== null && isReadable(product, initialisers)) products.set(payload, product)
  }
  if (products.size === 0) return null
  for (const { inputs } of products.values()) for (const name of inputs.slice(1, 4)) count(name, -1)

  const total = [...products.values()].reduce((sum, { rows, columns }) => sum + rows * columns, 0)
  const weights = new Float32Array(total)
  const kept: Uint8Array[] = []
  const added: Uint8Array[] = []
  let at = 0
  for (const { field, payload, raw } of fields) {
    const product = products.get(payload)
    if (product !== undefined) {
      const size = product.rows * product.columns
      unpackWeight(product, initialisers, weights.subarray(at, at + size))
      const weight = `${product.inputs[1]!}/unpacked_${at}`
      added.push(externalTensor(weight, [product.rows, product.columns], at * 4, size * 4))
      kept.push(...plainProduct(product, weight))
      at += size
    } else if (field !== GRAPH_INITIALISER || (used.get(nameOf(payload)) ?? 1) > 0) kept.push(raw)
  }
  const parts = [...messages(model)].map(({ field, raw }) =>
    field === MODEL_GRAPH ? encodeField(MODEL_GRAPH, [...kept, ...added]) : raw,
  )
  return { graph: message(parts), weights: new Uint8Array(weights.buffer) }
}

function productOf(node: Uint8Array): PackedProduct | null {
  let operator = ''
  let output = ''
  let name = ''
  const inputs: string[] = []
  const attributes: Record<string, number> = {}
  for (const { field, payload } of messages(node)) {
    if (field === 1) inputs.push(text(payload))
    else if (field === 2) output = text(payload)
    else if (field === 3) name = text(payload)
    else if (field === 4) operator = text(payload)
    else if (field === 5) Object.assign(attributes, integerOf(payload))
  }
  if (operator !== 'MatMulNBits') return null
  const { K: rows = 0, N: columns = 0, bits = 4, block_size: block = 0 } = attributes
  return { inputs, output, name, rows, columns, bits, block }
}

function integerOf(attribute: Uint8Array): Record<string, number> {
  let name = ''
  let integer: number | null = null
  for (const { field, payload, value } of messages(attribute)) {
    if (field === 1) name = text(payload)
    else if (field === 3) integer = value
  }
  return integer === null ? {} : { [name]: integer }
}

function inputsOf(node: Uint8Array): string[] {
  return [...messages(node)].filter(({ field }) => field === 1).map(({ payload }) => text(payload))
}

function nameOf(tensor: Uint8Array): string {
  for (const { field, payload } of messages(tensor)) if (field === 8) return text(payload)
  return ''
}

function remember(tensor: Uint8Array, initialisers: Map<string, Weight>): void {
  let type = 0
  let raw: Uint8Array | null = null
  for (const { field, payload, value } of messages(tensor)) {
    if (field === 2) type = value
    else if (field === 9) raw = payload
  }
  initialisers.set(nameOf(tensor), { type, raw })
}

/** Inputs of MatMulNBits: A, B, scales, zero points, group index, bias; the last three may be left out. */
function isReadable({ inputs, rows, columns, bits, block }: PackedProduct, all: ReadonlyMap<string, Weight>): boolean {
  const [, packed, scales, zeros, order] = inputs
  const weight = (name = '') => all.get(name)
  const blocks = Math.ceil(rows / block)
  return (
    (bits === 4 || bits === 8) &&
    block > 0 &&
    !order &&
    weight(packed)?.type === UINT8 &&
    weight(packed)?.raw?.length === (columns * blocks * block * bits) / 8 &&
    weight(scales)?.type === FLOAT &&
    weight(scales)?.raw?.length === columns * blocks * 4 &&
    (!zeros ||
      (weight(zeros)?.type === UINT8 && weight(zeros)?.raw?.length === columns * Math.ceil((blocks * bits) / 8)))
  )
}

/** Columns written side by side: as many as share a line of the processor's cache. */
const TOGETHER = 16

/**
 * (number - zero point) x scale, as the operator's documentation has it (ContribOperators.md,
 * com.microsoft.MatMulNBits). Packed as [columns, blocks, block], the first of two 4-bit numbers in the low
 * half of a byte; zero points as [columns, blocks] in the same way, each column from a byte of its own;
 * without them it is the middle.
 * @param into [rows, columns]
 */
function unpackWeight(
  { inputs, rows, columns, bits, block }: PackedProduct,
  all: ReadonlyMap<string, Weight>,
  into: Float32Array,
): void {
  const [packed, scaleBytes] = [all.get(inputs[1]!)!.raw!, all.get(inputs[2]!)!.raw!]
  const zeros = inputs[3] ? all.get(inputs[3])!.raw! : null
  const blocks = Math.ceil(rows / block)
  const scales = new Float32Array(Uint8Array.from(scaleBytes).buffer)
  const perColumn = (blocks * block * bits) / 8
  const zerosPerColumn = Math.ceil((blocks * bits) / 8)
  const four = bits === 4
  for (let first = 0; first < columns; first += TOGETHER) {
    const end = Math.min(columns, first + TOGETHER)
    for (let row = 0; row < rows; row++) {
      const group = Math.floor(row / block)
      for (let column = first; column < end; column++) {
        const byte = packed[column * perColumn + (four ? row >> 1 : row)]!
        const number = four ? (row & 1 ? byte >> 4 : byte & 15) : byte
        let zero = four ? 8 : 128
        if (zeros !== null) {
          const pair = zeros[column * zerosPerColumn + (four ? group >> 1 : group)]!
          zero = four ? (group & 1 ? pair >> 4 : pair & 15) : pair
        }
        into[row * columns + column] = (number - zero) * scales[column * blocks + group]!
      }
    }
  }
}

/** NodeProtos in place of a packed product: the product, and its bias where it has one. */
function plainProduct({ inputs, output, name }: PackedProduct, weight: string): Uint8Array[] {
  const node = (operator: string, from: readonly string[], to: string, label: string) =>
    encodeField(GRAPH_NODE, [
      ...from.map((input) => encodeField(1, input)),
      encodeField(2, to),
      encodeField(3, label),
      encodeField(4, operator),
    ])
  const bias = inputs[5]
  if (!bias) return [node('MatMul', [inputs[0]!, weight], output, name)]
  const product = `${output}/without_bias`
  return [node('MatMul', [inputs[0]!, weight], product, name), node('Add', [product, bias], output, `${name}/bias`)]
}

function externalTensor(name: string, dims: readonly number[], offset: number, length: number): Uint8Array {
  const entry = (key: string, value: string) => encodeField(13, [encodeField(1, key), encodeField(2, value)])
  return encodeField(GRAPH_INITIALISER, [
    ...dims.map((dim) => encodeNumber(1, dim)),
    encodeNumber(2, FLOAT),
    encodeField(8, name),
    entry('location', UNPACKED_FILE),
    entry('offset', String(offset)),
    entry('length', String(length)),
    // TensorProto.DataLocation.EXTERNAL
    encodeNumber(14, 1),
  ])
}
