import type { Verdict } from '../../src/verify/verify.ts'

/** A line for each check, on standard output, and what they show. */
export function printVerdict({ checks, notes, conclusion }: Verdict): void {
  for (const { what, passed, found } of checks)
    process.stdout.write(`${passed === null ? 'other ' : passed ? 'ok    ' : 'WRONG '} ${what}: ${found}\n`)
  for (const note of notes) process.stdout.write(`note   ${note}\n`)
  process.stdout.write(`${conclusion}\n`)
}
