import { readFileSync } from 'node:fs'
import * as ort from 'onnxruntime-web'
import { expect, it } from 'vitest'
import { Decoder, PIECE, toFloat32 } from './decoder.ts'

const shipped = new URL('../../public/models/control-reader/onnx/', import.meta.url)

async function open(name: string): Promise<ort.InferenceSession> {
  ort.env.wasm.numThreads = 1
  return ort.InferenceSession.create(readFileSync(new URL(name, shipped)), { executionProviders: ['wasm'] })
}

it('a long prompt read in pieces gives the logits and the cache of one that is read at once', async () => {
  const sessions = { embedder: await open('embed_tokens.onnx'), decoder: await open('decoder_model_merged_q4.onnx') }
  const decoder = new Decoder(sessions, { oneByOne: false, firstPosition: 0, device: null })
  const ids = Array.from({ length: 2 * PIECE + 40 }, (_, at) => 20 + ((at * 37) % 60))
  const embeddings = await decoder.embed(ids)
  const pieces = await decoder.forward(embeddings, decoder.empty(), 1)
  expect(decoder.fed).toBe(ids.length)
  // As many rows as there are tokens can only come from one call.
  const whole = await decoder.forward(embeddings, decoder.empty(), ids.length)
  expect(whole.rows).toHaveLength(ids.length)
  expect(pieces.cache.length).toBe(whole.cache.length)
  expect(pieces.cache.position).toBe(whole.cache.position)
  const apart = (a: Float32Array, b: Float32Array) =>
    a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0)
  expect(apart(pieces.rows.at(-1)!, whole.rows.at(-1)!)).toBeLessThan(1e-3)
  for (const [name, tensor] of Object.entries(whole.cache.tensors)) {
    expect(pieces.cache.tensors[name]!.dims).toEqual(tensor.dims)
    expect(apart(toFloat32(pieces.cache.tensors[name]!), toFloat32(tensor))).toBeLessThan(1e-3)
  }
  const few = await decoder.forward(embeddings, decoder.empty(), 100)
  expect(few.rows).toHaveLength(100)
  expect(apart(few.rows[0]!, whole.rows.at(-100)!)).toBeLessThan(1e-3)
})
