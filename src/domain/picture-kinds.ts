/** @file What kind of picture a file is, by its first bytes: names and MIME types are as often wrong. */

export type PictureKind = 'JPEG' | 'PNG' | 'WebP' | 'GIF' | 'BMP' | 'AVIF' | 'TIFF' | 'HEIC' | 'PDF'

/** Bytes of a file that `pictureKind` looks at. */
export const HEAD = 32

/** Kinds that browsers decode. */
const READ: ReadonlySet<PictureKind> = new Set(['JPEG', 'PNG', 'WebP', 'GIF', 'BMP', 'AVIF'])

/** Kinds that become pictures first: photos of phones, scans, pages (workers/vision/unpack.ts). */
const PACKED: ReadonlySet<PictureKind> = new Set(['HEIC', 'TIFF', 'PDF'])

/**
 * Whether a file becomes pictures first. A WebP photo with EXIF data does too: browsers leave it lying as the camera
 * was held (WebP container specification: the bit E of `VP8X`). @param head as for `pictureKind`.
 */
export function isPacked(head: Uint8Array): boolean {
  const kind = pictureKind(head)
  if (kind === 'WebP') return String.fromCharCode(...head.subarray(12, 16)) === 'VP8X' && ((head[20] ?? 0) & 8) !== 0
  return kind !== null && PACKED.has(kind)
}

/** Null for what is none of the kinds. @param head the first `HEAD` bytes, or all where there are fewer. */
export function pictureKind(head: Uint8Array): PictureKind | null {
  const text = String.fromCharCode(...head)
  if (text.startsWith('\xff\xd8\xff')) return 'JPEG'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'PNG'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'WebP'
  if (/^GIF8[79]a/.test(text)) return 'GIF'
  if (text.startsWith('BM') && head.length >= 18) return 'BMP'
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'TIFF'
  if (text.startsWith('%PDF-')) return 'PDF'
  if (text.slice(4, 8) !== 'ftyp') return null
  const brands = text.slice(8)
  if (/avi[fs]/.test(brands)) return 'AVIF'
  return /hei[cxms]|hev[cx]|mif1|msf1/.test(brands) ? 'HEIC' : null
}

/** Why a file is left out, and what helps; null for one that is read or unpacked. */
export function refusalOfKind(kind: PictureKind | null): string | null {
  if (kind !== null && (READ.has(kind) || PACKED.has(kind))) return null
  return 'this is no picture: allowed are JPEG, PNG, WebP, AVIF, GIF, BMP, HEIC, TIFF and PDF files'
}
