import type { Benchmark, Scored } from '../benchmarks/contract.ts'
import { withVerdicts } from './judge-scores.ts'
import { guardMetrics } from './measures.ts'
import type { JudgeCards } from '../domain/judge-card.ts'
import { conditionEffects } from '../conditions/measures.ts'
import { acrossWays } from '../conditions/ways.ts'
import { NO_CONDITION, conditionOf } from '../domain/condition-spec.ts'
import { groupBy } from '../domain/metric.ts'
import type { Metric } from '../domain/run.ts'
import type { Score } from '../domain/score.ts'

/** What judges said of a run's answers (guard/judge.ts), and what is known of them. */
export interface Judgements {
  readonly scores: readonly Score[]
  readonly cards: JudgeCards
}

const NOBODY: Judgements = { scores: [], cards: {} }

/**
 * Every number of a run: each benchmark's own, judges' estimates among them, and what guards do, under each
 * condition by itself; and what conditions do. Takes seconds.
 */
export function allMetrics(
  benchmarks: readonly Benchmark[],
  scored: readonly Scored[],
  judgements: Judgements = NOBODY,
): Metric[] {
  const metas = benchmarks.map(({ meta }) => meta)
  const conditions = groupBy(withVerdicts(scored, judgements.scores), ({ sample }) => conditionOf(sample))
  // A benchmark may have something to say of no answer.
  const numbers = [...new Map([[NO_CONDITION, []], ...conditions])].flatMap(([condition, judged]): Metric[] => {
    // Of several tries the first stands for the condition; all of them make its effect.
    const rows = judged.filter(({ sample }) => (sample.attempt ?? 1) === 1)
    const own = benchmarks.flatMap((benchmark) =>
      benchmark.metrics(
        rows.filter(({ sample }) => sample.benchmark === benchmark.meta.id),
        judgements.cards,
      ),
    )
    const all = [...own, ...guardMetrics(metas, rows)]
    return condition === NO_CONDITION ? all : all.map((metric) => ({ ...metric, condition }))
  })
  return [...numbers, ...conditionEffects(metas, scored), ...acrossWays(scored)]
}
