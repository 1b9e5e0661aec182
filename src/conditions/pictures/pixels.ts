/** @file What the changes of pictures are made of: plain arithmetic, the same in every browser. */
import type { RawPixels } from '../../domain/pixels.ts'

/** A copy with each pixel's red, green and blue as `of` gives them, 0 to 255; what lies outside is cut off. */
export function mapped(
  { width, height, data }: RawPixels,
  of: (at: number, x: number, y: number) => readonly [red: number, green: number, blue: number],
): RawPixels {
  // Clamps, and rounds halves to even.
  const changed = new Uint8ClampedArray(data.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      const [red, green, blue] = of(at, x, y)
      changed[at] = red
      changed[at + 1] = green
      changed[at + 2] = blue
    }
  }
  return { width, height, data: new Uint8Array(changed.buffer) }
}

/** Rec. 601 luma of the pixel at an offset. */
export function luma(data: Uint8Array, at: number): number {
  return 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!
}

/** Mean over a square of 2 radius + 1 pixels, cut off at the edges. */
export function boxBlur({ width, height, data }: RawPixels, radius: number): RawPixels {
  const along = (from: Uint8Array, length: number, lines: number, step: number, lineStep: number): Uint8Array => {
    const to = new Uint8Array(from.length)
    for (let line = 0; line < lines; line++) {
      for (let channel = 0; channel < 3; channel++) {
        const start = line * lineStep + channel
        let sum = 0
        let count = 0
        for (let i = -radius; i < length; i++) {
          if (i + radius < length) {
            sum += from[start + (i + radius) * step]!
            count++
          }
          if (i - radius - 1 >= 0) {
            sum -= from[start + (i - radius - 1) * step]!
            count--
          }
          if (i >= 0) to[start + i * step] = Math.round(sum / count)
        }
      }
    }
    return to
  }
  const across = along(data, width, height, 3, width * 3)
  return { width, height, data: along(across, height, width, width * 3, 3) }
}
