/**
 * @file What every benchmark's `metrics.ts` is made of: cells, and rates, means and areas with intervals that
 * know which answers belong together.
 */
import type { Metric, NoInterval } from './run.ts'
import type { Outcome } from './score.ts'
import { areaWithInterval } from './statistics/area.ts'
import { differenceInterval, type GroupSum, meanInterval, rateInterval, sumByGroup } from './statistics/grouped.ts'
import type { Interval } from './statistics/interval.ts'
import { leastArea, leastPairedDifference, leastRate, voicesOf } from './statistics/power.ts'
import { signFlipP } from './statistics/sign-flip.ts'

/** Where a number stands in a table; null keys are marginals. */
export interface Slice {
  readonly split: string | null
  readonly task: string | null
  readonly type: string | null
}

/** A metric before it is known whose it is. */
export type Estimate = Omit<Metric, 'benchmark' | 'guard'>

/**
 * What values are by definition: within these ends; differences of two shares; or of no bounds, where one
 * that was not met could change the mean at will, so that it gets no interval.
 */
export type Values = Interval | 'differences' | 'unbounded'
export const SHARE: Interval = [0, 1]

/**
 * What stands below the line of a rate: errors too, as answers that hit nothing; nothing where there are
 * errors alone, since nothing was measured then.
 */
export function withErrors<R extends { readonly score: { readonly outcome: Outcome } }>(
  rows: readonly R[],
): readonly R[] {
  return rows.every(({ score }) => score.outcome === 'error') ? [] : rows
}

/**
 * Share of rows that hit, over all rows; null without any. Rows of one group are not independent: see
 * `rateInterval`.
 */
export function hitRate(
  cell: Slice,
  metric: string,
  rows: readonly { readonly group: string; readonly hit: boolean }[],
): Estimate {
  const groups = sumByGroup(rows.map(({ group, hit }) => ({ group, value: Number(hit) })))
  const n = rows.length
  const k = groups.reduce((sum, { total }) => sum + total, 0)
  return {
    ...cell,
    metric,
    value: n === 0 ? null : k / n,
    n,
    k,
    ci: rateInterval(groups),
    least: leastRate(voicesOf(groups.map(({ count }) => count))),
  }
}

/** The same of answers, each with its sample: share of those that `hit` takes. */
export function rateOf<R extends { readonly sample: { readonly group: string } }>(
  cell: Slice,
  metric: string,
  rows: readonly R[],
  hit: (row: R) => boolean,
): Estimate {
  return hitRate(
    cell,
    metric,
    rows.map((row) => ({ group: row.sample.group, hit: hit(row) })),
  )
}

/** The numbers of each guard's answers by themselves, as metrics of a benchmark. */
export function metricsByGuard<R extends { readonly score: { readonly guard: string } }>(
  benchmark: string,
  scored: readonly R[],
  numbersOf: (rows: readonly R[]) => readonly Estimate[],
): Metric[] {
  return [...groupBy(scored, ({ score }) => score.guard)].flatMap(([guard, rows]) =>
    numbersOf(rows).map((numbers): Metric => ({ benchmark, guard, ...numbers })),
  )
}

/** Mean of one value for each row; rows where it is null count neither above nor below the line. */
export function meanOf(
  cell: Slice,
  metric: string,
  rows: readonly { readonly group: string; readonly value: number | null }[],
  values: Values,
): Estimate {
  const groups = sumByGroup(rows.flatMap(({ group, value }) => (value === null ? [] : [{ group, value }])))
  const n = groups.reduce((sum, { count }) => sum + count, 0)
  const value = n === 0 ? null : groups.reduce((sum, { total }) => sum + total, 0) / n
  if (values === 'unbounded') return plainNumber(cell, metric, value, n, 'unbounded')
  const ci = values === 'differences' ? differenceInterval(groups) : meanInterval(groups, values)
  return {
    ...cell,
    metric,
    value,
    n,
    k: null,
    ci,
    ...(values === 'differences' ? {} : { least: leastMean(groups, values) }),
  }
}

