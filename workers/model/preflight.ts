/** @file Whether a model can run here, from its graph and the machine, before any weight is read. */
import { isFloat16 } from '../../src/domain/dtype.ts'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { WASM_HEAP } from '../../src/domain/repository.ts'
import { assertNoPointer, unreadable } from '../shared/files.ts'
import { messages, messagesInFile, text, type PiecewiseFile } from './protobuf.ts'
import type { Backend, Preflight } from './types.ts'
import { unpackedSize } from './unpack.ts'

/** Runtime, activations of one picture, fragmentation: a guess that errs upwards for small models. */
const OVERHEAD = 300e6
/** Positions that the estimate of the cache is made for: a picture of many tiles, a question and an answer. */
const TYPICAL_CONTEXT = 2048
/** TensorProto.DataType to bytes of an element (onnx.proto3). */
const ELEMENT_BYTES: Readonly<Record<number, number>> = { 1: 4, 6: 4, 7: 8, 10: 2, 11: 8, 16: 2, 2: 1, 3: 1, 9: 1 }
/** A tensor of more bytes holds its weights inside. */
const HEADER_BYTES = 64 * 1024

/** Enough of a file to tell a pointer by. */
const POINTER_BYTES = 64

/** What the decoder's graph says of its cache, and of its largest weight. */
export interface GraphMemory {
  /** Bytes of KV cache for each position and row. */
  readonly kvBytesPerToken: number
  /** Bytes of the largest single weight: it must fit into one buffer of the graphics device. */
  readonly largestWeight: number
  /** Bytes of states of a fixed size (convolutions, recurrent layers) of one row. */
  readonly stateBytes: number
  /** What the graph calls the files that hold its weights beside it. */
  readonly externalFiles: ReadonlySet<string>
  /** Bytes that block-quantised weights have in float32; 0 where there are none, or weights lie beside the graph. */
  readonly unpackedBytes: number
}

/**
 * Reads cache inputs and sizes of weights; the weights themselves are stepped over.
 * @throws LeakscopeError `model-corrupt` when it is no ONNX model, `model-incomplete` when it is not there or a
 * pointer stands for it.
 */
export async function graphMemory(path: string, file: PiecewiseFile): Promise<GraphMemory> {
  let kvBytesPerToken = 0
  let largestWeight = 0
  let unpackedBytes = 0
  let stateBytes = 0
  const externalFiles = new Set<string>()
  const read = async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer())
  try {
    assertNoPointer(path, new TextDecoder().decode(await read(0, POINTER_BYTES)))
    for await (const model of messagesInFile(file, 0, file.size)) {
      if (model.field !== 7) continue
      for await (const { field, from, to, payload } of messagesInFile(file, model.from, model.to)) {
        const small = to - from <= HEADER_BYTES
        if (field === 1 && small) unpackedBytes += unpackedSize(payload ?? (await read(from, to)))
        if (field === 11) {
          const cache = cacheBytesOf(payload ?? (await read(from, to)))
          kvBytesPerToken += cache.perToken
          stateBytes += cache.fixed
        }
        if (field !== 5) continue
        const beside = small ? externalOf(payload ?? (await read(from, to))) : null
        if (beside !== null) externalFiles.add(beside.file)
        largestWeight = Math.max(largestWeight, beside?.bytes ?? to - from)
      }
    }
  } catch (error) {
    if (error instanceof LeakscopeError) throw error
    if (error instanceof DOMException) throw unreadable(path, error)
    throw new LeakscopeError('model-corrupt', `${path} is not an ONNX model: ${String(error)}`, { cause: error })
  }
  return {
    kvBytesPerToken,
    stateBytes,
    largestWeight,
    externalFiles,
    unpackedBytes: externalFiles.size > 0 ? 0 : unpackedBytes,
  }
}

/**
 * ValueInfoProto of an input: a cache is `past_key_values.N.key` with heads and head size given, batch and
 * length open; a state (`past_conv.N`) has only its batch open.
 */
function cacheBytesOf(bytes: Uint8Array): { readonly perToken: number; readonly fixed: number } {
  let name = ''
  let size = 0
  for (const info of messages(bytes)) {
    if (info.field === 1) name = text(info.payload)
    if (info.field !== 2) continue
    for (const type of messages(info.payload)) {
      if (type.field !== 1) continue
      let element = 0
      let count = 1
      for (const tensor of messages(type.payload)) {
        if (tensor.field === 1) element = ELEMENT_BYTES[tensor.value] ?? 4
        if (tensor.field !== 2) continue
        for (const dim of messages(tensor.payload)) {
          for (const { field, value } of messages(dim.payload)) if (field === 1) count *= value
        }
      }
      size = element * count
    }
  }
  return {
    perToken: name.startsWith('past_key_values.') ? size : 0,
    fixed: /^past_(?!key_values\.)/.test(name) ? size : 0,
  }
}

