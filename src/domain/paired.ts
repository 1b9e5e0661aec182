/**
 * @file What a change does to answers, in pairs: the same question asked with it and without. The one code for
 * conditions, guards and the escape clause.
 */
import { type Estimate, hitRate, type Pair, pairedDifference, type Slice } from './metric.ts'

/** Names of the four numbers. */
export interface EffectNames {
  readonly before: string
  readonly after: string
  readonly effect: string
  readonly test: string
}

/** `${what}-before` and so on. */
export function effectNames(what: string, test = 'mcnemar'): EffectNames {
  return { before: `${what}-before`, after: `${what}-after`, effect: `${what}-effect`, test: `${what}-${test}` }
}

/**
 * Both rates, their difference with its interval, and the exact test of no difference (sign flips of groups:
 * McNemar's exact test where each group has one pair), whose n is the number of answers that changed. None
 * without pairs.
 */
export function pairedEffect(cell: Slice, names: EffectNames, pairs: readonly Pair[]): Estimate[] {
  if (pairs.length === 0) return []
  return [
    ...(['before', 'after'] as const).map((when) =>
      hitRate(
        cell,
        names[when],
        pairs.map((pair) => ({ group: pair.group, hit: pair[when] })),
      ),
    ),
    ...pairedDifference(cell, names.effect, names.test, pairs),
  ]
}
