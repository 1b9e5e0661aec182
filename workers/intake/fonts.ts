import courierPrime from '@fontsource/courier-prime/files/courier-prime-latin-400-normal.woff2?url'
import courierPrimeBold from '@fontsource/courier-prime/files/courier-prime-latin-700-normal.woff2?url'
import inter from '@fontsource/inter/files/inter-latin-400-normal.woff2?url'
import lato from '@fontsource/lato/files/lato-latin-400-normal.woff2?url'
import merriweather from '@fontsource/merriweather/files/merriweather-latin-400-normal.woff2?url'
import notoSerif from '@fontsource/noto-serif/files/noto-serif-latin-400-normal.woff2?url'
import ptSans from '@fontsource/pt-sans/files/pt-sans-latin-400-normal.woff2?url'
import robotoMono from '@fontsource/roboto-mono/files/roboto-mono-latin-400-normal.woff2?url'
import type { FONT_FAMILIES } from '../../src/intake/forms/index.ts'

const FILES: Readonly<Record<(typeof FONT_FAMILIES)[number], string>> = {
  Inter: inter,
  Lato: lato,
  Merriweather: merriweather,
  'Noto Serif': notoSerif,
  'PT Sans': ptSans,
  'Roboto Mono': robotoMono,
  'Courier Prime': courierPrime,
}

let loading: Promise<void> | null = null

/** Loads the fonts that forms are drawn with, once: a canvas would silently draw with another font. */
export function loadFonts(): Promise<void> {
  loading ??= load().catch((error: unknown) => {
    loading = null
    throw error
  })
  return loading
}

async function load(): Promise<void> {
  const faces = await Promise.all([
    ...Object.entries(FILES).map(([family, url]) => new FontFace(family, `url("${url}")`).load()),
    // FigStep's pictures are bold.
    new FontFace('Courier Prime', `url("${courierPrimeBold}")`, { weight: '700' }).load(),
  ])
  for (const face of faces) self.fonts.add(face)
}
