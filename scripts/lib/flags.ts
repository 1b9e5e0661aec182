import { parseArgs } from 'node:util'
import { UsageError } from './exit.ts'

/**
 * Reads `--name value` flags; each may occur once.
 * @throws UsageError naming the flag that is unknown, has no value, or is missing.
 */
export function readFlags<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
  required: readonly Name[],
): Partial<Record<Name, string>> {
  const allowed = names.map((name) => `--${name}`).join(', ')
  let values: Partial<Record<string, string>>
  try {
    values = parseArgs({
      args: [...args],
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
      allowPositionals: false,
    }).values
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message.split('.', 1)[0] : String(error)}; allowed are ${allowed}`,
    )
  }
  const missing = required.find((name) => values[name] === undefined || values[name] === '')
  if (missing !== undefined)
    throw new UsageError(`--${missing} is missing; needed are ${required.map((name) => `--${name}`).join(', ')}`)
  return values
}
