/** Rates of hits and false alarms at one threshold: what scores at or above it is called positive. */
interface OperatingPoint {
  readonly tpr: number
  readonly fpr: number
}

/**
 * Largest rate of hits at any threshold whose rate of false alarms is *below* `fpr` (VL-MIA `eval.py`); null
 * if a class is empty.
 */
export function tprAtFpr(positives: readonly number[], negatives: readonly number[], fpr: number): number | null {
  const points = curve(positives, negatives)
  return points === null ? null : Math.max(...points.filter((point) => point.fpr < fpr).map(({ tpr }) => tpr))
}

/**
 * Best of (tpr + 1 − fpr) / 2 over all thresholds, chosen on the same scores, so never below .5; null if a
 * class is empty.
 */
export function balancedAccuracy(positives: readonly number[], negatives: readonly number[]): number | null {
  const points = curve(positives, negatives)
  return points === null ? null : Math.max(...points.map(({ tpr, fpr }) => 1 - (fpr + 1 - tpr) / 2))
}

/** From "nothing is positive" on, one point for each distinct score. */
function curve(positives: readonly number[], negatives: readonly number[]): OperatingPoint[] | null {
  if (positives.length === 0 || negatives.length === 0) return null
  const up = positives.toSorted((a, b) => b - a)
  const down = negatives.toSorted((a, b) => b - a)
  const points: OperatingPoint[] = [{ tpr: 0, fpr: 0 }]
  let hits = 0
  let alarms = 0
  while (hits < up.length || alarms < down.length) {
    const threshold = Math.max(up[hits] ?? -Infinity, down[alarms] ?? -Infinity)
    if (Number.isNaN(threshold)) throw new RangeError('roc: every score must be a number')
    while (hits < up.length && up[hits]! >= threshold) hits++
    while (alarms < down.length && down[alarms]! >= threshold) alarms++
    points.push({ tpr: hits / up.length, fpr: alarms / down.length })
  }
  return points
}
