/**
 * @file `globalThis.leakscope`: the built app without its screens, for the command line (`npm run audit`) and
 * for end-to-end tests. It is the same session that the screens use, and does nothing that a user could not
 * do by hand. Values in and out are structured-clonable.
 */
import { LeakscopeError, toWire, type WireError } from '../domain/errors.ts'
import type { Run, RunConfig } from '../domain/run.ts'
import {
  withPaths,
  type DeviceMeasurement,
  type ModelListing,
  type PlannedSample,
  type RunHandle,
  type RunSnapshot,
  type Session,
  type ShardListing,
} from '../run/index.ts'
import type { ExportInput, RunJson, SampleRow } from '../report/export/export.ts'
import type { Exportable, ExportFormat } from '../report/export/format.ts'
import type { ImportPreview } from '../../workers/intake/types.ts'
import { calibration } from './calibration.ts'
import { knownOf } from './known.ts'
import type { Replayed } from '../verify/replay.ts'

/** Called at most ten times a second, and at the end. */
export type ProgressListener = (snapshot: RunSnapshot) => void

export interface ExportedRun {
  readonly run: RunJson
  readonly samples: readonly SampleRow[]
  /** One self-contained HTML file. */
  readonly html: string
}

/** Errors cross the border to the test or the command line as values: a rejected promise would lose their code. */
export type Result<T> = { readonly ok: T } | { readonly error: WireError }

export interface Automation {
  readonly version: string
  models(): Promise<ModelListing[]>
  shards(): Promise<ShardListing[]>
  /**
   * An `<input type="file">` outside the document: `folder` picks a whole folder. Its files are handed to
   * `addModel` or `importShard`.
   */
  fileInput(folder: boolean): HTMLInputElement
  /** Makes the picked folder a model that `runAudit` knows by the returned id. Nothing is copied. */
  addModel(input: HTMLInputElement): Promise<Result<ModelListing>>
  /** How fast a model is on this machine (docs/device.md). */
  measureDevice(model: string, device: RunConfig['device']): Promise<Result<DeviceMeasurement>>
  /** What importing the picked files would do; nothing is written. */
  previewShard(input: HTMLInputElement): Promise<Result<ImportPreview>>
  /**
   * Verifies and imports the picked files, rows without a known true value included (only refusal is scored
   * there); resolves to the shard's id.
   */
  importShard(input: HTMLInputElement): Promise<Result<string>>
  /** One run from start to end, whatever end it is: see the run's `status`. An error only when it could not start. */
  runAudit(config: RunConfig, onProgress?: ProgressListener): Promise<Result<Run>>
  resume(runId: string, onProgress?: ProgressListener): Promise<Result<Run>>
  /** Acts on the run of `runAudit` or `resume`. */
  pause(): void
  unpause(): void
  stop(): void
  /** All runs in the store, newest first. */
  runs(): Promise<Run[]>
  /**
   * What has changed since a run began of all that its answers depend on, each in words; empty when it stands
   * for its config as it is now.
   */
  changesSince(runId: string): Promise<Result<string[]>>
  /** Asks samples of an earlier run again; resolves to what of the answers is compared. */
  replay(
    run: Run,
    samples: readonly PlannedSample[],
    onProgress?: ProgressListener,
  ): Promise<Result<readonly Replayed[]>>
  exportRun(runId: string): Promise<Result<ExportedRun>>
  /** Names of the files, one for each format, that the run exported last can be read as. */
  exportNames(): string[]
  /** Opens one of those files, of the private kind, or its plan (`plan.jsonl`). */
  exportFile(name: string): Promise<Result<void>>
  /**
   * The next so many pieces of the opened file as one text: with the vectors of layers a run's answers are too
   * many for one message. Null behind the last.
   */
  exportPieces(count: number): string | null
  /** Every request of the page and its workers so far. */
  requests(): {
    readonly url: string
    readonly from: string
    readonly at: number
    readonly cached: boolean
    readonly foreign: boolean
  }[]
  /** Tries to reach another origin from the page and from inside each worker; what the browser did, by name. */
  probeEgress(url: string): Promise<Record<string, 'blocked' | 'reached'>>
}

declare global {
  // Declared as `var`, which is what a global property is.
  var leakscope: Automation | undefined
}

const PROGRESS_INTERVAL_MS = 100

/** Puts `globalThis.leakscope` in place. */
export function installAutomation(session: Session, version: string): void {
  globalThis.leakscope = createAutomation(session, version)
}

