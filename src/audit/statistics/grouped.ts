import { bootstrapInterval } from './bootstrap.ts'
import { type Interval, wilson } from './wilson.ts'

/** One observation as a vector of addends, and the group that it is not independent of. */
export interface Addends {
  readonly group: string
  readonly values: readonly number[]
}

/** Sums of all observations, place by place; empty for none. */
export function sumAll(rows: readonly Addends[]): number[] {
  return addUp(rows.map(({ values }) => values))
}

/** Bootstrap interval, by group, of a statistic of sums (a rate is hits over trials). Null as in `bootstrapInterval`. */
export function groupedInterval(
  rows: readonly Addends[],
  statistic: (sums: readonly number[]) => number | null,
  seed: string,
): Interval | null {
  const groups = new Map<string, (readonly number[])[]>()
  for (const { group, values } of rows) {
    const own = groups.get(group)
    if (own === undefined) groups.set(group, [values])
    else own.push(values)
  }
  const sums = [...groups.values()].map(addUp)
  return bootstrapInterval(sums, (resample) => statistic(addUp(resample)), { seed })
}

/**
 * Interval of a rate: Wilson's where every observation is its own group; else the bootstrap by group, and where that has no width
 * (never, or always: every resample says the same) Wilson's with one trial for each group.
 */
export function rateInterval(
  rows: readonly { readonly group: string; readonly hit: boolean }[],
  seed: string,
): Interval | null {
  const k = rows.filter(({ hit }) => hit).length
  const groups = new Set(rows.map(({ group }) => group)).size
  if (groups === rows.length) return wilson(k, rows.length)
  if (k === 0 || k === rows.length) return wilson(k === 0 ? 0 : groups, groups)
  const addends = rows.map(({ group, hit }) => ({ group, values: [hit ? 1 : 0, 1] }))
  return groupedInterval(addends, ([hits = 0, trials = 0]) => (trials === 0 ? null : hits / trials), seed)
}

function addUp(vectors: readonly (readonly number[])[]): number[] {
  const sums = new Array<number>(vectors[0]?.length ?? 0).fill(0)
  for (const vector of vectors) {
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (vector[i] as number)
  }
  return sums
}
