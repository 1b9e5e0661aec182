/** @file A run's config as a file that the app and `npm run audit` both read. */
import { parseConfig } from '../../benchmarks/config.ts'
import { LeakscopeError } from '../../domain/errors.ts'
import type { RunConfig } from '../../domain/run.ts'

export function writeConfig(config: RunConfig): string {
  return `${JSON.stringify(config, null, 2)}\n`
}

/** Reads JSON or YAML. Throws `bad-config` with one line that says which key is wrong and what is allowed. */
export async function readConfig(text: string): Promise<RunConfig> {
  return parseConfig(await parseText(text))
}

async function parseText(text: string): Promise<unknown> {
  const { parse } = await import('yaml')
  try {
    // JSON is YAML.
    return parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error)
    throw new LeakscopeError('bad-config', `The file is neither JSON nor YAML: ${reason}`)
  }
}
