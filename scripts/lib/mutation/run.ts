/**
 * @file `npm run test:mutation [-- --files PREFIX[,PREFIX]]`: puts small faults into measures, statistics,
 * scores and metrics, and says which of them no test sees. File by file (scope.ts); what is done is kept in
 * `.cache/mutation`, so the same command goes on where it was stopped, and of a file that has changed only
 * what changed is run again. Without `.cache/mutation` all of it is. Prints the score and the survivors of
 * each file and writes docs/mutation.md.
 *
 * `--files` takes beginnings of paths below src (`domain/statistics`, `benchmarks/mm-privacy`); `none` prints and writes what is there already.
 * Ends with 1 where the score of a file that was run is below 95%.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { ROOT } from '../../install.mjs'
import { runCommand, UsageError } from '../exit.ts'
import { readFlags } from '../flags.ts'
import { documentOf, type Equivalent, type FileResult, type Row, rowOf, scoreOf } from './report.ts'
import { type Scope, scopes } from './scope.ts'

const CACHE = '.cache/mutation'
const DOCUMENT = 'docs/mutation.md'
const LEAST = 0.95
const equivalents = JSON.parse(
  readFileSync(new URL('equivalents.json', import.meta.url), 'utf8'),
) as readonly Equivalent[]
/** What no test of these reads, and would be copied for each file. */
const NOT_COPIED = [
  '/public',
  '/training',
  '/e2e',
  '/dist',
  '/out',
  '/test-results',
  '/playwright-report',
  '/.cache',
  '/.vite',
]

await runCommand('test:mutation', async () => {
  const flags = readFlags(process.argv.slice(2), ['files'], [])
  const all = scopes()
  const prefixes = flags.files?.split(',') ?? ['']
  const chosen = all.filter(({ file }) => prefixes.some((prefix) => file.startsWith(`src/${prefix}`)))
  if (chosen.length === 0 && flags.files !== 'none')
    throw new UsageError(
      `--files ${flags.files}: no file under mutation begins so; allowed are none, or beginnings of paths below src, e.g. domain/statistics,benchmarks/mm-privacy`,
    )
  mkdirSync(join(ROOT, CACHE), { recursive: true })
  let bad = false
  for (const scope of chosen) {
    if (!isFresh(scope)) await mutate(scope)
    const row = resultOf(scope.file)
    if (row === null) continue
    print(row)
    bad ||= scoreOf(row) < LEAST
  }
  const rows = all.map(({ file }) => resultOf(file))
  writeFileSync(
    join(ROOT, DOCUMENT),
    documentOf(
      rows.filter((row) => row !== null),
      all.filter((_, i) => rows[i] === null).map(({ file }) => file),
      equivalents,
    ),
  )
  if (bad) process.exitCode = 1
})

async function mutate(scope: Scope): Promise<void> {
  process.env['LEAKSCOPE_MUTATION_TESTS'] = JSON.stringify(scope.tests)
  const before = hashOf(scope)
  await new Stryker({
    mutate: [scope.file],
    testRunner: 'vitest',
    vitest: { configFile: 'scripts/lib/mutation/tests.config.ts', related: false },
    plugins: ['@stryker-mutator/vitest-runner', join(ROOT, 'scripts/lib/mutation/mutators.mjs')],
    ignorers: ['messages'],
    incremental: true,
    incrementalFile: reportOf(scope.file),
    // TypeScript 7 has no parser to rewrite it with, and no test needs it.
    tsconfigFile: 'none.json',
    ignorePatterns: NOT_COPIED,
    tempDirName: '.cache/stryker',
    reporters: ['progress-append-only'],
    concurrency: 1,
    testRunnerNodeArgs: [],
    allowEmpty: true,
    warnings: false,
  }).runMutationTest()
  writeFileSync(`${reportOf(scope.file)}.sha256`, before)
}

function resultOf(file: string): Row | null {
  const report = reportOf(file)
  if (!existsSync(report)) return null
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as { files: Record<string, FileResult> }
  const own = files[file]
  return own === undefined ? null : rowOf(file, own, equivalents)
}

function reportOf(file: string): string {
  return join(ROOT, CACHE, `${file.replaceAll('/', '+')}.json`)
}

/** Whether neither the file nor its tests have changed since it was run. What both import may have. */
function isFresh(scope: Scope): boolean {
  const noted = `${reportOf(scope.file)}.sha256`
  return existsSync(noted) && readFileSync(noted, 'utf8') === hashOf(scope)
}

function hashOf(scope: Scope): string {
  const hash = createHash('sha256')
  for (const path of [scope.file, ...scope.tests]) hash.update(`${path}\n`).update(readFileSync(join(ROOT, path)))
  return hash.digest('hex')
}

function print(row: Row): void {
  const { file, mutants, killed, equivalent, survivors } = row
  const score = (100 * scoreOf(row)).toFixed(1)
  process.stdout.write(
    `${file}: ${score}% (${mutants} mutants, ${killed} killed, ${equivalent} equivalent, ${survivors.length} survived)\n`,
  )
  for (const { at, original, mutant } of survivors) process.stdout.write(`  ${at}: ${original}  ->  ${mutant}\n`)
}
