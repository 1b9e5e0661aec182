/** The drawing code of the app on Skia in Node, with the same font files. */
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'
import { FONT_FAMILIES, PAGE, type Context2D } from '../../src/datasets/forms/index.ts'

for (const family of FONT_FAMILIES) {
  const slug = family.toLowerCase().replaceAll(' ', '-')
  if (!GlobalFonts.registerFromPath(`node_modules/@fontsource/${slug}/files/${slug}-latin-400-normal.woff2`, family)) throw new Error(`no font ${family}`)
}

export const canvas = createCanvas(PAGE, PAGE)
const raw: SKRSContext2D = canvas.getContext('2d')
export const context = raw as unknown as Context2D

const WEIGHTS = [1, 3, 3, 1] as const
const HALF = PAGE / 2

/**
 * One plane at half size by Pillow's bilinear (triangle) kernel at factor 2: weights 1 3 3 1 over 8, edges
 * renormalised.
 */
function halve(plane: Float32Array): Float32Array {
  const across = new Float32Array(PAGE * HALF)
  const out = new Float32Array(HALF * HALF)
  const pass = (source: Float32Array, target: Float32Array, lines: number, line: number, step: number, outLine: number, outStep: number) => {
    for (let y = 0; y < lines; y++)
      for (let x = 0; x < HALF; x++) {
        let sum = 0
        let total = 0
        for (let j = 0; j < 4; j++) {
          const p = 2 * x - 1 + j
          if (p < 0 || p >= PAGE) continue
          sum += (source[y * line + p * step] as number) * (WEIGHTS[j] as number)
          total += WEIGHTS[j] as number
        }
        target[y * outLine + x * outStep] = sum / total
      }
  }
  pass(plane, across, PAGE, PAGE, 1, HALF, 1)
  pass(across, out, HALF, 1, HALF, 1, HALF)
  return out
}

/** The drawn page at half size: grey (Rec. 601, as Pillow's `L`), or the three colour planes. */
export function halfSize(kind: 'grey'): Uint8Array
export function halfSize(kind: 'rgb'): [Uint8Array, Uint8Array, Uint8Array]
export function halfSize(kind: 'grey' | 'rgb'): Uint8Array | Uint8Array[] {
  const data = raw.getImageData(0, 0, PAGE, PAGE).data
  const plane = (weights: readonly [number, number, number]) => {
    const full = new Float32Array(PAGE * PAGE)
    for (let p = 0; p < full.length; p++) full[p] = weights[0] * (data[4 * p] as number) + weights[1] * (data[4 * p + 1] as number) + weights[2] * (data[4 * p + 2] as number)
    return Uint8Array.from(halve(full), Math.round)
  }
  return kind === 'grey' ? plane([0.299, 0.587, 0.114]) : [plane([1, 0, 0]), plane([0, 1, 0]), plane([0, 0, 1])]
}
