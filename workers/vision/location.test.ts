import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { locationOf, locationTiff, orientationOf, withLocation } from './location.ts'

const PARIS = { latitude: 48.85823, longitude: 2.2945 }
const SANTIAGO = { latitude: -33.4372, longitude: -70.6506 }
const text = (value: string) => Uint8Array.from(value, (letter) => letter.charCodeAt(0))
const number = (value: number, bytes: number) =>
  Uint8Array.from({ length: bytes }, (_, index) => (value >> (8 * (bytes - 1 - index))) & 255)
const box = (type: string, ...parts: readonly Uint8Array[]) => {
  const content = Buffer.concat(parts)
  return Buffer.concat([number(content.length + 8, 4), text(type), content])
}

/** A HEIF file whose second item is its EXIF block, as phones write them. */
function heif(brand: string, exif: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = box('ftyp', text(brand), number(0, 4), text(`mif1${brand}`))
  const item = (id: number, type: string) =>
    box('infe', number(2, 1), number(0, 3), number(id, 2), number(0, 2), text(type), number(0, 1))
  const meta = (offset: number) =>
    box(
      'meta',
      number(0, 4),
      box('iinf', number(0, 4), number(2, 2), item(1, 'hvc1'), item(2, 'Exif')),
      box(
        'iloc',
        number(0, 4),
        number(0x4400, 2),
        number(2, 2),
        ...[1, 2].flatMap((id) => [
          number(id, 2),
          number(0, 2),
          number(1, 2),
          number(id === 2 ? offset : 0, 4),
          number(id === 2 ? exif.length : 0, 4),
        ]),
      ),
    )
  const offset = head.length + meta(0).length + 8
  return Uint8Array.from(Buffer.concat([head, meta(offset), box('mdat', exif)]))
}

const near = ({ latitude, longitude }: typeof PARIS) => ({
  latitude: expect.closeTo(latitude, 5) as number,
  longitude: expect.closeTo(longitude, 5) as number,
})

it.each([PARIS, SANTIAGO])('a location is found in every kind of file that can carry one', async (place) => {
  const tiff = locationTiff(place)
  const exif = Buffer.concat([number(6, 4), text('Exif\0\0'), tiff])
  const riff = Buffer.concat([
    text('RIFF'),
    number(0, 4),
    text('WEBPVP8 '),
    Uint8Array.of(3, 0, 0, 0),
    text('abc\0'),
    text('EXIF'),
    Uint8Array.of(tiff.length, 0, 0, 0),
    tiff,
  ])
  const jpeg = withLocation(new Blob([Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)]), place)
  for (const [kind, file] of [
    ['TIFF', new Blob([tiff])],
    ['WebP', new Blob([Uint8Array.from(riff)])],
    ['HEIC', new Blob([heif('heic', exif)])],
    ['AVIF', new Blob([heif('avif', exif)])],
    ['JPEG', jpeg],
  ] as const)
    expect(await locationOf(file), kind).toEqual(near(place))
})

it('files without a location, or with a damaged one, say nothing', async () => {
  const cut = heif('heic', locationTiff(PARIS)).slice(0, 80)
  for (const bytes of [
    cut,
    text('RIFF\0\0\0\0WEBPVP8 \xff\xff\xff\xff'),
    text('%PDF-1.7'),
    readFileSync('public/icons/icon-192.png'),
  ])
    expect(await locationOf(new Blob([Uint8Array.from(bytes)]))).toBeNull()
})

it('how a WebP photo was held is found; one that does not say lies upright', async () => {
  // One directory of one entry: tag 274, SHORT, 6.
  const tiff = Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0)
  const riff = (exif: Uint8Array) =>
    new Blob([
      Uint8Array.from(
        Buffer.concat([text('RIFF'), number(0, 4), text('WEBPEXIF'), Uint8Array.of(exif.length, 0, 0, 0), exif]),
      ),
    ])
  expect(await orientationOf(riff(tiff))).toBe(6)
  expect(await orientationOf(riff(locationTiff(PARIS)))).toBe(1)
  expect(await orientationOf(new Blob([text('RIFF')]))).toBe(1)
})
