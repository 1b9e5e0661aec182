/**
 * @file How well the scorers tell outcomes, as shipped: `public/calibration/detectors.json`, made by
 * `bench/detectors/measure.ts`.
 */
import * as v from 'valibot'
import type { ScorerAccuracy } from './scorer-accuracy.ts'
import { LeakscopeError } from '../domain/errors.ts'

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const measured = v.object({ value: share, k: count, n: count, ci: v.tuple([share, share]) })
const table = v.object({
  scorer: v.string(),
  answersOf: v.array(v.string()),
  answers: count,
  outcomes: v.record(v.string(), v.object({ sensitivity: measured, specificity: measured })),
  disguised: measured,
})
const schema = v.object({ format: v.literal('leakscope-detectors@1'), seed: v.string(), tables: v.array(table) })

export interface Detectors {
  readonly format: 'leakscope-detectors@1'
  /** Of the answers that were put together. */
  readonly seed: string
  readonly tables: readonly ScorerAccuracy[]
}

/** @throws LeakscopeError `bad-config` with the place of the first fault. */
export function parseDetectors(json: unknown): Detectors {
  const result = v.safeParse(schema, json)
  if (result.success) return result.output
  const issue = result.issues[0]
  throw new LeakscopeError('bad-config', `detectors.json: ${v.getDotPath(issue) ?? 'content'}: ${issue.message}`)
}
