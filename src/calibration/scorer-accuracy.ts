import type { Metric } from '../domain/run.ts'
import { roganGladen } from '../domain/statistics/rogan-gladen.ts'

/** A share of answers with its interval, which knows that answers of one format or sentence stand or fall together. */
export interface Share {
  readonly value: number
  readonly k: number
  readonly n: number
  readonly ci: readonly [number, number]
}

/**
 * How well one outcome is told: of the answers that have it, and of those that have not, the share that is
 * told right.
 */
export interface OutcomeAccuracy {
  readonly sensitivity: Share
  readonly specificity: Share
}

/** How well one scorer tells outcomes. */
export interface ScorerAccuracy {
  /** `id@version` of the benchmark whose scorer it is. */
  readonly scorer: string
  /** Ids of the models whose answers these are, or are made like: of other models' answers the table says nothing. */
  readonly answersOf: readonly string[]
  /** Answers behind `outcomes`. */
  readonly answers: number
  readonly outcomes: Readonly<Record<string, OutcomeAccuracy>>
  /**
   * Share of the leaks told where the value was disguised (spelled out, reversed, broken by markup): beyond
   * the rules, and in no other number.
   */
  readonly disguised: Share
}

/** A rate as it would be if the rules never erred. */
export interface CorrectedRate {
  readonly value: number
  readonly ci: readonly [number, number]
}

/**
 * The rate behind an observed one (Rogan and Gladen 1978; docs/protocols/measures.md#judges). Each end of the
 * interval is corrected with those ends of the intervals of sensitivity and specificity that move it
 * outwards, so it covers at least as often as the three do together. Null where the rate was not measured, or
 * the detector is no better than chance.
 */
export function correctedRate(
  rate: Pick<Metric, 'value' | 'ci'>,
  { sensitivity, specificity }: OutcomeAccuracy,
): CorrectedRate | null {
  if (rate.value === null || rate.ci === null) return null
  const value = roganGladen(rate.value, sensitivity.value, specificity.value)
  const corner = (observed: number, outwards: (...ends: number[]) => number): number | null => {
    const ends = sensitivity.ci.flatMap((se) => specificity.ci.map((sp) => roganGladen(observed, se, sp)))
    return ends.includes(null) ? null : outwards(...(ends as number[]))
  }
  const [low, high] = [corner(rate.ci[0], Math.min), corner(rate.ci[1], Math.max)]
  return value === null || low === null || high === null ? null : { value, ci: [low, high] }
}
