/** @file Pages of a PDF as pictures, by pdf.js, which parses in a worker of its own that ends with the file. */
import type * as PdfJs from 'pdfjs-dist'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { loadedHere, readerAddress } from './load.ts'

/** Pixels of the longer side of a page: as many as text is read from (vision.ts). */
const LONGEST = 2400
/** Small pages, as those of cards, are not drawn larger than this many times their size in points. */
const LARGEST_SCALE = 6

/** @yields for each page its picture; null for those after the `most`th, which are not drawn. */
export async function* pdfPages(bytes: ArrayBuffer, most: number): AsyncGenerator<OffscreenCanvas | null> {
  const pdf = await loadedHere<typeof PdfJs>('pdf.min.mjs')
  const port = new Worker(readerAddress('pdf.worker.min.mjs'), { type: 'module', name: 'pdf' })
  const worker = new pdf.PDFWorker({ port: port as unknown as null })
  try {
    const document = await pdf
      .getDocument({
        data: new Uint8Array(bytes),
        worker,
        cMapUrl: readerAddress('cmaps/'),
        cMapPacked: true,
        standardFontDataUrl: readerAddress('fonts/'),
        wasmUrl: readerAddress('wasm/'),
        useWorkerFetch: true,
        isEvalSupported: false,
        // There is no document whose fonts could draw them; glyphs are drawn as paths.
        disableFontFace: true,
        useSystemFonts: false,
        CanvasFactory: OffscreenFactory,
        FilterFactory: NoFilters,
      })
      .promise.catch((error: unknown) => {
        if (error instanceof Error && error.name === 'PasswordException')
          throw new LeakscopeError('bad-image', 'This PDF is locked by a password: save it without one first.')
        throw error
      })
    for (let number = 1; number <= document.numPages; number++) {
      if (number > most) {
        yield null
        continue
      }
      const page = await document.getPage(number)
      const { width, height } = page.getViewport({ scale: 1 })
      const viewport = page.getViewport({ scale: Math.min(LARGEST_SCALE, LONGEST / Math.max(width, height)) })
      const { canvas, context } = new OffscreenFactory().create(Math.ceil(viewport.width), Math.ceil(viewport.height))
      await page.render({
        canvas: null,
        // Typed for a document's canvases; one without a document draws the same.
        canvasContext: context as never,
        viewport,
        background: '#fff',
      }).promise
      page.cleanup()
      yield canvas
    }
    await document.cleanup()
  } finally {
    worker.destroy()
    port.terminate()
  }
}

interface Drawing {
  canvas: OffscreenCanvas
  context: OffscreenCanvasRenderingContext2D
}

/** pdf.js makes canvases in a document by itself, and a worker has none. */
class OffscreenFactory {
  create(width: number, height: number): Drawing {
    const canvas = new OffscreenCanvas(width, height)
    return { canvas, context: canvas.getContext('2d')! }
  }
  reset({ canvas }: Drawing, width: number, height: number): void {
    Object.assign(canvas, { width, height })
  }
  destroy({ canvas }: Drawing): void {
    Object.assign(canvas, { width: 0, height: 0 })
  }
}

/** Filters are SVG in a document: without them a page's soft masks may look different, its text does not. */
class NoFilters {
  addFilter(): string {
    return 'none'
  }
  addHCMFilter(): string {
    return 'none'
  }
  addAlphaFilter(): string {
    return 'none'
  }
  addLuminosityFilter(): string {
    return 'none'
  }
  addHighlightHCMFilter(): string {
    return 'none'
  }
  destroy(): void {}
}
