const LOG_SQRT_2_PI = Math.log(2 * Math.PI) / 2
/** Left of this the series for Φ cancels, and the continued fraction is fast. */
const TAIL = -2
const FRACTION_TERMS = 120

/** ln φ(x), the standard normal density. */
export function logPhi(x: number): number {
  return -(x * x) / 2 - LOG_SQRT_2_PI
}

/** ln Φ(x), the standard normal distribution function, to 1e-13 or so far into the left tail. */
export function logNormalCdf(x: number): number {
  if (x < TAIL) return logPhi(x) + Math.log(millsRatio(-x))
  return x > -TAIL ? Math.log1p(-Math.exp(logNormalCdf(-x))) : Math.log(centralCdf(x))
}

/** φ(x)/Φ(x), the derivative of ln Φ. */
export function inverseMills(x: number): number {
  return x < TAIL ? 1 / millsRatio(-x) : Math.exp(logPhi(x) - logNormalCdf(x))
}

/** Φ near 0: ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …) (Marsaglia 2004, "Evaluating the Normal Distribution"). */
function centralCdf(x: number): number {
  let term = x
  let sum = x
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (x * x) / k
    sum += term
  }
  return 0.5 + Math.exp(logPhi(x)) * sum
}

/** (1 − Φ(x))/φ(x) for x > 0 by Laplace's continued fraction 1/(x + 1/(x + 2/(x + 3/(x + …)))). */
function millsRatio(x: number): number {
  let rest = x
  for (let k = FRACTION_TERMS; k >= 1; k--) rest = x + k / rest
  return 1 / rest
}
