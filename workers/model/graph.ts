/**
 * @file The nodes of an ONNX graph, read without its weights, and more outputs for it. Field numbers are
 * onnx.proto3's.
 */
import { LeakscopeError } from '../../src/domain/errors.ts'
import { encodeField, messages, messagesInFile, text, type PiecewiseFile } from './protobuf.ts'

export interface Node {
  readonly operator: string
  /** Tensor names; an empty one stands for an optional input that is left out. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

export interface Graph {
  /** In the order of the file, which by the standard is one in which they can run. */
  readonly nodes: readonly Node[]
  readonly outputs: readonly string[]
}

/** A node of more bytes holds a weight (a large `Constant`), or a subgraph. */
const MAX_NODE_BYTES = 64 * 1024

/**
 * Reads the nodes of a model file of any size: initialisers, and nodes that hold weights, are stepped over.
 * @throws LeakscopeError `model-corrupt` when it is no ONNX model.
 */
export async function readGraph(path: string, file: PiecewiseFile): Promise<Graph> {
  const nodes: Node[] = []
  const outputs: string[] = []
  const read = async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer())
  try {
    for await (const model of messagesInFile(file, 0, file.size)) {
      if (model.field !== 7) continue
      for await (const { field, from, to, payload } of messagesInFile(file, model.from, model.to)) {
        if (field === 1 && to - from <= MAX_NODE_BYTES) nodes.push(readNode(payload ?? (await read(from, to))))
        else if (field === 12) outputs.push(firstText(payload ?? (await read(from, to))))
      }
    }
  } catch (error) {
    throw new LeakscopeError('model-corrupt', `${path} is not an ONNX model: ${String(error)}`, { cause: error })
  }
  if (nodes.length === 0) throw new LeakscopeError('model-corrupt', `${path} is not an ONNX model: it holds no graph`)
  return { nodes, outputs }
}

function readNode(bytes: Uint8Array): Node {
  let operator = ''
  const inputs: string[] = []
  const outputs: string[] = []
  for (const { field, payload } of messages(bytes)) {
    if (field === 1) inputs.push(text(payload))
    else if (field === 2) outputs.push(text(payload))
    else if (field === 4) operator = text(payload)
  }
  return { operator, inputs, outputs }
}

function firstText(bytes: Uint8Array): string {
  for (const { field, payload } of messages(bytes)) if (field === 1) return text(payload)
  return ''
}

/**
 * Bytes that, put behind a model file, add nodes and outputs to its graph: a second `ModelProto.graph` is
 * merged into the first, and its repeated fields are appended (protobuf's "last one wins" for messages). ONNX
 * Runtime infers the outputs' types.
 */
export function graphAddition(nodes: readonly Node[], outputs: readonly string[]): Uint8Array<ArrayBuffer> {
  return encodeField(7, [
    ...nodes.map(({ operator, inputs, outputs: results }) =>
      encodeField(1, [
        ...inputs.map((name) => encodeField(1, name)),
        ...results.map((name) => encodeField(2, name)),
        encodeField(4, operator),
      ]),
    ),
    ...outputs.map((name) => encodeField(12, [encodeField(1, name)])),
  ])
}
