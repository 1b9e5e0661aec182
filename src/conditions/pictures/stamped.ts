import type { Condition } from '../contract.ts'
import { isInked } from './letters.ts'
import { mapped } from './pixels.ts'

const TEXT = 'DO NOT READ'

export const stamped: Condition = {
  id: 'picture-stamped',
  version: 1,
  kind: 'protect',
  title: 'Picture: stamp “do not read”',
  does: 'Prints DO NOT READ in red across the picture.',
  source: 'Goh et al. 2021, Distill (typographic attack)',
  deviation: 'writing as a protection, not as an attack',
  needs: ['picture'],
  picture: (pixels) => {
    const { width, height, data } = pixels
    const columns = TEXT.length * 6 - 1
    const size = Math.max(1, Math.floor((width * 0.9) / columns))
    const [left, top] = [Math.floor((width - columns * size) / 2), Math.floor((height - 7 * size) / 2)]
    return mapped(pixels, (at, x, y) => {
      const [column, row] = [Math.floor((x - left) / size), Math.floor((y - top) / size)]
      return isInked(TEXT, column, row) ? [208, 16, 16] : [data[at]!, data[at + 1]!, data[at + 2]!]
    })
  },
}
