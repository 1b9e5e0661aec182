import courierPrime from '@fontsource/courier-prime/files/courier-prime-latin-400-normal.woff2?url'
import courierPrimeBold from '@fontsource/courier-prime/files/courier-prime-latin-700-normal.woff2?url'
import inter from '@fontsource/inter/files/inter-latin-400-normal.woff2?url'
import lato from '@fontsource/lato/files/lato-latin-400-normal.woff2?url'
import merriweather from '@fontsource/merriweather/files/merriweather-latin-400-normal.woff2?url'
import notoSerif from '@fontsource/noto-serif/files/noto-serif-latin-400-normal.woff2?url'
import ptSans from '@fontsource/pt-sans/files/pt-sans-latin-400-normal.woff2?url'
import robotoMono from '@fontsource/roboto-mono/files/roboto-mono-latin-400-normal.woff2?url'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { memoised } from '../../src/domain/memoised.ts'
import type { FONT_FAMILIES } from '../../src/datasets/forms/index.ts'

const FILES: Readonly<Record<(typeof FONT_FAMILIES)[number], string>> = {
  Inter: inter,
  Lato: lato,
  Merriweather: merriweather,
  'Noto Serif': notoSerif,
  'PT Sans': ptSans,
  'Roboto Mono': robotoMono,
  'Courier Prime': courierPrime,
}

/** Loads the fonts that forms are drawn with, once: a canvas would silently draw with another font. */
export const loadFonts: () => Promise<void> = memoised(load)

async function load(): Promise<void> {
  const faces = await Promise.all([
    ...Object.entries(FILES).map(([family, url]) => face(family, url)),
    // FigStep's pictures are bold.
    face('Courier Prime', courierPrimeBold, { weight: '700' }),
  ])
  for (const loaded of faces) self.fonts.add(loaded)
}

/** Fetched here, not by the font: Firefox loads a worker's fonts past the service worker, so not without a network. */
async function face(family: string, url: string, descriptors: FontFaceDescriptors = {}): Promise<FontFace> {
  const response = await fetch(url)
  if (!response.ok)
    throw new LeakscopeError(
      'unknown',
      `A font to draw forms with could not be fetched: the server answered ${response.status}`,
    )
  return new FontFace(family, await response.arrayBuffer(), descriptors).load()
}
