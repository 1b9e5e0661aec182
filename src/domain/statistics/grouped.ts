/**
 * @file Intervals (95%) of rates and means over observations of which some belong together (one person, one
 * picture). Closed forms: the same answers give the same interval in any implementation. Where each was seen
 * to hold, docs/coverage.md says.
 */
import { betaQuantile, studentQuantile } from './beta.ts'
import type { Interval } from './interval.ts'

const TAIL = 0.025

/** What a group of observations adds: the total of its values, and how many there are. */
export interface GroupSum {
  readonly total: number
  readonly count: number
}

/** Sums by group, in order of first appearance. */
export function sumByGroup(rows: readonly { readonly group: string; readonly value: number }[]): GroupSum[] {
  const groups = new Map<string, { total: number; count: number }>()
  for (const { group, value } of rows) {
    const own = groups.get(group)
    if (own === undefined) groups.set(group, { total: value, count: 1 })
    else {
      own.total += value
      own.count++
    }
  }
  return [...groups.values()]
}

/**
 * Exact interval of a rate (Clopper and Pearson 1934), by quantiles of the beta distribution, so that `k` and
 * `n` need not be whole (Korn and Graubard 1998). Null for n = 0; RangeError unless 0 <= k <= n.
 */
export function clopperPearson(k: number, n: number): Interval | null {
  if (!(k >= 0 && k <= n)) throw new RangeError(`clopperPearson: ${k} of ${n} is not a rate`)
  if (n === 0) return null
  return [k === 0 ? 0 : betaQuantile(TAIL, k, n - k + 1), k === n ? 1 : betaQuantile(1 - TAIL, k + 1, n - k)]
}

/**
 * Interval of a rate over groups, of which `total` are the hits: Clopper and Pearson's with the effective
 * number of trials (Korn and Graubard 1998, "Confidence Intervals for Proportions With Small Expected Number
 * of Positive Counts Estimated From Survey Data", Survey Methodology 24; Wilson's
 * covers 86% for n = 3 and a rate of .05). Null without trials.
 */
export function rateInterval(groups: readonly GroupSum[]): Interval | null {
  const hits = sum(groups, ({ total }) => total)
  const trials = sum(groups, ({ count }) => count)
  if (trials === 0) return null
  const rate = hits / trials
  const effective = effectiveSize(groups, rate * (1 - rate))
  return clopperPearson(Math.min(rate * effective, effective), effective)
}

/**
 * As many independent observations as say as much: their number over the design effect (variance of the mean
 * over that of independent observations, Kish 1965, by linearisation), less what it costs to estimate that
 * effect from few groups (squared ratio of t quantiles, Korn and Graubard 1998; the degrees of freedom are
 * the groups that the squared deviations are worth, less one: where hits are rare, two groups may carry all
 * that is known of it). Never more than there are; never fewer than if each group speaks with one voice;
 * that, where nothing can be estimated: one group, or no variance.
 * @param variance of a single observation.
 */
export function effectiveSize(groups: readonly GroupSum[], variance: number): number {
  const n = sum(groups, ({ count }) => count)
  const voices = n ** 2 / sum(groups, ({ count }) => count ** 2)
  if (groups.length < 2 || variance === 0) return voices
  const mean = sum(groups, ({ total }) => total) / n
  const squares = sum(groups, ({ total, count }) => (total - mean * count) ** 2)
  const clustered = ((groups.length / (groups.length - 1)) * squares) / n ** 2
  const designEffect = Math.max(1, clustered / (variance / n))
  const deviating =
    squares === 0 ? groups.length : squares ** 2 / sum(groups, ({ total, count }) => (total - mean * count) ** 4)
  const price = (studentQuantile(1 - TAIL, n - 1) / studentQuantile(1 - TAIL, Math.max(1, deviating - 1))) ** 2
  return Math.min(n, Math.max(voices, (n / designEffect) * price))
}

/**
 * Interval of a mean of values that lie within `range`: Student's t over the groups after two more of average
 * size were added at either end of the range (Agresti and Coull 1998 do so for rates; it holds for any values
 * between the ends, of which none varies more). Without them, and with the bootstrap, few skewed values look
 * alike, and the interval misses the mean. Null without values.
 */
export function meanInterval(groups: readonly GroupSum[], range: Interval): Interval | null {
  return widenedT(groups, range, 2)
}

/**
 * Interval of a mean difference between two answers to the same question, each 0 to 1: Student's t over the
 * groups after one more of average size was added that differs wholly either way. (Agresti and Min 2005 add
 * half of one; of 10 pairs, of which a fifth gain, that covers 89%.) Null without pairs.
 */
export function differenceInterval(groups: readonly GroupSum[]): Interval | null {
  return widenedT(groups, [-1, 1], 1)
}

function widenedT(groups: readonly GroupSum[], [low, high]: Interval, added: number): Interval | null {
  const n = sum(groups, ({ count }) => count)
  if (n === 0) return null
  const size = sum(groups, ({ count }) => count ** 2) / n
  const extremes = Array.from({ length: added }, () => [low, high]).flat()
  const all = [...groups, ...extremes.map((value) => ({ total: value * size, count: size }))]
  const weight = sum(all, ({ count }) => count)
  const centre = sum(all, ({ total }) => total) / weight
  const squares = sum(all, ({ total, count }) => (total - centre * count) ** 2)
  const half =
    (studentQuantile(1 - TAIL, all.length - 1) * Math.sqrt((all.length / (all.length - 1)) * squares)) / weight
  const mean = sum(groups, ({ total }) => total) / n
  return [Math.max(low, Math.min(mean, centre - half)), Math.min(high, Math.max(mean, centre + half))]
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  let total = 0
  for (const item of items) total += of(item)
  return total
}
