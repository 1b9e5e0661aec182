/**
 * @file `npm run audit -- --out DIR [--config FILE] [--model ID|DIR] [--benchmark ID[,ID]] [--shard ID|PATH]…
 * [--guard ID[,ID]] [--condition ID[,ID]] [--device webgpu|wasm] [--limit N] [--seed N] [--part I/N]
 * [--bundle FILE.zip [--key FILE]]`: one run of the built app in headless Chromium. The same command with the same
 * DIR resumes, however it ended.
 */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { parseConfig } from '../../src/benchmarks/config.ts'
import type { RunConfig } from '../../src/domain/run.ts'
import { ensureBuilt } from '../build.mjs'
import { readAuditArguments, type AuditArguments } from './audit-arguments.ts'
import { GIVEN_BUILD, openApp } from './browser.ts'
import { assertAnswered, assertDone, driver, exportedFiles, exportRun, pick, pickShard } from './drive.ts'
import { runCommand, UsageError } from './exit.ts'
import { harmLines } from './harm-lines.ts'
import { packBundle } from './pack-bundle.ts'
import { type Imported, listRuns, setAside, writeImports, writeOutput } from './output.ts'

/** Rows that are told one by one; of more the first, and where all are. */
const REJECTED_SHOWN = 20

await runCommand('audit', async () => {
  const given = await readAuditArguments(process.argv.slice(2), process.env)
  if (GIVEN_BUILD === null) ensureBuilt()
  const app = await openApp(join(given.out, '.profile'))
  try {
    const { config, imported } = await completeConfig(app.page, given)
    if (config.part !== undefined) process.stderr.write(`part ${config.part}\n`)
    for (const line of harmLines(config)) process.stderr.write(`${line}\n`)
    await writeImports(given.out, imported)
    for (const line of imported.flatMap(importLines)) process.stderr.write(`${line}\n`)
    const { run: start } = await driver(app.page, (line) => process.stderr.write(`${line}\n`))
    const run = await start(config)
    const output = await exportRun(app.page, run)
    const aside = await setAside(given.out, output.run.id)
    if (aside !== null) process.stderr.write(`the files of another run were here; they are in ${aside}\n`)
    await writeOutput(given.out, exportedFiles(app.page))
    await listRuns(given.out)
    assertDone(run)
    assertAnswered(output)
    process.stderr.write(`done: ${join(given.out, 'report.html')}\n`)
    const { bundle, shardPaths } = given
    const data = shardPaths.map(({ path }) => path)
    if (bundle !== null) await packBundle(given.out, bundle.out, bundle.key, data)
  } finally {
    await app.close()
  }
})

/** Brings the given folder and shard into the page, and validates the config with their ids. */
async function completeConfig(
  page: Page,
  { config, modelFolder, shardPaths, detectorFolders }: AuditArguments,
): Promise<{ config: RunConfig; imported: Imported[] }> {
  let raw = config
  const imported: Imported[] = []
  if (modelFolder !== null) raw = { ...raw, model: await pick(page, modelFolder, 'model') }
  for (const { placeholder, path } of shardPaths) {
    const { id, preview } = await pickShard(page, path)
    imported.push({ path, preview })
    const shards = (raw['shards'] as string[]).map((shard) => (shard === placeholder ? id : shard))
    if (new Set(shards).size < shards.length)
      throw new UsageError(`--shard ${path}: it is the shard ${id}, which is given already`)
    raw = { ...raw, shards }
  }
  for (const { placeholder, folder } of detectorFolders) {
    const id = await pick(page, folder, 'model')
    const guards = (raw['guards'] as string[]).map((name) => name.replace(`${placeholder}+`, `${id}+`))
    raw = { ...raw, guards }
  }
  return { config: parseConfig(raw), imported }
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
