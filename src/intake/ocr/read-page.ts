/**
 * @file What is printed on a picture, by PP-OCR's networks: where text stands, at whatever angle, and what it
 * says. Which way up the page is follows from which way its longest stretches read best.
 */
import type { Box, Word } from '../../datasets/own/text-blocks.ts'
import type { Pixels } from '../reading.ts'
import { detectText, type Network } from './detect-text.ts'
import { boxAround, pointOn, quarter, readAlong, uprightBox, type Point, type Slanted } from './geometry.ts'
import { lineReader, type LineReader, type ReadLine, type Recogniser } from './read-line.ts'
import { halvings } from './resample.ts'

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

/** Below this a stretch is noise more often than text. */
const SURE = 0.5
/** The page is upright without asking further where its longest stretches read this well. */
const PLAIN = 0.85
const TRIED = 5
/** Ways that a recogniser is sure of to within this are told apart by the next one. */
const ALIKE = 0.1

/** Reads a picture; recognisers from the quickest to the most thorough. Rejects as the networks do. */
export async function readPage(
  detector: Network,
  recognisers: readonly Recogniser[],
  pixels: Pixels,
): Promise<ReadPage> {
  const levels = halvings(pixels)
  const rectangles = await detectText(detector, levels)
  if (rectangles.length === 0) return { stretches: [], turned: 0, unread: 0 }
  const reader = lineReader(recognisers, levels)
  const axis = await directionOf(rectangles, reader)
  const stretches: Stretch[] = []
  let unread = 0
  for (const rectangle of rectangles) {
    // A stretch that runs down an upright page is a column of letters or a margin's note: read along its length.
    const isAcross = rectangle.height > 1.5 * rectangle.width
    const asRead = readAlong(rectangle, axis)
    const line = isAcross || asRead.height > 1.5 * asRead.width ? lengthwise(rectangle, axis) : asRead
    const read = await reader.best(line)
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
async function directionOf(rectangles: readonly Slanted[], { by }: LineReader): Promise<Point> {
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
  if (tried.length === 0) return forward
  const sureness = async (which: number, axis: Point) => {
    let sum = 0
    for (const rectangle of tried) {
      const { sure, text } = await by[which]!(readAlong(rectangle, axis))
      sum += /[\p{L}\p{N}]{2}/u.test(text) ? sure : 0
    }
    return sum / tried.length
  }
  const back = quarter(quarter(forward))
  for (let which = 0; ; which++) {
    const ahead = await sureness(which, forward)
    if (!isDown && ahead >= PLAIN) return forward
    const behind = await sureness(which, back)
    if (Math.abs(behind - ahead) >= ALIKE || which === by.length - 1) return behind > ahead ? back : forward
  }
}

function medianDirection(directions: readonly Point[]): Point {
  const angles = directions.map(({ x, y }) => Math.atan2(y, x)).toSorted((a, b) => a - b)
  const angle = angles[Math.floor(angles.length / 2)]!
  return { x: Math.cos(angle), y: Math.sin(angle) }
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
