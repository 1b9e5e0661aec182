import type { Metric } from '../domain/run.ts'
import { roganGladen, roganGladenInterval } from '../domain/statistics/rogan-gladen.ts'

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
 * The rate behind an observed one (Rogan and Gladen 1978; docs/protocols/measures.md#judges), with an interval
 * that knows how well sensitivity and specificity are known. Null where the rate was not measured, the
 * detector may be no better than chance, or no rate agrees with what was seen of it.
 */
export function correctedRate(
  { value, ci }: Pick<Metric, 'value' | 'ci'>,
  { sensitivity, specificity }: OutcomeAccuracy,
): CorrectedRate | null {
  if (value === null || ci === null) return null
  const behind = roganGladen(value, sensitivity.value, specificity.value)
  const ends = roganGladenInterval({ value, ci }, sensitivity, specificity)
  return behind === null || ends === null ? null : { value: behind, ci: ends }
}
