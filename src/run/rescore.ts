import type { Benchmark } from '../benchmarks/contract.ts'
import type { Score } from '../domain/score.ts'
import type { Store } from '../storage/database/types.ts'
import { scoreOne, storedAnswers } from './results.ts'
import { collectYielding } from '../domain/yield-to-event-loop.ts'

/**
 * Scores all stored responses of a run again with the current scorers and stores the scores, beside those of
 * earlier scorer versions. No model. Deterministic: the same responses and the same scorer give the same
 * scores. The thread is not held while it works.
 * @returns the scores, in the order of asking.
 * @throws LeakscopeError `not-found`; `bad-config` when a benchmark of the run no longer exists.
 */
export async function rescore(
  store: Store,
  benchmarks: readonly Benchmark[],
  runId: string,
): Promise<readonly Score[]> {
  const { samples, responses } = await storedAnswers(store, runId)
  const sampleOf = new Map(samples.map((sample) => [sample.id, sample]))
  function* scored(): Generator<Score> {
    for (const response of responses) {
      const sample = sampleOf.get(response.sampleId)
      if (sample !== undefined) yield scoreOne(benchmarks, sample, response).score
    }
  }
  const scores = await collectYielding(scored())
  if (scores.length > 0) await store.putScores(scores)
  return scores
}
