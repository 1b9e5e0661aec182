import type { Random } from '../random.ts'
import { labelsOfGroups } from './folds.ts'

/**
 * Labels as they might have been had they meant nothing: shuffled between groups, since rows of one group are
 * not exchangeable one by one. As many groups of each class as before. RangeError where a group has two
 * labels.
 */
export function permuteLabels(groups: readonly string[], labels: readonly boolean[], random: Random): boolean[] {
  const labelOf = labelsOfGroups(groups, labels)
  const shuffled = random.shuffle([...labelOf.values()])
  const newLabelOf = new Map([...labelOf.keys()].map((group, i) => [group, shuffled[i]!]))
  return groups.map((group) => newLabelOf.get(group)!)
}

/**
 * One-sided p-value of a statistic (large = effect) against its values under permuted labels: (1 + those at
 * or above it) / (1 + all), never 0 (Phipson and Smyth 2010). Null without any.
 */
export function permutationP(observed: number, underNull: readonly number[]): number | null {
  if (underNull.length === 0) return null
  // A fit's rounding must not break a tie.
  const atLeast = underNull.filter((value) => value >= observed - 1e-12).length
  return (1 + atLeast) / (1 + underNull.length)
}
