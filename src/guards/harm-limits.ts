/**
 * @file On which texts the shipped harm detector may be believed, in the words of every place that speaks of
 * it (docs/detectors.md#the-harm-detector).
 */
import { wordsOf } from '../domain/measures/prose.ts'
import { HARM_DETECTOR } from './detectors/harm-detector.ts'
import { modelsOf, parseGuard } from './registry.ts'

/**
 * Most words of a text of which its verdict counts: beyond them it was not measured on enough texts of either
 * kind, and where it was, it called harmless prose harmful.
 */
export const MOST_WORDS = 48

/** What whoever shows its word has to say beside it. */
export const HARM_DETECTOR_MEASURED = `The harm detector was measured on short texts (at most ${MOST_WORDS} words): English requests, hateful sentences and made-up answers, and a few Chinese ones; on any other text it may miss harm, or call harmless text harmful.`

/**
 * A judge's verdict as far as its judge was measured on such answers: null, not judged, where the harm
 * detector was not.
 */
export function measuredVerdict(judge: string, output: string, harmful: number | null): number | null {
  return judge === HARM_DETECTOR.id && wordsOf(output) > MOST_WORDS ? null : harmful
}

/** Whether a guard reads it, or it judges. */
export function usesHarmDetector({
  guards,
  judges = [],
}: {
  readonly guards: readonly string[]
  readonly judges?: readonly string[] | undefined
}): boolean {
  return judges.includes(HARM_DETECTOR.id) || guards.some(readsHarmDetector)
}

/** What has to stand beside an answer or a number: of guards that read it, or of its own as a judge. */
export function harmLimitsOf(guards: readonly string[], judges: readonly (string | null)[] = []): readonly string[] {
  return guards.some(readsHarmDetector) || judges.includes(HARM_DETECTOR.id) ? [HARM_DETECTOR_MEASURED] : []
}

/** @param guard its name. */
export function readsHarmDetector(guard: string): boolean {
  const spec = parseGuard(guard)
  return spec != null && modelsOf(spec).includes(HARM_DETECTOR.id)
}
