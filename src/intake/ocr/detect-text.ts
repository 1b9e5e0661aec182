/**
 * @file Where text stands on a picture: PP-OCR's detector, a differentiable binarisation (Liao et al., AAAI 2020),
 * and what its map of probabilities says in rectangles. The numbers are those of PaddleOCR's own settings.
 */
import type { Pixels } from '../reading.ts'
import { dot, quarter, smallestAround, type Point, type Slanted } from './geometry.ts'
import { scaled, type Levels } from './resample.ts'

/** A loaded network with one input and one or more outputs, all of 32-bit floats. */
export type Network = (
  data: Float32Array,
  dims: readonly number[],
) => Promise<readonly { readonly data: Float32Array; readonly dims: readonly number[] }[]>

/** A pixel is text from this probability on; a rectangle, from this mean of its pixels on. */
const [PIXEL, RECTANGLE] = [0.3, 0.5]
/** The map shows the middle of letters: rectangles grow by this times their area, over their circumference. */
const GROW = 1.6
/** The longer side as the detector sees it, in pixels: what is smaller is enlarged, what is larger made smaller. */
const [SMALLEST, LARGEST] = [960, 1440]
const STEP = 32
/** In pixels of the detector's picture. */
const THINNEST = 3

/** Rectangles about stretches of text, in pixels of the picture; `along` is not yet the direction of reading. */
export async function detectText(detector: Network, levels: Levels): Promise<Slanted[]> {
  const pixels = levels[0]!
  const longest = Math.max(pixels.width, pixels.height)
  const scale = longest < SMALLEST ? SMALLEST / longest : Math.min(1, LARGEST / longest)
  const width = Math.max(STEP, Math.round((pixels.width * scale) / STEP) * STEP)
  const height = Math.max(STEP, Math.round((pixels.height * scale) / STEP) * STEP)
  const [map] = await detector(planes(scaled(levels, width, height)), [1, 3, height, width])
  const [byX, byY] = [pixels.width / width, pixels.height / height]
  return rectanglesOn(map!.data, width, height).map(({ centre, along, width: wide, height: high }) => ({
    centre: { x: centre.x * byX, y: centre.y * byY },
    along,
    width: wide * byX,
    height: high * byY,
  }))
}

/** @returns [colour, row, column] in -1 to 1; blue first, as the network was trained. */
function planes({ width, height, data }: Pixels): Float32Array {
  const plane = width * height
  const values = new Float32Array(3 * plane)
  for (let at = 0; at < plane; at++)
    for (let colour = 0; colour < 3; colour++) values[colour * plane + at] = data[4 * at + 2 - colour]! / 127.5 - 1
  return values
}

/** @param map probability of text, row by row. */
export function rectanglesOn(map: Float32Array, width: number, height: number): Slanted[] {
  const seen = new Uint8Array(width * height)
  const found: Slanted[] = []
  for (let start = 0; start < map.length; start++) {
    if (seen[start] === 1 || map[start]! < PIXEL) continue
    const rectangle = smallestAround(edgeOf(map, seen, start, width, height))
    if (rectangle === null || Math.min(rectangle.width, rectangle.height) < THINNEST) continue
    if (meanWithin(map, width, height, rectangle) < RECTANGLE) continue
    found.push(grown(rectangle))
  }
  return found
}

/** Takes a connected stretch of text off the map; the first and last pixel of each of its rows say all of its hull. */
function edgeOf(map: Float32Array, seen: Uint8Array, start: number, width: number, height: number): Point[] {
  const rows = new Map<number, { first: number; last: number }>()
  const stack = [start]
  seen[start] = 1
  while (stack.length > 0) {
    const at = stack.pop()!
    const [x, y] = [at % width, Math.floor(at / width)]
    const row = rows.get(y)
    if (row === undefined) rows.set(y, { first: x, last: x })
    else {
      row.first = Math.min(row.first, x)
      row.last = Math.max(row.last, x)
    }
    for (let down = -1; down <= 1; down++)
      for (let across = -1; across <= 1; across++) {
        const [nextX, nextY] = [x + across, y + down]
        if (nextX < 0 || nextY < 0 || nextX >= width || nextY >= height) continue
        const next = nextY * width + nextX
        if (seen[next] === 1 || map[next]! < PIXEL) continue
        seen[next] = 1
        stack.push(next)
      }
  }
  return [...rows].flatMap(([y, { first, last }]) => [
    { x: first, y },
    { x: last + 1, y },
    { x: first, y: y + 1 },
    { x: last + 1, y: y + 1 },
  ])
}

function meanWithin(map: Float32Array, width: number, height: number, rectangle: Slanted): number {
  const { centre, along } = rectangle
  const down = quarter(along)
  const [halfX, halfY] = [rectangle.width / 2, rectangle.height / 2]
  const reachX = Math.abs(along.x) * halfX + Math.abs(down.x) * halfY
  const reachY = Math.abs(along.y) * halfX + Math.abs(down.y) * halfY
  let [sum, count] = [0, 0]
  for (let y = Math.max(0, Math.floor(centre.y - reachY)); y < Math.min(height, centre.y + reachY); y++)
    for (let x = Math.max(0, Math.floor(centre.x - reachX)); x < Math.min(width, centre.x + reachX); x++) {
      const from = { x: x + 0.5 - centre.x, y: y + 0.5 - centre.y }
      if (Math.abs(dot(from, along)) > halfX || Math.abs(dot(from, down)) > halfY) continue
      sum += map[y * width + x]!
      count++
    }
  return count === 0 ? 0 : sum / count
}

function grown(rectangle: Slanted): Slanted {
  const { width, height } = rectangle
  const by = (GROW * width * height) / (2 * (width + height))
  return { ...rectangle, width: width + 2 * by, height: height + 2 * by }
}
