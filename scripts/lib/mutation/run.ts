/**
 * @file `npm run test:mutation [-- --files PREFIX[,PREFIX]] [--minutes N]`: puts small faults into measures,
 * statistics, scores and metrics, and says which of them no test sees. File by file (scope.ts); what is done
 * is kept in `results.json`, so the same command goes on where it was stopped, and a file whose code and
 * tests are as they were is not run again. Prints the score and the survivors of each file and writes
 * docs/mutation.md.
 *
 * `--files` takes beginnings of paths below src (`domain/statistics`, `benchmarks/mm-privacy`); `none` prints
 * and writes what is there already, `named` puts in the faults of named.ts instead. `--minutes` begins no further
 * file after so many. Ends with 1 where the score of a file that was run is below 95%, or a named fault is not seen.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { ROOT } from '../../install.mjs'
import { runCommand, UsageError } from '../exit.ts'
import { readFlags } from '../flags.ts'
import {
  countsOf,
  documentOf,
  type Equivalent,
  type FileResult,
  type Measured,
  type Row,
  rowOf,
  scoreOf,
  TIMEOUT_MS,
} from './report.ts'
import { NAMED, type NamedFault } from './named.ts'
import { type Scope, scopes } from './scope.ts'
import { type Tried, tryFault } from './try-named.ts'

const CACHE = '.cache/mutation'
const DOCUMENT = 'docs/mutation.md'
const LEAST = 0.95
const equivalents = JSON.parse(
  readFileSync(new URL('equivalents.json', import.meta.url), 'utf8'),
) as readonly Equivalent[]
/** By file. */
const RESULTS = new URL('results.json', import.meta.url)
/** By what the fault is called. */
const NAMED_RESULTS = new URL('named-results.json', import.meta.url)
/** What the tests read; the sandbox of each file holds nothing else. */
const COPIED = ['src', 'bench/reference', 'bench/calibration', 'workers', 'package.json']

type Results = Record<string, Measured>

await runCommand('test:mutation', async () => {
  const flags = readFlags(process.argv.slice(2), ['files', 'minutes'], [])
  const all = scopes()
  if (flags.files === 'named') {
    const unseen = await putInNamed(all)
    writeDocument(all)
    if (unseen > 0) process.exitCode = 1
    return
  }
  const prefixes = flags.files?.split(',') ?? ['']
  const chosen = all.filter(({ file }) => prefixes.some((prefix) => file.startsWith(`src/${prefix}`)))
  if (chosen.length === 0 && flags.files !== 'none')
    throw new UsageError(
      `--files ${flags.files}: no file under mutation begins so; allowed are none, named, or beginnings of paths below src, e.g. domain/statistics,benchmarks/mm-privacy`,
    )
  const minutes = flags.minutes === undefined ? Infinity : Number(flags.minutes)
  if (!(minutes > 0)) throw new UsageError(`--minutes ${flags.minutes}: allowed is a number above 0`)
  const end = performance.now() + minutes * 60_000
  mkdirSync(join(ROOT, CACHE), { recursive: true })
  let bad = false
  for (const scope of chosen) {
    if (!isFresh(scope)) {
      if (performance.now() > end) {
        process.stdout.write(
          `${scope.file} and what follows: not run in ${minutes} minutes; the same command goes on\n`,
        )
        break
      }
      try {
        await mutate(scope)
      } catch (error) {
        // A test that the runner cannot read says nothing of the files behind it.
        process.stdout.write(`${scope.file}: not measured: ${error instanceof Error ? error.message : String(error)}\n`)
        bad = true
        continue
      }
    }
    const row = resultOf(scope)
    if (row === null) {
      process.stdout.write(`${scope.file}: not measured: no test of its own folder runs it (scope.ts)\n`)
      bad = true
      continue
    }
    print(row)
    bad ||= scoreOf(row) < LEAST
  }
  writeDocument(all)
  if (bad) process.exitCode = 1
})

function writeDocument(all: readonly Scope[]): void {
  const rows = all.map(resultOf)
  const tried = readNamed()
  writeFileSync(
    join(ROOT, DOCUMENT),
    documentOf(
      rows.filter((row) => row !== null),
      all.filter((_, i) => rows[i] === null).map(({ file }) => file),
      equivalents,
      NAMED.map(({ says, file }) => ({ says, file, seenBy: tried[says]?.seenBy })),
    ),
  )
}

