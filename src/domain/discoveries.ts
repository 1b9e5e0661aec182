import type { Metric } from './run.ts'
import { benjaminiHochberg } from './statistics/false-discovery.ts'

/** Below it a difference counts as found, and so does one that survives the correction. */
export const ALPHA = 0.05

/** The tests of difference of one benchmark, taken together. */
export interface Discoveries {
  readonly tests: number
  /** As many fall below .05 on average where nothing differs. */
  readonly byChance: number
  readonly below: number
  /** Of those, the ones that survive Benjamini and Hochberg's correction: on average at most 5% of them are none. */
  readonly survive: number
  /** Corrected p of each test. */
  readonly adjusted: ReadonlyMap<Metric, number>
}

/** Adjusted over the layers already (Holm). */
const ADJUSTED = /^probe-p/
const TEST = /-(?:p|mcnemar)(?:\[|$)/

/** @param metrics of one benchmark. Null where nothing was tested. */
export function discoveriesOf(metrics: readonly Metric[]): Discoveries | null {
  const tests = metrics.flatMap((metric) =>
    metric.value !== null && TEST.test(metric.metric) && !ADJUSTED.test(metric.metric)
      ? [{ metric, p: metric.value }]
      : [],
  )
  if (tests.length === 0) return null
  const adjusted = benjaminiHochberg(tests.map(({ p }) => p))
  return {
    tests: tests.length,
    byChance: ALPHA * tests.length,
    below: tests.filter(({ p }) => p <= ALPHA).length,
    survive: adjusted.filter((p) => p <= ALPHA).length,
    adjusted: new Map(tests.map(({ metric }, i) => [metric, adjusted[i]!])),
  }
}
