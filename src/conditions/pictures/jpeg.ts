import type { Condition } from '../contract.ts'
import { mapped } from './pixels.ts'

const QUALITY = 10

/** ITU-T T.81, tables K.1 and K.2, row by row. */
const LUMA = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
]
const CHROMA = [
  17,
  18,
  24,
  47,
  99,
  99,
  99,
  99,
  18,
  21,
  26,
  66,
  99,
  99,
  99,
  99,
  24,
  26,
  56,
  99,
  99,
  99,
  99,
  99,
  47,
  66,
  99,
  99,
  99,
  99,
  ...Array.from({ length: 34 }, () => 99),
]

export const jpeg: Condition = {
  id: 'picture-jpeg',
  version: 1,
  kind: 'protect',
  title: 'Picture: JPEG',
  does: 'Quantises the picture as JPEG of quality 10 does.',
  source: 'Das et al. 2018, arXiv 1802.06816 (SHIELD)',
  deviation:
    'one quality for the whole picture; ITU-T T.81 tables by arithmetic of our own, the same in every browser, without subsampling of colour',
  needs: ['picture'],
  picture: (pixels) => {
    const { width, height, data } = pixels
    const planes = [0, 1, 2].map(() => new Float64Array(width * height))
    for (let i = 0; i < width * height; i++) {
      const [red, green, blue] = [data[i * 3]!, data[i * 3 + 1]!, data[i * 3 + 2]!]
      planes[0]![i] = 0.299 * red + 0.587 * green + 0.114 * blue - 128
      planes[1]![i] = -0.168736 * red - 0.331264 * green + 0.5 * blue
      planes[2]![i] = 0.5 * red - 0.418688 * green - 0.081312 * blue
    }
    planes.forEach((plane, at) => quantise(plane, width, height, scaled(at === 0 ? LUMA : CHROMA)))
    const [y, cb, cr] = planes as [Float64Array, Float64Array, Float64Array]
    return mapped(pixels, (at) => {
      const i = at / 3
      const light = y[i]! + 128
      return [light + 1.402 * cr[i]!, light - 0.344136 * cb[i]! - 0.714136 * cr[i]!, light + 1.772 * cb[i]!]
    })
  },
}

/** As the Independent JPEG Group scales tables by quality, below 50. */
function scaled(table: readonly number[]): number[] {
  return table.map((step) => Math.min(255, Math.max(1, Math.floor((step * (5000 / QUALITY) + 50) / 100))))
}

/** COSINES[u * 8 + x]: the orthonormal discrete cosine transform of eight values. */
const COSINES = Float64Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [Math.floor(i / 8), i % 8]
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16)
})

/** Rounds the coefficients of each block of 8 by 8 to steps, in place; edges are repeated outwards. */
function quantise(plane: Float64Array, width: number, height: number, steps: readonly number[]): void {
  const block = new Float64Array(64)
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      for (let i = 0; i < 64; i++) {
        const [y, x] = [Math.min(height - 1, top + Math.floor(i / 8)), Math.min(width - 1, left + (i % 8))]
        block[i] = plane[y * width + x]!
      }
      const coefficients = transformed(block, (u, x) => COSINES[u * 8 + x]!)
      const kept = coefficients.map((value, i) => Math.round(value / steps[i]!) * steps[i]!)
      const back = transformed(kept, (x, u) => COSINES[u * 8 + x]!)
      for (let i = 0; i < 64; i++) {
        const [y, x] = [top + Math.floor(i / 8), left + (i % 8)]
        if (y < height && x < width) plane[y * width + x] = back[i]!
      }
    }
  }
}

/** Rows, then columns. */
function transformed(block: Float64Array, weight: (to: number, from: number) => number): Float64Array {
  const rows = new Float64Array(64)
  for (let y = 0; y < 8; y++)
    for (let to = 0; to < 8; to++) for (let x = 0; x < 8; x++) rows[y * 8 + to]! += weight(to, x) * block[y * 8 + x]!
  const columns = new Float64Array(64)
  for (let x = 0; x < 8; x++)
    for (let to = 0; to < 8; to++) for (let y = 0; y < 8; y++) columns[to * 8 + x]! += weight(to, y) * rows[y * 8 + x]!
  return columns
}
