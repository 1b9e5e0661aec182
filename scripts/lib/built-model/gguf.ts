/**
 * @file Reads GGUF files (version 3, little-endian; https://github.com/ggml-org/ggml/blob/master/docs/gguf.md), as far as
 * llama models in Q4_1, Q8_0 and F32 need it.
 */
import { LeakscopeError } from '../../../src/domain/errors.ts'

export type GgufValue = number | bigint | boolean | string | readonly GgufValue[]

/** Names of ggml's types by their numbers; of others a file may have none. */
const TYPES = { 0: 'F32', 3: 'Q4_1', 8: 'Q8_0' } as const
export type TensorType = (typeof TYPES)[keyof typeof TYPES]

/** Numbers of a block, and its bytes. */
const BLOCKS: Readonly<Record<TensorType, readonly [numbers: number, bytes: number]>> = {
  F32: [1, 4],
  // A scale and an offset in 16 bits, 32 numbers of 4 bits.
  Q4_1: [32, 20],
  // A scale in 16 bits, 32 numbers of 8 bits.
  Q8_0: [32, 34],
}

export interface GgufTensor {
  readonly name: string
  readonly type: TensorType
  /** Rows, then columns; a vector has one row. */
  readonly rows: number
  readonly columns: number
  /** As it lies in the file: a view. */
  readonly bytes: Uint8Array
}

export interface Gguf {
  readonly metadata: ReadonlyMap<string, GgufValue>
  readonly tensors: ReadonlyMap<string, GgufTensor>
}

/** @throws LeakscopeError `model-corrupt` for anything but a whole file of the kind above. */
export function readGguf(bytes: Uint8Array): Gguf {
  try {
    return read(bytes)
  } catch (error) {
    if (error instanceof LeakscopeError) throw error
    throw corrupt('it ends too early', error)
  }
}

function corrupt(what: string, cause?: unknown): LeakscopeError {
  return new LeakscopeError('model-corrupt', `The GGUF file cannot be read: ${what}`, { cause })
}

function read(bytes: Uint8Array): Gguf {
  const reader = new Reader(bytes)
  if (reader.u32() !== 0x46554747) throw corrupt('it does not begin with GGUF')
  const version = reader.u32()
  if (version !== 3) throw corrupt(`it is of version ${version}, not 3`)
  const [tensorCount, valueCount] = [reader.u64(), reader.u64()]
  const metadata = new Map<string, GgufValue>()
  for (let i = 0; i < valueCount; i++) {
    const key = reader.string()
    metadata.set(key, reader.value(reader.u32()))
  }
  const heads = Array.from({ length: tensorCount }, () => tensorHead(reader))
  const alignment = Number(metadata.get('general.alignment') ?? 32)
  const data = Math.ceil(reader.at / alignment) * alignment
  const tensors = heads.map(({ name, type, rows, columns, offset }): [string, GgufTensor] => {
    const [numbers, size] = BLOCKS[type]
    const from = data + offset
    const length = ((rows * columns) / numbers) * size
    if (columns % numbers !== 0) throw corrupt(`${name} has rows that are no whole blocks`)
    if (from + length > bytes.length) throw corrupt(`it ends inside ${name}`)
    return [name, { name, type, rows, columns, bytes: bytes.subarray(from, from + length) }]
  })
  return { metadata, tensors: new Map(tensors) }
}

function tensorHead(reader: Reader) {
  const name = reader.string()
  const dims = Array.from({ length: reader.u32() }, () => reader.u64())
  if (dims.length === 0 || dims.length > 2) throw corrupt(`${name} has ${dims.length} dimensions`)
  const number = reader.u32()
  const type = TYPES[number as keyof typeof TYPES]
  if (type === undefined) throw corrupt(`${name} is of type ${number}; F32, Q4_1 and Q8_0 can be read`)
  // The first dimension is the one that lies together.
  const [columns = 1, rows = 1] = dims
  return { name, type, rows, columns, offset: reader.u64() }
}

class Reader {
  readonly #view: DataView
  at = 0

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  #step(bytes: number): number {
    this.at += bytes
    return this.at - bytes
  }

  u32(): number {
    return this.#view.getUint32(this.#step(4), true)
  }

  u64(): number {
    return Number(this.#view.getBigUint64(this.#step(8), true))
  }

  string(): string {
    const length = this.u64()
    const from = this.#step(length)
    return new TextDecoder().decode(new Uint8Array(this.#view.buffer, this.#view.byteOffset + from, length))
  }

  /** @param type of the format's metadata values. */
  value(type: number): GgufValue {
    const view = this.#view
    switch (type) {
      case 0:
        return view.getUint8(this.#step(1))
      case 1:
        return view.getInt8(this.#step(1))
      case 2:
        return view.getUint16(this.#step(2), true)
      case 3:
        return view.getInt16(this.#step(2), true)
      case 4:
        return this.u32()
      case 5:
        return view.getInt32(this.#step(4), true)
      case 6:
        return view.getFloat32(this.#step(4), true)
      case 7:
        return view.getUint8(this.#step(1)) !== 0
      case 8:
        return this.string()
      case 9: {
        const of = this.u32()
        return Array.from({ length: this.u64() }, () => this.value(of))
      }
      case 10:
        return view.getBigUint64(this.#step(8), true)
      case 11:
        return view.getBigInt64(this.#step(8), true)
      case 12:
        return view.getFloat64(this.#step(8), true)
      default:
        throw corrupt(`it has a value of type ${type}`)
    }
  }
}
