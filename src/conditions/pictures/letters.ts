/**
 * @file Capital letters of 5 by 7 dots, drawn for this app. A font of the machine would be another one on the next
 * machine.
 */
import type { RawPixels } from '../../domain/pixels.ts'

/** Rows from the top. */
const LETTERS: Readonly<Record<string, string>> = {
  A: '.###. #...# #...# ##### #...# #...# #...#',
  B: '####. #...# #...# ####. #...# #...# ####.',
  C: '.###. #...# #.... #.... #.... #...# .###.',
  D: '####. #...# #...# #...# #...# #...# ####.',
  E: '##### #.... #.... ####. #.... #.... #####',
  F: '##### #.... #.... ####. #.... #.... #....',
  G: '.###. #...# #.... #.### #...# #...# .###.',
  H: '#...# #...# #...# ##### #...# #...# #...#',
  I: '.###. ..#.. ..#.. ..#.. ..#.. ..#.. .###.',
  J: '..### ...#. ...#. ...#. ...#. #..#. .##..',
  K: '#...# #..#. #.#.. ##... #.#.. #..#. #...#',
  L: '#.... #.... #.... #.... #.... #.... #####',
  M: '#...# ##.## #.#.# #.#.# #...# #...# #...#',
  N: '#...# ##..# #.#.# #.#.# #..## #...# #...#',
  O: '.###. #...# #...# #...# #...# #...# .###.',
  P: '####. #...# #...# ####. #.... #.... #....',
  Q: '.###. #...# #...# #...# #.#.# #..#. .##.#',
  R: '####. #...# #...# ####. #.#.. #..#. #...#',
  S: '.#### #.... #.... .###. ....# ....# ####.',
  T: '##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..',
  U: '#...# #...# #...# #...# #...# #...# .###.',
  V: '#...# #...# #...# #...# #...# .#.#. ..#..',
  W: '#...# #...# #...# #.#.# #.#.# ##.## #...#',
  X: '#...# #...# .#.#. ..#.. .#.#. #...# #...#',
  Y: '#...# #...# .#.#. ..#.. ..#.. ..#.. ..#..',
  Z: '##### ....# ...#. ..#.. .#... #.... #####',
  0: '.###. #...# #..## #.#.# ##..# #...# .###.',
  1: '..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.',
  2: '.###. #...# ....# ...#. ..#.. .#... #####',
  3: '####. ....# ....# .###. ....# ....# ####.',
  4: '...#. ..##. .#.#. #..#. ##### ...#. ...#.',
  5: '##### #.... ####. ....# ....# #...# .###.',
  6: '.###. #.... #.... ####. #...# #...# .###.',
  7: '##### ....# ...#. ..#.. ..#.. .#... .#...',
  8: '.###. #...# #...# .###. #...# #...# .###.',
  9: '.###. #...# #...# .#### ....# ....# .###.',
  '.': '..... ..... ..... ..... ..... .##.. .##..',
  ',': '..... ..... ..... ..... .##.. ..#.. .#...',
  '?': '.###. #...# ....# ..##. ..#.. ..... ..#..',
  '!': '..#.. ..#.. ..#.. ..#.. ..#.. ..... ..#..',
  "'": '..#.. ..#.. ..... ..... ..... ..... .....',
  '"': '.#.#. .#.#. ..... ..... ..... ..... .....',
  ':': '..... .##.. .##.. ..... .##.. .##.. .....',
  ';': '..... .##.. .##.. ..... .##.. ..#.. .#...',
  '-': '..... ..... ..... ##### ..... ..... .....',
  _: '..... ..... ..... ..... ..... ..... #####',
  '(': '...#. ..#.. .#... .#... .#... ..#.. ...#.',
  ')': '.#... ..#.. ...#. ...#. ...#. ..#.. .#...',
  '/': '....# ....# ...#. ..#.. .#... #.... #....',
  '@': '.###. #...# #.### #.#.# #.##. #.... .####',
  $: '..#.. .#### #.#.. .###. ..#.# ####. ..#..',
  '[': '.###. .#... .#... .#... .#... .#... .###.',
  ']': '.###. ...#. ...#. ...#. ...#. ...#. .###.',
  '+': '..... ..#.. ..#.. ##### ..#.. ..#.. .....',
  '%': '##..# ##..# ...#. ..#.. .#... #..## #..##',
  '#': '.#.#. .#.#. ##### .#.#. ##### .#.#. .#.#.',
  '&': '.##.. #..#. #.#.. .#... #.#.# #..#. .##.#',
  '*': '..... .#.#. ..#.. ##### ..#.. .#.#. .....',
  '=': '..... ..... ##### ..... ##### ..... .....',
}

/** Dots from a letter to the next, and from a line to the next. */
export const ADVANCE = 6
export const LINE = 10

/** Whether all of a text can be printed. */
export function isPrintable(text: string): boolean {
  return [...text].every((letter) => /\s/.test(letter) || Object.hasOwn(LETTERS, letter.toUpperCase()))
}

/** Whether a dot of a line of text is inked. */
export function isInked(line: string, column: number, row: number): boolean {
  if (column < 0 || row < 0 || row >= 7) return false
  const letter = line[Math.floor(column / ADVANCE)]?.toUpperCase() ?? ' '
  return LETTERS[letter]?.[row * ADVANCE + (column % ADVANCE)] === '#'
}

/** Broken at white space into lines of at most `width` letters; a longer word is cut. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((own) => own !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
    for (; line.length > width; line = line.slice(width)) lines.push(line.slice(0, width))
  }
  return line === '' ? lines : [...lines, line]
}

/** Prints lines in black into a copy. @param size pixels of a dot. */
export function printed(
  pixels: RawPixels,
  lines: readonly string[],
  left: number,
  top: number,
  size: number,
): RawPixels {
  const { width, height, data } = pixels
  const copy = Uint8Array.from(data)
  for (let y = Math.max(0, top); y < Math.min(height, top + lines.length * LINE * size); y++) {
    const dot = Math.floor((y - top) / size)
    const line = lines[Math.floor(dot / LINE)]!
    for (let x = Math.max(0, left); x < Math.min(width, left + line.length * ADVANCE * size); x++)
      if (isInked(line, Math.floor((x - left) / size), dot % LINE))
        copy.fill(0, (y * width + x) * 3, (y * width + x) * 3 + 3)
  }
  return { width, height, data: copy }
}
