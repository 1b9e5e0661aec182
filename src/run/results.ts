import type { Benchmark, Scored } from '../benchmarks/contract.ts'
import { LeakscopeError } from '../domain/errors.ts'
import { allMetrics, type Judgements } from '../guards/run-metrics.ts'
import type { Response } from '../domain/response.ts'
import type { Metric, Run } from '../domain/run.ts'
import type { Sample } from '../domain/sample.ts'
import type { Score } from '../domain/score.ts'
import type { Store } from '../storage/database/types.ts'
import { benchmarkById } from '../benchmarks/by-id.ts'
import { scoreOf } from '../benchmarks/conversation.ts'

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
 * Scores responses. Pure; a response without its sample is left out.
 * @throws LeakscopeError `bad-config` for a sample of an unknown benchmark.
 */
export function scoreAll(
  benchmarks: readonly Benchmark[],
  samples: readonly Sample[],
  responses: readonly Response[],
): Scored[] {
  const byId = new Map(samples.map((sample) => [sample.id, sample]))
  return responses.flatMap((response) => {
    const sample = byId.get(response.sampleId)
    return sample === undefined ? [] : [scoreOne(benchmarks, sample, response)]
  })
}

/** @throws LeakscopeError `bad-config` for a sample of an unknown benchmark. */
export function scoreOne(benchmarks: readonly Benchmark[], sample: Sample, response: Response): Scored {
  return { sample, response, score: scoreOf(benchmarkById(benchmarks, sample.benchmark), sample, response) }
}

/**
 * Scores responses and computes every benchmark's numbers, which takes seconds. Pure; samples without a
 * response count in no number.
 * @param judgements verdicts that came with the answers.
 * @throws LeakscopeError `bad-config` for a sample of an unknown benchmark.
 */
export function evaluate(
  benchmarks: readonly Benchmark[],
  samples: readonly Sample[],
  responses: readonly Response[],
  judgements?: Judgements,
): { scores: Score[]; metrics: Metric[] } {
  const scored = scoreAll(benchmarks, samples, responses)
  const used = [...new Set(samples.map((sample) => sample.benchmark))].map((id) => benchmarkById(benchmarks, id))
  return {
    scores: scored.map(({ score }) => score),
    metrics: allMetrics(used, scored, judgements),
  }
}

/**
 * A stored run with its samples and answers, in the order of asking.
 * @throws LeakscopeError `not-found`.
 */
export async function storedAnswers(
  store: Store,
  runId: string,
): Promise<Pick<RunResults, 'run' | 'samples' | 'responses'>> {
  const run = await store.run(runId)
  if (run === null) throw new LeakscopeError('not-found', `There is no run "${runId}" in this browser's store`)
  const [samples, stored] = await Promise.all([store.samples(runId), store.responses(runId)])
  const position = new Map(samples.map((sample, index) => [sample.id, index]))
  const responses = stored.toSorted((a, b) => (position.get(a.sampleId) ?? 0) - (position.get(b.sampleId) ?? 0))
  return { run, samples, responses }
}
