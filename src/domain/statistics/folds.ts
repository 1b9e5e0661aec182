import { createRandom } from '../random.ts'

/**
 * Folds for a cross-validation that has to generalise over identities: all rows of a group fall into one
 * fold, and each fold gets its share of the groups of each label.
 * @param groups the identity behind each row. @param labels the row's class; the same throughout a group.
 * @returns The fold of each row, 0 to k − 1. Seeded.
 * @throws RangeError where a group has two labels, or a label fewer than k groups: a fold would lack a class.
 */
export function disjointFolds(
  groups: readonly string[],
  labels: readonly boolean[],
  k: number,
  seed: string | number,
): number[] {
  const labelOf = labelsOfGroups(groups, labels)
  const random = createRandom(seed)
  const foldOf = new Map<string, number>()
  for (const label of [false, true]) {
    const own = [...labelOf].filter(([, value]) => value === label).map(([group]) => group)
    if (own.length < k) {
      throw new RangeError(`disjointFolds: ${k} folds need ${k} groups of each class, not ${own.length}`)
    }
    // Dealt on from where the other class ended, so that folds differ by one group at most.
    for (const group of random.shuffle(own)) foldOf.set(group, foldOf.size % k)
  }
  return groups.map((group) => foldOf.get(group)!)
}

/**
 * One random split that holds back a share of the rows of each class, whatever their groups (scikit-learn's
 * `train_test_split` with `stratify`; the draw is our own). Identities may stand on both sides.
 * @returns For each row whether it is held back. At least one row of each class is, and one is not;
 * RangeError where a class has fewer than two.
 */
export function stratifiedHoldout(labels: readonly boolean[], share: number, seed: string | number): boolean[] {
  if (!(share > 0 && share < 1))
    throw new RangeError(`stratifiedHoldout: the share must lie within (0, 1), not ${share}`)
  const random = createRandom(seed)
  const held = labels.map(() => false)
  for (const label of [false, true]) {
    const rows = labels.flatMap((value, i) => (value === label ? [i] : []))
    if (rows.length < 2) throw new RangeError('stratifiedHoldout: each class needs two rows')
    const count = Math.min(rows.length - 1, Math.max(1, Math.round(rows.length * share)))
    for (const row of random.shuffle(rows).slice(0, count)) held[row] = true
  }
  return held
}

/** The label of each group, in order of first appearance. */
export function labelsOfGroups(groups: readonly string[], labels: readonly boolean[]): Map<string, boolean> {
  if (groups.length !== labels.length) throw new RangeError('as many groups as labels are needed')
  const labelOf = new Map<string, boolean>()
  groups.forEach((group, i) => {
    const label = labels[i]!
    if ((labelOf.get(group) ?? label) !== label) throw new RangeError(`group ${group} has rows of both classes`)
    labelOf.set(group, label)
  })
  return labelOf
}
