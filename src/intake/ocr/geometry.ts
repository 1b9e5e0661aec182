/** @file Stretches of text as rectangles at any angle, and the page's own axes. */
import type { Box } from '../../datasets/own/text-blocks.ts'

/** x to the right, y down, in pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A rectangle at an angle: `along` is the unit vector of its width, and its height runs a quarter turn clockwise. */
export interface Slanted {
  readonly centre: Point
  readonly along: Point
  readonly width: number
  readonly height: number
}

/** A quarter turn clockwise, as it looks on a screen. */
export function quarter({ x, y }: Point): Point {
  return { x: -y, y: x }
}

/** The scalar product. */
export function dot(a: Point, b: Point): number {
  return a.x * b.x + a.y * b.y
}

/** The point at so many pixels along a rectangle's width and height, from its top left corner. */
export function pointOn({ centre, along, width, height }: Slanted, across: number, down: number): Point {
  const [a, b] = [across - width / 2, down - height / 2]
  return { x: centre.x + a * along.x - b * along.y, y: centre.y + a * along.y + b * along.x }
}

/** The same rectangle read in the direction, of its four, that is nearest to the given one. */
export function readAlong(rectangle: Slanted, direction: Point): Slanted {
  const { centre, along, width, height } = rectangle
  const turns = [along, quarter(along), quarter(quarter(along)), quarter(quarter(quarter(along)))]
  const best = turns.reduce(
    (chosen, turn, index) => (dot(turn, direction) > dot(turns[chosen]!, direction) ? index : chosen),
    0,
  )
  return best % 2 === 0
    ? { centre, along: turns[best]!, width, height }
    : { centre, along: turns[best]!, width: height, height: width }
}

/** The upright box of a rectangle on a page whose lines run along `axis`. */
export function uprightBox({ centre, along, width, height }: Slanted, axis: Point): Box {
  const down = quarter(axis)
  const [cos, sin] = [Math.abs(dot(along, axis)), Math.abs(dot(along, down))]
  // What a rectangle at a small angle to the page would add to a box about it is no text.
  const [wide, high] = cos >= sin ? [width, height] : [height, width]
  return { x: dot(centre, axis) - wide / 2, y: dot(centre, down) - high / 2, width: wide, height: high }
}

/** The box in the picture's own pixels. */
export function boxAround(rectangle: Slanted): Box {
  const corners = [
    pointOn(rectangle, 0, 0),
    pointOn(rectangle, rectangle.width, 0),
    pointOn(rectangle, 0, rectangle.height),
    pointOn(rectangle, rectangle.width, rectangle.height),
  ]
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** The smallest rectangle about points, by rotating calipers over their hull; null for fewer than three corners. */
export function smallestAround(points: readonly Point[]): Slanted | null {
  const hull = hullOf(points)
  if (hull.length < 3) return null
  let best: Slanted | null = null
  for (const [index, from] of hull.entries()) {
    const to = hull[(index + 1) % hull.length]!
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length }
    const down = quarter(along)
    const [across, deep] = [hull.map((point) => dot(point, along)), hull.map((point) => dot(point, down))]
    const [left, right] = [Math.min(...across), Math.max(...across)]
    const [top, bottom] = [Math.min(...deep), Math.max(...deep)]
    if (best !== null && (right - left) * (bottom - top) >= best.width * best.height) continue
    const [a, b] = [(left + right) / 2, (top + bottom) / 2]
    best = {
      centre: { x: a * along.x + b * down.x, y: a * along.y + b * down.y },
      along,
      width: right - left,
      height: bottom - top,
    }
  }
  return best
}

/** Andrew's monotone chain. */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y)
  const half = (list: readonly Point[]): Point[] => {
    const chain: Point[] = []
    for (const point of list) {
      while (chain.length >= 2 && turnOf(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

function turnOf(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}
