import type { Benchmark } from '../audit/benchmark.ts'
import type { Score } from '../audit/score.ts'
import type { Store } from '../store/types.ts'
import { scoreAll, storedAnswers } from './results.ts'

/** Answers scored in one go before the event loop gets its turn: a few milliseconds. */
const SLICE = 20

/**
 * Scores all stored responses of a run again with the current scorers and stores the scores, beside those of earlier scorer versions.
 * No model. Deterministic: the same responses and the same scorer give the same scores. The thread is not held while it works.
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
  const scores: Score[] = []
  for (let from = 0; from < responses.length; from += SLICE) {
    const slice = responses.slice(from, from + SLICE)
    const asked = slice.flatMap(({ sampleId }) => sampleOf.get(sampleId) ?? [])
    scores.push(...scoreAll(benchmarks, asked, slice).map(({ score }) => score))
    await new Promise((next) => setTimeout(next))
  }
  if (scores.length > 0) await store.putScores(scores)
  return scores
}
