import { describe, expect, it } from 'vitest'
import type { RawPixels } from '../../domain/pixels.ts'
import { createRandom } from '../../domain/random.ts'
import { CONDITIONS } from '../registry.ts'
import { questionAsPicture, questionBeside, questionOver } from '../asks/printed.ts'
import { blank } from './blank.ts'
import { blurred } from './blurred.ts'
import { covered } from './covered.ts'
import { cropped } from './cropped.ts'
import { grey } from './grey.ts'
import { jpeg } from './jpeg.ts'
import { noise } from './noise.ts'
import { isPrintable, wrapped } from './letters.ts'
import { boxBlur, luma } from './pixels.ts'
import { shrunk } from './shrunk.ts'
import { stamped } from './stamped.ts'

function picture(width: number, height: number, of: (x: number, y: number) => readonly number[]): RawPixels {
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(of(x, y), (y * width + x) * 3)
  return { width, height, data }
}
const at = ({ width, data }: RawPixels, x: number, y: number) => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
]

/** An assertion of equality walks through thousands of numbers one by one. */
const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b)

const QUESTION = 'What is the email address?'
const random = createRandom('pictures')
const photo = picture(61, 47, () => [random.int(256), random.int(256), random.int(256)])
/** Dark strokes on light paper: the finest that may be read. */
const written = picture(96, 64, (x, y) =>
  y >= 24 && y < 34 && x >= 20 && x < 70 && x % 3 === 0 ? [20, 20, 30] : [250, 248, 240],
)

describe('every change of a picture', () => {
  it.each(CONDITIONS.flatMap(({ id, picture: change }) => (change === undefined ? [] : [[id, change] as const])))(
    '%s keeps its width, changes it, is the same again, and writes into nothing',
    (_, change) => {
      const before = photo.data.slice()
      const one = change(photo, QUESTION)
      // A strip below it makes it taller.
      expect(one.width).toBe(61)
      expect(one.height).toBeGreaterThanOrEqual(47)
      expect(one.data).toHaveLength(61 * one.height * 3)
      expect(sameBytes(one.data, before)).toBe(false)
      expect(sameBytes(photo.data, before)).toBe(true)
      expect(sameBytes(change(photo, QUESTION).data, one.data)).toBe(true)
      for (const [width, height] of [
        [1, 1],
        [1, 9],
        [17, 2],
      ] as const) {
        const small = picture(width, height, () => [9, 90, 200])
        const own = change(small, QUESTION)
        expect(own.data).toHaveLength(own.width * own.height * 3)
      }
    },
  )
})

it('grey: the luma of Rec. 601, in all channels', () => {
  expect(at(grey.picture!(picture(1, 1, () => [100, 150, 200])), 0, 0)).toEqual([141, 141, 141])
})

it('blank: one colour', () => {
  expect(new Set(blank.picture!(photo).data)).toEqual(new Set([128]))
})

it('covered: nothing of the writing is left, and what is even stays', () => {
  const without = covered.picture!(written)
  const ink = [...without.data].filter((value) => value < 128)
  expect(ink).toEqual([])
  expect(at(without, 2, 2)).toEqual([250, 248, 240])
  const even = picture(40, 40, (x) => [x, x, x])
  expect(sameBytes(covered.picture!(even).data, even.data)).toBe(true)
})

it('blurred and shrunk: strokes of one pixel are gone', () => {
  const contrast = (pixels: RawPixels) => {
    const row = Array.from({ length: 40 }, (_, x) => luma(pixels.data, (29 * pixels.width + 25 + x) * 3))
    return Math.max(...row) - Math.min(...row)
  }
  expect(contrast(written)).toBeGreaterThan(200)
  for (const change of [blurred, shrunk]) expect(contrast(change.picture!(written))).toBeLessThan(60)
})

it('boxBlur: means over what is there, counted one by one', () => {
  const blurredOnce = boxBlur(photo, 2)
  const row = (y: number, channel: number) =>
    Array.from({ length: 61 }, (_, x) => {
      const near = [-2, -1, 0, 1, 2].flatMap((d) => (x + d >= 0 && x + d < 61 ? [at(photo, x + d, y)[channel]!] : []))
      return Math.round(near.reduce((a, b) => a + b) / near.length)
    })
  const rows = Array.from({ length: 47 }, (_, y) => row(y, 1))
  for (const [x, y] of [
    [0, 0],
    [60, 46],
    [30, 1],
    [5, 20],
  ] as const) {
    const near = [-2, -1, 0, 1, 2].flatMap((d) => (y + d >= 0 && y + d < 47 ? [rows[y + d]![x]!] : []))
    expect(at(blurredOnce, x, y)[1]).toBe(Math.round(near.reduce((a, b) => a + b) / near.length))
  }
})

