/**
 * @file The plan of a run as a file, and its hash, which is stored and shown before the first answer: whoever tells
 * it then cannot leave questions out, or ask others, when the answers are there.
 */
import { createSHA256 } from 'hash-wasm'
import { canonicalJson } from '../domain/canonical.ts'
import type { Run } from '../domain/run.ts'
import { PAGE_HELD_MS, yieldToEventLoop } from '../domain/yield-to-event-loop.ts'
import type { PlannedSample } from './prepare.ts'

/** The file's name. */
export const PLAN = 'plan.jsonl'
export const PLAN_FORMAT = 'leakscope-plan@1'

/** What of a run is planned beside its samples. */
export type Planned = Pick<Run, 'config' | 'shards' | 'benchmarks'>

/**
 * Lines of `plan.jsonl`, each ended by a line feed: what is asked of which model on which data, then each sample in
 * the order of asking, with its true values and all else that its answer is scored by.
 */
export function* planLines(
  { config, shards, benchmarks }: Planned,
  samples: readonly PlannedSample[],
): Generator<string> {
  yield `${canonicalJson({ format: PLAN_FORMAT, config, shards, benchmarks })}\n`
  for (const sample of samples) yield `${canonicalJson(sample)}\n`
}

/**
 * SHA-256 (hex) of the file, as `sha256sum plan.jsonl` says it. Line by line: of a hundred thousand samples it is
 * longer than a string may be.
 */
export async function hashPlan(planned: Planned, samples: readonly PlannedSample[]): Promise<string> {
  const hasher = await createSHA256()
  for (const line of planLines(planned, samples)) {
    hasher.update(line)
    await yieldToEventLoop(PAGE_HELD_MS)
  }
  return hasher.digest('hex')
}
