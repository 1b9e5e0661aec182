import type { Interval } from './interval.ts'

/** A share and its 95% interval. */
export interface MeasuredShare {
  readonly value: number
  readonly ci: Interval
}

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

/**
 * Interval (95%) of the rate behind an observed one, which knows that sensitivity and specificity were
 * themselves counted on so many labelled answers. Rogan and Gladen (1978, American Journal of Epidemiology
 * 107) add three variances: Var(p), π² Var(Se) and (1 - π)² Var(Sp), over (Se + Sp - 1)². Theirs are taken
 * at the estimate and symmetric; here each is the squared distance from a share to that end of its own
 * interval which moves π the same way (Zou, Huang and Zhang 2009, Computational Statistics & Data Analysis
 * 53), and π is every rate that
 *   (p - π Se - (1 - π)(1 - Sp))² <= sum of the three at that π
 * allows (Fieller 1954): two quadratics, no iteration. Clipped to [0, 1].
 *
 * Null where the errors are known so badly that the judge may be no better than chance, and where no rate
 * from 0 to 1 agrees with all three.
 */
export function roganGladenInterval(
  observed: MeasuredShare,
  sensitivity: MeasuredShare,
  specificity: MeasuredShare,
): Interval | null {
  const power = sensitivity.value + specificity.value - 1
  const [p, se, sp] = [observed, sensitivity, specificity].map(({ value, ci }) => ({
    down: value - ci[0],
    up: ci[1] - value,
  })) as [Arms, Arms, Arms]
  if (power <= Math.hypot(Math.max(se.down, se.up), Math.max(sp.down, sp.up))) return null
  const excess = observed.value + specificity.value - 1
  /** Where the quadratic is 0, on the side of `sign`. */
  const end = (sign: 1 | -1, ofRate: number, ofSensitivity: number, ofSpecificity: number): number => {
    const curvature = power ** 2 - ofSensitivity ** 2 - ofSpecificity ** 2
    const middle = excess * power - ofSpecificity ** 2
    const rest = excess ** 2 - ofRate ** 2 - ofSpecificity ** 2
    return (middle + sign * Math.sqrt(Math.max(0, middle ** 2 - curvature * rest))) / curvature
  }
  const low = end(-1, p.down, se.up, sp.down)
  const high = end(1, p.up, se.down, sp.up)
  return high < 0 || low > 1 ? null : [Math.max(0, low), Math.min(1, high)]
}

interface Arms {
  readonly down: number
  readonly up: number
}
