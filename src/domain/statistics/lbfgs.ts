/** A smooth function: its value at `x`; its gradient is written into `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number

export interface Minimum {
  readonly x: Float64Array
  readonly value: number
  readonly iterations: number
  /** Whether the largest component of the gradient fell to the tolerance. */
  readonly converged: boolean
}

export interface MinimiseOptions {
  /** Ends when no component of the gradient is larger. */
  readonly tolerance: number
  readonly maxIterations: number
}

const MEMORY = 10
/** Wolfe's conditions: how much of the promised decrease, and of the slope's flattening, a step must bring. */
const DECREASE = 1e-4
const CURVATURE = 0.9
/**
 * Of the value: a difference below this is rounding, and the slope alone decides (Hager and Zhang 2005,
 * approximate Wolfe conditions).
 */
const ROUNDING = 1e-12
const MAX_TRIALS = 60

interface Point {
  readonly x: Float64Array
  readonly gradient: Float64Array
  readonly value: number
}
interface Step {
  readonly dx: Float64Array
  readonly dg: Float64Array
  readonly curvature: number
}

/**
 * Minimum of a convex function by L-BFGS (Liu and Nocedal 1989, ten pairs), with a line search by bisection
 * to the weak Wolfe conditions. Not converged where the iterations run out or rounding allows no further
 * step.
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { tolerance, maxIterations }: MinimiseOptions,
): Minimum {
  const evaluate = (x: Float64Array): Point => {
    const gradient = new Float64Array(x.length)
    return { x, gradient, value: objective(x, gradient) }
  }
  const history: Step[] = []
  let at = evaluate(start)
  let iterations = 0
  while (largest(at.gradient) > tolerance && iterations < maxIterations) {
    const direction = descent(at.gradient, history)
    // Without curvature known, the first trial moves by 1 at most.
    const first = history.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(at.gradient, at.gradient))) : 1
    const next = search(evaluate, at, direction, first)
    if (next === null) break
    remember(history, at, next)
    at = next
    iterations++
  }
  return { x: at.x, value: at.value, iterations, converged: largest(at.gradient) <= tolerance }
}

/** Minus the inverse Hessian times the gradient, by the two-loop recursion. */
function descent(gradient: Float64Array, history: readonly Step[]): Float64Array {
  const direction = gradient.map((g) => -g)
  const shares: number[] = []
  for (const { dx, dg, curvature } of history.toReversed()) {
    const share = dot(dx, direction) / curvature
    shares.push(share)
    addScaled(direction, -share, dg)
  }
  const newest = history.at(-1)
  if (newest !== undefined) {
    const scale = newest.curvature / dot(newest.dg, newest.dg)
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale
  }
  for (const { dx, dg, curvature } of history) {
    addScaled(direction, shares.pop()! - dot(dg, direction) / curvature, dx)
  }
  return direction
}

/** A point along `direction` that satisfies the conditions; null if rounding leaves none. */
function search(
  evaluate: (x: Float64Array) => Point,
  from: Point,
  direction: Float64Array,
  firstStep: number,
): Point | null {
  const slope = dot(from.gradient, direction)
  if (!(slope < 0)) return null
  let step = firstStep
  let low = 0
  let high = Infinity
  for (let trial = 0; trial < MAX_TRIALS; trial++) {
    const x = from.x.slice()
    addScaled(x, step, direction)
    const point = evaluate(x)
    const newSlope = dot(point.gradient, direction)
    const decreased =
      point.value <= from.value + DECREASE * step * slope ||
      (point.value <= from.value + ROUNDING * Math.abs(from.value) && newSlope <= (2 * DECREASE - 1) * slope)
    if (decreased && newSlope >= CURVATURE * slope) return point
    if (decreased) low = step
    else high = step
    step = high === Infinity ? 2 * step : (low + high) / 2
  }
  return null
}

function remember(history: Step[], from: Point, to: Point): void {
  const dx = to.x.slice()
  addScaled(dx, -1, from.x)
  const dg = to.gradient.slice()
  addScaled(dg, -1, from.gradient)
  const curvature = dot(dx, dg)
  if (curvature <= 0) return
  history.push({ dx, dg, curvature })
  if (history.length > MEMORY) history.shift()
}

function largest(vector: Float64Array): number {
  return vector.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function addScaled(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * vector[i]!
}
