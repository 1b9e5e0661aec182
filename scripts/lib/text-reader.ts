/** @file Reads what is printed on pictures, in Node, with the recogniser and the data that the app ships. */
import { dirname } from 'node:path'
import { createRequire } from 'node:module'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js'
import type { ReadText } from '../../src/intake/index.ts'

/** In pixels, as in workers/vision. */
const [LARGEST, SMALLEST] = [2400, 1200]
const DATA = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz'))

/** A reader that loads at the first picture. `close` ends it. */
export function createTextReader(): { readonly read: ReadText; readonly close: () => Promise<void> } {
  let engine: Promise<Worker> | null = null
  return {
    async read(picture) {
      engine ??= open()
      const texts = []
      for (const one of await sizes(picture)) texts.push((await (await engine).recognize(one)).data.text)
      return texts.join('\n')
    },
    async close() {
      await (await engine)?.terminate()
    },
  }
}

/** As the app does (workers/vision): as it is, and a small picture larger too, since either may lose what the other keeps. */
async function sizes(picture: ArrayBuffer): Promise<Buffer[]> {
  const image = await loadImage(Buffer.from(picture))
  const longest = Math.max(image.width, image.height)
  const whole = Math.min(LARGEST / longest, 1)
  const scales = longest < SMALLEST ? [1, SMALLEST / longest] : [whole]
  return Promise.all(
    scales.map((scale) => {
      const canvas = createCanvas(Math.round(image.width * scale), Math.round(image.height * scale))
      const context = canvas.getContext('2d')
      context.fillStyle = '#fff'
      context.fillRect(0, 0, canvas.width, canvas.height)
      context.drawImage(image, 0, 0, canvas.width, canvas.height)
      return canvas.encode('png')
    }),
  )
}

async function open(): Promise<Worker> {
  const engine = await createWorker('eng', OEM.LSTM_ONLY, { langPath: DATA, cacheMethod: 'none', gzip: true })
  await engine.setParameters({ tessedit_pageseg_mode: PSM.AUTO })
  return engine
}
