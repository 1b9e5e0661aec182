/** @file Names of files as tables and disks write them: composed or decomposed letters, either slash, any case. */
import type { FileEntry } from './file-entry.ts'
import { isRecord } from '../values.ts'
import { isCacheBlob } from './hub-cache.ts'
import { pythonLiteral } from './python-literal.ts'

/** As it is shown and compared: composed letters, forward slashes, no `./`. */
export function plainPath(path: string): string {
  return path.normalize('NFC').replaceAll('\\', '/').replaceAll('/./', '/').replace(/^\.\//, '')
}

/** The folder of a path, with its last slash; empty where there is none. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** The folders of a path and the file's own name; an archive is the folder that it was made of. */
export function partsOf(path: string): string[] {
  return path.split('/').map((part, at, all) => (at < all.length - 1 ? part.replace(/\.(?:zip|tar)$/i, '') : part))
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Without folder and ending. */
export function stem(path: string): string {
  return fileName(path).replace(/\.[^.]+$/, '')
}

/**
 * What macOS, Windows, git, the hub's downloader, editors and open spreadsheets lay beside people's files: copies in
 * `.ipynb_checkpoints` hold the same questions again, `~$people.xlsx` says who has the table open.
 */
export function isClutter(path: string): boolean {
  return CLUTTER.some((pattern) => pattern.test(path))
}

const CLUTTER = [
  /(?:^|\/)(?:__MACOSX|__pycache__|\.(?:git|huggingface|ipynb_checkpoints|vscode|idea|venv|dvc|AppleDouble))\//i,
  // Of NAS and disks: small copies of the pictures, and what was thrown away.
  /(?:^|\/)(?:@eaDir|#recycle|\$RECYCLE\.BIN|System Volume Information|\.(?:Trashe?s?(?:-\d+)?|Spotlight-V100|fseventsd|thumbnails|dropbox\.cache))\//i,
  // Its other folder, `hub`, is where the files are.
  /(?:^|\/)\.cache\/huggingface\/(?!hub\/|datasets\/)/i,
  /(?:^|\/)(?:\._|~\$|\.~lock\.|\.git(?:attributes|ignore|modules|keep)$)/i,
  /(?:^|\/)(?:\.DS_Store|(?:eh)?Thumbs\.db|desktop\.ini|\.directory|\.localized|\.dropbox|Icon\r)$/i,
]

/** What to do with a file of a kind that is not read though others of its like are; null for all others. */
export function unreadKind(path: string): string | null {
  if (
    /\.(?:zip|7z|rar|tar|tgz|tar\.gz)\.\d{2,3}$|\.[zr]\d{2}$|\.part\d+\.rar$|\.(?:tar|tgz|zip)[._-]?part\w*$/i.test(
      path,
    )
  )
    return 'a part of an archive that was split: join and unpack its parts, and pick the folder'
  if (isCacheBlob(path))
    return 'a file of the hub’s cache, whose names are links, which browsers pass over: pick a copy of its snapshots folder (cp -rL), or give the folder to --shard'
  if (/\.(?:zip|tar)\/.*\.zip$/i.test(path))
    return 'an archive in an archive in an archive: unpack it and pick the folder'
  if (/\.(?:7z|bz2|gz|rar|tar|tgz|xz|zst)$/i.test(path))
    return 'an archive that is not read: unpack it and pick the folder'
  if (/\.(?:hei[cf]|jxl|svg|tiff?)$/i.test(path))
    return 'a kind of picture that is not read: save it as PNG, JPEG or WebP'
  // Others are papers and manuals.
  if (/(?:^|\/)\d+\.pdf$/i.test(path)) return 'a PDF file, and a picture is needed: save its page as PNG or JPEG'
  if (/\.(?:xlsb?|ods|numbers)$/i.test(path)) return 'a kind of table that is not read: save it as xlsx or CSV'
  if (/\.(?:crdownload|part|partial|download|opdownload)$/i.test(path))
    return 'a download that has not ended: let it end, or download it again'
  if (/\.dvc$/i.test(path)) return 'a pointer of DVC, not the file: run “dvc pull”'
  if (/\.(?:pt|pth|pkl|pickle|joblib)$/i.test(path))
    return 'a Python object, which is not read because that runs what is in it: save it as JSON, CSV or parquet'
  if (/\.(?:arrow|feather)$/i.test(path)) return 'a kind of data set that is not read: save it as parquet'
  return null
}

export function isPicture({ path }: Pick<FileEntry, 'path'>): boolean {
  return /\.(?:png|jpe?g|jfif|webp|gif|bmp|avif)$/i.test(path)
}

/** What a name in a table means: one file, none, or several, of which none is taken. */
export type Meant = { readonly entry: FileEntry } | { readonly entry: null; readonly others: readonly FileEntry[] }

/**
 * Files of one folder by the names that a table has for them: the whole path below the folder, or how a path
 * ends; as written, else in whatever case.
 */
export class NamedFiles {
  readonly #byEnd = new Map<string, FileEntry[]>()
  /** Pictures by their names without the ending. */
  readonly #byStem = new Map<string, FileEntry[]>()
  /** By names in the encodings that an archive may have been written in. */
  readonly #byOther = new Map<string, FileEntry[]>()
  readonly #folder: string

  /** @param folder as `folderOf` gives it; empty for all files. */
  constructor(entries: readonly FileEntry[], folder = '') {
    this.#folder = folder
    for (const entry of entries) {
      if (!entry.path.startsWith(folder)) continue
      const name = folded(fileName(entry.path))
      append(this.#byEnd, name, entry)
      // As a downloader wrote it.
      if (decoded(name) !== name) append(this.#byEnd, decoded(name), entry)
      if (isPicture(entry)) append(this.#byStem, stem(name), entry)
      const others = (entry.otherPaths ?? []).map((path) => folded(fileName(path)))
      for (const other of new Set(others)) append(this.#byOther, other, entry)
    }
  }

  /**
   * The narrowest reading that fits one file alone is meant, of the name as it stands, else as addresses have it:
   * `https://…/my%20picture.jpg?download=true`.
   */
  find(name: string): Meant {
    const [asWritten = '', ...asAddress] = readingsOf(name)
    const found = this.#find(asWritten)
    if (found.entry !== null || found.others.length > 0) return found
    for (const reading of asAddress) {
      const meant = this.#find(reading)
      if (meant.entry !== null || meant.others.length > 0) return meant
    }
    return found
  }

  #find(name: string): Meant {
    const plain = plainPath(name)
    const candidates = this.#byEnd.get(folded(fileName(plain))) ?? []
    const lower = folded(plain)
    const readings: readonly ((path: string) => boolean)[] = [
      (path) => path === plain,
      (path) => folded(path) === lower,
      (path) => path.endsWith(`/${plain}`),
      (path) => folded(path).endsWith(`/${lower}`),
      (path) => fileName(path) === fileName(plain),
      () => true,
    ]
    for (const fits of readings) {
      const fitting = candidates.filter(({ path }) => fits(path.slice(this.#folder.length)))
      if (fitting.length === 1) return { entry: fitting[0]! }
      if (fitting.length > 1) return { entry: null, others: fitting }
    }
    // Saved as another kind of picture than the table says, which may leave it out or have made a number of the name.
    const key = isPicture({ path: plain }) ? stem(lower) : fileName(lower).replace(/(?<=^\d+)\.0+$/, '')
    const inFolder = ({ path }: FileEntry) =>
      `/${folded(folderOf(path.slice(this.#folder.length)))}`.endsWith(`/${folderOf(lower)}`)
    const saved = key === '' ? [] : (this.#byStem.get(key) ?? []).filter(inFolder)
    if (saved.length > 0) return saved.length === 1 ? { entry: saved[0]! } : { entry: null, others: saved }
    const others = this.#byOther.get(fileName(lower)) ?? []
    return others.length === 1 ? { entry: others[0]! } : { entry: null, others }
  }
}

/** In small letters, without what nobody sees: marks of direction, and blanks of other widths, as in times of macOS. */
export function folded(name: string): string {
  return name
    .replaceAll(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replaceAll(/[\u00A0\u2000-\u200A\u202F\u3000]/g, ' ')
    .toLowerCase()
}

/** A name as it stands, out of what it is wrapped in, and as an address: with nothing behind the path, `%20` read. */
function readingsOf(name: string): string[] {
  const trimmed = unwrapped(name.trim())
  const path = /^(?:https?|file|s3|gs|hf):\/\//i.test(trimmed) ? trimmed.replace(/[?#].*$/s, '') : trimmed
  return [...new Set([name.trim(), trimmed, path, decoded(path)])]
}

/**
 * The name in what pandas prints for the hub's pictures (`{'bytes': None, 'path': '1.jpg'}`) or a list of one, and in a
 * picture of Markdown or HTML; any other text as it is.
 */
function unwrapped(text: string): string {
  const tag = /^!\[[^\]]*\]\(\s*<?([^()\s>]+)>?[^()]*\)$|^<img\b[^>]*\bsrc\s*=\s*["']([^"']+)["'][^>]*>$/i.exec(text)
  if (tag !== null) return (tag[1] ?? tag[2])!
  const [, quoted] = /^(?:["'`“‘])([^"'`“”‘’]+)(?:["'`”’])$/.exec(text) ?? []
  if (quoted !== undefined) return quoted.trim()
  const value = /^[[({]/.test(text) ? pythonLiteral(text) : undefined
  const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value
  const path = isRecord(one) ? (one['path'] ?? one['url'] ?? one['file_name']) : one
  return typeof path === 'string' && path.trim() !== '' ? path.trim() : text
}

/** `my%20picture.jpg` as `my picture.jpg`; as it stands where it is no such text. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function append(map: Map<string, FileEntry[]>, key: string, entry: FileEntry): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [entry])
  else known.push(entry)
}
