import { LeakscopeError } from '../audit/errors.ts'
import type { ShardManifest } from '../audit/sample.ts'
import type {
  CatalogueEntry,
  ImportPreview,
  IntakeProgress,
  IntakeWorkerApi,
  PickedFile,
} from '../../workers/intake/types.ts'
import { proxy, releaseProxy, wrap, type Remote } from '../../workers/rpc.ts'

export interface IntakeOptions {
  readonly onProgress?: (progress: IntakeProgress) => void
  readonly signal?: AbortSignal
}

/** A file may keep a reader busy for good, and nothing can stop it from within: after this long without a sign of life the worker is ended. */
const SILENT_MS = 5000
const PULSE_MS = 1000

/** The window's side of the intake worker, which starts at the first call. */
export interface Intake {
  catalogue(): Promise<CatalogueEntry[]>
  /** See `IntakeWorkerApi.prepareShipped`. */
  prepareShipped(id: string, options?: IntakeOptions): Promise<ShardManifest>
  /** What importing the files would do; nothing is written. Rejects with `aborted` as soon as the signal says so, whatever the reader is at. */
  preview(files: readonly File[], signal?: AbortSignal): Promise<ImportPreview>
  /** `allowUnknownTruth`: the user has seen the preview's `withoutTruth` and agrees. */
  importFiles(files: readonly File[], allowUnknownTruth: boolean, options?: IntakeOptions): Promise<ShardManifest>
  probeEgress(url: string): Promise<'blocked' | 'reached'>
  dispose(): void
}

/** @param base absolute URL of the folder that holds the shards' `index.json`. */
export function createIntake(
  base: string = new URL('shards/', document.baseURI).href,
  storeName: string | null = null,
): Intake {
  let worker: Worker | null = null
  let opened: Promise<Remote<IntakeWorkerApi>> | null = null
  let release = (): void => {}

  function api(): Promise<Remote<IntakeWorkerApi>> {
    opened ??= start().catch((error: unknown) => {
      dispose()
      throw error
    })
    return opened
  }

  async function start(): Promise<Remote<IntakeWorkerApi>> {
    const started = new Worker(new URL('../../workers/intake/worker.ts', import.meta.url), {
      type: 'module',
      name: 'intake',
    })
    worker = started
    const remote = wrap<IntakeWorkerApi>(started)
    release = () => remote[releaseProxy]()
    // A script that cannot be loaded answers no call.
    const broken = new Promise<never>((_resolve, reject) => {
      started.addEventListener(
        'error',
        () => reject(new LeakscopeError('unknown', 'The intake worker could not be started; reload the page.')),
        {
          once: true,
        },
      )
    })
    await Promise.race([remote.open(base, storeName), broken])
    return remote
  }

  function dispose(): void {
    release()
    worker?.terminate()
    release = () => {}
    worker = null
    opened = null
  }

  /** @throws LeakscopeError `bad-shard` where the worker fell silent; nothing was stored then, and the next call starts another. */
  async function watched<Result>(
    remote: Remote<IntakeWorkerApi>,
    work: Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const ended = new AbortController()
    const given = new Promise<never>((_resolve, reject) => {
      const giveUp = (): void => {
        dispose()
        reject(new LeakscopeError('aborted', 'The import was cancelled; nothing was imported.'))
      }
      if (signal?.aborted === true) giveUp()
      signal?.addEventListener('abort', giveUp, { signal: ended.signal })
    })
    const over = async (): Promise<never> => {
      while (!ended.signal.aborted) {
        await sleep(PULSE_MS)
        const answered = remote.ping().then(() => true)
        // One more turn: the answer may wait behind this timer where the page itself was busy.
        const silent = sleep(SILENT_MS).then(() => sleep(0))
        if ((await Promise.race([answered, silent])) === true || ended.signal.aborted) continue
        dispose()
        // What it had stored so far is removed by the next one when it starts.
        api().catch(() => {})
        throw new LeakscopeError(
          'bad-shard',
          `Shard refused, files: reading them took over ${SILENT_MS / 1000} s without a sign of life, so they are damaged or made to harm; nothing was imported.`,
        )
      }
      return new Promise<never>(() => {})
    }
    try {
      return await Promise.race([work, over(), given])
    } finally {
      ended.abort()
    }
  }

  async function cancellable(
    { onProgress, signal }: IntakeOptions,
    call: (
      remote: Remote<IntakeWorkerApi>,
      onProgress: ((progress: IntakeProgress) => void) | null,
    ) => Promise<ShardManifest>,
  ): Promise<ShardManifest> {
    const remote = await api()
    const cancel = (): void => void remote.cancel()
    signal?.addEventListener('abort', cancel)
    try {
      const result = call(remote, onProgress === undefined ? null : proxy(onProgress))
      // Messages keep their order: this one arrives when the call has begun.
      if (signal?.aborted === true) cancel()
      return await watched(remote, result)
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  return {
    catalogue: async () => (await api()).catalogue(),
    prepareShipped: (id, options = {}) => cancellable(options, (remote, report) => remote.prepareShipped(id, report)),
    async preview(files, signal) {
      const remote = await api()
      return watched(remote, remote.preview(withPaths(files)), signal)
    },
    importFiles: (files, allowUnknownTruth, options = {}) =>
      cancellable(options, (remote, report) => remote.importFiles(withPaths(files), allowUnknownTruth, report)),
    probeEgress: async (url) => (await api()).probeEgress(url),
    dispose,
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

/** Files as a file or folder input gives them. */
export function withPaths(files: readonly File[]): PickedFile[] {
  return files.map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))
}
