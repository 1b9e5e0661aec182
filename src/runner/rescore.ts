import type { Benchmark } from '../audit/benchmark.ts'
import type { Score } from '../audit/score.ts'
import type { Store } from '../store/types.ts'
import { runResults } from './results.ts'

/**
 * Scores all stored responses of a run again with the current scorers and stores the scores, beside those of earlier scorer versions.
 * No model. Deterministic: the same responses and the same scorer give the same scores.
 * @returns the scores, in the order of asking.
 * @throws LeakscopeError `not-found`; `bad-config` when a benchmark of the run no longer exists.
 */
export async function rescore(
  store: Store,
  benchmarks: readonly Benchmark[],
  runId: string,
): Promise<readonly Score[]> {
  const { scores } = await runResults(store, benchmarks, runId)
  if (scores.length > 0) await store.putScores(scores)
  return scores
}
