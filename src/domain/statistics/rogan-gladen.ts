/**
 * True rate behind an observed one, given a judge's sensitivity and specificity (Rogan and Gladen 1978),
 * clipped to [0, 1]. Null when the judge is no better than chance (sensitivity + specificity <= 1): then
 * nothing can be said.
 */
export function roganGladen(observed: number, sensitivity: number, specificity: number): number | null {
  const power = sensitivity + specificity - 1
  if (!(power > 0)) return null
  return Math.min(1, Math.max(0, (observed + specificity - 1) / power))
}
