import type { Benchmark } from '../audit/benchmark.ts'
import { LeakscopeError } from '../audit/errors.ts'
import type { Response } from '../audit/response.ts'
import type { Metric, Run } from '../audit/run.ts'
import type { Sample } from '../audit/sample.ts'
import type { Score } from '../audit/score.ts'
import type { Store } from '../store/types.ts'
import { benchmarkById } from './prepare.ts'

/** All that a report or an export is made of. */
export interface RunResults {
  readonly run: Run
  readonly samples: readonly Sample[]
  readonly responses: readonly Response[]
  /** One for each response, by the scorers of this version of the app. */
  readonly scores: readonly Score[]
  readonly metrics: readonly Metric[]
}

/**
 * Scores responses and computes every benchmark's numbers. Pure; samples without a response count in no number.
 * @throws LeakscopeError `bad-config` for a sample of an unknown benchmark.
 */
export function evaluate(
  benchmarks: readonly Benchmark[],
  samples: readonly Sample[],
  responses: readonly Response[],
): { scores: Score[]; metrics: Metric[] } {
  const byId = new Map(samples.map((sample) => [sample.id, sample]))
  const scored = responses.flatMap((response) => {
    const sample = byId.get(response.sampleId)
    return sample === undefined
      ? []
      : [{ sample, response, score: benchmarkById(benchmarks, sample.benchmark).score(sample, response) }]
  })
  const used = [...new Set(samples.map((sample) => sample.benchmark))]
  return {
    scores: scored.map(({ score }) => score),
    metrics: used.flatMap((id) =>
      benchmarkById(benchmarks, id).metrics(scored.filter(({ sample }) => sample.benchmark === id)),
    ),
  }
}

/**
 * The results of a stored run, finished or not, in the order of asking.
 * @throws LeakscopeError `not-found`.
 */
export async function runResults(store: Store, benchmarks: readonly Benchmark[], runId: string): Promise<RunResults> {
  const run = await store.run(runId)
  if (run === null) throw new LeakscopeError('not-found', `There is no run "${runId}" in this browser's store`)
  const [samples, stored] = await Promise.all([store.samples(runId), store.responses(runId)])
  const position = new Map(samples.map((sample, index) => [sample.id, index]))
  const responses = stored.toSorted((a, b) => (position.get(a.sampleId) ?? 0) - (position.get(b.sampleId) ?? 0))
  return { run, samples, responses, ...evaluate(benchmarks, samples, responses) }
}
