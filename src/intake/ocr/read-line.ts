/** @file What a line of text says: a quick recogniser first, and a thorough one for the words that it doubts. */
import { yieldToEventLoop } from '../../domain/yield-to-event-loop.ts'
import type { Network } from './detect-text.ts'
import { pointOn, type Slanted } from './geometry.ts'
import { cut, type Levels } from './resample.ts'

export interface Recogniser {
  /** Input [1, 3, 48, width]; outputs the index of the likeliest character at each step, and its probability. */
  readonly network: Network
  /** What each index but 0, the blank, stands for. */
  readonly characters: readonly string[]
}

export interface ReadLine {
  readonly text: string
  /** The mean of its characters' probabilities; 0 where there are none. */
  readonly sure: number
  /** For each character of the text: its probability, and where it stands, in shares of the line's width. */
  readonly each: readonly number[]
  readonly at: readonly number[]
}

export interface LineReader {
  /** What each recogniser reads. */
  readonly by: readonly ((line: Slanted) => Promise<ReadLine>)[]
  /** What the first recogniser reads, its doubted words as the last reads them. */
  readonly best: (line: Slanted) => Promise<ReadLine>
}

/** Height of a line as a recogniser sees it, and its widest picture: longer lines are made narrower. In pixels. */
const [LINE, WIDEST] = [48, 2400]
/** A word is not read again where each of its signs is this sure (ADR 67 has the curve). */
const CERTAIN = 0.7
/** Words in small letters hold values seldom, and labels are found with a letter in seven wrong: these doubt later. */
const CERTAIN_SMALL = 0.4
const IN_SMALL = /^[("]?\p{Ll}+[.,:;)"]*$/u
/** Shorter texts are read again: one letter says little about itself. */
const TELLING = 3
/** The whole line is read again where the doubted words take up this share of it. */
const MOST = 0.7

/** A reader of one page's lines, which remembers what it has read. */
export function lineReader(recognisers: readonly Recogniser[], levels: Levels): LineReader {
  const by = recognisers.map((recogniser) => {
    const known = new Map<string, Promise<ReadLine>>()
    return (line: Slanted): Promise<ReadLine> => {
      const { centre, along, width } = line
      const key = [centre.x, centre.y, along.x, along.y, width].join(' ')
      const read = known.get(key) ?? readLine(recogniser, levels, line)
      known.set(key, read)
      return read
    }
  })
  return {
    by,
    async best(line) {
      const first = await by[0]!(line)
      if (by.length === 1) return first
      const doubted = doubtedIn(first)
      if (doubted === null) return by.at(-1)!(line)
      let read = first
      // From the last on, so that the places of those before stay what they are.
      for (const span of doubted.toReversed()) {
        const again = await by.at(-1)!(partOf(line, span))
        // What reads as nothing alone may read as something in its line.
        if (again.text.trim() === '') return by.at(-1)!(line)
        read = spliced(read, again, span)
      }
      return read
    },
  }
}

/** Characters of a line from one on and before another, and where their words begin and end, in shares of its width. */
interface Span {
  readonly first: number
  readonly end: number
  readonly from: number
  readonly to: number
}

/** The words to read again, neighbours as one; null for the whole line. */
function doubtedIn({ text, each, at }: ReadLine): Span[] | null {
  const signs = Array.from(text)
  if (signs.length < TELLING) return null
  // A blank says something only in a number; a line under one is read for it.
  const isDoubted = (index: number, certain = CERTAIN) =>
    signs[index] === '_' ||
    (each[index]! < certain &&
      (signs[index] !== ' ' || /\p{N}/u.test((signs[index - 1] ?? '') + (signs[index + 1] ?? ''))))
  const spans: Span[] = []
  let width = 0
  for (let first = 0; first < signs.length; first++) {
    if (signs[first] === ' ' && !isDoubted(first)) continue
    let end = first + 1
    while (end < signs.length && signs[end] !== ' ') end++
    const word = signs.slice(first, end)
    const certain = IN_SMALL.test(word.join('')) ? CERTAIN_SMALL : CERTAIN
    if (word.some((_, index) => isDoubted(first + index, certain))) {
      // A number's groups tell each other: alone, an embossed 6 reads as a letter.
      if (word.some((sign) => /[\p{N} ]/u.test(sign))) return null
      // A blank stands where the words about it may be parted.
      const span = { first, end, from: at[first - 1] ?? 0, to: at[end] ?? 1 }
      const last = spans.at(-1)
      if (last !== undefined && last.end >= first - 1)
        spans[spans.length - 1] = { ...span, first: last.first, from: last.from }
      else spans.push(span)
      width += span.to - span.from
    }
    first = end - 1
  }
  return width > MOST ? null : spans
}

function partOf(line: Slanted, { from, to }: Span): Slanted {
  const centre = pointOn(line, (line.width * (from + to)) / 2, line.height / 2)
  return { ...line, centre, width: line.width * (to - from) }
}

/** A line with some of its characters read anew. */
function spliced(line: ReadLine, part: ReadLine, { first, end, from, to }: Span): ReadLine {
  const own = Array.from(part.text)
  // Blanks at the ends are those beside the words.
  const start = own.findIndex((sign) => sign !== ' ')
  const stop = own.findLastIndex((sign) => sign !== ' ') + 1
  const each = [...line.each.slice(0, first), ...part.each.slice(start, stop), ...line.each.slice(end)]
  const places = part.at.slice(start, stop).map((at) => from + at * (to - from))
  const signs = Array.from(line.text)
  return {
    text: [...signs.slice(0, first), ...own.slice(start, stop), ...signs.slice(end)].join(''),
    sure: each.reduce((sum, one) => sum + one, 0) / each.length,
    each,
    at: [...line.at.slice(0, first), ...places, ...line.at.slice(end)],
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
    each: found.flatMap(({ character, sure }) => [...character].map(() => sure)),
    at: found.flatMap(({ character, at }) => [...character].map(() => at)),
  }
}
