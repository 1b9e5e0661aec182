import type { Condition } from '../contract.ts'
import type { RawPixels } from '../../domain/pixels.ts'
import { luma, mapped } from './pixels.ts'

/** Pixels on a side of what is judged at once. */
const TILE = 8
/** Difference in lightness, of 255, from which a tile may hold writing. */
const CONTRAST = 48

export const covered: Condition = {
  id: 'picture-covered',
  version: 1,
  kind: 'protect',
  title: 'Picture: writing covered',
  does: 'Covers whatever is as fine and as contrasty as writing with the picture’s most common colour.',
  source: null,
  deviation: null,
  needs: ['picture'],
  picture: (pixels) => {
    const { width, height, data } = pixels
    const across = Math.ceil(width / TILE)
    const down = Math.ceil(height / TILE)
    const written = Array.from({ length: across * down }, (_, tile) =>
      isWritten(pixels, tile % across, Math.floor(tile / across)),
    )
    // A letter's foot may reach into the next tile.
    const isCovered = (x: number, y: number): boolean => {
      for (let ty = y - 1; ty <= y + 1; ty++)
        for (let tx = x - 1; tx <= x + 1; tx++)
          if (tx >= 0 && ty >= 0 && tx < across && ty < down && written[ty * across + tx]!) return true
      return false
    }
    const paper = commonColour(data)
    return mapped(pixels, (at, x, y) =>
      isCovered(Math.floor(x / TILE), Math.floor(y / TILE)) ? paper : [data[at]!, data[at + 1]!, data[at + 2]!],
    )
  },
}

function isWritten({ width, height, data }: RawPixels, tileX: number, tileY: number): boolean {
  let [darkest, lightest] = [255, 0]
  for (let y = tileY * TILE; y < Math.min(height, (tileY + 1) * TILE); y++) {
    for (let x = tileX * TILE; x < Math.min(width, (tileX + 1) * TILE); x++) {
      const light = luma(data, (y * width + x) * 3)
      darkest = Math.min(darkest, light)
      lightest = Math.max(lightest, light)
    }
  }
  return lightest - darkest >= CONTRAST
}

/** Of colours in 16 steps for each channel, the middle of the most common one; the first of several. */
function commonColour(data: Uint8Array): readonly [number, number, number] {
  const counts = new Uint32Array(16 ** 3)
  for (let at = 0; at < data.length; at += 3)
    counts[(data[at]! >> 4) * 256 + (data[at + 1]! >> 4) * 16 + (data[at + 2]! >> 4)]!++
  const most = counts.reduce((best, count, step) => (count > counts[best]! ? step : best), 0)
  return [(most >> 8) * 16 + 8, ((most >> 4) & 15) * 16 + 8, (most & 15) * 16 + 8]
}
