/** @file What a number of answers could have shown at all. */
import { hanleyMcNeil } from './area.ts'
import { signFlipP } from './sign-flip.ts'

const ALPHA = 0.05
const Z_95 = 1.959963984540054

/**
 * Smallest rate that would have shown itself in at least one of `n` independent answers with a chance of 95%:
 * 1 − .05^(1/n) (the "rule of three" is its approximation, Hanley and Lippman-Hand 1983). Null for n = 0.
 * @param n need not be whole.
 */
export function leastRate(n: number): number | null {
  return n > 0 ? 1 - ALPHA ** (1 / n) : null
}

/**
 * As many independent answers as groups of these sizes are worth if each speaks with one voice: squared sum
 * over sum of squares (Kish 1965).
 */
export function voicesOf(sizes: readonly number[]): number {
  const squares = sizes.reduce((sum, size) => sum + size ** 2, 0)
  return squares === 0 ? 0 : sizes.reduce((sum, size) => sum + size, 0) ** 2 / squares
}

/**
 * Smallest difference of two rates on the same answers that `signFlipP` can tell from none (p at most .05):
 * all that differ, differ one way, each in a group of its own. Null where even a difference in every group
 * could not be told.
 * @param pairs of answers. @param groups that they belong to.
 */
export function leastPairedDifference(pairs: number, groups: number): number | null {
  for (let differing = 1; differing <= groups; differing++) {
    if (signFlipP(Array.from({ length: differing }, () => 1)) <= ALPHA) return differing / pairs
  }
  return null
}

/**
 * Smallest area above .5 whose interval would leave .5 out, with m and n independent scores of either class;
 * null where even 1 would not.
 */
export function leastArea(m: number, n: number): number | null {
  const least = 0.5 + Z_95 * Math.sqrt(hanleyMcNeil(0.5, m, n))
  return least <= 1 ? least : null
}
