import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as ort from 'onnxruntime-web'
import { describe, expect, it } from 'vitest'
import { keepingLastLogits } from './last-logits.ts'
import { encodeField, encodeNumber } from './protobuf.ts'

/** `logits` = x · w (+ bias), as opset 17 has it; x [rows, tokens, 2], w [2, 3]. */
function model(options: { readonly bias?: boolean; readonly takesKeep?: boolean; readonly operator?: string } = {}) {
  const product = options.bias ? 'product' : 'logits'
  const node = (operator: string, inputs: readonly string[], output: string) =>
    encodeField(1, [...inputs.map((name) => encodeField(1, name)), encodeField(2, output), encodeField(4, operator)])
  const floats = (name: string, dims: readonly number[], ...values: number[]) =>
    encodeField(5, [
      ...dims.map((dim) => encodeNumber(1, dim)),
      encodeNumber(2, 1),
      encodeField(8, name),
      encodeField(9, [new Uint8Array(Float32Array.from(values).buffer)]),
    ])
  const value = (field: number, name: string, type: number, dims: readonly (string | number)[]) => {
    const shape = dims.map((dim) =>
      encodeField(1, [typeof dim === 'number' ? encodeNumber(1, dim) : encodeField(2, dim)]),
    )
    const tensor = encodeField(1, [encodeNumber(1, type), encodeField(2, shape)])
    return encodeField(field, [encodeField(1, name), encodeField(2, [tensor])])
  }
  const graph = encodeField(7, [
    node(options.operator ?? 'MatMul', ['x', 'w'], product),
    ...(options.bias ? [node('Add', ['product', 'b'], 'logits'), floats('b', [3], 10, 20, 30)] : []),
    encodeField(2, 'graph'),
    floats('w', [2, 3], 1, 2, 3, 4, 5, 6),
    value(11, 'x', 1, ['rows', 'tokens', 2]),
    ...(options.takesKeep ? [value(11, 'num_logits_to_keep', 7, [])] : []),
    value(12, 'logits', 1, ['rows', 'tokens', 3]),
  ])
  const opset = encodeField(8, [encodeField(1, ''), encodeNumber(2, 17)])
  const bytes = new Uint8Array(encodeNumber(1, 8).length + graph.length + opset.length)
  bytes.set(encodeNumber(1, 8))
  bytes.set(graph, encodeNumber(1, 8).length)
  bytes.set(opset, encodeNumber(1, 8).length + graph.length)
  return bytes
}

async function logitsOf(bytes: Uint8Array, keep: number | null) {
  ort.env.wasm.numThreads = 1
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] })
  const { logits } = await session.run({
    x: new ort.Tensor('float32', Float32Array.of(1, 0, 0, 1, 1, 1, 2, 0, 0, 2, 2, 2), [2, 3, 2]),
    ...(keep !== null && { num_logits_to_keep: new ort.Tensor('int64', [BigInt(keep)], []) }),
  })
  return { dims: logits!.dims, values: [...(logits!.data as Float32Array)] }
}

describe('keepingLastLogits', () => {
  it.each([{ bias: false }, { bias: true }])('gives the last rows of what the graph gave: %o', async (options) => {
    const whole = await logitsOf(model(options), null)
    const changed = keepingLastLogits(model(options))
    expect(await logitsOf(changed, 0)).toEqual(whole)
    expect(await logitsOf(changed, 7)).toEqual(whole)
    const last = await logitsOf(changed, 1)
    expect(last.dims).toEqual([2, 1, 3])
    expect(last.values).toEqual([...whole.values.slice(6, 9), ...whole.values.slice(15, 18)])
    expect((await logitsOf(changed, 2)).values).toEqual([...whole.values.slice(3, 9), ...whole.values.slice(12, 18)])
  })

  it('leaves a graph that can already, and one whose logits it does not know, as they are', () => {
    for (const bytes of [model({ takesKeep: true }), model({ operator: 'FusedMatMul' })])
      expect(keepingLastLogits(bytes)).toBe(bytes)
    const shipped = new URL('../../public/models/control-reader/onnx/decoder_model_merged_q4.onnx', import.meta.url)
    const control = new Uint8Array(readFileSync(fileURLToPath(shipped)))
    const once = keepingLastLogits(control)
    expect(keepingLastLogits(once)).toBe(once)
  })
})
