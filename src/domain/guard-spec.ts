/**
 * @file What the whole app knows of guards: their names, as they stand in stored runs. What they do is in
 * src/guards.
 */

/** The model alone; every other guard is measured against it on the same answers. */
export const NO_GUARD = 'none'

/** A guard by its parts; read by `parseGuard` of src/guards/registry.ts. */
export interface GuardSpec {
  /** The shortest name of this guard; two names of one guard have the same. */
  readonly id: string
  /** A built-in one, or a model that a user added. */
  readonly detector: string
  readonly detoxifier: string
}

/** Order of showing: the model alone, then detoxifiers with their own detector, then with others. */
export function compareGuards(a: string, b: string): number {
  const place = (guard: string): number => (guard === NO_GUARD ? 0 : guard.includes('+') ? 2 : 1)
  return place(a) - place(b) || a.localeCompare(b)
}
