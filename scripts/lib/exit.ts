/** @file How a command ends: 0 done, 1 it failed, 2 its arguments or files are wrong. Errors are one line on stderr. */
import { LeakscopeError, type ErrorCode } from '../../src/audit/errors.ts'

/** The caller's fault, hence exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const USAGE_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'bad-config',
  'bad-shard',
  'licence-missing',
  'model-incomplete',
  'not-found',
])

/** Runs a command and ends the process with its exit code. */
export async function runCommand(name: string, command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    process.stderr.write(`${name}: ${oneLine(error instanceof Error ? error.message : String(error))}\n`)
    process.exitCode = isUsage(error) ? 2 : 1
  }
}

function isUsage(error: unknown): boolean {
  return error instanceof UsageError || (error instanceof LeakscopeError && USAGE_CODES.has(error.code))
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ')
}
