import { minimise } from './lbfgs.ts'
import { inverseMills, logNormalCdf, logPhi } from './normal.ts'

/** Skew-normal distribution (Azzalini 1985): density 2/ω · φ(z) · Φ(a·z) at z = (x − ξ)/ω. */
export interface SkewNormal {
  /** ξ. */
  readonly location: number
  /** ω > 0. */
  readonly scale: number
  /** a; 0 is the normal distribution, positive is skewed to the right. */
  readonly shape: number
}

/** Largest skewness that any skew-normal has; moments beyond start the fit just below it. */
const MOST_SKEWED = 0.99

/**
 * Maximum likelihood fit, as SciPy's `skewnorm.fit` but to the optimum: from the moments by L-BFGS over (ξ,
 * ln ω, a) of the standardised values. Null for fewer than three distinct values, or where the search does
 * not settle: values skewed as half a normal distribution is, or more, have no best a. RangeError for values
 * that are not finite.
 */
export function fitSkewNormal(values: readonly number[]): SkewNormal | null {
  if (!values.every(Number.isFinite)) throw new RangeError('fitSkewNormal: every value must be finite')
  if (new Set(values).size < 3) return null
  const mean = average(values)
  const deviation = Math.sqrt(average(values.map((value) => (value - mean) ** 2)))
  const standard = values.map((value) => (value - mean) / deviation)
  const { x, converged } = minimise(negativeLogLikelihood(standard), momentEstimate(standard), {
    tolerance: 1e-9,
    maxIterations: 300,
  })
  if (!converged) return null
  const [location, logScale, shape] = x as unknown as [number, number, number]
  return { location: mean + deviation * location, scale: deviation * Math.exp(logScale), shape }
}

/** ln P(X ≤ x), accurate in both tails. */
export function logCdf({ location, scale, shape }: SkewNormal, x: number): number {
  const z = (x - location) / scale
  // The tail on the other side is that of the mirrored distribution.
  return z > 0 ? Math.log1p(-Math.exp(logLeftTail(-z, -shape))) : logLeftTail(z, shape)
}

/**
 * ln ∫ over t < z of 2φ(t)Φ(at), z ≤ 0. Φ(z) − 2T(z, a) (Owen's T) would cancel just where exposures are read
 * off, so it is integrated, with the density at z taken out: ∫ over u > 0 of f(z − u)/f(z) by exp-sinh
 * quadrature (Takahasi and Mori 1974), which does not mind how steep it is.
 */
function logLeftTail(z: number, shape: number): number {
  const top = logDensity(z, shape)
  let sum = 0
  for (let t = QUADRATURE_FROM; t <= QUADRATURE_TO; t += QUADRATURE_STEP) {
    const u = Math.exp((Math.PI / 2) * Math.sinh(t))
    const weight = (Math.PI / 2) * Math.cosh(t) * u
    sum += weight * Math.exp(logDensity(z - u, shape) - top)
  }
  return top + Math.log(sum * QUADRATURE_STEP)
}
const QUADRATURE_STEP = 1 / 32
/** From u = 1e-23, small beside any width, to u = 300, where nothing is left. */
const QUADRATURE_FROM = -4.2
const QUADRATURE_TO = 2

/** Of the standard distribution. */
function logDensity(z: number, shape: number): number {
  return Math.LN2 + logPhi(z) + logNormalCdf(shape * z)
}

/** Mean over the values, with its gradient over (ξ, ln ω, a). */
function negativeLogLikelihood(values: readonly number[]) {
  return (x: Float64Array, gradient: Float64Array): number => {
    const [location, logScale, shape] = x as unknown as [number, number, number]
    const scale = Math.exp(logScale)
    let sum = 0
    gradient.fill(0)
    for (const value of values) {
      const z = (value - location) / scale
      const pull = inverseMills(shape * z)
      sum += logScale - logDensity(z, shape)
      gradient[0]! += (shape * pull - z) / scale
      gradient[1]! += 1 - z * z + shape * pull * z
      gradient[2]! -= pull * z
    }
    for (let i = 0; i < 3; i++) gradient[i]! /= values.length
    return sum / values.length
  }
}

/** Method of moments for values of mean 0 and deviation 1 (Azzalini 1985), as (ξ, ln ω, a). */
function momentEstimate(standard: readonly number[]): Float64Array {
  const skewness = Math.max(-MOST_SKEWED, Math.min(MOST_SKEWED, average(standard.map((value) => value ** 3))))
  const part = Math.abs(skewness) ** (2 / 3)
  const delta = Math.sign(skewness) * Math.sqrt(((Math.PI / 2) * part) / (part + ((4 - Math.PI) / 2) ** (2 / 3)))
  const scale = 1 / Math.sqrt(1 - (2 * delta * delta) / Math.PI)
  return Float64Array.of(-scale * delta * Math.sqrt(2 / Math.PI), Math.log(scale), delta / Math.sqrt(1 - delta * delta))
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
