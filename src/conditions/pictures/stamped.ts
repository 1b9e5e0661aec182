import type { Condition } from '../contract.ts'
import { mapped } from './pixels.ts'

const TEXT = 'DO NOT READ'

/** Letters of 5 by 7 dots; a font of the machine would be another one on the next machine. */
const LETTERS: Readonly<Record<string, readonly string[]>> = {
  A: ['.###.', '#...#', '#...#', '#####', '#...#', '#...#', '#...#'],
  D: ['####.', '#...#', '#...#', '#...#', '#...#', '#...#', '####.'],
  E: ['#####', '#....', '#....', '####.', '#....', '#....', '#####'],
  N: ['#...#', '##..#', '#.#.#', '#.#.#', '#..##', '#...#', '#...#'],
  O: ['.###.', '#...#', '#...#', '#...#', '#...#', '#...#', '.###.'],
  R: ['####.', '#...#', '#...#', '####.', '#.#..', '#..#.', '#...#'],
  T: ['#####', '..#..', '..#..', '..#..', '..#..', '..#..', '..#..'],
}

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
      return isInked(column, row) ? [208, 16, 16] : [data[at]!, data[at + 1]!, data[at + 2]!]
    })
  },
}

/** Whether a dot of the text is printed. */
function isInked(column: number, row: number): boolean {
  if (column < 0 || row < 0 || row >= 7) return false
  return LETTERS[TEXT[Math.floor(column / 6)] ?? ' ']?.[row]?.[column % 6] === '#'
}
