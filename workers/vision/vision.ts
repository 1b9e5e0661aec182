import { gps } from 'exifr'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { memoised } from '../../src/domain/memoised.ts'
import type { ShardManifest } from '../../src/domain/sample.ts'
import {
  textBlocksOf,
  detectPrivate,
  eraseRules,
  MARGIN,
  ownShard,
  readingScales,
  type OwnPicture,
  type Reading,
  type Word,
} from '../../src/intake/index.ts'
import { openStore } from '../../src/storage/database/store.ts'
import type { Store } from '../../src/storage/database/types.ts'
import { refusalOfSize } from '../picture.ts'
import { countFaces, loadFaceDetector } from './faces.ts'
import { loadOcr, readLines, readText } from './ocr.ts'
import type { ReadPicture, VisionWorkerApi } from './types.ts'

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
      const proposals = detectPrivate(textBlocksOf(lines)).map((proposal) => ({
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

  async text(picture: Blob, reading: Reading): Promise<string> {
    const bitmap = await decode(picture)
    try {
      const { first, enlarged } = readingScales(bitmap.width, bitmap.height)
      const canvas = drawn(bitmap, bitmap.width * first, bitmap.height * first)
      if (reading === 'plain') return await readText(await this.#engine(), canvas, reading)
      const context = contextOf(canvas)
      const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
      eraseRules(pixels)
      context.putImageData(pixels, 0, 0)
      const cleaned = drawn(canvas, bitmap.width * enlarged, bitmap.height * enlarged, MARGIN)
      return await readText(await this.#engine(), cleaned, reading)
    } finally {
      bitmap.close()
    }
  }

  /** What is read on a picture, in pixels of it times `scale`. */
  async #linesOn(bitmap: ImageBitmap): Promise<{ lines: Word[][]; scale: number }> {
    const { enlarged: scale } = readingScales(bitmap.width, bitmap.height)
    const canvas = drawn(bitmap, bitmap.width * scale, bitmap.height * scale)
    return { lines: await readLines(await this.#engine(), canvas), scale }
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

/** On white, where it is not opaque. */
function drawn(picture: ImageBitmap | OffscreenCanvas, width: number, height: number, margin = 0): OffscreenCanvas {
  const [wide, high] = [Math.round(width), Math.round(height)]
  const canvas = new OffscreenCanvas(wide + 2 * margin, high + 2 * margin)
  const context = contextOf(canvas)
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, margin, margin, wide, high)
  return canvas
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) throw new LeakscopeError('unknown', 'This browser gives workers no canvas to draw on.')
  return context
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
