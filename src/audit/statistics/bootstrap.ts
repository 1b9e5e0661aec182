import { createRandom } from '../random.ts'
import type { Interval } from './wilson.ts'

export interface BootstrapOptions {
  readonly seed: string | number
  /** At least 1,000 (the default), or the ends of the interval are noise. */
  readonly resamples?: number
  readonly confidence?: number
}

/**
 * Percentile interval of a statistic under resampling of whole groups with replacement (Efron 1979; groups since items of one
 * person or picture are not independent). Null with fewer than two groups, or when the statistic is null in every resample.
 */
export function bootstrapInterval<Group>(
  groups: readonly Group[],
  statistic: (resample: readonly Group[]) => number | null,
  { seed, resamples = 1000, confidence = 0.95 }: BootstrapOptions,
): Interval | null {
  if (resamples < 1000) throw new RangeError(`bootstrap: ${resamples} resamples are too few, at least 1000`)
  if (groups.length < 2) return null
  const random = createRandom(seed)
  const resample = [...groups]
  const values: number[] = []
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < groups.length; i++) resample[i] = groups[random.int(groups.length)] as Group
    const value = statistic(resample)
    if (value !== null) values.push(value)
  }
  if (values.length === 0) return null
  values.sort((a, b) => a - b)
  const tail = (1 - confidence) / 2
  return [quantile(values, tail), quantile(values, 1 - tail)]
}

/** Quantile of sorted values with linear interpolation (type 7 of Hyndman and Fan, NumPy's default). The list must not be empty. */
export function quantile(sorted: readonly number[], q: number): number {
  const position = (sorted.length - 1) * q
  const below = sorted[Math.floor(position)] as number
  const above = sorted[Math.ceil(position)] as number
  return below + (above - below) * (position - Math.floor(position))
}
