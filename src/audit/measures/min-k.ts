const VARIANCE_FLOOR = 1e-6

/** Min-K% (Shi et al. 2023): minus the mean of the lowest max(1, floor(n * k)) log-probabilities, in nats; null of nothing. Low = member. */
export function minK(logProbs: readonly number[], k: number): number | null {
  if (logProbs.length === 0) return null
  const lowest = logProbs.toSorted((a, b) => a - b).slice(0, Math.max(1, Math.floor(logProbs.length * k)))
  return -lowest.reduce((sum, value) => sum + value, 0) / lowest.length
}

/**
 * Min-K%++ (Zhang et al. 2024) of one token: its log-probability standardised by mean and variance of the log-probabilities under the
 * model's own distribution; the variance is held at 1e-6. `minK` of these is the score of a text.
 */
export function minKPlusPlusToken(probabilities: readonly number[], logProb: number): number {
  let mean = 0
  let square = 0
  for (const p of probabilities) {
    if (p <= 0) continue
    mean += p * Math.log(p)
    square += p * Math.log(p) ** 2
  }
  return (logProb - mean) / Math.sqrt(Math.max(square - mean * mean, VARIANCE_FLOOR))
}
