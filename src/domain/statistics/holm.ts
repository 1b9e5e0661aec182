/**
 * p-values of one family of tests, adjusted so that rejecting those at or below α is wrong anywhere with
 * probability at most α (Holm 1979): the i-th smallest of m times m − i + 1, never below the one before, at
 * most 1. In the order given. Throws a RangeError for what is no probability.
 */
export function holm(pValues: readonly number[]): number[] {
  if (!pValues.every((p) => p >= 0 && p <= 1)) throw new RangeError('holm: every p-value must lie within [0, 1]')
  const adjusted = new Array<number>(pValues.length)
  let floor = 0
  const ascending = pValues.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p)
  ascending.forEach(({ p, at }, i) => {
    floor = Math.max(floor, Math.min(1, p * (pValues.length - i)))
    adjusted[at] = floor
  })
  return adjusted
}
