/** @file What lies in place of a file, by its first bytes: what a download or a clone left, or another kind. */

/** Who keeps a file elsewhere, and what brings it. */
export interface Keeper {
  readonly name: string
  /** How to get the file, after a colon. */
  readonly remedy: string
}

export const LFS: Keeper = { name: 'Git LFS', remedy: 'run “git lfs pull” in the clone and pick it again' }
const ANNEX: Keeper = { name: 'git-annex', remedy: 'run “git annex get .” in the clone and pick it again' }
const ICLOUD: Keeper = { name: 'iCloud', remedy: 'download it in the Finder and pick it again' }

/** Bytes that pointers have: a path with a hash; a version, a hash and a size; a property list. */
export const POINTER_SIZE = [40, 600] as const
/** Bytes of a file that are looked at. */
export const HEAD_SIZE = 512

/** Null for what is no pointer. @param head the first `HEAD_SIZE` bytes, or all where there are fewer. */
export function keeperOf(head: Uint8Array, path = ''): Keeper | null {
  if (placeholderOf(path) !== null) return ICLOUD
  const text = startOf(head)
  if (text.startsWith('version https://git-lfs')) return LFS
  return /^(?:\.\.\/)*(?:\/annex\/objects\/|\.git\/annex\/objects\/)/.test(text) ? ANNEX : null
}

/** `Photos/.1.png.icloud` stands for `Photos/1.png`; null for any other name. */
export function placeholderOf(path: string): string | null {
  const [, folder, name] = /^(.*\/|)\.([^/]+)\.icloud$/i.exec(path) ?? []
  return folder === undefined || name === undefined ? null : folder + name
}

const KINDS: readonly (readonly [start: string | RegExp, what: string])[] = [
  [
    /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)\b/i,
    'a web page and not the file: the address may ask to sign in or to accept terms; download the file again',
  ],
  [
    /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|Error)/i,
    'XML, which is not read; a download may have left it in place of the file',
  ],
  ['7z\xbc\xaf\x27\x1c', 'a 7z archive, which is not read: unpack it and pick the folder'],
  ['Rar!\x1a\x07', 'a RAR archive, which is not read: unpack it and pick the folder'],
  ['\xfd7zXZ\0', 'packed by xz, which is not read: unpack it'],
  [/^BZh[1-9]/, 'packed by bzip2, which is not read: unpack it'],
  ['\x28\xb5\x2f\xfd', 'packed by Zstandard, which is not read: unpack it'],
  ['%PDF-', 'a PDF file'],
  ['SQLite format 3\0', 'a database of SQLite, which is not read: save its table as CSV'],
  [/^[\s\S]{8}DUCK/, 'a database of DuckDB, which is not read: save its table as CSV or parquet'],
  ['MZ', 'a program of Windows; where it is an archive that unpacks itself, run it and pick the folder'],
  [
    '\xd0\xcf\x11\xe0',
    'a file of old Office programs, or one with a password, which is not read: save it as xlsx without one, or as CSV',
  ],
  ['ARROW1', 'an Arrow file, which is not read: save it as parquet'],
  ['II*\0', 'a TIFF picture, which is not read: save it as PNG, JPEG or WebP'],
  ['MM\0*', 'a TIFF picture, which is not read: save it as PNG, JPEG or WebP'],
  [/^.{4}ftyp(?:hei|hev|mif1|msf1)/s, 'a HEIC picture, which is not read: save it as PNG, JPEG or WebP'],
  ['GGUF\x03\0', 'a model; models are chosen under Prepare'],
]

/** What a file is, whatever its name says; null where nothing speaks of it. @param head as for `keeperOf`. */
export function insteadOf(head: Uint8Array): string | null {
  if (head.length === 0) return 'empty'
  const start = startOf(head)
  return KINDS.find(([mark]) => (typeof mark === 'string' ? start.startsWith(mark) : mark.test(start)))?.[1] ?? null
}

/** Each byte as one character. */
function startOf(head: Uint8Array): string {
  return String.fromCharCode(...head.subarray(0, HEAD_SIZE))
}