it('shrunk: the mean of each tile of eight by eight', () => {
  const tile = picture(8, 8, (x) => (x < 4 ? [0, 0, 0] : [200, 100, 50]))
  expect(at(shrunk.picture!(tile), 0, 0)).toEqual([100, 50, 25])
})

it('cropped: the middle stays as it is, the rim is grey', () => {
  const middle = cropped.picture!(photo)
  expect(at(middle, 30, 23)).toEqual(at(photo, 30, 23))
  expect(at(middle, 11, 23)).toEqual([128, 128, 128])
  expect(at(middle, 30, 9)).toEqual([128, 128, 128])
})

it('noise: Gaussian, of the said strength', () => {
  const even = picture(200, 200, () => [128, 128, 128])
  const values = [...noise.picture!(even).data].map((value) => value - 128)
  const mean = values.reduce((a, b) => a + b) / values.length
  const spread = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length)
  expect(Math.abs(mean)).toBeLessThan(1)
  // Cut off at two standard deviations, which takes about 4% of it.
  expect(spread).toBeGreaterThan(59)
  expect(spread).toBeLessThan(64)
})

it('jpeg: an even tile keeps its colour as the table rounds it, and fine detail is flattened', () => {
  // Quality 10 has steps of 80 for the mean of a tile, which is eight times its value: 10 grey levels.
  const even = jpeg.picture!(picture(8, 8, () => [180, 180, 180]))
  expect(new Set(even.data)).toEqual(new Set([178]))
  const fine = picture(16, 16, (x, y) => ((x + y) % 2 === 0 ? [138, 138, 138] : [118, 118, 118]))
  expect(new Set(jpeg.picture!(fine).data)).toEqual(new Set([128]))
})

it('stamped: red dots in the middle, nothing else', () => {
  const paper = picture(160, 40, () => [255, 255, 255])
  const one = stamped.picture!(paper)
  const rows = Array.from({ length: 40 }, (_, y) =>
    Array.from({ length: 160 }, (_x, x) => (at(one, x, y).join() === '208,16,16' ? '#' : '.')).join(''),
  )
  expect(rows.filter((row) => row.includes('#'))).toHaveLength(14)
  // The two first letters, D and O, each dot two pixels wide.
  expect(rows[13]!.slice(15, 37)).toBe('########......######..')
  const inks = new Set(Array.from({ length: 160 * 40 }, (_, i) => at(one, i % 160, Math.floor(i / 160)).join()))
  expect(inks).toEqual(new Set(['255,255,255', '208,16,16']))
})

describe('a question that is printed', () => {
  const page = picture(480, 320, () => [200, 120, 40])
  const inkOf = ({ data }: RawPixels) => data.filter((value, i) => i % 3 === 0 && value === 0).length
  it('stands below the picture, which stays as it is', () => {
    const { width, height, data } = questionBeside.picture!(page, QUESTION)
    expect([width, height > 320]).toEqual([480, true])
    expect(sameBytes(data.slice(0, page.data.length), page.data)).toBe(true)
    expect(data.slice(page.data.length).every((value) => value === 0 || value === 255)).toBe(true)
  })
  it('lies across the middle, or stands alone, whole, as large as it fits', () => {
    const over = questionOver.picture!(page, QUESTION)
    expect(at(over, 0, 0)).toEqual([200, 120, 40])
    expect(at(over, 0, 160)).toEqual([255, 255, 255])
    const alone = questionAsPicture.picture!(page, QUESTION)
    expect(alone.data.every((value) => value === 0 || value === 255)).toBe(true)
    // The same dots, each larger.
    const dots = inkOf(over)
    expect(inkOf(alone) % dots).toBe(0)
    expect(inkOf(alone)).toBeGreaterThan(dots)
    const long = questionAsPicture.picture!(page, `${QUESTION} `.repeat(9))
    expect(inkOf(long)).toBeGreaterThan(8 * dots)
  })
  it('is broken into lines between words, and knows which letters it has', () => {
    expect(wrapped('  one two\nthree ', 7)).toEqual(['one two', 'three'])
    expect(wrapped('abcdefgh', 3)).toEqual(['abc', 'def', 'gh'])
    expect([isPrintable("Can't you? (a-b@c.d) 9%"), isPrintable('naïve')]).toEqual([true, false])
  })
})
