/** @file Which files are mutated, and which tests must see it: those of the file's own folder, not whatever happens to run it. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../install.mjs'

/** One file and the tests that must kill its mutants; paths below the root. */
export interface Scope {
  readonly file: string
  readonly tests: readonly string[]
}

interface Folder {
  readonly folder: string
  /** Names of the files that hold logic; absent: all but tests and types. */
  readonly only?: RegExp
  /** Test files, and folders whose own test files are meant. */
  readonly tests: readonly string[]
}

const REFERENCES = 'bench/reference'
/** Written out where they are to be told: what a metric is called and means, how an item is planned. */
const NUMBERS = /^(?:metrics|score|against|index)\.ts$/
const BENCHMARKS = 'src/audit/benchmarks'

const FOLDERS: readonly Folder[] = [
  {
    folder: 'src/audit',
    only: /^(?:metric|judge|against|compare|score)\.ts$/,
    tests: ['src/audit'],
  },
  ...readdirSync(join(ROOT, BENCHMARKS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      folder: `${BENCHMARKS}/${name}`,
      only: NUMBERS,
      tests: [`${BENCHMARKS}/${name}`, 'src/audit/against.test.ts'],
    })),
  { folder: 'src/audit/statistics', tests: ['src/audit/statistics', REFERENCES] },
  {
    folder: 'src/audit/guard',
    only: /^(?:measures|judge|score|stream|detoxify|guard|id|adapter)\.ts$/,
    tests: ['src/audit/guard'],
  },
  { folder: 'src/audit/measures', tests: ['src/audit/measures', REFERENCES] },
  { folder: 'src/audit/measures/pii', tests: ['src/audit/measures/pii.test.ts', 'src/audit/measures/decoys.test.ts'] },
  { folder: 'src/audit/measures/decoys', tests: ['src/audit/measures/decoys.test.ts'] },
  { folder: 'src/audit/measures/known', tests: ['src/audit/measures/known', 'src/audit/measures/pii.test.ts'] },
]

/** All files under mutation, in the order of the table. */
export function scopes(): Scope[] {
  return FOLDERS.flatMap(({ folder, only = /(?<!\.test)\.ts$/, tests }) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => only.test(name))
      .toSorted()
      .map((name) => ({ file: `${folder}/${name}`, tests: tests.flatMap(testFiles) })),
  )
}

function testFiles(path: string): string[] {
  if (path.endsWith('.test.ts')) return [path]
  return readdirSync(join(ROOT, path))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${path}/${name}`)
    .toSorted()
}
