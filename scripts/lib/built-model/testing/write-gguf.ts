/** @file Writes small GGUF files (version 3), of the kinds that gguf.ts reads: what tests build models of. */
import type { TensorType } from '../gguf.ts'

/** Numbers of ggml's types, and of the format's values. */
const TYPES: Readonly<Record<TensorType, number>> = { F32: 0, Q4_1: 3, Q8_0: 8 }
const [INT32, STRING, ARRAY] = [5, 8, 9]
const ALIGNMENT = 32

export interface WrittenTensor {
  readonly name: string
  readonly type: TensorType
  /** A vector has one row. */
  readonly rows: number
  readonly columns: number
  /** Blocks as they are to lie in the file. */
  readonly bytes: Uint8Array
}

/** @param metadata Texts, and lists of texts or of whole numbers. */
export function writeGguf(
  metadata: Readonly<Record<string, string | readonly string[] | readonly number[]>>,
  tensors: readonly WrittenTensor[],
): Uint8Array {
  const values = Object.entries(metadata).map(([key, value]) => Buffer.concat([string(key), valueOf(value)]))
  const heads: Buffer[] = []
  const data: Uint8Array[] = []
  let at = 0
  for (const { name, type, rows, columns, bytes } of tensors) {
    // The first dimension is the one that lies together.
    const dims = rows === 1 ? [columns] : [columns, rows]
    const padding = new Uint8Array(aligned(at) - at)
    at += padding.length
    heads.push(Buffer.concat([string(name), u32(dims.length), ...dims.map(u64), u32(TYPES[type]), u64(at)]))
    // Nothing behind the last one: a file that is cut off lacks numbers.
    data.push(padding, bytes)
    at += bytes.length
  }
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(tensors.length),
    u64(values.length),
    ...values,
    ...heads,
  ])
  return Buffer.concat([head, new Uint8Array(aligned(head.length) - head.length), ...data])
}

/** IEEE 754 binary16 of a number that has one, little-endian. */
export function toHalf(value: number): [low: number, high: number] {
  if (value === 0) return [0, 0]
  const exponent = Math.floor(Math.log2(Math.abs(value)))
  const bits = (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | ((Math.abs(value) / 2 ** exponent - 1) * 1024)
  return [bits & 255, bits >> 8]
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT

function valueOf(value: string | readonly string[] | readonly number[]): Buffer {
  if (typeof value === 'string') return Buffer.concat([u32(STRING), string(value)])
  const ofTexts = typeof value[0] === 'string'
  const items = value.map((one) => (typeof one === 'string' ? string(one) : u32(one)))
  return Buffer.concat([u32(ARRAY), u32(ofTexts ? STRING : INT32), u64(value.length), ...items])
}

function string(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([u64(bytes.length), bytes])
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
