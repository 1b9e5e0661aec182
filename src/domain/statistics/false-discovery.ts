/**
 * p-values of one family of tests, adjusted so that of those called differences at α on average at most the
 * share α is none (Benjamini and Hochberg 1995; independent or positively dependent tests): the i-th smallest
 * of m times m / i, never above the one behind, at most 1. In the order given. RangeError for what is no
 * probability.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  if (!pValues.every((p) => p >= 0 && p <= 1))
    throw new RangeError('benjaminiHochberg: every p-value must lie within [0, 1]')
  const adjusted = new Array<number>(pValues.length)
  let ceiling = 1
  const descending = pValues.map((p, at) => ({ p, at })).sort((a, b) => b.p - a.p)
  descending.forEach(({ p, at }, i) => {
    ceiling = Math.min(ceiling, (p * pValues.length) / (pValues.length - i))
    adjusted[at] = ceiling
  })
  return adjusted
}
