import { expect, test } from 'vitest'
import { Ahead } from './ahead.ts'

const MB = 2 ** 20

/** A file that counts how often it is read, and of how many bytes. */
function counted(size: number): { file: Blob; bytes: Uint8Array<ArrayBuffer>; reads: number[] } {
  const bytes = new Uint8Array(size).map((_, i) => (i * 31 + (i >> 9)) % 256)
  const blob = new Blob([bytes])
  const reads: number[] = []
  const slice = (from: number, to: number): Blob => {
    reads.push(to - from)
    return blob.slice(from, to)
  }
  return { file: { size, slice } as Blob, bytes, reads }
}

test('parts that follow each other come out of few large reads, whole', async () => {
  const { file, bytes, reads } = counted(20 * MB)
  const parts = new Ahead(file)
  const size = 100_003
  for (let from = 0; from < file.size; from += size) {
    // As a zip's entries are read: a little more than is needed.
    const to = Math.min(file.size, from + size + 1000)
    expect(Buffer.from(await parts.read(from, to)).equals(bytes.subarray(from, to))).toBe(true)
  }
  expect(reads).toEqual([4, 4, 4, 4, 4].map((megabytes) => megabytes * MB))
})

test('several at once, and one that is larger than a piece', async () => {
  const { file, bytes, reads } = counted(15 * MB)
  const parts = new Ahead(file)
  const places = [
    [0, 70_000],
    [70_000, 9 * MB],
    [9 * MB, 9 * MB],
    [9 * MB, 15 * MB],
  ] as const
  const found = await Promise.all(places.map(([from, to]) => parts.read(from, to)))
  found.forEach((part, i) => expect(Buffer.from(part).equals(bytes.subarray(...places[i]!))).toBe(true))
  expect(reads.reduce((sum, length) => sum + length, 0)).toBe(15 * MB)
})

test('parts that lie here and there are read alone', async () => {
  const { file, bytes, reads } = counted(20 * MB)
  const parts = new Ahead(file)
  for (const from of [18 * MB, 3 * MB, 12 * MB, 6 * MB])
    expect(Buffer.from(await parts.read(from, from + 500)).equals(bytes.subarray(from, from + 500))).toBe(true)
  expect(reads).toEqual([500, 500, 500, 500])
})
