/** @file Reads what is printed on pictures, in Node, with the recognisers and the data that the app ships. */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { createCanvas, loadImage, type Canvas, type Image } from '@napi-rs/canvas'
import { createWorker, OEM, type Worker } from 'tesseract.js'
import {
  eraseRules,
  linesOf,
  MARGIN,
  READING_PARAMETERS,
  readingScales,
  type ReadText,
  type TesseractReading,
} from '../../src/intake/index.ts'
import { createPageReader } from './text-networks.ts'

const DATA = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz'))

/** A reader that loads each recogniser at the first picture that takes it. `close` ends it. */
export function createTextReader(): { readonly read: ReadText; readonly close: () => Promise<void> } {
  let opening: Promise<Worker> | null = null
  let networks: ReturnType<typeof createPageReader> | null = null
  return {
    async read(picture, reading) {
      if (reading === 'networks') {
        const readPage = await (networks ??= createPageReader())
        return linesOf((await readPage(Buffer.from(picture))).stretches)
      }
      const engine = await (opening ??= createWorker('eng', OEM.LSTM_ONLY, {
        langPath: DATA,
        cacheMethod: 'none',
        gzip: true,
      }))
      await engine.setParameters(READING_PARAMETERS[reading])
      const ready = prepared(await loadImage(Buffer.from(picture)), reading)
      return (await engine.recognize(await ready.encode('png'))).data.text
    },
    async close() {
      await (await opening)?.terminate()
    },
  }
}

/** As the app does (workers/vision). */
function prepared(image: Image, reading: TesseractReading): Canvas {
  const { first, enlarged } = readingScales(image.width, image.height)
  const canvas = drawn(image, image.width * first, image.height * first, 0)
  if (reading === 'plain') return canvas
  const context = canvas.getContext('2d')
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
  eraseRules(pixels)
  context.putImageData(pixels, 0, 0)
  return drawn(canvas, image.width * enlarged, image.height * enlarged, MARGIN)
}

function drawn(image: Image | Canvas, width: number, height: number, margin: number): Canvas {
  const [wide, high] = [Math.round(width), Math.round(height)]
  const canvas = createCanvas(wide + 2 * margin, high + 2 * margin)
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, margin, margin, wide, high)
  return canvas
}
