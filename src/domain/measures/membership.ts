import { auc } from '../statistics/auc.ts'
import { balancedAccuracy, tprAtFpr } from '../statistics/roc.ts'

/** How well a score tells texts that a model was trained on (members) from texts that it was not. */
export interface Membership {
  /**
   * Mean of the members minus mean of the others: negative where members score lower, as every membership
   * score here means them to.
   */
  readonly gap: number
  /** Chance that a member scores below another. */
  readonly auc: number
  /** Members found where under 5% of the others are taken for members. */
  readonly tprAt5: number
  /** At the best threshold, which is chosen on the same data: at least .5 by construction. */
  readonly balancedAccuracy: number
}

/**
 * As VL-MIA's `eval.py` (docs/protocols/measures.md#membership): lower = member, so the curve is that of
 * minus the score. Null if a class is empty.
 */
export function membership(members: readonly number[], others: readonly number[]): Membership | null {
  if (members.length === 0 || others.length === 0) return null
  const positives = members.map((score) => -score)
  const negatives = others.map((score) => -score)
  return {
    gap: mean(members) - mean(others),
    auc: auc(positives, negatives)!,
    tprAt5: tprAtFpr(positives, negatives, 0.05)!,
    balancedAccuracy: balancedAccuracy(positives, negatives)!,
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
