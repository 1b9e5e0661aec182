/**
 * @file Weights of a GGUF in the layout of ONNX Runtime's operators, without loss.
 * [Note: Offsets beside] A block of Q4_1 is `d*q + m`, one of MatMulNBits `d*(q - 8)` where zero points are whole numbers. So a
 * product is taken apart: MatMulNBits with the scales `d`, and the sums of the input's blocks times the offsets `m + 8d`,
 * a thirty-second of the work (docs/adr/0048-smollm2-reader.md).
 */
import { LeakscopeError } from '../../../src/domain/errors.ts'
import type { GgufTensor, TensorType } from './gguf.ts'

const BLOCK = 32
/** What `q` is relative to without zero points (ContribOperators.md, com.microsoft.MatMulNBits). */
const MIDDLE_4 = 8
const MIDDLE_8 = 128

/** What can be had of a tensor, as the placeholders of the graphs name it. */
export const PARTS: Readonly<Record<string, (tensor: GgufTensor) => Uint8Array>> = {
  /** F32 as it is. */
  values: (tensor) => of(tensor, 'F32').bytes,
  /** Q4_1: [rows, blocks, 16], two numbers a byte, the first in the low half. */
  codes4: (tensor) => codes4(of(tensor, 'Q4_1')),
  /** Q4_1: float32 [rows, blocks]. */
  scales4: (tensor) => bytesOf(halves(of(tensor, 'Q4_1'), 20, 0)),
  /** Q4_1: float32 [blocks, rows]. */
  offsets4: (tensor) => bytesOf(offsets4(of(tensor, 'Q4_1'))),
  /** Q8_0: [rows, blocks, 32], 128 above the number. */
  codes8: (tensor) => codes8(of(tensor, 'Q8_0'), MIDDLE_8),
  /** Q8_0: float32 [rows, blocks]. */
  scales8: (tensor) => bytesOf(halves(of(tensor, 'Q8_0'), 34, 0)),
  /** Q8_0: [rows, columns] in 8 bits with sign. */
  numbers8: (tensor) => codes8(of(tensor, 'Q8_0'), 0),
}

function of(tensor: GgufTensor, type: TensorType): GgufTensor {
  if (tensor.type === type) return tensor
  throw new LeakscopeError(
    'model-corrupt',
    `${tensor.name} is ${tensor.type} in the GGUF file, where ${type} is expected`,
  )
}

/**
 * Rows of queries and keys as llama.cpp keeps them, back in the order of the rotation by halves: there the two numbers of
 * a pair lie side by side, here half a head apart.
 * @param head numbers of a head.
 */
export function byHalves({ bytes, rows, ...tensor }: GgufTensor, head: number): GgufTensor {
  const size = bytes.length / rows
  const out = new Uint8Array(bytes.length)
  for (let row = 0; row < rows; row++) {
    const inHead = row % head
    const from = row - inHead + 2 * (inHead % (head / 2)) + Math.floor(inHead / (head / 2))
    out.set(bytes.subarray(from * size, (from + 1) * size), row * size)
  }
  return { ...tensor, rows, bytes: out }
}

function codes4({ bytes }: GgufTensor): Uint8Array {
  const blocks = bytes.length / 20
  const out = new Uint8Array(blocks * 16)
  for (let block = 0; block < blocks; block++) {
    // Low halves hold the first 16 numbers, high halves the others.
    const at = block * 20 + 4
    for (let j = 0; j < 8; j++) {
      const [one, two] = [bytes[at + 2 * j]!, bytes[at + 2 * j + 1]!]
      out[block * 16 + j] = (one & 15) | ((two & 15) << 4)
      out[block * 16 + 8 + j] = (one >> 4) | (two & 240)
    }
  }
  return out
}

function offsets4(tensor: GgufTensor): Float32Array {
  const [scales, minima] = [halves(tensor, 20, 0), halves(tensor, 20, 2)]
  const { rows } = tensor
  const blocks = scales.length / rows
  const out = new Float32Array(scales.length)
  for (let row = 0; row < rows; row++)
    for (let block = 0; block < blocks; block++) {
      const from = row * blocks + block
      out[block * rows + row] = minima[from]! + MIDDLE_4 * scales[from]!
    }
  return out
}

function codes8({ bytes }: GgufTensor, middle: number): Uint8Array {
  const blocks = bytes.length / 34
  const out = new Uint8Array(blocks * BLOCK)
  for (let block = 0; block < blocks; block++)
    for (let j = 0; j < BLOCK; j++) out[block * BLOCK + j] = bytes[block * 34 + 2 + j]! + middle
  return out
}

/** The 16-bit float at `at` of each block of `size` bytes. */
function halves({ bytes }: GgufTensor, size: number, at: number): Float32Array {
  return halvesToFloats(bytes, bytes.length / size, size, at)
}

/** IEEE 754 binary16, little-endian, to float32: without loss. */
export function halvesToFloats(bytes: Uint8Array, count: number, step = 2, at = 0): Float32Array {
  const out = new Float32Array(count)
  for (let i = 0; i < count; i++) out[i] = FLOATS[bytes[i * step + at]! | (bytes[i * step + at + 1]! << 8)]!
  return out
}

const FLOATS = Float32Array.from({ length: 65_536 }, (_, bits) => {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25))
})

function bytesOf(numbers: Float32Array): Uint8Array {
  return new Uint8Array(numbers.buffer)
}
