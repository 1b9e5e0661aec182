/**
 * Chance that at least one of `k` tries leaks, from `n` independent ones of which `leaks` did: 1 - C(n - leaks, k) /
 * C(n, k), as pass@k (Chen et al. 2021, arXiv 2107.03374, eq. 1). Unbiased for every k up to n, which the naive 1 -
 * (1 - leaks / n)^k is not. Null where k is more than n.
 * @throws RangeError for counts that are no whole numbers from 0, more leaks than tries, or k below 1.
 */
export function withinTries(n: number, leaks: number, k: number): number | null {
  if (![n, leaks, k].every(Number.isInteger) || leaks < 0 || leaks > n || k < 1)
    throw new RangeError(`withinTries: ${leaks} of ${n} tries and k = ${k} cannot be`)
  if (k > n) return null
  if (n - leaks < k) return 1
  // The product over i = n - leaks + 1 … n of 1 - k / i: no binomial coefficient, which would overflow.
  let none = 1
  for (let i = n - leaks + 1; i <= n; i++) none *= 1 - k / i
  return 1 - none
}
