/**
 * @file What the whole app knows of conditions: their names, as they stand in stored samples. What they do is in
 * src/conditions.
 */

/** The question as its benchmark puts it; every other condition is measured against it on the same questions. */
export const NO_CONDITION = 'none'

/** The condition that a sample is asked under; samples of earlier versions name none. */
export function conditionOf({ condition }: { readonly condition?: string }): string {
  return condition ?? NO_CONDITION
}

/** Id of the sample that a conditioned one is compared with. */
export function plainId({ id, condition }: { readonly id: string; readonly condition?: string }): string {
  return condition === undefined ? id : id.slice(0, id.lastIndexOf(`@${condition}`))
}
