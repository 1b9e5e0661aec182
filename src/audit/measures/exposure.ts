/**
 * Exposure of a canary in bits, by interpolation (Carlini et al. 2019): log2 of the number of references minus log2 of the canary's
 * rank among them, rank 1 + how many references have a lower perplexity, a tie counting half. Null without references.
 */
export function exposure(canary: number, references: readonly number[]): number | null {
  if (references.length === 0) return null
  const below = references.filter((reference) => reference < canary).length
  const level = references.filter((reference) => reference === canary).length
  return Math.log2(references.length) - Math.log2(1 + below + level / 2)
}
