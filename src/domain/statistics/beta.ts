/** Lanczos' coefficients for g = 7 (Godfrey 2001): ln Γ to 15 digits. */
const LANCZOS: readonly number[] = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]
const TINY = 1e-300
const CLOSE = 1e-15
const MOST_TERMS = 10_000
const MOST_STEPS = 200

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const z = x - 1
  const t = z + 7.5
  let sum = LANCZOS[0]!
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (z + i)
  return Math.log(2 * Math.PI) / 2 + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

/**
 * I_x(a, b), the distribution function of Beta(a, b) at x in [0, 1]; a, b > 0. By Lentz's continued fraction
 * (Press et al. 2007, 6.4).
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`betaCdf: a and b must be positive, not ${a} and ${b}`)
  return shareBelow(Math.min(1, Math.max(0, x)), a, b, logGamma(a + b) - logGamma(a) - logGamma(b))
}

function shareBelow(x: number, a: number, b: number, constant: number): number {
  if (x > (a + 1) / (a + b + 2)) return 1 - shareBelow(1 - x, b, a, constant)
  return (Math.exp(a * Math.log(x) + b * Math.log1p(-x) + constant) / a) * continuedFraction(x, a, b)
}

function continuedFraction(x: number, a: number, b: number): number {
  const away = (value: number) => (Math.abs(value) < TINY ? TINY : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let product = d
  for (let m = 1; m <= MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let step = 1
    for (const term of [even, odd]) {
      d = 1 / away(1 + term * d)
      c = away(1 + term / c)
      step = c * d
      product *= step
    }
    if (Math.abs(step - 1) < CLOSE) break
  }
  return product
}

/**
 * The x with I_x(a, b) = p, for p in [0, 1]; by Newton's method within a bracket, halved where a step would
 * leave it.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`betaQuantile: p must lie within [0, 1], not ${p}`)
  if (p === 0 || p === 1) return p
  const constant = logGamma(a + b) - logGamma(a) - logGamma(b)
  let [low, high] = [0, 1]
  let x = a / (a + b)
  for (let step = 0; step < MOST_STEPS; step++) {
    const miss = shareBelow(x, a, b, constant) - p
    if (miss === 0) return x
    if (miss < 0) low = x
    else high = x
    const density = Math.exp(constant + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x))
    const newton = x - miss / density
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - x) <= CLOSE * x || next === low || next === high) return next
    x = next
  }
  return x
}

/** Quantile of Student's t with `df` > 0 degrees of freedom (whole or not), for p in (0, 1). */
export function studentQuantile(p: number, df: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, df)
  // t² / (df + t²) ~ Beta(1/2, df/2): the small tail is the one that is inverted.
  const x = betaQuantile(2 * (1 - p), df / 2, 0.5)
  return Math.sqrt((df * (1 - x)) / x)
}
