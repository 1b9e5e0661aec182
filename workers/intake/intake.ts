import { LeakscopeError } from '../../src/domain/errors.ts'
import type { GivenAnswers } from '../../src/domain/given-answer.ts'
import type { ShardManifest } from '../../src/domain/sample.ts'
import { PAGE } from '../../src/datasets/forms/index.ts'
import {
  drawPicture,
  pictureSize,
  followRecipe,
  openImport,
  readAnswerFiles,
  readCatalogue,
  readRecipeFile,
  readShardJsonl,
  type AskedQuestions,
  type ImportOptions,
  type LoadedShard,
  type PictureSpec,
  type Shard,
} from '../../src/intake/index.ts'
import { openStore } from '../../src/storage/database/store.ts'
import type { Store } from '../../src/storage/database/types.ts'
import { releaseCallback } from '../rpc.ts'
import { probeEgress } from '../shared/probe-egress.ts'
import { loadFonts } from './fonts.ts'
import { unhinted } from './unhinted.ts'
import type { CatalogueEntry, ImportPreview, IntakeProgress, IntakeWorkerApi, PickedFile, Reading } from './types.ts'

type Keep = ImportOptions['keep']
type OnProgress = ((progress: IntakeProgress) => void) | null

/** Only one intake at a time in all tabs: two that prepare the same shard would draw everything twice. */
const LOCK = 'leakscope-intake'
/** How often a call that waits for another tab says so. */
const WAITING_MS = 2000

export class IntakeWorker implements IntakeWorkerApi {
  #base: string | null = null
  #store: Store | null = null
  #running: AbortController | null = null
  #painter: ReturnType<typeof painter> | null = null

  async open(base: string, storeName: string | null): Promise<void> {
    this.#base = base
    const store = await openStore(storeName ?? undefined)
    this.#store = store
    // What a closed tab or an ended worker has left of an import; not while another tab imports.
    void navigator.locks
      .request(LOCK, { ifAvailable: true }, (lock) => (lock === null ? undefined : store.sweep()))
      .catch(() => {})
  }

