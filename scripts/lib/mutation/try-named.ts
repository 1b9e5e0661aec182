/** @file Puts the faults of named.ts in, one at a time, and asks the tests of their files. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../install.mjs'
import type { NamedFault } from './named.ts'
import { firstFailure } from './runner.mjs'

/** What became of one fault. */
export interface Tried {
  /** The test that saw it; null: none did. */
  readonly seenBy: string | null
  /** Of the fault, its file and the tests at that time. */
  readonly sha256: string
}

/** Files whose tests pass as they are: looked at once. */
const sound = new Set<string>()

/**
 * @param tests paths of those that must see it.
 * @throws RangeError where the text to be changed does not stand in the file exactly once, or a test fails as it is.
 */
export async function tryFault({ says, file, from, to }: NamedFault, tests: readonly string[]): Promise<string | null> {
  const text = readFileSync(join(ROOT, file), 'utf8')
  if (text.split(from).length !== 2) throw new RangeError(`${says}: ${file} must hold it exactly once: ${from}`)
  const before = sound.has(file) ? null : await firstFailure(tests, file, text)
  if (before !== null) throw new RangeError(`${says}: without the fault this test fails: ${before}`)
  sound.add(file)
  // As a function: `$` has no meaning in it.
  return firstFailure(
    tests,
    file,
    text.replace(from, () => to),
  )
}
