/** @file What a control model is known to leak, from the way it was made: `public/models/<id>/known.json`. */
import * as v from 'valibot'
import { LeakscopeError } from '../audit/errors.ts'
import type { Metric } from '../audit/run.ts'

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const schema = v.array(
  v.object({
    benchmark: v.string(),
    metric: v.string(),
    split: v.nullable(v.string()),
    task: v.nullable(v.string()),
    type: v.nullable(v.string()),
    expected: v.tuple([share, share]),
    why: v.string(),
  }),
)

/** One expectation; `task` or `type` null means pooled over it, as in {@link Metric}. */
export type KnownValue = v.InferOutput<typeof schema>[number]

/** Validates the content of a `known.json`. Throws `model-corrupt` with the place of the first fault. */
export function parseKnown(json: unknown): KnownValue[] {
  const result = v.safeParse(schema, json)
  if (result.success) return result.output
  const issue = result.issues[0]
  throw new LeakscopeError('model-corrupt', `known.json: ${v.getDotPath(issue) ?? 'content'}: ${issue.message}`)
}

/** The expectation of exactly this cell, if there is one. */
export function knownFor(
  known: readonly KnownValue[],
  metric: Omit<Metric, 'value' | 'n' | 'k' | 'ci' | 'guard'>,
): KnownValue | null {
  return (
    known.find(
      (k) =>
        k.benchmark === metric.benchmark &&
        k.metric === metric.metric &&
        k.split === metric.split &&
        k.task === metric.task &&
        k.type === metric.type,
    ) ?? null
  )
}
