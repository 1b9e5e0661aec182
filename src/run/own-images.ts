import { LeakscopeError } from '../domain/errors.ts'
import type { PrivateType, ShardManifest } from '../domain/sample.ts'
import { WorkerClient, type WorkerLimits } from '../workers/client.ts'
import type {
  OwnPicture,
  Proposal,
  Reading,
  ReadPicture,
  UnpackedFile,
  VisionWorkerApi,
} from '../../workers/vision/types.ts'

/** The window's side of the vision worker, which starts at the first call. */
export interface OwnImages {
  /** What a picture seems to show; see `VisionWorkerApi.read`. */
  read(picture: Blob): Promise<ReadPicture>
  /** The pictures in a file of a kind that browsers do not show; see `VisionWorkerApi.unpack`. */
  unpack(file: Blob): Promise<UnpackedFile>
  /** What is printed on a picture. */
  text(picture: Blob, reading: Reading): Promise<string>
  /** Stores pictures with the values that a person confirmed. */
  keep(name: string, pictures: readonly OwnPicture[]): Promise<ShardManifest>
  probeEgress(url: string): Promise<'blocked' | 'reached'>
  /** Ends the worker; the next call starts a fresh one. Calls under way reject. */
  dispose(): void
}

/** A value on a picture as the person who reviews it has it now. */
export interface DraftValue {
  /** Unique within the picture; stands for the row while its fields change. */
  readonly key: string
  readonly type: PrivateType
  readonly value: string
  readonly keep: boolean
  /** Why it was proposed; `you` for a value that the person added. */
  readonly because: Proposal['because'] | 'you'
}

/** What was made of a picture that is under review. */
export interface OwnDraft {
  /** Null until it has been read, and where it could not be. */
  readonly read: ReadPicture | null
  readonly failure: string | null
  readonly values: readonly DraftValue[]
}

/** Where the build puts the text recogniser (scripts/vite-plugins.ts). */
const OCR_FOLDER = 'ocr/'
/**
 * A full page is read in seconds, line by line on the worker's own thread, and a minute or two on a slow or busy
 * machine; the networks have to be loaded first.
 */
export const VISION_LIMITS: WorkerLimits = { startMs: 30_000, silentMs: 60_000, stuckMs: 300_000 }

export function createOwnImages(
  ocr: string = new URL(OCR_FOLDER, document.baseURI).href,
  storeName: string | null = null,
  limits: WorkerLimits = VISION_LIMITS,
): OwnImages {
  const client = new WorkerClient<VisionWorkerApi>({
    name: 'vision',
    spawn: () =>
      new Worker(new URL('../../workers/vision/worker.ts', import.meta.url), { type: 'module', name: 'vision' }),
    limits,
    open: (remote) => remote.open(ocr, storeName),
  })
  return {
    read: (picture) => client.call((remote) => remote.read(picture)),
    unpack: (file) => client.call((remote) => remote.unpack(file)),
    text: (picture, reading) => client.call((remote) => remote.text(picture, reading)),
    keep: (name, pictures) => client.call((remote) => remote.keep(name, pictures)),
    probeEgress: (url) => client.call((remote) => remote.probeEgress(url)),
    dispose: () => client.end(new LeakscopeError('aborted', 'Reading the pictures was stopped; nothing was kept.')),
  }
}
