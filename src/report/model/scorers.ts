import type { Score } from '../../domain/score.ts'

/**
 * Version of the scorer that counted, by benchmark: that of the scores where there are any, else the one that
 * the run was planned with. A run that was begun under an earlier version of the app is scored by this one's.
 * @param planned versions that the run was planned with, by benchmark.
 */
export function scorersOf(
  scores: readonly Pick<Score, 'scorer'>[],
  planned: Readonly<Record<string, string>>,
): Record<string, string> {
  const counted = new Map<string, string>()
  for (const { scorer } of scores) {
    const at = scorer.lastIndexOf('@')
    counted.set(scorer.slice(0, at), scorer.slice(at + 1))
  }
  return Object.fromEntries(Object.entries(planned).map(([id, version]) => [id, counted.get(id) ?? version]))
}
