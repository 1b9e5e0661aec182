/**
 * @file [Note: Whose fault an error is]
 *
 * A sample that fails may be the sample's own fault (a picture that cannot be decoded, a prompt that blows
 * the engine up) or the surroundings' (disk full, storage evicted, graphics device gone, model file corrupt).
 * Only the first is a result: it becomes a response with outcome `error`, which stays in every denominator
 * that the report shows. The second says nothing about the sample; were it written down as its answer, a full
 * disk would look like a model that fails on half of the benchmark. So the surroundings' faults end or pause
 * the run and leave the sample unanswered, to be asked again when the run is resumed.
 *
 * Most engine errors do not say which they are. The test is a fresh engine: if it loads, passes its
 * self-check, and the sample fails in it once more, the surroundings have just been shown to work, so it is
 * the sample. If the fresh engine cannot be had, it is the surroundings. Samples that fail so in a row, the
 * first ones all in one way, or a fifth of all are the surroundings again, however well the self-check went
 * (tally.ts): such a run has failed, and says with what.
 */
import type { ErrorCode } from '../domain/errors.ts'

/** Errors that never say anything about a sample. */
const SURROUNDINGS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'aborted',
  'bad-config',
  'duplicate-response',
  'gpu-unavailable',
  'licence-missing',
  'model-corrupt',
  'model-incomplete',
  'not-found',
  'quota',
  'self-check-failed',
  'shader-f16-missing',
  'storage-evicted',
])

/** The first failure: whether a retry in a fresh engine can tell whose fault it is. */
export function isSurroundingsFault(code: ErrorCode): boolean {
  return SURROUNDINGS.has(code)
}

/** The second failure, in a fresh engine: only a graphics device lost twice is still nobody's answer. */
export function isSamplesFault(code: ErrorCode): boolean {
  return !SURROUNDINGS.has(code) && code !== 'gpu-lost'
}
