import type { Metric } from '../domain/run.ts'
import type { Expectation } from './expectation.ts'

/**
 * Share of what would be a failure that an interval may cover at most; above it the measurement could hardly
 * have failed.
 */
const UNDECIDED_FROM = 1 / 3

export type Verdict = 'holds' | 'fails' | 'too few'

/** The rule of {@link verdictOf}, for a reader. */
export const VERDICT_RULE =
  'holds: the 95% interval (without one, the value) meets the expected range, and covers at most a third of what lies outside of it; fails: it does not meet it; too few: it was not measured, or covers more than that third, so that it could hardly have failed'

/**
 * Whether a measured number is what a control's making says. An interval is allowed to reach out of the
 * expected range, since a few answers prove no more; but one that covers more than a third of what would be a
 * failure has shown nothing. That share can be said of rates alone (numbers with hits `k`), whose values lie
 * between 0 and 1.
 */
export function verdictOf(
  [low, high]: Expectation['expected'],
  measured: Pick<Metric, 'value' | 'k' | 'ci'> | null,
): Verdict {
  if (measured === null || measured.value === null) return 'too few'
  const [from, to] = measured.ci ?? [measured.value, measured.value]
  if (to < low || from > high) return 'fails'
  if (measured.k === null) return 'holds'
  const failure = 1 - (high - low)
  const covered = Math.max(0, low - from) + Math.max(0, to - high)
  return failure > 0 && covered / failure > UNDECIDED_FROM ? 'too few' : 'holds'
}
