/** @file What a line of text says: a quick recogniser first, and a thorough one where that is unsure. */
import { yieldToEventLoop } from '../../domain/yield-to-event-loop.ts'
import type { Network } from './detect-text.ts'
import type { Slanted } from './geometry.ts'
import { cut, type Levels } from './resample.ts'

export interface Recogniser {
  /** Input [1, 3, 48, width]; outputs the index of the likeliest character at each step, and its probability. */
  readonly network: Network
  /** What each index but 0, the blank, stands for. */
  readonly characters: readonly string[]
}

export interface ReadLine {
  readonly text: string
  /** The mean of its characters' probabilities, and the least of them; 0 where there are none. */
  readonly sure: number
  readonly leastSure: number
  /** For each character of the text, in shares of the line's width. */
  readonly at: readonly number[]
}

export interface LineReader {
  /** What each recogniser reads. */
  readonly by: readonly ((line: Slanted) => Promise<ReadLine>)[]
  /** What the first recogniser reads that is certain of it, or the last. */
  readonly best: (line: Slanted) => Promise<ReadLine>
}

/** Height of a line as a recogniser sees it, and its widest picture: longer lines are made narrower. In pixels. */
const [LINE, WIDEST] = [48, 2400]
/**
 * A line is not read again where its least sure character is this sure. Of 146 lines on five documents 79 were, with
 * three that the thorough recogniser reads otherwise: two of single letters, and an accent.
 */
const CERTAIN = 0.7
/** Shorter texts are read again: one letter says little about itself. */
const TELLING = 3

/** A reader of one page's lines, which remembers what it has read. */
export function lineReader(recognisers: readonly Recogniser[], levels: Levels): LineReader {
  const by = recognisers.map((recogniser) => {
    const known = new Map<string, Promise<ReadLine>>()
    return (line: Slanted): Promise<ReadLine> => {
      const { centre, along } = line
      const key = [centre.x, centre.y, along.x, along.y].join(' ')
      const read = known.get(key) ?? readLine(recogniser, levels, line)
      known.set(key, read)
      return read
    }
  })
  return {
    by,
    async best(line) {
      for (const read of by.slice(0, -1)) {
        const result = await read(line)
        if (result.leastSure >= CERTAIN && result.at.length >= TELLING) return result
      }
      return by.at(-1)!(line)
    },
  }
}

async function readLine({ network, characters }: Recogniser, levels: Levels, line: Slanted): Promise<ReadLine> {
  // A network on the CPU holds the thread, and a page has a hundred lines.
  await yieldToEventLoop()
  const width = Math.max(16, Math.min(WIDEST, Math.round((line.width / line.height) * LINE)))
  // Steps of 16 keep the number of shapes, each of which the runtime prepares for, small.
  const padded = Math.ceil(width / 16) * 16
  const picture = cut(levels, line, width, LINE, line.height / LINE)
  const values = new Float32Array(3 * LINE * padded)
  for (let y = 0; y < LINE; y++)
    for (let x = 0; x < width; x++)
      for (let colour = 0; colour < 3; colour++)
        values[(colour * LINE + y) * padded + x] = picture.data[4 * (y * width + x) + 2 - colour]! / 127.5 - 1
  const [indices, sureness] = await network(values, [1, 3, LINE, padded])
  return decode(indices!.data, sureness!.data, characters, padded / width)
}

/** CTC (Graves et al., ICML 2006), greedy: repeated and blank steps fall away. */
export function decode(
  indices: Float32Array,
  sureness: Float32Array,
  characters: readonly string[],
  stretch = 1,
): ReadLine {
  const found = [...indices].flatMap((index, step) => {
    if (index === 0 || index === indices[step - 1]) return []
    return [
      { character: characters[index - 1] ?? '', sure: sureness[step]!, at: ((step + 0.5) / indices.length) * stretch },
    ]
  })
  return {
    text: found.map(({ character }) => character).join(''),
    sure: found.length === 0 ? 0 : found.reduce((sum, { sure }) => sum + sure, 0) / found.length,
    leastSure: found.reduce((least, { sure }) => Math.min(least, sure), found.length === 0 ? 0 : 1),
    at: found.flatMap(({ character, at }) => [...character].map(() => at)),
  }
}
