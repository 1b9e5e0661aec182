/**
 * @file `npm run audit -- --out DIR [--config FILE] [--model ID|DIR] [--benchmark ID[,ID]] [--shard ID|PATH]…
 * [--guard ID[,ID]] [--condition ID[,ID]] [--device webgpu|wasm] [--limit N] [--seed N] [--part I/N]
 * [--bundle [--key FILE]]`: one run of the built app in headless Chromium, or, where the config has `models` or
 * `seeds`, one for each cell of that matrix. The same command with the same DIR resumes, however it ended.
 * `--bundle` packs each run as `npm run bundle` does, signed where there is a key. `--dry-run --pace DIR [--hours N]`
 * says what it would take (dry-run.ts).
 */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { parseConfig } from '../../src/benchmarks/config.ts'
import type { RunConfig } from '../../src/domain/run.ts'
import { PLAN } from '../../src/run/registered-plan.ts'
import { BUNDLE } from '../../src/verify/pack.ts'
import { ensureBuilt } from '../build.mjs'
import type { AuditArguments } from './audit-arguments.ts'
import { GIVEN_BUILD, openApp } from './browser.ts'
import {
  assertAnswered,
  assertDone,
  driver,
  exportedFiles,
  exportedText,
  exportRun,
  pick,
  pickShard,
  shardBenchmarks,
  type Driver,
} from './drive.ts'
import { DRY_RUN, dryRun } from './dry-run.ts'
import { runCommand, UsageError } from './exit.ts'
import { harmLines } from './harm-lines.ts'
import { readAudits, writeMatrix, type MatrixCell, type PlannedAudit } from './matrix.ts'
import { type Imported, listRuns, setAside, writeImports, writeOutput } from './output.ts'
import { packBundle } from './pack-bundle.ts'
import { writeSummary } from './summary.ts'

/** Rows that are told one by one; of more the first, and where all are. */
const REJECTED_SHOWN = 20
const BUNDLED = '--bundle'

await runCommand('audit', async () => {
  const given = process.argv.slice(2)
  const args = given.filter((arg) => arg !== BUNDLED)
  if (args.includes(DRY_RUN)) return dryRun(args, process.env)
  const { out, key, audits } = await readAudits(args, process.env)
  const bundled = given.includes(BUNDLED)
  if (key !== null && !bundled) throw new UsageError(`--key: it signs what ${BUNDLED} packs; give both`)
  const cells = audits.flatMap(({ cell }) => cell ?? [])
  if (GIVEN_BUILD === null) ensureBuilt()
  const app = await openApp(join(out, '.profile'))
  try {
    const { configs, imported } = await completeConfigs(app.page, audits)
    if (configs[0]?.part !== undefined) process.stderr.write(`part ${configs[0].part}\n`)
    for (const line of new Set(configs.flatMap(harmLines))) process.stderr.write(`${line}\n`)
    await writeImports(out, imported)
    for (const line of imported.flatMap(importLines)) process.stderr.write(`${line}\n`)
    if (cells.length > 0) await writeMatrix(out, cells)
    let where = ''
    const runs = await driver(app.page, (line) => process.stderr.write(`${where}${line}\n`))
    let failed = 0
    for (const [at, { cell }] of audits.entries()) {
      if (cell !== null) where = `[${at + 1}/${audits.length}] ${cell.folder} · `
      try {
        const folder = join(out, cell?.folder ?? '.')
        await audit(app.page, runs, configs[at]!, folder)
        if (bundled) await packBundle(folder, await exportedText(app.page, PLAN), join(folder, BUNDLE), key)
      } catch (error) {
        // One run that fails does not keep the others of a matrix from being made; a browser that is gone does.
        if (cell === null || app.page.isClosed()) throw error
        failed++
        process.stderr.write(`${where}${error instanceof Error ? error.message : String(error)}\n`)
      }
    }
    if (cells.length > 0) await writeSummary(out, cells)
    if (failed > 0) throw new Error(`${failed} of ${audits.length} runs failed; see above`)
  } finally {
    await app.close()
  }
})

