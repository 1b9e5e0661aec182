/** @file What every benchmark's `metrics.ts` is made of: cells, rates and means with intervals that respect groups. */
import type { Metric } from './run.ts'
import type { Outcome } from './score.ts'
import { auc } from './statistics/auc.ts'
import { bootstrapInterval } from './statistics/bootstrap.ts'
import { type Addends, groupedInterval, rateInterval, sumAll } from './statistics/grouped.ts'

/** Where a number stands in a table; null keys are marginals. */
export interface Cell {
  readonly split: string | null
  readonly task: string | null
  readonly type: string | null
}

/** A metric before it is known whose it is. */
export type Numbers = Omit<Metric, 'benchmark' | 'guard'>

/** What stands below the line of a rate: errors too, as answers that hit nothing; nothing where there are errors alone, since nothing was measured then. */
export function withErrors<R extends { readonly score: { readonly outcome: Outcome } }>(
  rows: readonly R[],
): readonly R[] {
  return rows.every(({ score }) => score.outcome === 'error') ? [] : rows
}

/** Share of rows that hit, over all rows; null without any. Rows of one group are not independent: see `rateInterval`. */
export function hitRate(
  benchmark: string,
  cell: Cell,
  metric: string,
  rows: readonly { readonly group: string; readonly hit: boolean }[],
): Numbers {
  const n = rows.length
  const k = rows.filter(({ hit }) => hit).length
  return {
    ...cell,
    metric,
    value: n === 0 ? null : k / n,
    n,
    k,
    ci: n === 0 ? null : rateInterval(rows, seedOf(benchmark, cell, metric)),
  }
}

/** Mean of one value for each row; rows where it is null count neither above nor below the line. */
export function meanOf(
  benchmark: string,
  cell: Cell,
  metric: string,
  rows: readonly { readonly group: string; readonly value: number | null }[],
): Numbers {
  const addends = rows.flatMap(({ group, value }) => (value === null ? [] : [{ group, values: [value, 1] }]))
  return aggregate(benchmark, cell, metric, addends, mean)
}

/** A statistic of sums over all rows, with a bootstrap interval over groups; null without rows, or where the statistic is. */
export function aggregate(
  benchmark: string,
  cell: Cell,
  metric: string,
  rows: readonly Addends[],
  statistic: (sums: readonly number[]) => number | null,
): Numbers {
  const value = rows.length === 0 ? null : statistic(sumAll(rows))
  return {
    ...cell,
    metric,
    value,
    n: rows.length,
    k: null,
    ci: value === null ? null : groupedInterval(rows, statistic, seedOf(benchmark, cell, metric)),
  }
}

/**
 * Chance that a member scores below another, in whatever direction `change` turns it, with a bootstrap interval over groups. Rows without a value
 * count in nothing; null if a class is empty.
 */
export function areaBelow(
  benchmark: string,
  cell: Cell,
  metric: string,
  rows: readonly { readonly group: string; readonly member: boolean; readonly value: number | null }[],
  change: (area: number) => number = (area) => area,
): Numbers {
  const known = rows.flatMap(({ group, member, value }) => (value === null ? [] : [{ group, member, value: -value }]))
  const statistic = (resample: readonly (typeof known)[]): number | null => {
    const all = resample.flat()
    const side = (member: boolean) => all.flatMap((row) => (row.member === member ? [row.value] : []))
    const area = auc(side(true), side(false))
    return area === null ? null : change(area)
  }
  const groups = [...groupBy(known, ({ group }) => group).values()]
  const value = statistic(groups)
  return {
    ...cell,
    metric,
    value,
    n: known.length,
    k: null,
    ci: value === null ? null : bootstrapInterval(groups, statistic, { seed: seedOf(benchmark, cell, metric) }),
  }
}

/** A number that has no interval of its own kind here. */
export function plainNumber(cell: Cell, metric: string, value: number | null, n: number): Numbers {
  return { ...cell, metric, value, n, k: null, ci: null }
}

/** For `aggregate` over rows of [value, 1]. */
export function mean([total = 0, count = 0]: readonly number[]): number | null {
  return count === 0 ? null : total / count
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

/** The same cell of the same data always gets the same interval. */
function seedOf(benchmark: string, { split, task, type }: Cell, metric: string): string {
  return [benchmark, split, task, type, metric].join('/')
}
