/** What is on the canvas as a scene encoder sees it: 3 x 48 x 48 bytes, the 384-pixel picture averaged by 8. */
import { halfSize } from './canvas.ts'

export function averaged(): Uint8Array {
  const small = new Uint8Array(3 * 48 * 48)
  halfSize('rgb').forEach((plane, c) => {
    for (let y = 0; y < 48; y++)
      for (let x = 0; x < 48; x++) {
        let sum = 0
        for (let j = 0; j < 64; j++) sum += plane[(8 * y + (j >> 3)) * 384 + 8 * x + (j & 7)] as number
        small[(c * 48 + y) * 48 + x] = Math.round(sum / 64)
      }
  })
  return small
}
