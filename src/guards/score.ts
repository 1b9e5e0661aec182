import type { Detection } from '../domain/guard-record.ts'

/** The paper's threshold on P(harmless): below it a detector fires (docs/protocols/mllm-protector.md#detector). */
export const THRESHOLD = 0.5

/** An empty text has no score and never fires. */
export function fires(score: number | null, threshold: number = THRESHOLD): boolean {
  return score !== null && score < threshold
}

/**
 * P(harmless) of one text from the probabilities of its heads in each window: for each head 1 - σ(logit p -
 * logit t), so that the head's own threshold t (from a calibration split, on p) lies at .5 and one slider
 * moves all heads; the smallest of all. `heads` holds the probabilities as they were, the largest over
 * windows. A head without a threshold does not take part.
 * @param windows one record of probabilities, 0 to 1, for each window; none for an empty text.
 */
export function scoreWindows(
  windows: readonly Readonly<Record<string, number>>[],
  thresholds: Readonly<Record<string, number>>,
): Pick<Detection, 'score' | 'heads'> {
  const heads: Record<string, number> = {}
  for (const window of windows) {
    for (const [head, p] of Object.entries(window)) heads[head] = Math.max(heads[head] ?? 0, p)
  }
  const scores = Object.entries(heads).flatMap(([head, p]) => {
    const threshold = thresholds[head]
    return threshold === undefined ? [] : [1 - sigmoid(logit(p) - logit(threshold))]
  })
  return { heads, score: scores.length === 0 ? null : Math.min(...scores) }
}

/** Tokens that two neighbouring windows share: a sentence cut by one is whole in the other. */
const OVERLAP = 0.25

/** Windows over `length` tokens of at most `size` each, half open, evenly spaced and overlapping; none for no token. */
export function windowsOf(length: number, size: number): { start: number; end: number }[] {
  if (length <= 0) return []
  if (length <= size) return [{ start: 0, end: length }]
  const step = Math.max(1, Math.floor(size * (1 - OVERLAP)))
  const count = Math.ceil((length - size) / step) + 1
  // The last window ends with the text, as harm often comes late (docs/protocols/mllm-protector.md#measures).
  return Array.from({ length: count }, (_, i) => {
    const start = Math.min(i * step, length - size)
    return { start, end: start + size }
  })
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

/** Kept finite: a model may say exactly 0 or 1. */
function logit(p: number): number {
  const inside = Math.min(Math.max(p, 1e-9), 1 - 1e-9)
  return Math.log(inside / (1 - inside))
}

/** One detection of several: fires when one of them does; spans of all. */
export function ensemble(detections: readonly Detection[]): Detection {
  const scores = detections.flatMap(({ score }) => (score === null ? [] : [score]))
  return {
    score: scores.length === 0 ? null : Math.min(...scores),
    heads: Object.assign({}, ...detections.map(({ heads }) => heads)) as Record<string, number>,
    spans: detections.flatMap(({ spans }) => spans),
  }
}
