import { logNormalCdf } from './normal.ts'

/** Steps of the exact count that a test may cost; beyond it the normal limit is as good. */
const BUDGET = 2e7

/**
 * Exact two-sided sign-flip test (Fisher 1935): share of all 2^g ways to swap the two sides of whole groups
 * under which the total difference is at least as large as it is. Where every group holds one pair this is
 * the exact McNemar test. 1 where nothing differs.
 * @param differences of each group, in whole pairs: those that only one side shows minus those that only the
 *   other shows.
 */
export function signFlipP(differences: readonly number[]): number {
  if (!differences.every(Number.isInteger)) throw new RangeError('signFlipP: differences must be whole')
  const sizes = differences.map(Math.abs).filter((size) => size > 0)
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (observed === 0) return 1
  if (sizes.length * total > BUDGET) {
    const deviation = Math.sqrt(sizes.reduce((sum, size) => sum + size ** 2, 0))
    return 2 * Math.exp(logNormalCdf(-observed / deviation))
  }
  // shares[s]: share of the ways under which the groups so far that keep their sign hold s.
  const shares = new Float64Array(total + 1)
  shares[0] = 1
  let reach = 0
  for (const size of sizes) {
    reach += size
    for (let s = reach; s >= 0; s--) shares[s] = (shares[s]! + (s >= size ? shares[s - size]! : 0)) / 2
  }
  // A total difference of at least `observed` one way: 2s - total >= observed.
  let tail = 0
  for (let s = total; 2 * s - total >= observed; s--) tail += shares[s]!
  return Math.min(1, 2 * tail)
}
