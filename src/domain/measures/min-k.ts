import type { ForcedToken } from '../response.ts'

const VARIANCE_FLOOR = 1e-6

/**
 * Min-K% (Shi et al. 2023): minus the mean of the lowest max(1, floor(n * k)) log-probabilities, in nats;
 * null of nothing. Low = member.
 */
export function minK(logProbs: readonly number[], k: number): number | null {
  if (logProbs.length === 0) return null
  const lowest = logProbs.toSorted((a, b) => a - b).slice(0, Math.max(1, Math.floor(logProbs.length * k)))
  return -lowest.reduce((sum, value) => sum + value, 0) / lowest.length
}

/**
 * Min-K%++ (Zhang et al. 2024): Min-K% of the log-probabilities standardised by mean and variance of the
 * log-probabilities under the model's own distribution; the variance is held at 1e-6 (open-unlearning
 * `mia/min_k_plus_plus.py`). Null of nothing. Low = member.
 */
export function minKPlusPlus(
  tokens: readonly Pick<ForcedToken, 'logProb' | 'mean' | 'variance'>[],
  k: number,
): number | null {
  return minK(
    tokens.map(({ logProb, mean, variance }) => (logProb - mean) / Math.sqrt(Math.max(variance, VARIANCE_FLOOR))),
    k,
  )
}