/**
 * Up to this mean, all values that were met may lie at the lower end with a chance of 5%: those that make it
 * are too rare.
 */
function leastMean(groups: readonly GroupSum[], [low, high]: Interval): number | null {
  const rate = leastRate(voicesOf(groups.map(({ count }) => count)))
  return rate === null ? null : low + (high - low) * rate
}

/** One question asked twice, as 0 or 1 each time. */
export interface Pair {
  readonly group: string
  readonly before: boolean
  readonly after: boolean
}

/**
 * Rate after minus rate before, of the same questions, and `test`: the p of a sign-flip test of the same
 * pairs, whose n counts those that changed. Null without pairs.
 */
export function pairedDifference(
  cell: Slice,
  metric: string,
  test: string,
  pairs: readonly Pair[],
): [Estimate, Estimate] {
  const groups = sumByGroup(pairs.map(({ group, before, after }) => ({ group, value: Number(after) - Number(before) })))
  const n = pairs.length
  const differences = groups.map(({ total }) => total)
  const difference = n === 0 ? null : differences.reduce((sum, total) => sum + total, 0) / n
  return [
    {
      ...cell,
      metric,
      value: difference,
      n,
      k: null,
      ci: differenceInterval(groups),
      least: leastPairedDifference(n, groups.length),
    },
    plainNumber(
      cell,
      test,
      n === 0 ? null : signFlipP(differences),
      pairs.filter(({ before, after }) => before !== after).length,
      'test',
    ),
  ]
}

/**
 * Chance that a member scores below another, in whatever direction the monotone `change` turns it. Rows
 * without a value count in nothing; null if a class is empty.
 */
export function areaBelow(
  cell: Slice,
  metric: string,
  rows: readonly { readonly group: string; readonly member: boolean; readonly value: number | null }[],
  change: (area: number) => number = (area) => area,
): Estimate {
  const known = rows.flatMap(({ group, member, value }) =>
    value === null ? [] : [{ group, positive: member, score: -value }],
  )
  const found = areaWithInterval(known)
  if (found === null) return { ...cell, metric, value: null, n: known.length, k: null, ci: null }
  const least = leastArea(found.worth.positives, found.worth.negatives)
  const ends = [change(found.ci[0]), change(found.ci[1])] as const
  return {
    ...cell,
    metric,
    value: change(found.area),
    n: known.length,
    k: null,
    ci: [Math.min(...ends), Math.max(...ends)],
    least: least === null ? null : change(least),
  }
}

/**
 * Difference of two numbers that have intervals, with the interval that follows from theirs (square-and-add:
 * Newcombe 1998, method 10; Zou and Donner 2008; of independent numbers, so too wide for the same samples,
 * never too narrow where both go up and down together). Null where one is missing.
 */
export function differenceOf(
  cell: Slice,
  metric: string,
  own: Pick<Estimate, 'value' | 'n' | 'ci'> | undefined,
  reference: Pick<Estimate, 'value' | 'n' | 'ci'> | undefined,
): Estimate {
  if (own?.value == null || reference?.value == null) return { ...cell, metric, value: null, n: 0, k: null, ci: null }
  const difference = own.value - reference.value
  const n = Math.min(own.n, reference.n)
  if (own.ci === null || reference.ci === null) return plainNumber(cell, metric, difference, n, 'no-parts')
  const down = Math.hypot(own.value - own.ci[0], reference.ci[1] - reference.value)
  const up = Math.hypot(own.ci[1] - own.value, reference.value - reference.ci[0])
  return { ...cell, metric, value: difference, n, k: null, ci: [difference - down, difference + up] }
}

/** A number that has no interval here, and why; where nothing was measured, only that there were too few answers to. */
export function plainNumber(cell: Slice, metric: string, value: number | null, n: number, why: NoInterval): Estimate {
  return {
    ...cell,
    metric,
    value,
    n,
    k: null,
    ci: null,
    ...(value === null && why !== 'too-few' ? {} : { noInterval: why }),
  }
}

export function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const own = groups.get(key(item))
    if (own === undefined) groups.set(key(item), [item])
    else own.push(item)
  }
  return groups
}
