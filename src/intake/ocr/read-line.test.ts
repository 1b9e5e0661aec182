import { expect, test } from 'vitest'
import { decode, lineReader, type Recogniser } from './read-line.ts'
import { quarter } from './geometry.ts'
import { halvings } from './resample.ts'

/** Reads these signs on every line, each as sure as is said; keeps the widths of what it is given. */
function recogniserOf(signs: string, sureness: readonly number[]): Recogniser & { widths: number[] } {
  const recogniser = {
    widths: [] as number[],
    characters: [...signs],
    network: (_data: Float32Array, dims: readonly number[]) => {
      recogniser.widths.push(dims[3]!)
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
/** Of the line, as a recogniser sees it. */
const WIDTH = 192
const unsureOf = (text: string, sign: string, sure = 0.5) => [...text].map((one) => (one === sign ? sure : 0.99))

test.each([
  ['certain of all its signs', 'abc', [0.9, 0.8, 0.95], 'abc', []],
  ['unsure in its only word', 'Abcdefgh', unsureOf('Abcdefgh', 'd'), 'xyz', [WIDTH]],
  ['unsure in one word of three', 'ab Cd efghijkl', unsureOf('ab Cd efghijkl', 'd'), 'ab xyz efghijkl', [48]],
  ['less sure of a word in small letters', 'ab cd, efghijkl', unsureOf('ab cd, efghijkl', 'd'), 'ab cd, efghijkl', []],
  [
    'unsure of a word in small letters',
    'ab cd efghijkl',
    unsureOf('ab cd efghijkl', 'd', 0.3),
    'ab xyz efghijkl',
    [48],
  ],
  ['less sure of an address', 'ab c@d.e fghijk', unsureOf('ab c@d.e fghijk', 'd'), 'ab xyz fghijk', [80]],
  ['unsure in a number', 'ab c1 efghijkl', unsureOf('ab c1 efghijkl', 'c'), 'xyz', [WIDTH]],
  ['unsure how a number is parted', 'abc 1 efghijkl', unsureOf('abc 1 efghijkl', ' '), 'xyz', [WIDTH]],
  ['unsure of a blank between words', 'ab cd efghijkl', unsureOf('ab cd efghijkl', ' '), 'ab cd efghijkl', []],
  ['sure of a line under a blank', 'ab_cd efghijkl', unsureOf('ab_cd efghijkl', ' '), 'xyz efghijkl', [80]],
  ['sure of a single sign', 'a', [0.99], 'xyz', [WIDTH]],
  ['blind', '', [], 'xyz', [WIDTH]],
] as const)(
  'what the quick recogniser is not certain of is read once more: %s',
  async (_, signs, sureness, text, widths) => {
    const [quick, thorough] = [recogniserOf(signs, sureness), recogniserOf('xyz', [0.6, 0.6, 0.6])]
    const read = await lineReader([quick, thorough], levels).best(line)
    expect(read.text).toBe(text)
    expect(read.at).toHaveLength(text.length)
    expect(read.each).toHaveLength(text.length)
    expect(read.at.toSorted((a, b) => a - b)).toEqual(read.at)
    expect([quick.widths, thorough.widths]).toEqual([[WIDTH], widths])
  },
)

test('a line is not read twice by the same recogniser, but for the other way round', async () => {
  const [quick, thorough] = [recogniserOf('abc', [0.9, 0.9, 0.2]), recogniserOf('xyz', [0.6, 0.6, 0.6])]
  const reader = lineReader([quick, thorough], levels)
  await reader.by[0]!(line)
  await reader.best(line)
  await reader.best({ ...line })
  expect([quick.widths.length, thorough.widths.length]).toEqual([1, 1])
  await reader.by[0]!({ ...line, along: quarter(quarter(line.along)) })
  expect(quick.widths).toHaveLength(2)
})

test('nothing read is sure of nothing', () => {
  expect(decode(new Float32Array(4), new Float32Array(4), ['a'])).toEqual({ text: '', sure: 0, each: [], at: [] })
})
