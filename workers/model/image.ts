import { LeakscopeError } from '../../src/domain/errors.ts'
import { CONDITIONS } from '../../src/conditions/registry.ts'
import { refusalOfSize } from '../picture.ts'
import type { RawPixels, Setting } from './types.ts'

/**
 * Decodes a picture to the bytes that it holds: no colour conversion, EXIF orientation applied, transparency
 * laid on white (a canvas premultiplies, so bytes beneath a transparent pixel would not survive anyway).
 * @throws LeakscopeError `bad-image`
 */
export async function decode(image: Blob | RawPixels): Promise<RawPixels> {
  if (!(image instanceof Blob)) return checked(image)
  const bitmap = await createImageBitmap(image, { colorSpaceConversion: 'none', imageOrientation: 'from-image' }).catch(
    (error: unknown) => {
      throw new LeakscopeError(
        'bad-image',
        `The picture cannot be decoded: ${error instanceof Error ? error.message : String(error)}`,
      )
    },
  )
  try {
    const { width, height } = bitmap
    assertSize(width, height)
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    if (context === null)
      throw new LeakscopeError('bad-image', 'This browser gives workers no canvas to decode pictures with')
    context.fillStyle = 'white'
    context.fillRect(0, 0, width, height)
    context.drawImage(bitmap, 0, 0)
    return { width, height, data: withoutAlpha(context.getImageData(0, 0, width, height).data) }
  } finally {
    bitmap.close()
  }
}

/**
 * A picture as conditions show it.
 * @param setting null: as it is.
 * @throws LeakscopeError `bad-config` for one that this version of the app does not have.
 */
export function changed(pixels: RawPixels, setting: Setting | null): RawPixels {
  const { pictureChanges = [], pictureText = '' } = setting ?? {}
  return pictureChanges.reduce((before, change) => {
    const known = CONDITIONS.find(({ id, version }) => change === `${id}@${version}`)
    if (known?.picture !== undefined) return known.picture(before, pictureText)
    throw new LeakscopeError(
      'bad-config',
      `conditions: this version of the app cannot change a picture by "${change}"; start a new run`,
    )
  }, pixels)
}

function checked(image: RawPixels): RawPixels {
  const { width, height, data } = image
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0)) {
    throw new LeakscopeError('bad-image', `The picture measures ${width} x ${height}; both must be whole and positive`)
  }
  assertSize(width, height)
  if (data.length !== width * height * 3) {
    throw new LeakscopeError(
      'bad-image',
      `The picture has ${data.length} bytes; ${width} x ${height} in RGB has ${width * height * 3}`,
    )
  }
  return image
}

function assertSize(width: number, height: number): void {
  const refusal = refusalOfSize(width, height)
  if (refusal !== null) throw new LeakscopeError('bad-image', refusal)
}

function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3)
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from]!
    rgb[to + 1] = rgba[from + 1]!
    rgb[to + 2] = rgba[from + 2]!
  }
  return rgb
}
