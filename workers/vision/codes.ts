import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { memoised } from '../../src/domain/memoised.ts'
import type { Code } from '../../src/datasets/own/codes.ts'
import { readerAddress } from './load.ts'

/** Its default is a CDN. */
const prepared = memoised(async () => {
  await prepareZXingModule({ overrides: { locateFile: readerAddress }, fireImmediately: true })
})

/** QR and bar codes on a picture; boxes are in its pixels. */
export async function codesOn(pixels: ImageData): Promise<Code[]> {
  await prepared()
  const results = await readBarcodes(pixels, { tryHarder: true, maxNumberOfSymbols: 20, textMode: 'Plain' })
  return results
    .filter(({ isValid, text }) => isValid && text !== '')
    .map(({ text, format, position }) => {
      const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft]
      const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)]
      const [x, y] = [Math.min(...xs), Math.min(...ys)]
      return { text, format, box: { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y } }
    })
}
