import type { Condition } from '../contract.ts'
import { mapped } from './pixels.ts'

/** Pixels that become one. */
const SIDE = 8

export const shrunk: Condition = {
  id: 'picture-shrunk',
  version: 1,
  kind: 'protect',
  title: 'Picture: shrunk',
  does: 'Shrinks the picture to an eighth of its sides and enlarges it again.',
  source: 'Xu et al. 2018, arXiv 1704.01155 (feature squeezing)',
  deviation: 'squeezes the resolution in place of the depth of colour',
  needs: ['picture'],
  picture: (pixels) => {
    const { width, height, data } = pixels
    const sums = new Map<number, [red: number, green: number, blue: number, count: number]>()
    const tileOf = (x: number, y: number): number =>
      Math.floor(y / SIDE) * Math.ceil(width / SIDE) + Math.floor(x / SIDE)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const sum = sums.get(tileOf(x, y)) ?? [0, 0, 0, 0]
        const at = (y * width + x) * 3
        for (let channel = 0; channel < 3; channel++) sum[channel]! += data[at + channel]!
        sum[3]++
        sums.set(tileOf(x, y), sum)
      }
    }
    return mapped(pixels, (_, x, y) => {
      const [red, green, blue, count] = sums.get(tileOf(x, y))!
      return [red / count, green / count, blue / count]
    })
  },
}
