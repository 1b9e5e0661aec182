import { expect, test } from 'vitest'
import { decode, lineReader, type Recogniser } from './read-line.ts'
import { quarter } from './geometry.ts'
import { halvings } from './resample.ts'

/** Reads these signs on every line, each as sure as is said; counts its calls. */
function recogniserOf(signs: string, sureness: readonly number[]): Recogniser & { calls: number } {
  const recogniser = {
    calls: 0,
    characters: [...signs],
    network: () => {
      recogniser.calls++
      const indices = Float32Array.from(signs, (_, index) => index + 1)
      return Promise.resolve([
        { data: indices, dims: [1, indices.length] },
        { data: Float32Array.from(sureness), dims: [1, indices.length] },
      ])
    },
  }
  return recogniser
}

const levels = halvings({ width: 64, height: 64, data: new Uint8ClampedArray(4 * 64 * 64) })
const line = { centre: { x: 32, y: 32 }, along: { x: 1, y: 0 }, width: 40, height: 10 }

test.each([
  ['certain of all its signs', 'abc', [0.9, 0.8, 0.95], 'abc', 0],
  ['unsure of one sign in many', 'abcdefgh', [0.99, 0.99, 0.99, 0.5, 0.99, 0.99, 0.99, 0.99], 'xyz', 1],
  ['sure of a single sign', 'a', [0.99], 'xyz', 1],
  ['blind', '', [], 'xyz', 1],
])(
  'a line is read once more where the quick recogniser is not certain: %s',
  async (_, signs, sureness, text, calls) => {
    const [quick, thorough] = [recogniserOf(signs, sureness), recogniserOf('xyz', [0.6, 0.6, 0.6])]
    const read = await lineReader([quick, thorough], levels).best(line)
    expect(read.text).toBe(text)
    expect([quick.calls, thorough.calls]).toEqual([1, calls])
  },
)

test('a line is not read twice by the same recogniser, but for the other way round', async () => {
  const [quick, thorough] = [recogniserOf('abc', [0.9, 0.9, 0.2]), recogniserOf('xyz', [0.6, 0.6, 0.6])]
  const reader = lineReader([quick, thorough], levels)
  await reader.by[0]!(line)
  await reader.best(line)
  await reader.best({ ...line })
  expect([quick.calls, thorough.calls]).toEqual([1, 1])
  await reader.by[0]!({ ...line, along: quarter(quarter(line.along)) })
  expect(quick.calls).toBe(2)
})

test('nothing read is sure of nothing', () => {
  expect(decode(new Float32Array(4), new Float32Array(4), ['a'])).toEqual({ text: '', sure: 0, leastSure: 0, at: [] })
})
