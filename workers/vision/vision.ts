import { gps } from 'exifr'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { memoised } from '../../src/domain/memoised.ts'
import type { ShardManifest } from '../../src/domain/sample.ts'
import { cellsOf, detectPrivate, ownShard, type OwnPicture, type Word } from '../../src/intake/index.ts'
import { openStore } from '../../src/storage/database/store.ts'
import type { Store } from '../../src/storage/database/types.ts'
import { refusalOfSize } from '../picture.ts'
import { countFaces, loadFaceDetector } from './faces.ts'
import { loadOcr, readLines } from './ocr.ts'
import type { ReadPicture, VisionWorkerApi } from './types.ts'

/** Longest side that is read, and shortest that is not enlarged first: small print is lost below. */
const LARGEST = 2400
const SMALLEST = 1200

export class VisionWorker implements VisionWorkerApi {
  #ocr = ''
  #store: Store | null = null
  readonly #engine = memoised(() => loadOcr(this.#ocr))
  #faces: ReturnType<typeof loadFaceDetector> | null = null

  async open(ocr: string, storeName: string | null): Promise<void> {
    this.#ocr = ocr
    this.#store = await openStore(storeName ?? undefined)
  }

  async read(picture: Blob): Promise<ReadPicture> {
    const bitmap = await decode(picture)
    try {
      const { width, height } = bitmap
      const refusal = refusalOfSize(width, height)
      if (refusal !== null) throw new LeakscopeError('bad-image', `${refusal}; make it smaller first.`)
      const { lines, scale } = await this.#linesOn(bitmap)
      const proposals = detectPrivate(cellsOf(lines)).map((proposal) => ({
        ...proposal,
        box: {
          x: proposal.box.x / scale,
          y: proposal.box.y / scale,
          width: proposal.box.width / scale,
          height: proposal.box.height / scale,
        },
      }))
      return {
        width,
        height,
        proposals,
        words: lines.flat().length,
        faces: await this.#countFaces(bitmap),
        location: await locationOf(picture),
      }
    } finally {
      bitmap.close()
    }
  }

  async text(picture: Blob): Promise<string> {
    const bitmap = await decode(picture)
    try {
      const longest = Math.max(bitmap.width, bitmap.height)
      const larger = (await this.#linesOn(bitmap)).lines
      // Of a small picture either size may lose what the other keeps.
      const lines = longest < SMALLEST ? [...larger, ...(await this.#linesOn(bitmap, 1)).lines] : larger
      return lines.map((words) => words.map(({ text }) => text).join(' ')).join('\n')
    } finally {
      bitmap.close()
    }
  }

  /** What is read on a picture, in pixels of it times `scale`. */
  async #linesOn(bitmap: ImageBitmap, given?: number): Promise<{ lines: Word[][]; scale: number }> {
    const longest = Math.max(bitmap.width, bitmap.height)
    const scale = given ?? Math.min(LARGEST / longest, Math.max(1, SMALLEST / longest))
    const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale))
    const context = canvas.getContext('2d', { alpha: false })
    if (context === null) throw new LeakscopeError('unknown', 'This browser gives workers no canvas to draw on.')
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    const lines = await readLines(await this.#engine(), canvas)
    return { lines, scale }
  }

  /** Null where the detector cannot work: a picture can be asked about all the same. */
  async #countFaces(bitmap: ImageBitmap): Promise<number | null> {
    try {
      return await countFaces(await (this.#faces ??= loadFaceDetector()), bitmap)
    } catch {
      this.#faces = null
      return null
    }
  }

  async keep(name: string, pictures: readonly OwnPicture[]): Promise<ShardManifest> {
    if (this.#store === null) throw new LeakscopeError('unknown', 'The vision worker was not opened.')
    const loaded = await ownShard(`own-${crypto.randomUUID()}`, name, pictures)
    await this.#store.importShard(loaded)
    return loaded.manifest
  }

  async probeEgress(url: string): Promise<'blocked' | 'reached'> {
    try {
      await fetch(url, { mode: 'no-cors', cache: 'no-store' })
      return 'reached'
    } catch {
      return 'blocked'
    }
  }
}

async function decode(picture: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(picture)
  } catch (error) {
    throw new LeakscopeError('bad-image', 'This picture cannot be read; allowed are PNG, JPEG and WebP pictures.', {
      cause: error,
    })
  }
}

async function locationOf(picture: Blob): Promise<ReadPicture['location']> {
  // PNG and damaged metadata: no location is the honest answer.
  const found = await gps(picture).catch(() => undefined)
  return found === undefined || !Number.isFinite(found.latitude) ? null : found
}
