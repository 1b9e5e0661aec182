import type { Interval } from './interval.ts'

const Z_95 = 1.959963984540054

/**
 * Wilson score interval (95%) of a rate of `k` hits in `n` trials; null when nothing was tried. Wilson 1927;
 * centre and half-width as in docs/protocols/measures.md#statistics. Throws a RangeError unless 0 <= k <= n.
 */
export function wilson(k: number, n: number): Interval | null {
  if (!(k >= 0 && k <= n)) throw new RangeError(`wilson: ${k} of ${n} is not a rate`)
  if (n === 0) return null
  const p = k / n
  const z2 = Z_95 * Z_95
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z_95 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n)
  // The ends are exactly 0 and 1 there; rounding would leave 1e-17.
  return [k === 0 ? 0 : Math.max(0, centre - half), k === n ? 1 : Math.min(1, centre + half)]
}
