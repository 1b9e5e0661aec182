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

/** Below this width an interval is rounding: every resample said the same. */
const NO_WIDTH = 1e-12

/**
 * Bootstrap interval, by group, of a statistic of sums (a rate is hits over trials). Null as in `bootstrapInterval`, and where all
 * resamples agree: too few or too equal groups show no spread, which is not certainty.
 */
export function groupedInterval(
  rows: readonly Addends[],
  statistic: (sums: readonly number[]) => number | null,
  seed: string,
): Interval | null {
  const interval = bootstrapInterval(sumByGroup(rows), (resample) => statistic(addUp(resample)), { seed })
  return interval !== null && interval[1] - interval[0] > NO_WIDTH ? interval : null
}

/**
 * Interval of a rate: Wilson's where every observation is its own group; else the hull of the bootstrap by group and of Wilson's with the
 * effective sample size n / deff. Few groups need the second: of 3 groups the bootstrap alone covered 76% in a simulation, the hull 98%.
 * (Wilson's with the effective size: Dean and Pagano 2015, "Evaluating Confidence Interval Methods for Binomial Proportions in Clustered
 * Surveys", J. Survey Statistics and Methodology 3.) Null without rows.
 */
export function rateInterval(
  rows: readonly { readonly group: string; readonly hit: boolean }[],
  seed: string,
): Interval | null {
  if (rows.length === 0) return null
  const addends = rows.map(({ group, hit }) => ({ group, values: [hit ? 1 : 0, 1] }))
  const [hits = 0, trials = 0] = sumAll(addends)
  const groups = sumByGroup(addends)
  if (groups.length === rows.length) return wilson(hits, trials)
  const rate = hits / trials
  const effective = trials / designEffect(groups, hits, trials)
  const [lo, hi] = wilson(Math.min(rate * effective, effective), effective) as Interval
  const resampled = groupedInterval(addends, ([k = 0, n = 0]) => (n === 0 ? null : k / n), seed)
  return resampled === null ? [lo, hi] : [Math.min(lo, resampled[0]), Math.max(hi, resampled[1])]
}

/**
 * Variance of a rate over that of as many independent trials (Kish 1965), by linearisation of the ratio of the groups' [hits, trials]. At
 * least 1 (Korn and Graubard 1998: no more effective than real trials), at most what it is if each group speaks with one voice, sum of
 * squared group sizes / n; that, where nothing can be estimated: one group, or a rate of 0 or 1.
 */
function designEffect(groups: readonly (readonly number[])[], hits: number, trials: number): number {
  const rate = hits / trials
  const oneVoice = groups.reduce((sum, [, n = 0]) => sum + n * n, 0) / trials
  if (groups.length < 2 || hits === 0 || hits === trials) return oneVoice
  const squares = groups.reduce((sum, [k = 0, n = 0]) => sum + (k - rate * n) ** 2, 0)
  const variance = ((groups.length / (groups.length - 1)) * squares) / trials ** 2
  return Math.min(Math.max(1, variance / ((rate * (1 - rate)) / trials)), oneVoice)
}

function sumByGroup(rows: readonly Addends[]): number[][] {
  const groups = new Map<string, (readonly number[])[]>()
  for (const { group, values } of rows) {
    const own = groups.get(group)
    if (own === undefined) groups.set(group, [values])
    else own.push(values)
  }
  return [...groups.values()].map(addUp)
}

function addUp(vectors: readonly (readonly number[])[]): number[] {
  const sums = new Array<number>(vectors[0]?.length ?? 0).fill(0)
  for (const vector of vectors) {
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (vector[i] as number)
  }
  return sums
}
