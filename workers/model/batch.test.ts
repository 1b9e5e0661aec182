import { Tensor } from 'onnxruntime-web/webgpu'
import { describe, expect, it } from 'vitest'
import { joined, kept } from './batch.ts'
import { bytesOf, type KvCache } from './kv-cache.ts'

/** Two heads of two numbers each; every number says whose it is, and of which token. */
function cache(name: number, length: number): KvCache {
  const numbers = [0, 1].flatMap((head) =>
    Array.from({ length }, (_, token) => [name + head / 2 + token / 100, -name - head / 2 - token / 100]).flat(),
  )
  return {
    length,
    position: length + 1,
    tensors: { 'past_key_values.0.key': new Tensor('float32', Float32Array.from(numbers), [1, 2, length, 2]) },
    memory: { encoder_attention_mask: new Tensor('int64', BigInt64Array.from([BigInt(name)]), [1, 1]) },
  }
}

const [first, second, third] = [cache(1, 3), cache(2, 5), cache(3, 5)]
const numbers = (tensor: Tensor | undefined) => [tensor!.dims, [...(tensor!.data as Float32Array)]]

describe('a batch of some of the rows', () => {
  it('is what those rows are when they are joined', () => {
    const whole = joined([first, second, third], null)
    const rest = kept(whole, [0, 2], null)
    const alone = joined([first, third], null)
    expect({ ...rest, tensors: null, memory: null }).toEqual({ ...alone, tensors: null, memory: null })
    for (const of of ['tensors', 'memory'] as const)
      for (const name of Object.keys(alone[of])) expect(numbers(rest[of][name])).toEqual(numbers(alone[of][name]))
  })

  it('keeps steps and width, whichever row was the longest, and leaves the whole one as it is', () => {
    const whole = { ...joined([first, second, third], null), steps: 4 }
    const before = numbers(whole.tensors['past_key_values.0.key'])
    expect(kept(whole, [0], null)).toMatchObject({ lengths: [3], positions: [4], width: 5, steps: 4 })
    expect(numbers(whole.tensors['past_key_values.0.key'])).toEqual(before)
  })
})

it('counts the bytes of a cache', () => {
  const half = new Tensor('float16', new Uint16Array(6), [1, 1, 3, 2])
  expect(bytesOf({ tensors: { a: half }, memory: {} })).toBe(12)
  expect(bytesOf({ tensors: cache(1, 3).tensors, memory: {} })).toBe(48)
})
