/** @file What a control model is known to leak, from the way it was made: `public/models/<id>/known.json`. */
import * as v from 'valibot'
import { isMeasuredBy, type Expectation } from './expectation.ts'
import { LeakscopeError } from '../domain/errors.ts'
import type { Metric } from '../domain/run.ts'

const number = v.pipe(v.number(), v.finite())
const range = v.pipe(
  v.tuple([number, number]),
  v.check(([low, high]) => low <= high, 'the lowest stands first'),
)
const schema = v.array(
  v.object({
    benchmark: v.string(),
    shard: v.optional(v.nullable(v.string()), null),
    metric: v.string(),
    split: v.nullable(v.string()),
    task: v.nullable(v.string()),
    type: v.nullable(v.string()),
    expected: range,
    why: v.string(),
  }),
)

export type KnownValue = Expectation

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
  metric: Omit<Metric, 'value' | 'n' | 'k' | 'ci'>,
): KnownValue | null {
  return known.find((expectation) => isMeasuredBy(expectation, metric)) ?? null
}