  async catalogue(): Promise<CatalogueEntry[]> {
    return readCatalogue(await this.#read('index.json'))
  }

  prepareShipped(id: string, onProgress: OnProgress): Promise<ShardManifest> {
    return this.#exclusively(onProgress, async (signal, report) => {
      const stored = await this.#stored(id)
      const entry = await this.#entry(id, stored)
      if (stored !== null && (entry === null || entry.sha256 === stored.sha256)) return stored
      if (entry === null) throw new LeakscopeError('not-found', `No shard "${id}" ships with the app.`)
      return this.#stage(report, (keep) =>
        entry.kind === 'recipe'
          ? this.#draw(entry, keep, signal, report)
          : this.#fetchFiles(entry, keep, signal, report),
      )
    })
  }

  async preview(files: readonly PickedFile[]): Promise<ImportPreview> {
    return (await openImport(files)).preview
  }

  importFiles(
    files: readonly PickedFile[],
    allowUnknownTruth: boolean,
    onProgress: OnProgress,
    readText: ((picture: Blob, reading: Reading) => Promise<string>) | null = null,
  ): Promise<ShardManifest> {
    const importing = this.#exclusively(onProgress, async (signal, report) => {
      const pending = await openImport(files)
      return this.#stage(report, (keep) =>
        pending.load({
          allowUnknownTruth,
          draw: async (spec) => (await (this.#painter ??= painter()))(spec),
          join: joinSideBySide,
          ...(readText === null ? {} : { readText: (picture, reading) => readText(new Blob([picture]), reading) }),
          keep,
          signal,
          onProgress: (done, total) => report({ stage: 'read', done, total }),
        }),
      )
    })
    return importing.finally(() => releaseCallback(readText))
  }

  readAnswers(files: readonly PickedFile[], asked: AskedQuestions, answeredBy: string | null): Promise<GivenAnswers> {
    return readAnswerFiles(files, asked, answeredBy)
  }

  async cancel(): Promise<void> {
    this.#running?.abort()
  }

  probeEgress(url: string): Promise<'blocked' | 'reached'> {
    return probeEgress(url)
  }

  async #exclusively<Result>(
    onProgress: OnProgress,
    work: (signal: AbortSignal, report: (progress: IntakeProgress) => void) => Promise<Result>,
  ): Promise<Result> {
    const controller = new AbortController()
    this.#running = controller
    const report = (progress: IntakeProgress): void => onProgress?.(progress)
    const waiting = setInterval(() => report({ stage: 'wait', done: 0, total: 0 }), WAITING_MS)
    try {
      return await navigator.locks.request(LOCK, { signal: controller.signal }, () => {
        clearInterval(waiting)
        return work(controller.signal, report)
      })
    } catch (error) {
      throw controller.signal.aborted && !(error instanceof LeakscopeError) ? cancelled() : error
    } finally {
      clearInterval(waiting)
      if (this.#running === controller) this.#running = null
      releaseCallback(onProgress)
    }
  }

  /** The manifest of a stored shard that is whole; null when there is none, or pictures of it were evicted. */
  async #stored(id: string): Promise<ShardManifest | null> {
    const store = this.#opened().store
    const manifest = (await store.shards()).find((shard) => shard.id === id) ?? null
    if (manifest === null) return null
    const [items, images] = await Promise.all([store.items(id), store.imageIds(id)])
    return items.every(({ imageId }) => imageId === null || images.has(imageId)) ? manifest : null
  }

  /** Null when the shard does not ship, or cannot be looked up although a stored one would do. */
  async #entry(id: string, stored: ShardManifest | null): Promise<CatalogueEntry | null> {
    try {
      return (await this.catalogue()).find((entry) => entry.id === id) ?? null
    } catch (error) {
      if (stored !== null) return null
      throw error
    }
  }

  async #draw(
    entry: CatalogueEntry,
    keep: Keep,
    signal: AbortSignal,
    report: (progress: IntakeProgress) => void,
  ): Promise<LoadedShard> {
    const { manifest, items, pictures } = assertListed(
      entry,
      await followRecipe(readRecipeFile(await this.#read(entry.path)), (name) => this.#read(name)),
    )
    const draw = await painter()
    for (const [done, picture] of pictures.entries()) {
      if (signal.aborted) throw cancelled()
      if (!('spec' in picture))
        throw new LeakscopeError('bad-shard', `Shard ${entry.id}: a recipe's pictures must be drawn.`)
      report({ stage: 'draw', done, total: pictures.length })
      await keep({ id: picture.id, bytes: await draw(picture.spec), type: 'image/png' })
    }
    return { manifest, items }
  }

  async #fetchFiles(
    entry: CatalogueEntry,
    keep: Keep,
    signal: AbortSignal,
    report: (progress: IntakeProgress) => void,
  ): Promise<LoadedShard> {
    const source = await this.#read(entry.path)
    const folder = entry.path.slice(0, entry.path.lastIndexOf('/') + 1)
    const files: PickedFile[] = [{ path: entry.path, file: new Blob([source]) }]
    for (const picture of (await readShardJsonl(source)).pictures) {
      if (signal.aborted) throw cancelled()
      if ('path' in picture)
        files.push({ path: folder + picture.path, file: await (await this.#fetch(folder + picture.path)).blob() })
    }
    const pending = await openImport(files)
    const loaded = await pending.load({
      allowUnknownTruth: true,
      keep,
      signal,
      onProgress: (done, total) => report({ stage: 'read', done, total }),
    })
    return { ...loaded, manifest: assertListed(entry, loaded).manifest }
  }

  /** Stores pictures as they are loaded, and then the rest; what fails leaves nothing. */
  async #stage(
    report: (progress: IntakeProgress) => void,
    load: (keep: Keep) => Promise<LoadedShard>,
  ): Promise<ShardManifest> {
    const staging = this.#opened().store.stageShard()
    try {
      const { manifest, items } = await load((image) => staging.addImage(image))
      report({ stage: 'store', done: 0, total: items.length })
      await staging.commit(manifest, items)
      return manifest
    } catch (error) {
      // The reason is worth more than what hinders the removal, which the next start does again.
      await staging.discard().catch(() => {})
      throw error
    }
  }

  async #read(name: string): Promise<string> {
    return (await this.#fetch(name)).text()
  }

  async #fetch(name: string): Promise<globalThis.Response> {
    const url = new URL(name, this.#opened().base)
    const response = await fetch(url).catch((error: unknown) => {
      throw new LeakscopeError('not-found', `${url.pathname} cannot be read; is the app's server running?`, {
        cause: error,
      })
    })
    if (!response.ok) throw new LeakscopeError('not-found', `${url.pathname} cannot be read (HTTP ${response.status}).`)
    return response
  }

  #opened(): { base: string; store: Store } {
    if (this.#base === null || this.#store === null)
      throw new LeakscopeError('unknown', 'The intake worker was not opened.')
    return { base: this.#base, store: this.#store }
  }
}

/** The catalogue and the shard's own manifest must agree, or an old file is being served beside a new catalogue. */
function assertListed<Found extends Pick<Shard, 'manifest'>>(entry: CatalogueEntry, shard: Found): Found {
  const { id, sha256 } = shard.manifest
  if (id === entry.id && sha256 === entry.sha256) return shard
  throw new LeakscopeError(
    'bad-shard',
    `Shard ${entry.id} is ${id} with SHA-256 ${sha256}, the catalogue says ${entry.sha256}; nothing was imported.`,
  )
}

/** Draws pictures as PNG files, one after the other on one canvas. */
async function painter(): Promise<(spec: PictureSpec) => Promise<ArrayBuffer>> {
  await loadFonts()
  const canvas = new OffscreenCanvas(PAGE, PAGE)
  // Text is drawn on the CPU, so that a picture does not depend on the graphics driver.
  const plain = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  if (plain === null) throw new LeakscopeError('unknown', 'This browser gives workers no canvas to draw on.')
  const context = unhinted(plain, 'Roboto Mono')
  return async (spec) => {
    const { width, height } = pictureSize(context, spec)
    // Setting a size, even the same, clears the canvas and its state.
    canvas.width = width
    canvas.height = height
    drawPicture(context, spec)
    return (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()
  }
}

/** Pictures from left to right, as PNG; lower ones stand at the top. */
async function joinSideBySide(parts: readonly ArrayBuffer[]): Promise<ArrayBuffer> {
  const pictures = await Promise.all(parts.map((part) => createImageBitmap(new Blob([part]))))
  const width = pictures.reduce((sum, picture) => sum + picture.width, 0)
  const canvas = new OffscreenCanvas(width, Math.max(...pictures.map(({ height }) => height)))
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) throw new LeakscopeError('unknown', 'This browser gives workers no canvas to draw on.')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  let x = 0
  for (const picture of pictures) {
    context.drawImage(picture, x, 0)
    x += picture.width
    picture.close()
  }
  return (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()
}

function cancelled(): LeakscopeError {
  return new LeakscopeError('aborted', 'The import was cancelled; nothing was imported.')
}
