/** @file Reads what an ONNX file is made of without its weights (onnx.proto3: field numbers below). */
import { LeakscopeError } from '../../src/domain/errors.ts'
import { messages, text } from './protobuf.ts'

export interface OnnxSummary {
  /** Whether any weight, input, output or cast is a 16-bit float: such a graph needs `shader-f16` on WebGPU. */
  readonly float16: boolean
  readonly operators: ReadonlySet<string>
  /** Names of files beside the model that hold weights. */
  readonly externalFiles: ReadonlySet<string>
}

/** TensorProto.DataType.FLOAT16 */
const FLOAT16 = 10

/**
 * Path of a file of weights.
 * @param graph Path of the graph.
 * @param location What the graph calls it, which is seen from the graph's own folder.
 * @throws LeakscopeError `model-corrupt` for one that leads out of that folder.
 */
export function besideGraph(graph: string, location: string): string {
  const name = location.replace(/^(?:\.\/)+/, '')
  if (name === '' || name.startsWith('/') || name.split(/[/\\]/).includes('..'))
    throw new LeakscopeError('model-corrupt', `${graph} looks for its weights in "${location}", outside its folder`)
  return graph.slice(0, graph.lastIndexOf('/') + 1) + name
}

/** @throws LeakscopeError `model-corrupt` when the bytes are no ONNX model. */
export function summarise(path: string, bytes: Uint8Array): OnnxSummary {
  const found = { float16: false, operators: new Set<string>(), externalFiles: new Set<string>() }
  let graphs = 0
  try {
    for (const { field, payload } of messages(bytes)) {
      if (field !== 7) continue
      graphs++
      readGraph(payload, found)
    }
  } catch (error) {
    throw new LeakscopeError('model-corrupt', `${path} is not an ONNX model: ${String(error)}`, { cause: error })
  }
  if (graphs === 0) throw new LeakscopeError('model-corrupt', `${path} is not an ONNX model: it holds no graph`)
  return found
}

interface Found {
  float16: boolean
  readonly operators: Set<string>
  readonly externalFiles: Set<string>
}

function readGraph(bytes: Uint8Array, found: Found): void {
  for (const { field, payload } of messages(bytes)) {
    if (field === 1) readNode(payload, found)
    else if (field === 5) readTensor(payload, found)
    else if (field === 11 || field === 12 || field === 13) readValueInfo(payload, found)
  }
}

function readNode(bytes: Uint8Array, found: Found): void {
  let operator = ''
  const attributes: Uint8Array[] = []
  for (const { field, payload } of messages(bytes)) {
    if (field === 4) operator = text(payload)
    else if (field === 5) attributes.push(payload)
  }
  found.operators.add(operator)
  for (const attribute of attributes) {
    let name = ''
    let integer = 0
    for (const { field, payload, value } of messages(attribute)) {
      if (field === 1) name = text(payload)
      else if (field === 3) integer = value
      else if (field === 5) readTensor(payload, found)
      else if (field === 6) readGraph(payload, found)
    }
    if (operator === 'Cast' && name === 'to' && integer === FLOAT16) found.float16 = true
  }
}

function readTensor(bytes: Uint8Array, found: Found): void {
  for (const { field, payload, value } of messages(bytes)) {
    if (field === 2 && value === FLOAT16) found.float16 = true
    else if (field === 13) {
      const [key, file] = pair(payload)
      if (key === 'location') found.externalFiles.add(file)
    }
  }
}

function readValueInfo(bytes: Uint8Array, found: Found): void {
  for (const info of messages(bytes)) {
    if (info.field !== 2) continue
    for (const type of messages(info.payload)) {
      if (type.field !== 1) continue
      for (const { field, value } of messages(type.payload)) if (field === 1 && value === FLOAT16) found.float16 = true
    }
  }
}

function pair(bytes: Uint8Array): [string, string] {
  let key = ''
  let value = ''
  for (const { field, payload } of messages(bytes)) {
    if (field === 1) key = text(payload)
    else if (field === 2) value = text(payload)
  }
  return [key, value]
}
