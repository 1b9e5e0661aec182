/**
 * Rényi entropy of a distribution in nats: ln(sum p^alpha) / (1 - alpha), with its limits Shannon (alpha = 1)
 * and min-entropy (alpha = Infinity). Probabilities are taken as given; zeros add nothing. The model worker
 * has the same of logits (`forcedToken`).
 */
export function renyiEntropy(probabilities: readonly number[], alpha: number): number {
  if (!(alpha > 0)) throw new RangeError(`renyiEntropy: alpha must be positive, not ${alpha}`)
  const positive = probabilities.filter((p) => p > 0)
  if (alpha === 1) return -positive.reduce((sum, p) => sum + p * Math.log(p), 0)
  if (alpha === Infinity) return -Math.log(Math.max(...positive))
  return Math.log(positive.reduce((sum, p) => sum + p ** alpha, 0)) / (1 - alpha)
}

/**
 * MaxRényi-K% of VL-MIA (Li et al. 2024): mean of the max(1, floor(n * k)) largest Rényi entropies of a
 * text's positions, of whatever order, in nats; k = 0 takes the single largest. Null of nothing. Low =
 * member.
 */
export function maxRenyi(entropies: readonly number[], k: number): number | null {
  return meanOfFirst(
    entropies.toSorted((a, b) => b - a),
    k,
  )
}

/** MinRényi-K%: the same of the smallest. */
export function minRenyi(entropies: readonly number[], k: number): number | null {
  return meanOfFirst(
    entropies.toSorted((a, b) => a - b),
    k,
  )
}

function meanOfFirst(sorted: readonly number[], k: number): number | null {
  if (sorted.length === 0) return null
  const first = sorted.slice(0, Math.max(1, Math.floor(sorted.length * k)))
  return first.reduce((sum, value) => sum + value, 0) / first.length
}
