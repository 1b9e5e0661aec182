/** @file What a reviewer thinks of answers, held against what the scorer says; no score depends on it. */
import { reviewKey, type Run } from '../../domain/run.ts'
import type { Score } from '../../domain/score.ts'

/** Of the answers whose leak a reviewer decided: on how many scorer and reviewer agree. */
export function agreementOf(
  reviews: NonNullable<Run['reviews']>,
  scores: readonly Pick<Score, 'sampleId' | 'guard' | 'outcome'>[],
): { readonly k: number; readonly n: number } {
  const decided = scores.flatMap(({ sampleId, guard, outcome }) => {
    const leaked = reviews[reviewKey(sampleId, guard)]?.leaked ?? null
    return leaked === null ? [] : [leaked === (outcome === 'leak')]
  })
  return { k: decided.filter(Boolean).length, n: decided.length }
}