/** TensorProto whose weights lie in another file: its name and how many bytes there; null for others. */
function externalOf(bytes: Uint8Array): { readonly file: string; readonly bytes: number } | null {
  let [file, length] = ['', 0]
  for (const { field, payload } of messages(bytes)) {
    if (field !== 13) continue
    const [key, value] = [...messages(payload)].map((part) => text(part.payload))
    if (key === 'location') file = value ?? ''
    if (key === 'length') length = Number(value)
  }
  return file === '' ? null : { file, bytes: length }
}

export interface ModelFacts {
  readonly name: string
  readonly dtype: Readonly<Record<string, string>>
  readonly weightBytes: number
  readonly memory: GraphMemory
  /** Positions that the decoder was made for; null where it does not say. */
  readonly context: number | null
}

export interface MachineFacts {
  readonly backend: Backend
  /** The graphics adapter; null on WASM. */
  readonly gpu: {
    readonly name: string
    readonly float16: boolean
    readonly maxBufferSize: number
    readonly maxStorageBufferBindingSize: number
  } | null
  /** GiB, as the browser says it: rounded to a power of two and capped. */
  readonly deviceMemory: number | null
}

/** Browsers report no more than this many GiB; a machine that says so may have more. */
const DEVICE_MEMORY_CAP = 8

/**
 * Share of the machine's memory that unpacking weights may take ([Note: Unpacked weights]), and GiB where the
 * browser does not say how much there is.
 */
const [UNPACKING_SHARE, ASSUMED_MEMORY] = [0.35, 4]

/** What speaks against running a model here, each in one clause; the numbers are estimates and say so. */
export function assess(model: ModelFacts, machine: MachineFacts): Preflight {
  const positions = Math.min(model.context ?? TYPICAL_CONTEXT, TYPICAL_CONTEXT)
  const cacheBytes = model.memory.kvBytesPerToken * positions + model.memory.stateBytes
  const packedHeap = model.weightBytes + OVERHEAD + (machine.backend === 'wasm' ? cacheBytes : 0)
  const memory = (machine.deviceMemory ?? ASSUMED_MEMORY) * 1024 ** 3
  // While it is loaded, each file is in memory and in the heap as well; the runtime keeps unpacked weights in
  // an order of its own, and has both for a while.
  const unpackedPeak = packedHeap + model.weightBytes + 3 * model.memory.unpackedBytes
  const unpacks =
    machine.backend === 'wasm' &&
    unpackedPeak <= memory * UNPACKING_SHARE &&
    packedHeap + 2 * model.memory.unpackedBytes <= WASM_HEAP
  const unpackedBytes = unpacks ? model.memory.unpackedBytes : 0
  const heapBytes = packedHeap + 2 * unpackedBytes
  const peakBytes = unpacks ? unpackedPeak : packedHeap + model.weightBytes
  const gpuBytes = machine.gpu === null ? 0 : model.weightBytes + cacheBytes
  const obstacles: string[] = []
  const warnings: string[] = []

  if (heapBytes > WASM_HEAP) {
    obstacles.push(
      `it needs about ${inUnits(heapBytes)} of WebAssembly memory, which ends at ${inUnits(WASM_HEAP)}; ` +
        'choose a dtype with fewer bits',
    )
  }
  if (machine.gpu !== null) {
    const { gpu } = machine
    const half = Object.entries(model.dtype).find(([, dtype]) => isFloat16(dtype))
    if (half !== undefined && !gpu.float16)
      obstacles.push(
        `${half[0]} in ${half[1]} needs 16-bit floats, which this graphics adapter (${gpu.name}) lacks; ` +
          'choose q4 or fp32, or WASM',
      )
    const limit = Math.min(gpu.maxBufferSize, gpu.maxStorageBufferBindingSize)
    if (model.memory.largestWeight > limit)
      obstacles.push(
        `its largest weight has ${inUnits(model.memory.largestWeight)} ` +
          `and a buffer of this graphics adapter at most ${inUnits(limit)}`,
      )
  }
  if (machine.deviceMemory !== null) {
    const has = machine.deviceMemory * 1024 ** 3
    if (peakBytes > has && machine.deviceMemory < DEVICE_MEMORY_CAP)
      obstacles.push(
        `loading it takes about ${inUnits(peakBytes)} of memory and this machine has ${machine.deviceMemory} GiB`,
      )
    else if (peakBytes > has * 0.6)
      warnings.push(
        `Loading takes about ${inUnits(peakBytes)} of memory at its peak; ` +
          'close other tabs if the browser is short of it',
      )
  }
  if (gpuBytes > 3.5e9)
    warnings.push(`About ${inUnits(gpuBytes)} of graphics memory are needed, more than many cards have`)
  return {
    dtype: model.dtype,
    weightBytes: model.weightBytes,
    cacheBytes,
    cachePositions: positions,
    unpackedBytes,
    peakBytes,
    gpuBytes,
    obstacles,
    warnings,
  }
}

/** @throws LeakscopeError `machine-unfit`, in one line, when something speaks against it. */
export function assertFits(name: string, { obstacles }: Preflight): void {
  if (obstacles.length > 0)
    throw new LeakscopeError(
      'machine-unfit',
      `${name}: not on this machine, because ${obstacles.join('; and because ')}`,
    )
}

function inUnits(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
