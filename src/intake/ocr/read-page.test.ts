import { expect, test } from 'vitest'
import { cellsOf } from './cells.ts'
import { rectanglesOn } from './detect-text.ts'
import { pointOn, smallestAround, uprightBox } from './geometry.ts'
import { decode } from './read-line.ts'
import { readPage } from './read-page.ts'

test('the smallest rectangle about a slanted bar has its angle and size', () => {
  const bar = { centre: { x: 50, y: 40 }, along: { x: Math.cos(0.3), y: Math.sin(0.3) }, width: 60, height: 10 }
  const corners = [pointOn(bar, 0, 0), pointOn(bar, 60, 0), pointOn(bar, 60, 10), pointOn(bar, 0, 10)]
  const found = smallestAround([...corners, { x: 50, y: 40 }])!
  expect([found.width, found.height].toSorted((a, b) => b - a).map(Math.round)).toEqual([60, 10])
  expect(uprightBox(bar, bar.along)).toMatchObject({ width: 60, height: 10 })
  expect(smallestAround(corners.slice(0, 1))).toBeNull()
})

test('each stretch of a map is one rectangle, and faint or thin ones are none', () => {
  const map = new Float32Array(64 * 64)
  const paint = (left: number, top: number, width: number, height: number, value: number) => {
    for (let y = top; y < top + height; y++) map.fill(value, y * 64 + left, y * 64 + left + width)
  }
  paint(4, 4, 30, 6, 0.9)
  paint(4, 20, 30, 6, 0.4)
  paint(4, 40, 30, 2, 0.9)
  const found = rectanglesOn(map, 64, 64)
  expect(found).toHaveLength(1)
  // Grown by 1.6 times its area over its circumference on every side.
  expect(found[0]).toMatchObject({ centre: { x: 19, y: 7 } })
  expect(found[0]!.width).toBeCloseTo(30 + (2 * 1.6 * 180) / 72)
})

test('repeated and blank steps fall away', () => {
  const read = decode(Float32Array.from([0, 1, 1, 0, 1, 2, 2]), Float32Array.from([1, 0.9, 0.8, 1, 0.7, 0.8, 1]), [
    'a',
    'b',
  ])
  expect(read.text).toBe('aab')
  expect(read.sure).toBeCloseTo(0.8)
  expect(read.each.map((sure) => sure.toFixed(1))).toEqual(['0.9', '0.7', '0.8'])
})

/** Networks that see four bars and read each as the same word, better in one direction than in the other. */
test.each([
  [false, 0],
  [true, 180],
])('a page whose lines read better upside down (%s) is turned', async (upsideDown, turned) => {
  const size = 960
  let calls = 0
  const detector = () => {
    const map = new Float32Array(size * size)
    for (let bar = 0; bar < 4; bar++)
      for (let y = 0; y < 20; y++) map.fill(0.9, (200 + 100 * bar + y) * size + 200, (200 + 100 * bar + y) * size + 600)
    return Promise.resolve([{ data: map, dims: [1, 1, size, size] }])
  }
  // The first pixel's colour says which end of the bar comes first: the left of the picture is darker.
  const network = (data: Float32Array) => {
    calls++
    const isForward = data[0]! < data[data.length / 3 / 48 - 20]!
    const sure = isForward === upsideDown ? 0.6 : 0.99
    return Promise.resolve([
      { data: Float32Array.from([1, 0, 2]), dims: [1, 3] },
      { data: Float32Array.from([sure, 1, sure]), dims: [1, 3] },
    ])
  }
  const data = new Uint8ClampedArray(4 * size * size)
  for (let at = 0; at < size * size; at++) data.fill(Math.floor((255 * (at % size)) / size), 4 * at, 4 * at + 3)
  const page = await readPage(detector, [{ network, characters: ['o', 'k'] }], { width: size, height: size, data })
  expect(Math.abs(Math.round(page.turned))).toBe(turned)
  expect(page.stretches.map(({ text }) => text)).toEqual(['ok', 'ok', 'ok', 'ok'])
  // What was read to see which way is up is not read again.
  expect(calls).toBe(upsideDown ? 8 : 4)
  const tops = cellsOf(page.stretches).map(({ onPicture }) => onPicture!.y)
  expect(tops).toEqual(tops.toSorted((a, b) => (upsideDown ? b - a : a - b)))
})

test('where the quick recogniser reads both ways alike, the thorough one says which is up', async () => {
  const size = 960
  const map = new Float32Array(size * size)
  for (let y = 200; y < 220; y++) map.fill(0.9, y * size + 200, y * size + 600)
  const readingAs = (forward: number, backward: number) => (data: Float32Array) => {
    const sure = data[0]! < data[data.length / 3 / 48 - 20]! ? forward : backward
    return Promise.resolve([
      { data: Float32Array.from([1, 0, 2]), dims: [1, 3] },
      { data: Float32Array.from([sure, 1, sure]), dims: [1, 3] },
    ])
  }
  const data = new Uint8ClampedArray(4 * size * size)
  for (let at = 0; at < size * size; at++) data.fill(Math.floor((255 * (at % size)) / size), 4 * at, 4 * at + 3)
  const characters = ['o', 'k']
  const page = await readPage(
    () => Promise.resolve([{ data: map, dims: [1, 1, size, size] }]),
    [
      { network: readingAs(0.62, 0.6), characters },
      { network: readingAs(0.6, 0.9), characters },
    ],
    { width: size, height: size, data },
  )
  expect(Math.abs(Math.round(page.turned))).toBe(180)
})
