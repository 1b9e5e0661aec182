import { HARM_DETECTOR_MEASURED, usesHarmDetector } from '../../src/guards/harm-limits.ts'
import type { RunConfig } from '../../src/domain/run.ts'

/** What a command says of the harm detector before a run that listens to it. */
export function harmLines(config: Pick<RunConfig, 'guards' | 'judges'>): readonly string[] {
  return usesHarmDetector(config) ? [HARM_DETECTOR_MEASURED] : []
}