/** What was put in before, and of which nothing has changed, is not put in again. @returns How many no test sees. */
async function putInNamed(all: readonly Scope[]): Promise<number> {
  let unseen = 0
  for (const fault of NAMED) {
    const scope = all.find(({ file }) => file === fault.file)
    if (scope === undefined) throw new RangeError(`${fault.file} is not under mutation (scope.ts)`)
    const sha256 = hashOfFault(fault, scope)
    let found = readNamed()[fault.says]
    if (found?.sha256 !== sha256) {
      found = { seenBy: await tryFault(fault, scope.tests), sha256 }
      writeFileSync(NAMED_RESULTS, `${JSON.stringify({ ...readNamed(), [fault.says]: found }, null, 2)}\n`)
    }
    if (found.seenBy === null) unseen++
    process.stdout.write(`${fault.file}: ${fault.says}: ${found.seenBy ?? 'NOT SEEN'}\n`)
  }
  process.stdout.write(`${NAMED.length - unseen} of ${NAMED.length} named faults are seen\n`)
  return unseen
}

function hashOfFault(fault: NamedFault, { file, tests }: Scope): string {
  return createHash('sha256')
    .update(JSON.stringify(fault))
    .update(hashOf([file, ...tests]))
    .digest('hex')
    .slice(0, 16)
}

function readNamed(): Record<string, Tried> {
  return existsSync(NAMED_RESULTS) ? (JSON.parse(readFileSync(NAMED_RESULTS, 'utf8')) as Record<string, Tried>) : {}
}

async function mutate({ file, tests }: Scope): Promise<void> {
  process.env['LEAKSCOPE_MUTATION'] = JSON.stringify({ file, tests })
  const sha256 = hashOf([file, ...tests])
  const report = join(ROOT, CACHE, 'report.json')
  rmSync(report, { force: true })
  await new Stryker({
    mutate: [file],
    testRunner: 'bundled',
    plugins: [pluginOf('runner.mjs'), pluginOf('mutators.mjs')],
    ignorers: ['messages'],
    // TypeScript 7 has no parser to rewrite it with, and no test needs it.
    tsconfigFile: 'none.json',
    ignorePatterns: ['**', ...COPIED.map((path) => `!/${path}`), ...COPIED.map((path) => `!/${path}/**`)],
    tempDirName: '.cache/stryker',
    reporters: ['json'],
    logLevel: 'warn' as never,
    jsonReporter: { fileName: report },
    concurrency: 1,
    timeoutMS: TIMEOUT_MS,
    allowEmpty: true,
    warnings: false,
  }).runMutationTest()
  // Stryker writes no report where no test runs the file.
  if (!existsSync(report)) return
  const own = (JSON.parse(readFileSync(report, 'utf8')) as { files: Record<string, FileResult> }).files[file]
  if (own === undefined) return
  const results = { ...readResults(), [file]: { sha256, timeoutMs: TIMEOUT_MS, ...countsOf(own) } }
  const sorted = Object.fromEntries(Object.entries(results).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(RESULTS, `${JSON.stringify(sorted, null, 2)}\n`)
}

function pluginOf(name: string): string {
  return join(ROOT, 'scripts/lib/mutation', name)
}

function readResults(): Results {
  return existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Results) : {}
}

function resultOf({ file, tests }: Scope): Row | null {
  const measured = readResults()[file]
  return measured === undefined ? null : rowOf(file, measured, equivalents, hashOf([file, ...tests]))
}

/** Whether neither the file nor its tests have changed since it was run, without hurry. What both import may have. */
function isFresh({ file, tests }: Scope): boolean {
  const measured = readResults()[file]
  return measured?.timeoutMs === TIMEOUT_MS && measured.sha256 === hashOf([file, ...tests])
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(`${path}\n`).update(readFileSync(join(ROOT, path)))
  return hash.digest('hex').slice(0, 16)
}

function print(row: Row): void {
  const { file, mutants, killed, equivalent, survivors } = row
  const score = (100 * scoreOf(row)).toFixed(1)
  process.stdout.write(
    `${file}: ${score}% (${mutants} mutants, ${killed} killed, ${equivalent} equivalent, ${survivors.length} survived)\n`,
  )
  for (const { at, original, mutant } of survivors) process.stdout.write(`  ${at}: ${original}  ->  ${mutant}\n`)
}
