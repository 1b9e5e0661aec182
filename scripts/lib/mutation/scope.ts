/**
 * @file Which files are mutated, and which tests must see it: those of the file's own folder, not whatever
 * happens to run it.
 */
import { readdirSync, readFileSync } from 'node:fs'
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
/** They make whole reports, and pin no kernel. */
const WHOLE: ReadonlySet<string> = new Set(['lossless.test.ts', 'headlines.test.ts', 'whole.test.ts'])
/** Written out where they are to be told: what a metric is called and means, how an item is planned. */
const NUMBERS = /^(?:metrics|score|labelings|compare-with-reference|index)\.ts$/
/** What a fit comes to is written nowhere but in the references' own results. */
const FITS = /^(?:logistic|lbfgs|skew-normal)\.ts$/
const BENCHMARKS = 'src/benchmarks'

const FOLDERS: readonly Folder[] = [
  {
    folder: 'src/domain',
    only: /^(?:metric|score|guard-spec|quality|power)\.ts$/,
    tests: ['src/domain'],
  },
  {
    folder: BENCHMARKS,
    only: /^(?:content-judge|compare-with-reference)\.ts$/,
    tests: [BENCHMARKS],
  },
  ...readdirSync(join(ROOT, BENCHMARKS), { withFileTypes: true })
    // The example shows how a benchmark is made; nothing of the app has its numbers.
    .filter((entry) => entry.isDirectory() && entry.name !== 'example')
    .map(({ name }) => ({
      folder: `${BENCHMARKS}/${name}`,
      only: NUMBERS,
      tests: [`${BENCHMARKS}/${name}`, 'src/benchmarks/compare-with-reference.test.ts'],
    })),
  {
    folder: 'src/domain/statistics',
    only: /^(?!.*\.test|logistic|lbfgs|skew-normal|interval|version).*\.ts$/,
    tests: ['src/domain/statistics'],
  },
  { folder: 'src/domain/statistics', only: FITS, tests: ['src/domain/statistics', REFERENCES] },
  {
    folder: 'src/guards',
    only: /^(?:measures|judge-scores|score|stream|detoxify|guard|adapter)\.ts$/,
    tests: ['src/guards'],
  },
  { folder: 'src/domain/measures', tests: ['src/domain/measures', REFERENCES] },
  {
    folder: 'src/domain/measures/pii',
    tests: ['src/domain/measures/pii.test.ts', 'src/domain/measures/decoys.test.ts'],
  },
  { folder: 'src/domain/measures/decoys', tests: ['src/domain/measures/decoys.test.ts'] },
  { folder: 'src/domain/measures/known', tests: ['src/domain/measures/known', 'src/domain/measures/pii.test.ts'] },
]

/** All files under mutation, in the order of the table. */
export function scopes(): Scope[] {
  return FOLDERS.flatMap(({ folder, only = /(?<!\.test)\.ts$/, tests }) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => only.test(name))
      .toSorted()
      .map((name) => ({ file: `${folder}/${name}`, tests: thoseOf(name, tests.flatMap(testFiles)) })),
  )
}

/** The tests that import the file themselves; all, where none does (a benchmark's are asked through its index). */
function thoseOf(name: string, tests: readonly string[]): readonly string[] {
  const own = tests.filter((test) => readFileSync(join(ROOT, test), 'utf8').includes(`/${name}'`))
  return own.length > 0 ? own : tests
}

function testFiles(path: string): string[] {
  if (path.endsWith('.test.ts')) return [path]
  return readdirSync(join(ROOT, path))
    .filter((name) => name.endsWith('.test.ts') && !WHOLE.has(name))
    .map((name) => `${path}/${name}`)
    .toSorted()
}
