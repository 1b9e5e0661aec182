/**
 * @file Pictures out of files that browsers do not show, or not upright: HEIC photos, TIFF scans with all their pages,
 * PDF pages, WebP photos as the camera was held.
 * Each decoder is fetched from our own server when the first such file comes.
 */
import { LeakscopeError } from '../../src/domain/errors.ts'
import { HEAD, pictureKind, type PictureKind } from '../../src/domain/picture-kinds.ts'
import { memoised } from '../../src/domain/memoised.ts'
import { refusalOfSize } from '../picture.ts'
import { loadedHere } from './load.ts'
import { locationOf, orientationOf, withLocation } from './location.ts'
import { pdfPages } from './pdf.ts'
import type { UnpackedFile } from './types.ts'

/** More pages than a person will review at once, and than fit in memory with their pixels. */
export const MOST_PAGES = 100

/**
 * The pictures in a file, upright, as JPEG or PNG; one that was a photo keeps its location and no other metadata.
 * Rejects with `bad-image` where the file is damaged or locked, `not-found` where the decoder cannot be loaded.
 */
export async function unpack(file: Blob): Promise<UnpackedFile> {
  const kind = pictureKind(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()))
  const pages = PAGES[kind ?? 'JPEG']
  if (pages === undefined && kind !== 'WebP') return { pictures: [file], leftOut: 0 }
  const location = await locationOf(file)
  if (pages === undefined) return { pictures: [await uprightWebp(file, location)], leftOut: 0 }
  const bytes = await file.arrayBuffer()
  const pictures: Blob[] = []
  let leftOut = 0
  try {
    for await (const canvas of pages(bytes)) {
      if (pictures.length >= MOST_PAGES) leftOut++
      else if (canvas !== null) pictures.push(await blobOf(canvas, kind === 'HEIC', location))
    }
    if (pictures.length === 0) throw new Error('no picture in it')
  } catch (error) {
    if (error instanceof LeakscopeError) throw error
    throw new LeakscopeError(
      'bad-image',
      `This ${kind} file is damaged, or of a form that is not read here; ${HELP[kind as 'PDF']}.`,
      {
        cause: error,
      },
    )
  }
  return { pictures, leftOut }
}

/** The same file where it lies upright already. @throws LeakscopeError `bad-image` where it is damaged. */
async function uprightWebp(file: Blob, location: Awaited<ReturnType<typeof locationOf>>): Promise<Blob> {
  const orientation = await orientationOf(file)
  if (orientation === 1) return file.slice(0, file.size, 'image/webp')
  const bitmap = await createImageBitmap(file, { imageOrientation: 'none' }).catch((cause: unknown) => {
    throw new LeakscopeError('bad-image', 'This WebP file is damaged; save it as JPEG.', { cause })
  })
  emptyCheck(bitmap.width, bitmap.height)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0)
  bitmap.close()
  return blobOf(turned(canvas, orientation), true, location)
}

const HELP = {
  HEIC: 'save it as JPEG',
  TIFF: 'save it as PNG',
  PDF: 'save its pages as PNG, or take a screenshot',
}

/** The pages of a file; null for one that would be left out, which need not be drawn. */
type Pages = (bytes: ArrayBuffer) => AsyncIterable<OffscreenCanvas | null>

const PAGES: Readonly<Partial<Record<PictureKind, Pages>>> = {
  HEIC: heicPictures,
  TIFF: tiffPages,
  PDF: (bytes) => pdfPages(bytes, MOST_PAGES),
}

/** What was compressed with losses before is so again, at a third of a PNG's size. */
async function blobOf(
  canvas: OffscreenCanvas,
  isPhoto: boolean,
  location: Awaited<ReturnType<typeof locationOf>>,
): Promise<Blob> {
  if (!isPhoto && location === null) return canvas.convertToBlob({ type: 'image/png' })
  const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })
  return location === null ? jpeg : withLocation(jpeg, location)
}

/** The parts of libheif's module that are used (LGPL-3.0: it stays a file of its own, which can be replaced). */
interface Heif {
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): readonly HeifImage[] }
}
interface HeifImage {
  get_width(): number
  get_height(): number
  display(into: ImageData, done: (result: ImageData | null) => void): void
  free(): void
}

const heif = memoised(async () => {
  const { default: create } = await loadedHere<{ default: () => Heif | Promise<Heif> }>('libheif-bundle.mjs')
  return create()
})

async function* heicPictures(bytes: ArrayBuffer): AsyncGenerator<OffscreenCanvas> {
  const { HeifDecoder } = await heif()
  for (const image of new HeifDecoder().decode(new Uint8Array(bytes))) {
    // Turned and mirrored already, as its properties say: its EXIF orientation is not to be applied again.
    const pixels = emptyPixels(image.get_width(), image.get_height())
    await new Promise<void>((resolve, reject) => {
      image.display(pixels, (result) => (result === null ? reject(new Error('not decoded')) : resolve()))
    })
    image.free()
    yield canvasOf(pixels)
  }
}

async function* tiffPages(bytes: ArrayBuffer): AsyncGenerator<OffscreenCanvas> {
  const { default: utif } = await import('utif2')
  for (const page of utif.decode(bytes)) {
    const [width, height] = [first(page['t256']), first(page['t257'])]
    // A directory without a size holds metadata; previews are much smaller than what they show.
    if (width === 0 || height === 0 || (first(page['t254']) & 1) === 1) continue
    emptyCheck(width, height)
    utif.decodeImage(bytes, page)
    const pixels = emptyPixels(page.width, page.height)
    pixels.data.set(utif.toRGBA8(page))
    yield turned(canvasOf(pixels), first(page['t274']))
  }
}

function first(value: unknown): number {
  return Array.isArray(value) && typeof value[0] === 'number' ? value[0] : 0
}

function emptyCheck(width: number, height: number): void {
  const refusal = refusalOfSize(width, height)
  if (refusal !== null) throw new LeakscopeError('bad-image', `${refusal}; make it smaller first.`)
}

function emptyPixels(width: number, height: number): ImageData {
  emptyCheck(width, height)
  return new ImageData(width, height)
}

function canvasOf(pixels: ImageData): OffscreenCanvas {
  const canvas = new OffscreenCanvas(pixels.width, pixels.height)
  canvas.getContext('2d')!.putImageData(pixels, 0, 0)
  return canvas
}

/** As its orientation says (TIFF 6.0, tag 274): 1 upright, 2 to 8 mirrored and turned. */
function turned(canvas: OffscreenCanvas, orientation: number): OffscreenCanvas {
  const { width, height } = canvas
  const matrix = (
    {
      2: [-1, 0, 0, 1, width, 0],
      3: [-1, 0, 0, -1, width, height],
      4: [1, 0, 0, -1, 0, height],
      5: [0, 1, 1, 0, 0, 0],
      6: [0, 1, -1, 0, height, 0],
      7: [0, -1, -1, 0, height, width],
      8: [0, -1, 1, 0, 0, width],
    } as Readonly<Record<number, readonly [number, number, number, number, number, number]>>
  )[orientation]
  if (matrix === undefined) return canvas
  const upright = orientation > 4 ? new OffscreenCanvas(height, width) : new OffscreenCanvas(width, height)
  const context = upright.getContext('2d')!
  context.setTransform(...matrix)
  context.drawImage(canvas, 0, 0)
  return upright
}
