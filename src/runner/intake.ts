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

/** The window's side of the intake worker, which starts at the first call. */
export interface Intake {
  catalogue(): Promise<CatalogueEntry[]>
  /** See `IntakeWorkerApi.prepareShipped`. */
  prepareShipped(id: string, options?: IntakeOptions): Promise<ShardManifest>
  /** What importing the files would do; nothing is written. */
  preview(files: readonly File[]): Promise<ImportPreview>
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
      return await result
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  return {
    catalogue: async () => (await api()).catalogue(),
    prepareShipped: (id, options = {}) => cancellable(options, (remote, report) => remote.prepareShipped(id, report)),
    preview: async (files) => (await api()).preview(withPaths(files)),
    importFiles: (files, allowUnknownTruth, options = {}) =>
      cancellable(options, (remote, report) => remote.importFiles(withPaths(files), allowUnknownTruth, report)),
    probeEgress: async (url) => (await api()).probeEgress(url),
    dispose,
  }
}

function withPaths(files: readonly File[]): PickedFile[] {
  return files.map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))
}
