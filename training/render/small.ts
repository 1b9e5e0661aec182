/**
 * What is on the canvas as a scene encoder sees it: 3 x 48 x 48 bytes, the 384-pixel picture (see canvas.ts)
 * averaged by 8.
 */
import { createCanvas } from '@napi-rs/canvas'
import { PAGE, type Context2D } from '../../src/datasets/forms/index.ts'
import { context } from './canvas.ts'

const SMALL = 48
const STEP = PAGE / SMALL

/** Weight of each pixel of a line of the page in each of the 48: halving by 1 3 3 1, then the mean of 8, in one. */
const WEIGHTS = Array.from({ length: SMALL }, (_, i) => {
  const taps = new Map<number, number>()
  for (let h = (i * STEP) / 2; h < ((i + 1) * STEP) / 2; h++) {
    const own = [1, 3, 3, 1].map((weight, j) => [2 * h - 1 + j, weight] as const).filter(([p]) => p >= 0 && p < PAGE)
    const total = own.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [p, weight] of own) taps.set(p, (taps.get(p) ?? 0) + weight / total / (STEP / 2))
  }
  return [...taps]
})

export function averaged(): Uint8Array {
  const data = context.getImageData(0, 0, PAGE, PAGE).data
  const across = new Float64Array(PAGE * SMALL * 3)
  for (let y = 0; y < PAGE; y++)
    WEIGHTS.forEach((taps, x) => {
      for (const [p, weight] of taps)
        for (let c = 0; c < 3; c++) across[(y * SMALL + x) * 3 + c]! += weight * data[(y * PAGE + p) * 4 + c]!
    })
  const small = new Uint8Array(3 * SMALL * SMALL)
  WEIGHTS.forEach((taps, y) => {
    for (let x = 0; x < SMALL; x++)
      for (let c = 0; c < 3; c++)
        small[(c * SMALL + y) * SMALL + x] = Math.round(taps.reduce((sum, [p, weight]) => sum + weight * across[(p * SMALL + x) * 3 + c]!, 0))
  })
  return small
}

const QUARTER = PAGE / 4
const quarter = createCanvas(QUARTER, QUARTER).getContext('2d')
quarter.scale(0.25, 0.25)

/**
 * The same of a drawing of plain shapes, drawn at a quarter of its size: 0.15 of 255 off on average, at a
 * hundredth of its time.
 */
export function averagedShapes(paint: (context: Context2D) => void): Uint8Array {
  paint(quarter as unknown as Context2D)
  const data = quarter.getImageData(0, 0, QUARTER, QUARTER).data
  const small = new Uint8Array(3 * SMALL * SMALL)
  const step = QUARTER / SMALL
  for (let c = 0; c < 3; c++)
    for (let y = 0; y < SMALL; y++)
      for (let x = 0; x < SMALL; x++) {
        let sum = 0
        for (let j = 0; j < step * step; j++)
          sum += data[((step * y + Math.floor(j / step)) * QUARTER + step * x + (j % step)) * 4 + c]!
        small[(c * SMALL + y) * SMALL + x] = Math.round(sum / (step * step))
      }
  return small
}
