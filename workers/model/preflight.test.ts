import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { assertFits, assess, graphMemory, type MachineFacts, type ModelFacts } from './preflight.ts'

const read = (path: string) => new Blob([readFileSync(new URL(`../../${path}`, import.meta.url))])

describe('graphMemory', () => {
  it('reads the cache of a shipped decoder: 2 x 4 layers x 4 heads x 32 x 4 bytes', async () => {
    const path = 'public/models/control-reader/onnx/decoder_model_merged_quantized.onnx'
    const { kvBytesPerToken, largestWeight } = await graphMemory(path, read(path))
    expect(kvBytesPerToken).toBe(2 * 4 * 4 * 32 * 4)
    // The unembedding in 8 bits: 1,492 words of 256.
    expect(largestWeight).toBeGreaterThanOrEqual(1492 * 256)
    expect(largestWeight).toBeLessThan(1492 * 256 * 4 + 4096)
  })

  it('reads sizes of weights that lie beside the graph', async () => {
    const path = 'e2e/fixtures/models/tiny-llava/onnx/decoder_model_merged.onnx'
    const { largestWeight, externalFiles } = await graphMemory(path, read(path))
    expect([...externalFiles]).toEqual(['decoder_model_merged.onnx_data'])
    expect(largestWeight).toBeGreaterThan(8192)
    expect(largestWeight).toBeLessThanOrEqual(277_248)
  })

  it('refuses what is no model', async () => {
    await expect(graphMemory('x.onnx', new Blob(['not a model, by any means']))).rejects.toMatchObject({
      code: 'model-corrupt',
    })
  })
})

describe('assess', () => {
  const memory = (kvBytesPerToken: number, largestWeight: number, unpackedBytes: number): ModelFacts['memory'] => ({
    kvBytesPerToken,
    stateBytes: 0,
    largestWeight,
    externalFiles: new Set(),
    unpackedBytes,
  })
  const model = (change: Partial<ModelFacts> = {}): ModelFacts => ({
    name: 'M',
    dtype: { decoder_model_merged: 'q4' },
    weightBytes: 300e6,
    memory: memory(40e3, 60e6, 0),
    context: 8192,
    ...change,
  })
  const wasm: MachineFacts = { backend: 'wasm', gpu: null, deviceMemory: 8 }
  const gpu = { name: 'A', float16: false, maxBufferSize: 1e9, maxStorageBufferBindingSize: 128e6 }
  const webgpu: MachineFacts = { backend: 'webgpu', gpu, deviceMemory: null }

  it('a small model fits, and the numbers add up', () => {
    const found = assess(model(), wasm)
    expect(found).toMatchObject({ obstacles: [], warnings: [], cachePositions: 2048, cacheBytes: 40e3 * 2048 })
    expect(found.peakBytes).toBe(2 * 300e6 + 300e6 + 40e3 * 2048)
    expect(() => assertFits('M', found)).not.toThrow()
    expect(assess(model({ context: 512 }), wasm).cachePositions).toBe(512)
    const hybrid = { ...memory(40e3, 60e6, 0), stateBytes: 5e6 }
    expect(assess(model({ memory: hybrid }), wasm).cacheBytes).toBe(40e3 * 2048 + 5e6)
  })

  it('unpacks weights on WebAssembly where memory allows, and counts what that takes', () => {
    const packed = model({ memory: memory(40e3, 60e6, 541e6) })
    const plain = assess(model(), wasm).peakBytes
    expect(assess(packed, wasm)).toMatchObject({ unpackedBytes: 541e6, peakBytes: plain + 3 * 541e6, obstacles: [] })
    for (const machine of [webgpu, { ...wasm, deviceMemory: 4 }, { ...wasm, deviceMemory: null }])
      expect(assess(packed, machine)).toMatchObject({ unpackedBytes: 0, peakBytes: assess(model(), machine).peakBytes })
    // A machine may have more than the heap, which ends at 4 GiB: what fits in it packed is not refused.
    const large = model({ memory: memory(40e3, 60e6, 2.5e9) })
    expect(assess(large, { ...wasm, deviceMemory: 32 })).toMatchObject({ unpackedBytes: 0, obstacles: [] })
  })

  it.each([
    [
      'more than WebAssembly holds',
      model({ weightBytes: 4.2e9 }),
      wasm,
      /4\.6 GB of WebAssembly memory, which ends at 4\.3 GB/,
    ],
    [
      '16-bit floats on an adapter without them',
      model({ dtype: { vision_encoder: 'fp16' } }),
      webgpu,
      /vision_encoder in fp16 needs 16-bit floats.*\(A\).*q4 or fp32/,
    ],
    [
      'a weight that no buffer holds',
      model({ memory: memory(1, 544e6, 0) }),
      webgpu,
      /largest weight has 544 MB .* at most 128 MB/,
    ],
    [
      'a machine with little memory',
      model({ weightBytes: 1e9 }),
      { ...wasm, deviceMemory: 2 },
      /about 2\.4 GB of memory and this machine has 2 GiB/,
    ],
  ])('refuses %s, in one line', (_, facts, machine, says) => {
    const found = assess(facts, machine)
    expect(found.obstacles).toHaveLength(1)
    expect(() => assertFits('M', found)).toThrow(says)
    expect(() => assertFits('M', found)).toThrow(/^M: not on this machine, because /)
  })

  it('only warns where the browser’s word is capped', () => {
    const found = assess(model({ weightBytes: 3.6e9 }), wasm)
    expect(found.obstacles).toEqual([])
    expect(found.warnings[0]).toContain('close other tabs')
  })
})
