import type { Benchmark, Scored } from '../benchmarks/contract.ts'
import { withVerdicts } from './judge-scores.ts'
import { guardMetrics } from './measures.ts'
import type { JudgeCards } from '../domain/judge-card.ts'
import type { Metric } from '../domain/run.ts'
import type { Score } from '../domain/score.ts'

/** What judges said of a run's answers (guard/judge.ts), and what is known of them. */
export interface Judgements {
  readonly scores: readonly Score[]
  readonly cards: JudgeCards
}

const NOBODY: Judgements = { scores: [], cards: {} }

/** Every number of a run: each benchmark's own, judges' estimates among them, and what guards do. Takes seconds. */
export function allMetrics(
  benchmarks: readonly Benchmark[],
  scored: readonly Scored[],
  judgements: Judgements = NOBODY,
): Metric[] {
  const judged = withVerdicts(scored, judgements.scores)
  const own = benchmarks.flatMap((benchmark) =>
    benchmark.metrics(
      judged.filter(({ sample }) => sample.benchmark === benchmark.meta.id),
      judgements.cards,
    ),
  )
  const metas = benchmarks.map(({ meta }) => meta)
  return [...own, ...guardMetrics(metas, scored)]
}
