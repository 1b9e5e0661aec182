/**
 * @file What is printed on a picture, by PP-OCR's two networks: where text stands, at whatever angle, and what it
 * says. Which way up the page is follows from which way its longest stretches read best.
 */
import { yieldToEventLoop } from '../../domain/yield-to-event-loop.ts'
import type { Box, Word } from '../../datasets/own/text-blocks.ts'
import type { Pixels } from '../reading.ts'
import { detectText, type Network } from './detect-text.ts'
import { boxAround, pointOn, quarter, readAlong, uprightBox, type Point, type Slanted } from './geometry.ts'
import { cut, halvings, type Levels } from './resample.ts'

export interface Recogniser {
  /** Input [1, 3, 48, width]; outputs the index of the likeliest character at each step, and its probability. */
  readonly network: Network
  /** What each index but 0, the blank, stands for. */
  readonly characters: readonly string[]
}

/** A stretch of text in one line. */
export interface Stretch {
  readonly text: string
  /** Of the recogniser, 0 to 1: the mean over its characters. */
  readonly sure: number
  /** Where it stands once the page is turned upright, in pixels. */
  readonly box: Box
  /** Where it stands on the picture. */
  readonly onPicture: Box
  readonly words: readonly Word[]
}

export interface ReadPage {
  readonly stretches: readonly Stretch[]
  /** Clockwise, in degrees, that the page is turned on the picture: near 0 for an upright one. */
  readonly turned: number
  /** Stretches where text was seen and could not be read. */
  readonly unread: number
}

/** Height of a line as the recogniser sees it, and its widest picture: longer lines are read in pieces. */
const [LINE, WIDEST] = [48, 2400]
/** Below this a stretch is noise more often than text. */
const SURE = 0.5
/** The page is upright without asking further where its longest stretches read this well. */
const PLAIN = 0.85
const TRIED = 5

/** Reads a picture. Rejects as the networks do. */
export async function readPage(detector: Network, recogniser: Recogniser, pixels: Pixels): Promise<ReadPage> {
  const levels = halvings(pixels)
  const rectangles = await detectText(detector, levels)
  if (rectangles.length === 0) return { stretches: [], turned: 0, unread: 0 }
  const axis = await directionOf(rectangles, levels, recogniser)
  const stretches: Stretch[] = []
  let unread = 0
  for (const rectangle of rectangles) {
    // A stretch that runs down an upright page is a column of letters or a margin's note: read along its length.
    const isAcross = rectangle.height > 1.5 * rectangle.width
    const asRead = readAlong(rectangle, axis)
    const line = isAcross || asRead.height > 1.5 * asRead.width ? lengthwise(rectangle, axis) : asRead
    const read = await readLine(recogniser, levels, line)
    if (read.text.trim() === '' || read.sure < SURE) unread++
    else stretches.push(placed(read, line, axis))
  }
  return { stretches, turned: (Math.atan2(axis.y, axis.x) * 180) / Math.PI, unread }
}

/** Along its longer side, as near to the page's direction as that goes. */
function lengthwise(rectangle: Slanted, axis: Point): Slanted {
  const asRead = readAlong(rectangle, axis)
  return asRead.width >= asRead.height ? asRead : readAlong(rectangle, quarter(axis))
}

/** The direction of the page's lines: by where its stretches are long, and which way the longest of them read. */
async function directionOf(rectangles: readonly Slanted[], levels: Levels, recogniser: Recogniser): Promise<Point> {
  const long = rectangles
    .map((rectangle) =>
      rectangle.width >= rectangle.height ? rectangle : readAlong(rectangle, quarter(rectangle.along)),
    )
    .filter(({ width, height }) => width > 2 * height)
    .toSorted((a, b) => b.width / b.height - a.width / a.height)
  const right = { x: 1, y: 0 }
  if (long.length === 0) return right
  const weight = (isDown: boolean) =>
    long
      .filter(({ along }) => Math.abs(along.y) > Math.abs(along.x) === isDown)
      .reduce((sum, { width }) => sum + width, 0)
  // A column of print down an upright page is commoner than one across a turned page.
  const isDown = weight(true) > 2 * weight(false)
  const rough = isDown ? quarter(right) : right
  const own = long.filter(({ along }) => Math.abs(along.y) > Math.abs(along.x) === isDown)
  const forward = medianDirection(own.map((rectangle) => readAlong(rectangle, rough).along))
  const tried = own.filter(({ width, height }) => width > 3 * height).slice(0, TRIED)
  const sureness = async (axis: Point) => {
    let sum = 0
    for (const rectangle of tried) {
      const { sure, text } = await readLine(recogniser, levels, readAlong(rectangle, axis))
      sum += /[\p{L}\p{N}]{2}/u.test(text) ? sure : 0
    }
    return tried.length === 0 ? 1 : sum / tried.length
  }
  const ahead = await sureness(forward)
  if (!isDown && ahead >= PLAIN) return forward
  const back = quarter(quarter(forward))
  return (await sureness(back)) > ahead ? back : forward
}

function medianDirection(directions: readonly Point[]): Point {
  const angles = directions.map(({ x, y }) => Math.atan2(y, x)).toSorted((a, b) => a - b)
  const angle = angles[Math.floor(angles.length / 2)]!
  return { x: Math.cos(angle), y: Math.sin(angle) }
}

interface ReadLine {
  readonly text: string
  readonly sure: number
  /** For each character of the text, in shares of the line's width. */
  readonly at: readonly number[]
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
    at: found.flatMap(({ character, at }) => [...character].map(() => at)),
  }
}

function placed({ text, sure, at }: ReadLine, line: Slanted, axis: Point): Stretch {
  const words = [...text.matchAll(/\S+/g)].map((match): Word => {
    const first = Array.from(text.slice(0, match.index)).length
    const last = first + Array.from(match[0]).length - 1
    const half = line.height / 4
    const from = Math.max(0, (at[first] ?? 0) * line.width - half)
    const to = Math.min(line.width, (at[last] ?? 1) * line.width + half)
    const part: Slanted = { ...line, centre: pointOn(line, (from + to) / 2, line.height / 2), width: to - from }
    return { text: match[0], box: uprightBox(part, axis) }
  })
  return {
    text: text.trim(),
    sure,
    box: uprightBox(line, axis),
    onPicture: boxAround(line),
    words,
  }
}