export function createAutomation(session: Session, version: string): Automation {
  let current: RunHandle | null = null
  let exported: Omit<Exported, 'files'> | null = null
  let unread: Iterator<string> = [].values()

  function follow(handle: RunHandle, onProgress: ProgressListener | undefined): Promise<Run> {
    current = handle
    let timer: ReturnType<typeof setTimeout> | null = null
    const report = (): void => {
      timer = null
      onProgress?.(handle.snapshot())
    }
    // The last change of a burst is reported too, and what came before anybody listened: a run that paused
    // says nothing more.
    const changed = (): void => {
      timer ??= setTimeout(report, PROGRESS_INTERVAL_MS)
    }
    const unsubscribe = handle.subscribe(changed)
    changed()
    return handle.finished.then((run) => {
      unsubscribe()
      if (timer !== null) clearTimeout(timer)
      report()
      return run
    })
  }

  return {
    version,
    models: () => session.models(),
    shards: () => session.shards(),
    fileInput(folder) {
      const input = document.createElement('input')
      input.type = 'file'
      input.multiple = true
      input.webkitdirectory = folder
      return input
    },
    addModel: (input) => settle(() => session.addModelFolder(withPaths(filesOf(input)))),
    measureDevice: (model, device) => settle(() => session.measureDevice(model, device, new AbortController().signal)),
    previewShard: (input) => settle(() => session.intake.preview(filesOf(input))),
    importShard: (input) => settle(async () => (await session.intake.importFiles(filesOf(input), true)).id),
    runAudit: (config, onProgress) => settle(async () => follow(await session.startRun(config), onProgress)),
    resume: (runId, onProgress) => settle(async () => follow(await session.resume(runId), onProgress)),
    pause: () => current?.pause(),
    unpause: () => current?.resume(),
    stop: () => current?.stop(),
    runs: () => session.runs(),
    changesSince: (runId) => settle(() => session.changesSince(runId)),
    replay: (run, samples, onProgress) =>
      settle(async () => {
        const responses = await session.replay(run, samples, (handle) => void follow(handle, onProgress))
        return responses.map(({ sampleId, output, tokens, finish, continuationLogProbs }) => ({
          sampleId,
          output,
          tokens,
          finish,
          continuationLogProbs,
        }))
      }),
    exportRun: (runId) =>
      settle(async () => {
        const { files, ...rest } = await exportRun(session, runId)
        exported = rest
        return files
      }),
    exportNames: () => (exported?.formats ?? []).map(({ fileName }) => fileName),
    exportFile: (name) =>
      settle(async () => {
        const format = exported?.formats.find(({ fileName }) => fileName === name)
        if (exported !== null && name === exported.plan.name) {
          unread = exported.plan.pieces()
          return
        }
        if (exported === null || format === undefined)
          throw new LeakscopeError('not-found', `There is no file ${name} of an exported run`)
        unread = (await format.pieces(exported.given))[Symbol.iterator]()
      }),
    exportPieces(count) {
      const pieces: string[] = []
      while (pieces.length < count) {
        const next = unread.next()
        if (next.done === true) break
        pieces.push(next.value)
      }
      return pieces.length === 0 ? null : pieces.join('')
    },
    requests: () => [...session.requestLog.snapshot()],
    probeEgress: (url) => session.probeEgress(url),
  }
}

interface Exported {
  readonly files: ExportedRun
  readonly given: Exportable
  readonly formats: readonly ExportFormat[]
  readonly plan: { readonly name: string; readonly pieces: () => Iterator<string> }
}

async function exportRun(session: Session, runId: string): Promise<Exported> {
  // With the scorers they are more than the first screen may load.
  const [
    { BENCHMARKS },
    { metricsOf, readRun },
    { buildReport },
    { buildRunJson, buildSampleRows },
    { EXPORT_FORMATS },
    { renderReportHtml },
    { PLAN, planLines },
  ] = await Promise.all([
    import('../benchmarks/registry.ts'),
    import('./results.ts'),
    import('../report/index.ts'),
    import('../report/export/export.ts'),
    import('../report/export/formats.ts'),
    import('../report/export/html.tsx'),
    import('../run/registered-plan.ts'),
  ])
  const stored = await readRun(session, runId)
  const results: ExportInput = { ...stored, metrics: await metricsOf(stored) }
  const model = results.run.config.model
  const bundled = (await session.models()).some(({ id, source }) => id === model && source === 'bundled')
  const known = bundled ? await knownOf(model) : []
  const report = buildReport({
    ...results,
    known,
    calibration: await calibration(session),
    benchmarks: BENCHMARKS.map(({ meta }) => meta),
  })
  return {
    files: { run: buildRunJson(results), samples: buildSampleRows(results), html: renderReportHtml(report) },
    given: { kind: 'private', results: [results], reports: [report] },
    formats: EXPORT_FORMATS,
    plan: { name: PLAN, pieces: () => planLines(stored.run, stored.samples) },
  }
}

function filesOf(input: HTMLInputElement): File[] {
  const files = [...(input.files ?? [])]
  if (files.length === 0) throw new LeakscopeError('bad-config', 'No file was picked')
  return files
}

async function settle<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: await work() }
  } catch (error) {
    return { error: toWire(error) }
  }
}
