import { imageSize } from 'image-size'
import { HEAD, pictureKind, type PictureKind } from '../../domain/picture-kinds.ts'
import { LIMITS } from '../fields.ts'
import { bad } from '../schema.ts'
import { insteadOf, keeperOf } from '../../domain/instead.ts'

/** Kinds that browsers decode beside those that are stored as they are. */
const CONVERTED: ReadonlySet<PictureKind> = new Set(['GIF', 'BMP', 'AVIF'])
const TYPES = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' } as const
export type PictureType = (typeof TYPES)[keyof typeof TYPES]

/** Where a picture says its size: behind its metadata, which in a photo can be long. */
export const PICTURE_HEADER = 512 * 2 ** 10

/**
 * Kind of a picture by its first bytes; `PICTURE_HEADER` of them are enough. SVG is left out on purpose: it
 * can carry scripts and links.
 * @throws LeakscopeError `bad-shard` with what is allowed, also for more pixels than a browser can decode safely.
 */
export function checkPictureFile(where: string, path: string, file: ArrayBuffer): PictureType {
  const type = checkAnyPicture(where, path, file)
  if (type === null) throw bad(where, `${path} is not a PNG, JPEG or WebP picture`)
  return type
}

/** The same; null for a GIF, BMP or AVIF picture, which becomes a PNG at the import. */
export function checkAnyPicture(where: string, path: string, file: ArrayBuffer): PictureType | null {
  if (file.byteLength > LIMITS.fileBytes) throw bad(where, `${path} is larger than ${LIMITS.fileBytes / 2 ** 20} MiB`)
  const header = new Uint8Array(file, 0, Math.min(file.byteLength, PICTURE_HEADER))
  const type = typeOf(header)
  const kind = pictureKind(header.subarray(0, HEAD))
  const size = type === null && (kind === null || !CONVERTED.has(kind)) ? null : sizeOf(header)
  const keeper = size === null ? keeperOf(header) : null
  if (keeper !== null) throw bad(where, `${path} is a pointer of ${keeper.name}; ${keeper.remedy}`)
  if (size === null) {
    const instead = insteadOf(header)
    throw bad(where, `${path} is not a PNG, JPEG or WebP picture${instead === null ? '' : `; it is ${instead}`}`)
  }
  const pixels = size.width * size.height
  if (!(pixels > 0 && pixels <= LIMITS.pixels && Math.max(size.width, size.height) <= LIMITS.side))
    throw bad(
      where,
      `${path} has ${size.width} x ${size.height} pixels; at most ${LIMITS.side} a side and ${LIMITS.pixels / 1e6} million`,
    )
  return type
}

/**
 * That a whole file has the end that its kind must have: a PNG whose download was cut off has its size in front and
 * decodes to half a picture, or to none. JPEG files without an end are whole as often as not.
 * @throws LeakscopeError `bad-shard`
 */
export function checkPictureEnd(where: string, path: string, type: PictureType | null, file: ArrayBuffer): void {
  if (type !== TYPES.png || isIn(new Uint8Array(file), 'IEND')) return
  throw bad(where, `${path} is cut off, its end is missing: download or copy it again`)
}

/** Searched from the end, where it mostly is. */
function isIn(bytes: Uint8Array, mark: string): boolean {
  const codes = [...mark].map((letter) => letter.charCodeAt(0))
  for (let at = bytes.lastIndexOf(codes[0]!); at !== -1; at = at === 0 ? -1 : bytes.lastIndexOf(codes[0]!, at - 1))
    if (codes.every((code, n) => bytes[at + n] === code)) return true
  return false
}

function typeOf(header: Uint8Array): PictureType | null {
  const start = String.fromCharCode(...header.subarray(0, 12))
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return TYPES.png
  if (start.startsWith('\xff\xd8\xff')) return TYPES.jpg
  return start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP' ? TYPES.webp : null
}

function sizeOf(header: Uint8Array): { width: number; height: number } | null {
  try {
    const { width, height } = imageSize(header)
    return { width, height }
  } catch {
    return null
  }
}
