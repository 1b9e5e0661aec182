import { LeakscopeError } from '../audit/errors.ts'
import type { ShardManifest } from '../audit/sample.ts'
import type { OwnPicture, ReadPicture, VisionWorkerApi } from '../../workers/vision/types.ts'
import { wrap, type Remote } from '../../workers/rpc.ts'

/** The window's side of the vision worker, which starts at the first call. */
export interface OwnImages {
  /** What a picture seems to show; see `VisionWorkerApi.read`. */
  read(picture: Blob): Promise<ReadPicture>
  /** Stores pictures with the values that a person confirmed. */
  keep(name: string, pictures: readonly OwnPicture[]): Promise<ShardManifest>
  probeEgress(url: string): Promise<'blocked' | 'reached'>
  /** Ends the worker; the next call starts a fresh one. Calls under way reject. */
  dispose(): void
}

/** Where the build puts the text recogniser (scripts/vite-plugins.ts). */
const OCR_FOLDER = 'ocr/'

export function createOwnImages(
  ocr: string = new URL(OCR_FOLDER, document.baseURI).href,
  storeName: string | null = null,
): OwnImages {
  let worker: Worker | null = null
  let opened: Promise<Remote<VisionWorkerApi>> | null = null
  let end = endless()

  async function start(): Promise<Remote<VisionWorkerApi>> {
    const started = new Worker(new URL('../../workers/vision/worker.ts', import.meta.url), {
      type: 'module',
      name: 'vision',
    })
    worker = started
    const { promise, reject } = (end = endless())
    started.addEventListener('error', () =>
      reject(new LeakscopeError('unknown', 'The vision worker could not be started; reload the page.')),
    )
    const remote = wrap<VisionWorkerApi>(started)
    await Promise.race([remote.open(ocr, storeName), promise])
    return remote
  }

  async function call<Result>(ask: (remote: Remote<VisionWorkerApi>) => Promise<Result>): Promise<Result> {
    opened ??= start().catch((error: unknown) => {
      dispose()
      throw error
    })
    const remote = await opened
    return Promise.race([ask(remote), end.promise])
  }

  function dispose(): void {
    worker?.terminate()
    worker = null
    opened = null
    end.reject(new LeakscopeError('aborted', 'Reading the pictures was stopped; nothing was kept.'))
  }

  return {
    read: (picture) => call((remote) => remote.read(picture)),
    keep: (name, pictures) => call((remote) => remote.keep(name, pictures)),
    probeEgress: (url) => call((remote) => remote.probeEgress(url)),
    dispose,
  }
}

/** A promise that only ever rejects, when the worker is ended: a call to a terminated worker never settles. */
function endless(): { promise: Promise<never>; reject: (error: LeakscopeError) => void } {
  let reject: (error: LeakscopeError) => void = () => undefined
  const promise = new Promise<never>((_resolve, fail) => {
    reject = fail
  })
  // It may be rejected while nobody waits.
  promise.catch(() => undefined)
  return { promise, reject }
}
