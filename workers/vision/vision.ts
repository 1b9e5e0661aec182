import { LeakscopeError } from '../../src/domain/errors.ts'
import { HEAD, pictureKind } from '../../src/domain/picture-kinds.ts'
import { memoised } from '../../src/domain/memoised.ts'
import type { ShardManifest } from '../../src/domain/sample.ts'
import {
  cellsOf,
  codeProposals,
  detectPrivate,
  eraseRules,
  linesOf,
  LONGEST,
  MARGIN,
  ownShard,
  readingScales,
  readPage,
  type OwnPicture,
  type Reading,
  type ReadPage,
} from '../../src/intake/index.ts'
import { openStore } from '../../src/storage/database/store.ts'
import type { Store } from '../../src/storage/database/types.ts'
import { refusalOfSize } from '../picture.ts'
import { probeEgress } from '../shared/probe-egress.ts'
import { countFaces, loadFaceDetector } from './faces.ts'
import { loadOcr, readText } from './ocr.ts'
import { codesOn } from './codes.ts'
import { locationOf } from './location.ts'
import { loadTextNetworks } from './text.ts'
import type { Box, ReadPicture, UnpackedFile, VisionWorkerApi } from './types.ts'
import { unpack } from './unpack.ts'

export class VisionWorker implements VisionWorkerApi {
  #ocr = ''
  #store: Store | null = null
  readonly #engine = memoised(() => loadOcr(this.#ocr))
  readonly #text = memoised(loadTextNetworks)
  #faces: ReturnType<typeof loadFaceDetector> | null = null

  async open(ocr: string, storeName: string | null): Promise<void> {
    this.#ocr = ocr
    this.#store = await openStore(storeName ?? undefined)
  }

  unpack(file: Blob): Promise<UnpackedFile> {
    return unpack(file)
  }

  async read(picture: Blob): Promise<ReadPicture> {
    const bitmap = await decode(picture)
    try {
      const { width, height } = bitmap
      const refusal = refusalOfSize(width, height)
      if (refusal !== null) throw new LeakscopeError('bad-image', `${refusal}; make it smaller first.`)
      const scale = Math.min(1, LONGEST / Math.max(width, height))
      const pixels = pixelsOf(bitmap, width * scale, height * scale)
      const page = await this.#page(pixels)
      const printed = detectPrivate(cellsOf(page.stretches))
      const proposals = [...printed, ...codeProposals(await codesOn(pixels), printed)]
      const inPicture = ({ x, y, width: wide, height: high }: Box): Box => ({
        x: x / scale,
        y: y / scale,
        width: wide / scale,
        height: high / scale,
      })
      return {
        width,
        height,
        proposals: proposals.map((one) => ({ ...one, box: inPicture(one.box) })),
        lines: page.stretches.map(({ text, onPicture }) => ({ text, box: inPicture(onPicture) })),
        words: page.stretches.reduce((sum, { words }) => sum + words.length, 0),
        unread: page.unread,
        turned: page.turned,
        faces: await this.#countFaces(bitmap),
        location: await locationOf(picture),
      }
    } finally {
      bitmap.close()
    }
  }

  async #page(pixels: ImageData): Promise<ReadPage> {
    const { detector, recognisers } = await this.#text()
    return readPage(detector, recognisers, pixels)
  }

  async text(picture: Blob, reading: Reading): Promise<string> {
    const bitmap = await decode(picture)
    try {
      if (reading === 'networks') {
        const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height))
        const { stretches } = await this.#page(pixelsOf(bitmap, bitmap.width * scale, bitmap.height * scale))
        return linesOf(stretches)
      }
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
    const asShown = await Promise.all(pictures.map(async (one) => ({ ...one, blob: await commonKind(one.blob) })))
    const loaded = await ownShard(`own-${crypto.randomUUID()}`, name, asShown)
    await this.#store.importShard(loaded)
    return loaded.manifest
  }

  probeEgress(url: string): Promise<'blocked' | 'reached'> {
    return probeEgress(url)
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

/** On white, at another size. */
function pixelsOf(picture: ImageBitmap, width: number, height: number): ImageData {
  const canvas = drawn(picture, width, height)
  return contextOf(canvas).getImageData(0, 0, canvas.width, canvas.height)
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) throw new LeakscopeError('unknown', 'This browser gives workers no canvas to draw on.')
  return context
}

/** As PNG what is not of the three kinds that every importer and exporter knows. */
async function commonKind(picture: Blob): Promise<Blob> {
  const kind = pictureKind(new Uint8Array(await picture.slice(0, HEAD).arrayBuffer()))
  if (kind === 'JPEG' || kind === 'PNG' || kind === 'WebP')
    return picture.type === '' ? new Blob([picture], { type: `image/${kind.toLowerCase()}` }) : picture
  const bitmap = await decode(picture)
  try {
    return await drawn(bitmap, bitmap.width, bitmap.height).convertToBlob({ type: 'image/png' })
  } finally {
    bitmap.close()
  }
}

async function decode(picture: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(picture)
  } catch (error) {
    throw new LeakscopeError(
      'bad-image',
      'This picture cannot be read; allowed are JPEG, PNG, WebP, AVIF, GIF and BMP pictures.',
      {
        cause: error,
      },
    )
  }
}
