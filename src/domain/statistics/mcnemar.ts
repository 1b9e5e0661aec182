/**
 * Exact two-sided McNemar test: p-value of `b` against `c` discordant pairs under equal chances.
 * p = min(1, 2 * sum of C(b+c, i) / 2^(b+c) for i <= min(b, c)); 1 when no pair is discordant.
 */
export function mcnemar(b: number, c: number): number {
  if (!Number.isInteger(b) || !Number.isInteger(c) || b < 0 || c < 0) {
    throw new RangeError(`mcnemar: counts of pairs must be whole and not negative, not ${b} and ${c}`)
  }
  const n = b + c
  // In logarithms: C(n, i) overflows and 2^-n underflows beyond a thousand pairs.
  let logTerm = -n * Math.LN2
  let tail = Math.exp(logTerm)
  for (let i = 1; i <= Math.min(b, c); i++) {
    logTerm += Math.log((n - i + 1) / i)
    tail += Math.exp(logTerm)
  }
  return Math.min(1, 2 * tail)
}
