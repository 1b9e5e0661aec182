/** @file What goes into an ONNX graph and comes out of it, read without its weights (onnx.proto3's field numbers). */
import { LeakscopeError } from '../../src/domain/errors.ts'
import { assertNoPointer } from '../shared/files.ts'
import { messages, messagesInFile, text, type PiecewiseFile } from './protobuf.ts'

/** An input or output: its element type as ONNX Runtime names it, and its axes, by name where they are open. */
export interface GraphValue {
  readonly name: string
  readonly type: string
  readonly dims: readonly (number | string)[]
}

export interface GraphIo {
  readonly inputs: readonly GraphValue[]
  readonly outputs: readonly GraphValue[]
  /** What the graph calls the files that hold its weights beside it, and how many bytes it looks for in each. */
  readonly externalFiles: ReadonlyMap<string, number>
}

/** TensorProto.DataType */
const TYPES: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  6: 'int32',
  7: 'int64',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  16: 'bfloat16',
}
/** A weight of more bytes holds its values inside. */
const HEADER_BYTES = 64 * 1024
/** Enough of a file to tell a pointer by. */
const POINTER_BYTES = 64

/**
 * @throws LeakscopeError `model-corrupt` when it is no ONNX model, `model-incomplete` for a pointer in its place.
 */
export async function readGraphIo(path: string, file: PiecewiseFile): Promise<GraphIo> {
  const inputs: GraphValue[] = []
  const outputs: GraphValue[] = []
  const weights = new Set<string>()
  const externalFiles = new Map<string, number>()
  let graphs = 0
  const read = async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer())
  try {
    assertNoPointer(path, text(await read(0, POINTER_BYTES)))
    for await (const model of messagesInFile(file, 0, file.size)) {
      if (model.field !== 7) continue
      graphs += 1
      for await (const { field, from, to, payload } of messagesInFile(file, model.from, model.to)) {
        if (![5, 11, 12].includes(field) || to - from > HEADER_BYTES) continue
        const bytes = payload ?? (await read(from, to))
        if (field === 5) readWeight(bytes, weights, externalFiles)
        else (field === 11 ? inputs : outputs).push(valueOf(bytes))
      }
    }
  } catch (error) {
    if (error instanceof LeakscopeError) throw error
    throw new LeakscopeError('model-corrupt', `${path} is not an ONNX model: ${String(error)}`, { cause: error })
  }
  if (graphs === 0) throw new LeakscopeError('model-corrupt', `${path} is not an ONNX model: it holds no graph`)
  // Older exports list their weights as inputs too.
  return { inputs: inputs.filter(({ name }) => !weights.has(name)), outputs, externalFiles }
}

function readWeight(bytes: Uint8Array, weights: Set<string>, externalFiles: Map<string, number>): void {
  const external = new Map<string, string>()
  for (const { field, payload } of messages(bytes)) {
    if (field === 8) weights.add(text(payload))
    if (field !== 13) continue
    const [key = '', value = ''] = [...messages(payload)].map((part) => text(part.payload))
    external.set(key, value)
  }
  const location = external.get('location')
  if (location === undefined) return
  const end = Number(external.get('offset') ?? 0) + Number(external.get('length') ?? 0)
  externalFiles.set(location, Math.max(externalFiles.get(location) ?? 0, end))
}

/** ValueInfoProto */
function valueOf(bytes: Uint8Array): GraphValue {
  let [name, type] = ['', '']
  const dims: (number | string)[] = []
  for (const info of messages(bytes)) {
    if (info.field === 1) name = text(info.payload)
    if (info.field !== 2) continue
    for (const kind of messages(info.payload)) {
      if (kind.field !== 1) continue
      for (const tensor of messages(kind.payload)) {
        if (tensor.field === 1) type = TYPES[tensor.value] ?? `type ${tensor.value}`
        if (tensor.field !== 2) continue
        for (const dim of messages(tensor.payload)) dims.push(dimOf(dim.payload))
      }
    }
  }
  return { name, type, dims }
}

function dimOf(bytes: Uint8Array): number | string {
  let dim: number | string = '?'
  for (const { field, value, payload } of messages(bytes)) dim = field === 1 ? value : field === 2 ? text(payload) : dim
  return dim
}
