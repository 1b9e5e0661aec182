/**
 * @file Which splits and tasks a config asks for. Apart from `config.ts`, which knows every benchmark with
 * its scorers.
 */

/** Whether a config's list of splits or tasks takes one in; an empty list takes all that are not optional. */
export function isWanted(chosen: readonly string[], id: string, optional = false): boolean {
  return chosen.length === 0 ? !optional : chosen.includes(id)
}