async function audit(page: Page, runs: Driver, config: RunConfig, out: string): Promise<void> {
  const run = await runs.run(config)
  const output = await exportRun(page, run)
  const aside = await setAside(out, output.run.id)
  if (aside !== null) process.stderr.write(`the files of another run were here; they are in ${aside}\n`)
  await writeOutput(out, exportedFiles(page))
  await listRuns(out)
  assertDone(run)
  // What the answers are worth is seen on all of them; those of a part may be few, and `merge` looks.
  if (config.part === undefined) assertAnswered(output)
  process.stderr.write(`done: ${join(out, 'report.html')}\n`)
}

/** Brings the given folders and shards into the page, each once, and validates the configs with their ids. */
async function completeConfigs(
  page: Page,
  audits: readonly PlannedAudit[],
): Promise<{ configs: RunConfig[]; imported: Imported[] }> {
  const imported: Imported[] = []
  const model = once((folder) => pick(page, folder, 'model'))
  const shard = once(async (path) => {
    const { id, preview } = await pickShard(page, path)
    imported.push({ path, preview })
    return id
  })
  const configs: RunConfig[] = []
  for (const { given } of audits) configs.push(parseConfig(await withIds(given, model, shard)))
  return { configs: await shardsByBenchmark(page, audits, configs), imported }
}

async function withIds(
  { config, modelFolder, shardPaths, detectorFolders }: AuditArguments,
  model: (folder: string) => Promise<string>,
  shard: (path: string) => Promise<string>,
): Promise<Readonly<Record<string, unknown>>> {
  let raw = config
  if (modelFolder !== null) raw = { ...raw, model: await model(modelFolder) }
  for (const { placeholder, path } of shardPaths) {
    const id = await shard(path)
    const shards = (raw['shards'] as string[]).map((one) => (one === placeholder ? id : one))
    if (new Set(shards).size < shards.length)
      throw new UsageError(`--shard ${path}: it is the shard ${id}, which is given already`)
    raw = { ...raw, shards }
  }
  for (const { placeholder, folder } of detectorFolders) {
    const id = await model(folder)
    const guards = (raw['guards'] as string[]).map((name) => name.replace(`${placeholder}+`, `${id}+`))
    raw = { ...raw, guards }
  }
  return raw
}

/** A matrix's shards are given once for all of its benchmarks; each run gets those of its own. */
async function shardsByBenchmark(
  page: Page,
  audits: readonly PlannedAudit[],
  configs: readonly RunConfig[],
): Promise<RunConfig[]> {
  const cells = audits.flatMap(({ cell }): MatrixCell[] => (cell === null ? [] : [cell]))
  if (cells.length === 0 || configs.every(({ shards }) => shards.length === 0)) return [...configs]
  const benchmarkOf = await shardBenchmarks(page)
  const wanted = new Set(cells.map(({ benchmark }) => benchmark))
  const stray = configs[0]!.shards.find((id) => !wanted.has(benchmarkOf.get(id) ?? ''))
  if (stray !== undefined)
    throw new UsageError(
      `shards: "${stray}" belongs to ${benchmarkOf.get(stray) ?? 'no known benchmark'}, which the matrix does not ask for`,
    )
  return configs.map((config, at) => ({
    ...config,
    shards: config.shards.filter((id) => benchmarkOf.get(id) === cells[at]!.benchmark),
  }))
}

function once(make: (path: string) => Promise<string>): (path: string) => Promise<string> {
  const made = new Map<string, Promise<string>>()
  return (path) => {
    const id = made.get(path) ?? make(path)
    made.set(path, id)
    return id
  }
}

/** What was taken of a folder, and what was not. */
function importLines({ path, preview }: Imported): string[] {
  const { name, rows, pictures, rejected, withoutTruth, notes } = preview
  const unknown = withoutTruth === 0 ? '' : `; ${withoutTruth} rows have no known true value: only refusal is scored`
  const more = rejected.length - REJECTED_SHOWN
  return [
    `${path}: ${name}: ${rows} rows with ${pictures} pictures; ${rejected.length} rejected${unknown}`,
    ...notes.map((note) => `  ${note}`),
    ...rejected.slice(0, REJECTED_SHOWN).map(({ row, reason }) => `  row ${row} left out: ${reason}`),
    ...(more > 0 ? [`  ${more} more rows are left out; each is in imports.json with its reason`] : []),
  ]
}
