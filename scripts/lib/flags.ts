import { parseArgs } from 'node:util'
import { UsageError } from './exit.ts'

/**
 * Reads `--name value` flags; each may occur once.
 * @throws UsageError naming the flag that is unknown, given twice, has no value, or is missing.
 */
export function readFlags<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
  required: readonly Name[],
): Partial<Record<Name, string>> {
  const lists = readFlagLists(args, names, required)
  const values: Partial<Record<Name, string>> = {}
  for (const name of names) {
    const given = lists[name] ?? []
    if (given.length > 1)
      throw new UsageError(`--${name} is given ${given.length} times (${given.join(', ')}); it takes one value`)
    if (given[0] !== undefined) values[name] = given[0]
  }
  return values
}

/** The same for flags that may occur more than once. */
export function readFlagLists<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
  required: readonly Name[],
): Partial<Record<Name, readonly string[]>> {
  const allowed = names.map((name) => `--${name}`).join(', ')
  let values: Partial<Record<string, readonly string[]>>
  try {
    values = parseArgs({
      args: [...args],
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const, multiple: true as const }])),
      allowPositionals: false,
    }).values
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message.split('.', 1)[0] : String(error)}; allowed are ${allowed}`,
    )
  }
  const missing = required.find((name) => values[name] === undefined || values[name][0] === '')
  if (missing !== undefined)
    throw new UsageError(`--${missing} is missing; needed are ${required.map((name) => `--${name}`).join(', ')}`)
  return values
}
