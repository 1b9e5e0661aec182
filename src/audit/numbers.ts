import type { Benchmark, Scored } from './benchmark.ts'
import { judgeMetrics } from './guard/judge.ts'
import { guardMetrics } from './guard/measures.ts'
import type { Metric } from './run.ts'
import type { Sample } from './sample.ts'
import type { Score } from './score.ts'

/**
 * Every number of a run: each benchmark's own, what guards do to them, and what judges say. Takes seconds (bootstraps).
 * @param judgements scores of judges (guard/judge.ts), which count in no benchmark's own numbers.
 */
export function allMetrics(
  benchmarks: readonly Benchmark[],
  scored: readonly Scored[],
  judgements: readonly Score[] = [],
): Metric[] {
  const own = benchmarks.flatMap((benchmark) => {
    const rows = scored.filter(({ sample }) => sample.benchmark === benchmark.meta.id)
    return rows.length === 0 ? [] : benchmark.metrics(rows)
  })
  const samples = [...new Map(scored.map(({ sample }): [string, Sample] => [sample.id, sample])).values()]
  const judges = [...new Set(judgements.map(({ scorer }) => scorer))]
  return [
    ...own,
    ...guardMetrics(
      benchmarks.map(({ meta }) => meta),
      scored,
    ),
    ...judges.flatMap((scorer) => judgeMetrics(scorer.replace(/^judge:/, ''), samples, judgements)),
  ]
}
