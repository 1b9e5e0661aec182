/**
 * @file `npm run audit -- --out DIR [--config FILE] [--model ID|DIR] [--benchmark ID[,ID]] [--shard ID|PATH] [--device webgpu|wasm]
 * [--limit N] [--seed N]`: one run of the built app in headless Chromium. The same command with the same DIR resumes, however it ended.
 */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { canonicalJson } from '../../src/audit/canonical.ts'
import { parseConfig } from '../../src/audit/config.ts'
import type { ErrorCode } from '../../src/audit/errors.ts'
import { LeakscopeError } from '../../src/audit/errors.ts'
import type { Run, RunConfig } from '../../src/audit/run.ts'
import type { RunSnapshot } from '../../src/runner/types.ts'
import type { Result } from '../../src/ui/automation.ts'
import { ensureBuilt } from '../build.mjs'
import { GIVEN_BUILD, openApp } from './browser.ts'
import { readAuditArguments, type AuditArguments } from './audit-arguments.ts'
import { runCommand } from './exit.ts'
import { writeOutput } from './output.ts'
import { progressPrinter } from './progress.ts'

await runCommand('audit', async () => {
  const given = await readAuditArguments(process.argv.slice(2))
  if (GIVEN_BUILD === null) ensureBuilt()
  const app = await openApp(join(given.out, '.profile'))
  try {
    const config = await completeConfig(app.page, given)
    const run = await runOrResume(app.page, config)
    await writeOutput(given.out, unwrap(await app.page.evaluate((id) => globalThis.leakscope!.exportRun(id), run.id)))
    if (run.status !== 'done')
      throw new LeakscopeError(run.failureCode ?? 'unknown', run.failure ?? `The run was ${run.status}`)
    process.stderr.write(`done: ${join(given.out, 'report.html')}\n`)
  } finally {
    await app.close()
  }
})

/** Brings the given folder and shard into the page, and validates the config with their ids. */
async function completeConfig(page: Page, { config, modelFolder, shardFolder }: AuditArguments): Promise<RunConfig> {
  let raw = config
  if (modelFolder !== null) raw = { ...raw, model: unwrap(await pick(page, modelFolder, 'model')) }
  if (shardFolder !== null) raw = { ...raw, shards: [unwrap(await pick(page, shardFolder, 'shard'))] }
  return parseConfig(raw)
}

/** Hands a folder to the page as if a user had picked it: nothing is copied and nothing is served. Resolves to the id that it has there. */
async function pick(page: Page, folder: string, kind: 'model' | 'shard'): Promise<Result<string>> {
  const input = await page.evaluateHandle(() => globalThis.leakscope!.fileInput(true))
  await input.setInputFiles(folder)
  return input.evaluate(async (element, what) => {
    const app = globalThis.leakscope!
    if (what === 'shard') return app.importShard(element)
    const added = await app.addModel(element)
    return 'ok' in added ? { ok: added.ok.id } : added
  }, kind)
}

async function runOrResume(page: Page, config: RunConfig): Promise<Run> {
  const runs = await page.evaluate(() => globalThis.leakscope!.runs())
  const before = runs.find((run) => canonicalJson(run.config) === canonicalJson(config))
  if (before?.status === 'done') {
    process.stderr.write('this run was done already; its files are written again\n')
    return before
  }
  const print = progressPrinter((line) => process.stderr.write(`${line}\n`))
  let gaveUp: string | null = null
  await page.exposeFunction('leakscopeProgress', (snapshot: RunSnapshot) => {
    print(snapshot)
    // Nobody is here to free the disk and press resume.
    if (snapshot.phase !== 'paused' || gaveUp !== null) return
    gaveUp = snapshot.notice ?? 'The run paused'
    void page.evaluate(() => globalThis.leakscope!.stop())
  })
  if (before !== undefined) process.stderr.write(`resuming the run of ${before.createdAt}\n`)
  const result = await page.evaluate(
    ([given, id]) => {
      const report = (globalThis as unknown as { leakscopeProgress: (snapshot: RunSnapshot) => void }).leakscopeProgress
      return id === null ? globalThis.leakscope!.runAudit(given, report) : globalThis.leakscope!.resume(id, report)
    },
    [config, before?.id ?? null] as const,
  )
  const run = unwrap(result)
  return gaveUp === null ? run : { ...run, status: 'failed', failure: gaveUp, failureCode: 'quota' }
}

function unwrap<T>(result: Result<T>): T {
  if ('ok' in result) return result.ok
  throw new LeakscopeError(result.error.code satisfies ErrorCode, result.error.message)
}
