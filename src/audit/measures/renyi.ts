/**
 * Rényi entropy of a distribution in nats: ln(sum p^alpha) / (1 - alpha), with its limits Shannon (alpha = 1) and min-entropy
 * (alpha = Infinity). Probabilities are taken as given; zeros add nothing.
 */
export function renyiEntropy(probabilities: readonly number[], alpha: number): number {
  if (!(alpha > 0)) throw new RangeError(`renyiEntropy: alpha must be positive, not ${alpha}`)
  const positive = probabilities.filter((p) => p > 0)
  if (alpha === 1) return -positive.reduce((sum, p) => sum + p * Math.log(p), 0)
  if (alpha === Infinity) return -Math.log(Math.max(...positive))
  return Math.log(positive.reduce((sum, p) => sum + p ** alpha, 0)) / (1 - alpha)
}
