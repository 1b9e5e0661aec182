/** @file Pictures made smaller, and stretches of them cut out straight. */
import type { Pixels } from '../reading.ts'
import { pointOn, type Slanted } from './geometry.ts'

/** A picture, and it at a half, a quarter, ... of its size. */
export type Levels = readonly Pixels[]

/** Each level is the mean of four pixels of the one before. */
export function halvings(pixels: Pixels): Levels {
  const levels = [pixels]
  for (let last = pixels; Math.min(last.width, last.height) >= 96; last = levels.at(-1)!) levels.push(halved(last))
  return levels
}

/** By means of what falls onto a pixel when made smaller, and of the four nearest when made larger. */
export function scaled(levels: Levels, width: number, height: number): Pixels {
  const [first] = levels as [Pixels]
  const whole = {
    centre: { x: first.width / 2, y: first.height / 2 },
    along: { x: 1, y: 0 },
    width: first.width,
    height: first.height,
  }
  return cut(levels, whole, width, height, Math.min(first.width / width, first.height / height))
}

function halved({ width, height, data }: Pixels): Pixels {
  const [wide, high] = [Math.floor(width / 2), Math.floor(height / 2)]
  const half = new Uint8ClampedArray(4 * wide * high)
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++) {
      const from = 4 * (2 * y * width + 2 * x)
      const to = 4 * (y * wide + x)
      for (let colour = 0; colour < 4; colour++)
        half[to + colour] =
          (data[from + colour]! +
            data[from + 4 + colour]! +
            data[from + 4 * width + colour]! +
            data[from + 4 * width + 4 + colour]!) /
          4
    }
  return { width: wide, height: high, data: half }
}

/**
 * A rectangle of a picture, straightened, in so many pixels.
 * @param factor pixels of the picture to one of the result.
 */
export function cut(levels: Levels, rectangle: Slanted, width: number, height: number, factor: number): Pixels {
  const level = Math.max(0, Math.min(levels.length - 1, Math.floor(Math.log2(factor))))
  const { width: wide, height: high, data } = levels[level]!
  const scale = 2 ** level
  const result = new Uint8ClampedArray(4 * width * height)
  const origin = pointOn(rectangle, 0, 0)
  const [stepX, stepY] = [rectangle.width / width, rectangle.height / height]
  const { along } = rectangle
  for (let y = 0; y < height; y++) {
    const down = (y + 0.5) * stepY
    for (let x = 0; x < width; x++) {
      const across = (x + 0.5) * stepX
      const fromX = Math.min(wide - 1, Math.max(0, (origin.x + across * along.x - down * along.y) / scale - 0.5))
      const fromY = Math.min(high - 1, Math.max(0, (origin.y + across * along.y + down * along.x) / scale - 0.5))
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)]
      const [shareX, shareY] = [fromX - left, fromY - top]
      const here = 4 * (top * wide + left)
      const right = left + 1 < wide ? 4 : 0
      const below = top + 1 < high ? 4 * wide : 0
      const to = 4 * (y * width + x)
      for (let colour = 0; colour < 3; colour++) {
        const upper = data[here + colour]! * (1 - shareX) + data[here + right + colour]! * shareX
        const lower = data[here + below + colour]! * (1 - shareX) + data[here + below + right + colour]! * shareX
        result[to + colour] = upper * (1 - shareY) + lower * shareY
      }
      result[to + 3] = 255
    }
  }
  return { width, height, data: result }
}
