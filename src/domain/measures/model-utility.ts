import type { Interval } from '../statistics/interval.ts'

/**
 * Model utility of TOFU: the harmonic mean of its parts, {retain, real authors, world facts} × {probability,
 * ROUGE-L recall, truth ratio} (open-unlearning `utility.py` `hm_aggregate`;
 * docs/protocols/measures.md#unlearning). 0 where one part is 0; null where one is missing, since a mean of
 * fewer is another number. RangeError for a negative part.
 */
export function modelUtility(parts: readonly (number | null)[]): number | null {
  if (parts.length === 0) return null
  let reciprocals = 0
  for (const part of parts) {
    if (part === null) return null
    if (!(part >= 0)) throw new RangeError(`modelUtility: parts must not be negative, not ${part}`)
    reciprocals += 1 / part
  }
  return parts.length / reciprocals
}

/**
 * From the utility of all lower ends of the parts' intervals to that of all upper ones, since parts of the
 * same answers err together. Null where a part has no interval.
 */
export function modelUtilityInterval(parts: readonly (Interval | null)[]): Interval | null {
  const end = (side: 0 | 1) => modelUtility(parts.map((ci) => ci?.[side] ?? null))
  const [low, high] = [end(0), end(1)]
  return low === null || high === null ? null : [low, high]
}
