import { fitSkewNormal, logCdf, type SkewNormal } from '../statistics/skew-normal.ts'

/**
 * Exposure of a canary in bits, by interpolation (Carlini et al. 2019): log2 of the number of references
 * minus log2 of the canary's rank among them, rank 1 + how many references have a lower perplexity, a tie
 * counting half. Null without references. At most log2 of their number, and to be reported as "at least"
 * there.
 */
export function exposure(canary: number, references: readonly number[]): number | null {
  if (references.length === 0) return null
  const below = references.filter((reference) => reference < canary).length
  const level = references.filter((reference) => reference === canary).length
  return Math.log2(references.length) - Math.log2(1 + below + level / 2)
}

/** Fewer say too little about the tail that is extrapolated into (docs/protocols/measures.md#exposure). */
export const MIN_REFERENCES = 1000
/** A chance of 1e-300 or less is beyond what a fit can say. */
const MOST_BITS = 300 * Math.log2(10)

/**
 * The distribution of references (perplexities or their logarithms); null for fewer than 1,000, or where none
 * fits. Show it beside them.
 */
export function fitReferences(references: readonly number[]): SkewNormal | null {
  return references.length < MIN_REFERENCES ? null : fitSkewNormal(references)
}

/**
 * Exposure in bits by extrapolation (tensorflow_privacy `secret_sharer/exposures.py`): −log2 of the chance
 * that a reference of the fitted distribution is at most as perplexing as the canary. Can exceed log2 of the
 * number of references; at most 996.6.
 */
export function exposureByDistribution(canary: number, distribution: SkewNormal): number {
  return Math.min(MOST_BITS, -logCdf(distribution, canary) / Math.LN2)
}

/**
 * Largest gap between the references' distribution function and the fitted one (Kolmogorov's D): how much the
 * fit is worth.
 */
export function distanceOfFit(references: readonly number[], distribution: SkewNormal): number {
  const n = references.length
  return references
    .toSorted((a, b) => a - b)
    .map((value) => Math.exp(logCdf(distribution, value)))
    .reduce((most, p, i) => Math.max(most, Math.abs(p - i / n), Math.abs((i + 1) / n - p)), 0)
}
