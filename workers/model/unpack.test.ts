import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encodeField, encodeNumber, messages, text } from './protobuf.ts'
import { unpack, UNPACKED_FILE, unpackedSize } from './unpack.ts'

const shipped = (dtype: string) =>
  readFileSync(new URL(`../../public/models/control-reader/onnx/decoder_model_merged_${dtype}.onnx`, import.meta.url))

const graphOf = (model: Uint8Array) => [...messages(model)].find(({ field }) => field === 7)!.payload
const operators = (model: Uint8Array) =>
  [...messages(graphOf(model))]
    .filter(({ field }) => field === 1)
    .map(({ payload }) => text([...messages(payload)].find(({ field }) => field === 4)!.payload))
const count = (all: readonly string[], operator: string) => all.filter((name) => name === operator).length

function node(inputs: readonly string[], attributes: Readonly<Record<string, number>>): Uint8Array<ArrayBuffer> {
  return encodeField(1, [
    ...inputs.map((name) => encodeField(1, name)),
    encodeField(2, 'y'),
    encodeField(4, 'MatMulNBits'),
    ...Object.entries(attributes).map(([name, value]) =>
      encodeField(5, [encodeField(1, name), encodeNumber(3, value)]),
    ),
    encodeField(7, 'com.microsoft'),
  ])
}

function tensor(name: string, type: number, raw: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeField(5, [encodeNumber(2, type), encodeField(8, name), encodeField(9, [raw])])
}

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer)
const model = (...fields: Uint8Array[]) => encodeField(7, fields)
const valuesOf = (bytes: Uint8Array) => [...new Float32Array(Uint8Array.from(bytes).buffer)]

describe('unpack', () => {
  it('subtracts the zero point and scales: 4 bits, a block that is not full, with and without zero points', () => {
    // 3 rows in blocks of 2, 2 columns: numbers 1, 2 | 3 and 15, 0 | 8.
    const packed = Uint8Array.of(0x21, 0x03, 0x0f, 0x08)
    const scales = floats(1, 10, 0.5, 2)
    const attributes = { K: 3, N: 2, bits: 4, block_size: 2 }
    const plain = unpack(model(node(['x', 'b', 's'], attributes), tensor('b', 2, packed), tensor('s', 1, scales)))!
    expect(valuesOf(plain.weights)).toEqual([-7, 3.5, -6, -4, -50, 0])
    const zeros = Uint8Array.of(0x31, 0x0f)
    const shifted = unpack(
      model(
        node(['x', 'b', 's', 'z'], attributes),
        tensor('b', 2, packed),
        tensor('s', 1, scales),
        tensor('z', 2, zeros),
      ),
    )!
    expect(valuesOf(shifted.weights)).toEqual([0, 0, 1, -7.5, 0, 16])
  })

  it('8 bits, whose middle is 128; a bias is added behind the product', () => {
    const found = unpack(
      model(
        node(['x', 'b', 's', '', '', 'bias'], { K: 2, N: 1, bits: 8, block_size: 2 }),
        tensor('b', 2, Uint8Array.of(128, 131)),
        tensor('s', 1, floats(0.25)),
        tensor('bias', 1, floats(1)),
      ),
    )!
    expect(valuesOf(found.weights)).toEqual([0, 0.75])
    expect(operators(found.graph)).toEqual(['MatMul', 'Add'])
    expect(text(found.graph)).toContain('bias')
  })

  it('leaves alone what it does not know, and a weight that something else uses', () => {
    const half = model(
      node(['x', 'b', 's'], { K: 2, N: 1, bits: 8, block_size: 2 }),
      tensor('b', 2, Uint8Array.of(1, 2)),
      tensor('s', 10, Uint8Array.of(0, 60)),
    )
    expect(unpack(half)).toBe(null)
    const shared = unpack(
      model(
        node(['x', 'b', 's'], { K: 2, N: 1, bits: 8, block_size: 2 }),
        encodeField(1, [encodeField(1, 'b'), encodeField(2, 'other'), encodeField(4, 'Identity')]),
        tensor('b', 2, Uint8Array.of(1, 2)),
        tensor('s', 1, floats(1)),
      ),
    )!
    const left = [...messages(graphOf(shared.graph))].filter(({ field }) => field === 5)
    const names = left.map(({ payload }) => text([...messages(payload)].find(({ field }) => field === 8)!.payload))
    expect(names).toEqual(['b', 'b/unpacked_0'])
  })

  it.each(['quantized', 'q4'])('a shipped decoder in %s: every packed product becomes a plain one', (dtype) => {
    const bytes = shipped(dtype)
    const before = operators(bytes)
    const { graph, weights } = unpack(bytes)!
    const after = operators(graph)
    expect(count(before, 'MatMulNBits')).toBeGreaterThan(0)
    expect(count(after, 'MatMulNBits')).toBe(0)
    expect(count(after, 'MatMul')).toBe(count(before, 'MatMul') + count(before, 'MatMulNBits'))
    const sizes = [...messages(graphOf(bytes))]
      .filter(({ field }) => field === 1)
      .map(({ payload }) => unpackedSize(payload))
    expect(weights.length).toBe(sizes.reduce((sum, size) => sum + size, 0))
    expect(graph.length).toBeLessThan(bytes.length / 2)
    expect(valuesOf(weights).every(Number.isFinite)).toBe(true)
    expect(text(graph)).toContain(UNPACKED_FILE)
  })
})
