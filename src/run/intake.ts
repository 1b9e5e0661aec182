import { LeakscopeError } from '../domain/errors.ts'
import type { GivenAnswers } from '../domain/given-answer.ts'
import type { ShardManifest } from '../domain/sample.ts'
import type {
  AskedQuestions,
  CatalogueEntry,
  ImportPreview,
  IntakeProgress,
  IntakeWorkerApi,
  PickedFile,
  Reading,
} from '../../workers/intake/types.ts'
import { WorkerClient, type WorkerLimits } from '../workers/client.ts'
import { proxy, type Remote } from '../../workers/rpc.ts'

export interface IntakeOptions {
  readonly onProgress?: (progress: IntakeProgress) => void
  readonly signal?: AbortSignal
}

export interface IntakeLimits extends WorkerLimits {
  /** After a cancel: what is being stored then is stored to its end. */
  readonly graceMs: number
}

/**
 * A file may keep a reader busy for good, and nothing can stop it from within: after this long without an
 * answer the worker is ended.
 */
export const INTAKE_LIMITS: IntakeLimits = { startMs: 30_000, silentMs: 5000, stuckMs: 300_000, graceMs: 30_000 }

/** One small file from the app's own host. */
const CATALOGUE_MS = 30_000

/** The window's side of the intake worker, which starts at the first call. */
export interface Intake {
  catalogue(): Promise<CatalogueEntry[]>
  /** See `IntakeWorkerApi.prepareShipped`. */
  prepareShipped(id: string, options?: IntakeOptions): Promise<ShardManifest>
  /**
   * What importing the files would do; nothing is written. Rejects with `aborted` as soon as the signal says
   * so, whatever the reader is at.
   */
  preview(files: readonly File[], signal?: AbortSignal): Promise<ImportPreview>
  /** `allowUnknownTruth`: the user has seen the preview's `withoutTruth` and agrees. */
  importFiles(files: readonly File[], allowUnknownTruth: boolean, options?: IntakeOptions): Promise<ShardManifest>
  /** See `IntakeWorkerApi.readAnswers`. */
  readAnswers(files: readonly File[], asked: AskedQuestions, answeredBy: string | null): Promise<GivenAnswers>
  probeEgress(url: string): Promise<'blocked' | 'reached'>
  dispose(): void
}

/**
 * @param base absolute URL of the folder that holds the shards' `index.json`.
 * @param readText reads what is printed on a picture, for files that say whom pictures show by that alone;
 *   null where nothing can.
 */
export function createIntake(
  base: string = new URL('shards/', document.baseURI).href,
  storeName: string | null = null,
  limits: IntakeLimits = INTAKE_LIMITS,
  readText: ((picture: Blob, reading: Reading) => Promise<string>) | null = null,
): Intake {
  const client: WorkerClient<IntakeWorkerApi> = new WorkerClient<IntakeWorkerApi>({
    name: 'intake',
    spawn: () =>
      new Worker(new URL('../../workers/intake/worker.ts', import.meta.url), { type: 'module', name: 'intake' }),
    limits,
    open: (remote) => remote.open(base, storeName),
    abort: { ask: (remote) => remote.cancel(), graceMs: limits.graceMs },
    aborted: 'The import was cancelled; nothing was imported.',
    silent: (seconds) =>
      new LeakscopeError(
        'bad-shard',
        `Shard refused, files: reading them took over ${seconds} s without a sign of life, so they are damaged or made to harm; nothing was imported.`,
      ),
    // What it had stored so far is removed by the next one when it starts.
    onLost: ({ code }) => {
      if (code === 'bad-shard') client.start().catch(() => {})
    },
  })

  function withProgress(
    { onProgress, signal }: IntakeOptions,
    call: (remote: Remote<IntakeWorkerApi>, report: (progress: IntakeProgress) => void) => Promise<ShardManifest>,
  ): Promise<ShardManifest> {
    return client.call((remote, progress) => call(remote, proxy(progress(onProgress ?? (() => undefined)))), { signal })
  }

  return {
    catalogue: () =>
      client.call((remote) => remote.catalogue(), { stuckMs: () => Math.min(limits.stuckMs, CATALOGUE_MS) }),
    prepareShipped: (id, options = {}) => withProgress(options, (remote, report) => remote.prepareShipped(id, report)),
    preview: (files, signal) => client.call((remote) => remote.preview(withPaths(files)), { signal, abruptly: true }),
    importFiles: (files, allowUnknownTruth, options = {}) =>
      withProgress(options, (remote, report) =>
        remote.importFiles(withPaths(files), allowUnknownTruth, report, readText === null ? null : proxy(readText)),
      ),
    readAnswers: (files, asked, answeredBy) =>
      client.call((remote) => remote.readAnswers(withPaths(files), asked, answeredBy), { abruptly: true }),
    probeEgress: (url) => client.call((remote) => remote.probeEgress(url)),
    dispose: () => client.end(new LeakscopeError('aborted', 'The import was cancelled; nothing was imported.')),
  }
}

/** Files as a file or folder input gives them. */
export function withPaths(files: readonly File[]): PickedFile[] {
  return files.map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))
}
