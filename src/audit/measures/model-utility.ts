/**
 * Model utility of TOFU: the harmonic mean of its parts, {retain, real authors, world facts} × {probability, ROUGE-L recall, truth ratio}
 * (open-unlearning `utility.py` `hm_aggregate`; benchmarks.md 7.6). 0 where one part is 0; null where one is missing, since a mean of fewer is
 * another number. RangeError for a negative part.
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
