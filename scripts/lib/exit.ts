/** @file How a command ends: 0 done, 1 it failed, 2 its arguments or files are wrong. Errors are one line on stderr. */
import { LeakscopeError, type ErrorCode } from '../../src/domain/errors.ts'

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

/**
 * Playwright closes its browsers when a signal comes, which ends the command; should that not do, the process
 * ends all the same.
 */
const CLOSING_MS = 8000

/** Runs a command and ends the process with its exit code; after a signal, with 128 and its number. */
export async function runCommand(name: string, command: () => Promise<void>): Promise<void> {
  let stopped = false
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.once(signal, () => {
      stopped = true
      process.stderr.write(`${name}: stopped by ${signal}; the same command goes on where it was\n`)
      process.exitCode = 128 + number
      setTimeout(() => process.exit(), CLOSING_MS).unref()
    })
  }
  try {
    await command()
  } catch (error) {
    if (stopped) return process.exit()
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
