/**
 * @file Where a photo was taken and how it was held, by the EXIF data of any kind of picture; and where, as data for a
 * picture made of one.
 */
import { gps, orientation } from 'exifr'
import { HEAD, pictureKind } from '../../src/domain/picture-kinds.ts'

export interface Location {
  /** In degrees, north and east positive. */
  readonly latitude: number
  readonly longitude: number
}

/** Null where the file does not say, or its metadata is damaged. */
export async function locationOf(picture: Blob): Promise<Location | null> {
  const exif = await exifIn(picture)
  const found = exif === null ? undefined : await gps(exif).catch(() => undefined)
  return found === undefined || !Number.isFinite(found.latitude) ? null : found
}

/** How its pixels are turned (TIFF 6.0, tag 274): 1 upright, 2 to 8 mirrored and turned; 1 where it does not say. */
export async function orientationOf(picture: Blob): Promise<number> {
  const exif = await exifIn(picture)
  const found = exif === null ? undefined : await orientation(exif).catch(() => undefined)
  return found !== undefined && Number.isInteger(found) && found >= 1 && found <= 8 ? found : 1
}

/** What exifr reads of a file: all of it, or the EXIF block of kinds that it does not know its way in. */
async function exifIn(picture: Blob): Promise<Uint8Array | null> {
  const bytes = new Uint8Array(await picture.arrayBuffer())
  const kind = pictureKind(bytes.subarray(0, HEAD))
  if (kind !== 'WebP' && kind !== 'AVIF' && kind !== 'HEIC') return bytes
  const block = kind === 'WebP' ? riffChunk(bytes, 'EXIF') : exifItem(bytes)
  if (block === null) return null
  const start = tiffStart(block)
  return start === null ? null : block.slice(start)
}

function tag(bytes: Uint8Array, at: number, length = 4): string {
  return String.fromCharCode(...bytes.subarray(at, at + length))
}

/** Writers put "Exif\0\0", and HEIF an offset, before the TIFF header. */
function tiffStart(block: Uint8Array): number | null {
  for (let at = 0; at <= Math.min(16, block.length - 4); at++)
    if (['II*\0', 'MM\0*'].includes(tag(block, at))) return at
  return null
}

/** The content of a chunk of a RIFF file (WebP container specification). */
function riffChunk(bytes: Uint8Array, name: string): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true)
    if (tag(bytes, at) === name) return bytes.subarray(at + 8, at + 8 + length)
    at += 8 + length + (length % 2)
  }
  return null
}

interface Part {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** Boxes of an ISO base media file (ISO/IEC 14496-12), between two places. */
function boxesIn(view: DataView, from: number, to: number): Part[] {
  const found: Part[] = []
  for (let at = from; at + 8 <= to;) {
    const short = view.getUint32(at)
    const long = short === 1 && at + 16 <= to
    const size = short === 0 ? to - at : long ? Number(view.getBigUint64(at + 8)) : short
    if (size < 8 || at + size > to) break
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at + 4, 4)
    found.push({ type: String.fromCharCode(...bytes), start: at + (long ? 16 : 8), end: at + size })
    at += size
  }
  return found
}

/** The item `Exif` of a HEIF file (ISO/IEC 23008-12), AVIF among them, if it lies in the file itself. */
function exifItem(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const meta = boxesIn(view, 0, bytes.length).find(({ type }) => type === 'meta')
    if (meta === undefined) return null
    const parts = boxesIn(view, meta.start + 4, meta.end)
    const [infos, places] = ['iinf', 'iloc'].map((name) => parts.find(({ type }) => type === name))
    if (infos === undefined || places === undefined) return null
    const isLong = view.getUint8(infos.start) > 0
    const exif = boxesIn(view, infos.start + (isLong ? 8 : 6), infos.end).find(({ start }) => {
      const wide = view.getUint8(start) === 3
      return tag(bytes, start + (wide ? 10 : 8)) === 'Exif'
    })
    if (exif === undefined) return null
    const wide = view.getUint8(exif.start) === 3
    const id = wide ? view.getUint32(exif.start + 4) : view.getUint16(exif.start + 4)
    return placeOf(view, places, id)
  } catch (error) {
    // Offsets that lead out of the file: damaged metadata, which says nothing.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The first extent of an item, by the box `iloc`. @throws RangeError where the box is cut off. */
function placeOf(view: DataView, { start }: Part, item: number): Uint8Array | null {
  const version = view.getUint8(start)
  const sizes = view.getUint16(start + 4)
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15]
  const indexSize = version > 0 ? sizes & 15 : 0
  let at = start + 6
  const number = (size: number): number => {
    at += size
    return size === 8
      ? Number(view.getBigUint64(at - 8))
      : size === 4
        ? view.getUint32(at - 4)
        : size === 2
          ? view.getUint16(at - 2)
          : 0
  }
  const count = number(version < 2 ? 2 : 4)
  for (let index = 0; index < count; index++) {
    const id = number(version < 2 ? 2 : 4)
    const method = version > 0 ? number(2) & 15 : 0
    number(2)
    const base = number(baseSize)
    const extents = number(2)
    for (let extent = 0; extent < extents; extent++) {
      number(indexSize)
      const offset = number(offsetSize)
      const length = number(lengthSize)
      if (id === item && method === 0)
        return new Uint8Array(
          view.buffer,
          view.byteOffset + base + offset,
          Math.min(length, view.byteLength - base - offset),
        )
    }
  }
  return null
}

/** A JPEG with a location in it, as cameras write it: what is made of a photo still says where it was taken. */
export function withLocation(jpeg: Blob, location: Location): Blob {
  const tiff = locationTiff(location)
  const length = tiff.length + 8
  const head = [0xff, 0xe1, length >> 8, length & 255, ...[...'Exif\0\0'].map((sign) => sign.charCodeAt(0))]
  return new Blob([jpeg.slice(0, 2), Uint8Array.from(head), tiff, jpeg.slice(2)], { type: 'image/jpeg' })
}

/** A TIFF structure (TIFF 6.0, big-endian) of one directory that leads to one of GPS (EXIF 2.32, section 4.6.6). */
export function locationTiff({ latitude, longitude }: Location): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(128))
  let at = 0
  const short = (...values: number[]) => {
    for (const value of values) view.setUint16((at += 2) - 2, value)
  }
  const long = (...values: number[]) => {
    for (const value of values) view.setUint32((at += 4) - 4, value)
  }
  const entry = (id: number, type: number, count: number, value: number) => {
    short(id, type)
    long(count, value)
  }
  const letter = (sign: string) => sign.charCodeAt(0) * 2 ** 24
  const [ASCII, LONG, RATIONAL] = [2, 4, 5]
  short(0x4d4d, 42)
  long(8)
  short(1)
  entry(0x8825, LONG, 1, 26)
  long(0)
  short(4)
  entry(1, ASCII, 2, letter(latitude < 0 ? 'S' : 'N'))
  entry(2, RATIONAL, 3, 80)
  entry(3, ASCII, 2, letter(longitude < 0 ? 'W' : 'E'))
  entry(4, RATIONAL, 3, 104)
  long(0)
  for (const degrees of [Math.abs(latitude), Math.abs(longitude)]) {
    const seconds = Math.round(degrees * 3600 * 1e4)
    long(Math.floor(seconds / 36e6), 1, Math.floor(seconds / 6e5) % 60, 1, seconds % 6e5, 1e4)
  }
  return new Uint8Array(view.buffer)
}
