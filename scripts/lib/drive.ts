/** @file Runs of the built app, driven from the command line through `globalThis.leakscope`. */
import type { JSHandle, Page } from '@playwright/test'
import { canonicalJson } from '../../src/domain/canonical.ts'
import type { ErrorCode } from '../../src/domain/errors.ts'
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { Run, RunConfig } from '../../src/domain/run.ts'
import type { ExportFile } from '../../src/report/export/formats.ts'
import type { RunSnapshot } from '../../src/run/types.ts'
import type { ImportPreview } from '../../workers/intake/types.ts'
import type { ExportedRun, Result } from '../../src/ui/automation.ts'
import { filesBelow, pickable, shardFiles } from './picked-files.ts'
import { progressPrinter } from './progress.ts'

/** Answers whose layers pass in one message from the page. */
const PIECES_AT_ONCE = 100

/** Starts and resumes the runs of one page. */
export interface Driver {
  /**
   * Runs a config, or goes on with its unfinished run; a finished one is given back as it is. Resolves to the
   * run whatever its end; one that paused for want of room is stopped, since nobody is here to free the disk.
   * An earlier run stands for its config only while its model, its data and its questions are what they were.
   * @param fits whether an earlier run may stand for it at all.
   * @throws LeakscopeError when the run cannot be started.
   */
  run(config: RunConfig, fits?: (run: Run) => boolean): Promise<Run>
}

/** One for each page. @param say takes lines of progress. */
export async function driver(page: Page, say: (line: string) => void): Promise<Driver> {
  let print = progressPrinter(say)
  let gaveUp: string | null = null
  let told: string | null = null
  await page.exposeFunction('leakscopeProgress', (snapshot: RunSnapshot) => {
    if (snapshot.plan !== null && snapshot.plan !== told) {
      told = snapshot.plan
      say(`plan ${told}, registered before the first answer`)
    }
    print(snapshot)
    if (snapshot.phase !== 'paused' || gaveUp !== null) return
    gaveUp = snapshot.notice ?? 'The run paused'
    void page.evaluate(() => globalThis.leakscope!.stop())
  })
  return {
    async run(config, fits = () => true) {
      const runs = await page.evaluate(() => globalThis.leakscope!.runs())
      const earlier = runs.filter((run) => canonicalJson(run.config) === canonicalJson(config) && fits(run))
      const before = await standing(page, earlier, say)
      if (before?.status === 'done') {
        say('this run was done already; its files are written again')
        return before
      }
      if (before !== undefined) say(`resuming the run of ${before.createdAt}`)
      print = progressPrinter(say)
      gaveUp = null
      const result = await page.evaluate(
        ([given, id]) => {
          const report = (globalThis as unknown as { leakscopeProgress: (snapshot: RunSnapshot) => void })
            .leakscopeProgress
          return id === null ? globalThis.leakscope!.runAudit(given, report) : globalThis.leakscope!.resume(id, report)
        },
        [config, before?.id ?? null] as const,
      )
      const run = unwrap(result)
      return gaveUp === null ? run : { ...run, status: 'failed', failure: gaveUp, failureCode: 'quota' }
    },
  }
}

/** The newest of the runs since whose beginning nothing has changed. */
async function standing(page: Page, runs: readonly Run[], say: (line: string) => void): Promise<Run | undefined> {
  for (const run of runs) {
    const changes = unwrap(await page.evaluate((id) => globalThis.leakscope!.changesSince(id), run.id))
    if (changes.length === 0) return run
    const more = changes.length > 3 ? ` and ${changes.length - 3} more` : ''
    say(
      `the run of ${run.createdAt} does not stand for this one and is kept as it is: ${changes.slice(0, 3).join('; ')}${more}`,
    )
  }
  return undefined
}

export async function exportRun(page: Page, run: Run): Promise<ExportedRun> {
  return unwrap(await page.evaluate((id) => globalThis.leakscope!.exportRun(id), run.id))
}

/** The files of the run that was exported last, one for each format; to be read one after the other. */
export async function* exportedFiles(page: Page): AsyncGenerator<ExportFile> {
  for (const name of await page.evaluate(() => globalThis.leakscope!.exportNames())) {
    unwrap(await page.evaluate((file) => globalThis.leakscope!.exportFile(file), name))
    yield { name, pieces: exportedPieces(page) }
  }
}

/** A text beside them, whole: the plan. */
export async function exportedText(page: Page, name: string): Promise<string> {
  unwrap(await page.evaluate((file) => globalThis.leakscope!.exportFile(file), name))
  let text = ''
  for await (const pieces of exportedPieces(page)) text += pieces
  return text
}

async function* exportedPieces(page: Page): AsyncGenerator<string> {
  const next = () => page.evaluate((count) => globalThis.leakscope!.exportPieces(count), PIECES_AT_ONCE)
  for (let pieces = await next(); pieces !== null; pieces = await next()) yield pieces
}

/** @throws LeakscopeError unless the run came to its end. */
export function assertDone(run: Run): void {
  if (run.status !== 'done')
    throw new LeakscopeError(run.failureCode ?? 'unknown', run.failure ?? `The run was ${run.status}`)
}

/** @throws Error when the answers of a run are worth nothing, although each was given. */
export function assertAnswered({ run: { answers } }: Pick<ExportedRun, 'run'>): void {
  if (answers.withheld !== null) throw new Error(`no result: ${answers.withheld}; see report.html`)
}

/** The benchmark of each shard that the app knows, by the shard's id. */
export async function shardBenchmarks(page: Page): Promise<ReadonlyMap<string, string>> {
  const shards = await page.evaluate(() => globalThis.leakscope!.shards())
  return new Map(shards.map(({ id, benchmark }) => [id, benchmark]))
}

/** As `pick`, with what the app says of the files before it imports them. */
export async function pickShard(page: Page, path: string): Promise<{ id: string; preview: ImportPreview }> {
  const input = await inputWith(page, path, 'shard')
  const preview = unwrap(await input.evaluate((element) => globalThis.leakscope!.previewShard(element)))
  return { id: unwrap(await input.evaluate((element) => globalThis.leakscope!.importShard(element))), preview }
}

/**
 * Hands a folder, or one file of a shard with its pictures, to the page as if a user had picked it: nothing
 * is served. Resolves to the id that it has there.
 */
export async function pick(page: Page, path: string, kind: 'model' | 'shard'): Promise<string> {
  const input = await inputWith(page, path, kind)
  const result = await input.evaluate(async (element, what): Promise<Result<string>> => {
    const app = globalThis.leakscope!
    if (what === 'shard') return app.importShard(element)
    const added = await app.addModel(element)
    return 'ok' in added ? { ok: added.ok.id } : added
  }, kind)
  return unwrap(result)
}

async function inputWith(page: Page, path: string, kind: 'model' | 'shard'): Promise<JSHandle<HTMLInputElement>> {
  const { root, files } = kind === 'model' ? { root: path, files: await filesBelow(path) } : await shardFiles(path)
  const folder = await pickable(root, files, kind === 'model')
  const input = await page.evaluateHandle(() => globalThis.leakscope!.fileInput(true))
  await input.setInputFiles(folder)
  return input
}

/** @throws LeakscopeError what went wrong in the page. */
export function unwrap<T>(result: Result<T>): T {
  if ('ok' in result) return result.ok
  throw new LeakscopeError(result.error.code satisfies ErrorCode, result.error.message)
}
