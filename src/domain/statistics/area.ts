/**
 * @file Interval (95%) of an area under the ROC curve that has a width at 0, 1 and under ties, and knows
 * which scores belong together.
 */
import { auc } from './auc.ts'
import { studentQuantile } from './beta.ts'
import { effectiveSize, sumByGroup } from './grouped.ts'
import type { Interval } from './interval.ts'

const TAIL = 0.025
const STEPS = 60

export interface AreaRow {
  readonly group: string
  readonly positive: boolean
  readonly score: number
}

export interface AreaInterval {
  readonly area: number
  readonly ci: Interval
  /** How many independent scores those of each class are worth. */
  readonly worth: { readonly positives: number; readonly negatives: number }
}

/**
 * The area, and its score interval with Hanley and McNeil's variance as Newcombe smooths it (2006,
 * "Confidence intervals for an effect size measure based on the Mann-Whitney statistic. Part 2", Statistics
 * in Medicine 25, method 5), of as many independent scores as the groups of each class are worth; widened
 * where the placements vary more than that variance says (DeLong et al. 1988). Null if a class is empty.
 */
export function areaWithInterval(rows: readonly AreaRow[]): AreaInterval | null {
  const positives = rows.filter(({ positive }) => positive)
  const negatives = rows.filter(({ positive }) => !positive)
  const area = auc(
    positives.map(({ score }) => score),
    negatives.map(({ score }) => score),
  )
  if (area === null) return null
  const m = worthOf(positives, negatives)
  const n = worthOf(negatives, positives)
  const smooth = hanleyMcNeil(area, m.size, n.size)
  const widening = smooth > 0 ? Math.max(1, (m.variance / m.size + n.variance / n.size) / smooth) : 1
  const t = studentQuantile(1 - TAIL, Math.max(1, m.size + n.size - 2))
  const outside = (limit: number): boolean =>
    (area - limit) ** 2 > t ** 2 * widening * hanleyMcNeil(limit, m.size, n.size)
  return {
    area,
    ci: [end(area, 0, outside), end(area, 1, outside)],
    worth: { positives: m.size, negatives: n.size },
  }
}

/** Where the interval ends on the side of `extreme`. */
function end(area: number, extreme: 0 | 1, outside: (limit: number) => boolean): number {
  let [inner, outer]: [number, number] = [area, extreme]
  for (let step = 0; step < STEPS; step++) {
    const middle = (inner + outer) / 2
    if (outside(middle)) outer = middle
    else inner = middle
  }
  return (inner + outer) / 2
}

/** Variance of an area of m and n independent scores, as Newcombe smooths it. */
export function hanleyMcNeil(area: number, m: number, n: number): number {
  const others = (m + n) / 2 - 1
  const shape = 1 + (others * (1 - area)) / (2 - area) + (others * area) / (1 + area)
  return (area * (1 - area) * shape) / (m * n)
}

/**
 * How many independent scores those of one class are worth, and the variance of their placements: the shares
 * of the other class that lie below them.
 */
function worthOf(own: readonly AreaRow[], others: readonly AreaRow[]): { size: number; variance: number } {
  const sorted = others.map(({ score }) => score).sort((a, b) => a - b)
  const placed = own.map(({ group, score }) => ({
    group,
    value: (countBelow(sorted, score, false) + countBelow(sorted, score, true)) / (2 * sorted.length),
  }))
  const mean = placed.reduce((sum, { value }) => sum + value, 0) / placed.length
  const squares = placed.reduce((sum, { value }) => sum + (value - mean) ** 2, 0)
  const variance = placed.length < 2 ? 0 : squares / (placed.length - 1)
  return { size: effectiveSize(sumByGroup(placed), variance), variance }
}

/** How many of the sorted values lie below `limit`, or at it as well. */
function countBelow(sorted: readonly number[], limit: number, orAt: boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const value = sorted[middle] as number
    if (value < limit || (orAt && value === limit)) low = middle + 1
    else high = middle
  }
  return low
}
