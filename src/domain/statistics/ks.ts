export interface KsResult {
  /** Largest distance between the two empirical distribution functions. */
  readonly d: number
  readonly p: number
  readonly method: 'exact' | 'asymptotic'
}

/** Samples up to this size get the exact p, as in SciPy's `method='auto'`; two of it take about half a second. */
const EXACT_UP_TO = 10_000
/** Of the series from .2 on: the last is below 1e-31 there. */
const TERMS = 30

/**
 * Two-sided Kolmogorov-Smirnov test of two samples; null if one is empty. Ties are treated as SciPy's
 * `ks_2samp` treats them.
 */
export function ks(a: readonly number[], b: readonly number[]): KsResult | null {
  if (a.length === 0 || b.length === 0) return null
  const steps = distance(a, b)
  const d = steps / (a.length * b.length)
  if (Math.max(a.length, b.length) <= EXACT_UP_TO) {
    return { d, p: exactP(steps, a.length, b.length), method: 'exact' }
  }
  const effective = (a.length * b.length) / (a.length + b.length)
  return { d, p: kolmogorovTail(Math.sqrt(effective) * d), method: 'asymptotic' }
}

/** Largest |i·m − j·n|, a whole number, with i of the n values of `a` and j of the m of `b` at or below a point. */
function distance(a: readonly number[], b: readonly number[]): number {
  const x = a.toSorted((p, q) => p - q)
  const y = b.toSorted((p, q) => p - q)
  let i = 0
  let j = 0
  let steps = 0
  while (i < x.length && j < y.length) {
    const at = Math.min(x[i] as number, y[j] as number)
    if (Number.isNaN(at)) throw new RangeError('ks: every value must be a number')
    while (x[i] === at) i++
    while (y[j] === at) j++
    steps = Math.max(steps, Math.abs(i * y.length - j * x.length))
  }
  return steps
}

/**
 * Share of all lattice paths from (0, 0) to (n, m) that somewhere reach |i·m − j·n| >= steps (Hodges 1958).
 * Carried as the share of paths *to each point* that left the band, so neither binomials overflow nor small
 * p-values cancel.
 */
function exactP(steps: number, n: number, m: number): number {
  const row = new Float64Array(m + 1)
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (Math.abs(i * m - j * n) >= steps) row[j] = 1
      else if (i + j > 0) row[j] = ((row[j] as number) * i + (j > 0 ? (row[j - 1] as number) * j : 0)) / (i + j)
    }
  }
  return row[m] as number
}

/** P(K > x) of the Kolmogorov distribution: 2 * sum of (-1)^(k-1) exp(-2 k^2 x^2). */
export function kolmogorovTail(x: number): number {
  // Below .2 the tail is 1 to 12 digits, and the series converges too slowly.
  if (x < 0.2) return 1
  let sum = 0
  for (let k = 1; k <= TERMS; k++) {
    const term = Math.exp(-2 * k * k * x * x)
    sum += k % 2 === 1 ? term : -term
  }
  return Math.min(1, Math.max(0, 2 * sum))
}
