/** @file Names of files as tables and disks write them: composed or decomposed letters, either slash, any case. */
import type { FileEntry } from './file-entry.ts'

/** As it is shown and compared: composed letters, forward slashes, no `./`. */
export function plainPath(path: string): string {
  return path.normalize('NFC').replaceAll('\\', '/').replaceAll('/./', '/').replace(/^\.\//, '')
}

/** The folder of a path, with its last slash; empty where there is none. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** The folders of a path and the file's own name; a zip is the folder that it was made of. */
export function partsOf(path: string): string[] {
  return path.split('/').map((part, at, all) => (at < all.length - 1 ? part.replace(/\.zip$/i, '') : part))
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Without folder and ending. */
export function stem(path: string): string {
  return fileName(path).replace(/\.[^.]+$/, '')
}

/** What macOS, Windows and git lay beside people's files. */
export function isClutter(path: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\.git\/|\._|(?:\.DS_Store|Thumbs\.db|desktop\.ini)$)/i.test(path)
}

/** What to do with a file of a kind that is not read though others of its like are; null for all others. */
export function unreadKind(path: string): string | null {
  if (/\.(?:7z|bz2|gz|rar|tar|tgz|xz|zst)$/i.test(path))
    return 'an archive that is not read: unpack it and pick the folder'
  if (/\.(?:avif|bmp|gif|hei[cf]|jxl|svg|tiff?)$/i.test(path))
    return 'a kind of picture that is not read: save it as PNG, JPEG or WebP'
  if (/\.(?:xlsb?|ods|numbers)$/i.test(path)) return 'a kind of table that is not read: save it as xlsx or CSV'
  if (/\.(?:pt|pth|pkl|pickle|joblib)$/i.test(path))
    return 'a Python object, which is not read because that runs what is in it: save it as JSON, CSV or parquet'
  if (/\.(?:arrow|feather)$/i.test(path)) return 'a kind of data set that is not read: save it as parquet'
  return null
}

export function isPicture({ path }: Pick<FileEntry, 'path'>): boolean {
  return /\.(?:png|jpe?g|webp)$/i.test(path)
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
  readonly #folder: string

  /** @param folder as `folderOf` gives it; empty for all files. */
  constructor(entries: readonly FileEntry[], folder = '') {
    this.#folder = folder
    for (const entry of entries) {
      if (!entry.path.startsWith(folder)) continue
      const name = fileName(entry.path).toLowerCase()
      append(this.#byEnd, name, entry)
      if (isPicture(entry)) append(this.#byStem, stem(name), entry)
    }
  }

  /** The narrowest reading that fits one file alone is meant. */
  find(name: string): Meant {
    const plain = plainPath(name.trim())
    const candidates = this.#byEnd.get(fileName(plain).toLowerCase()) ?? []
    const folded = plain.toLowerCase()
    const readings: readonly ((path: string) => boolean)[] = [
      (path) => path === plain,
      (path) => path.toLowerCase() === folded,
      (path) => path.endsWith(`/${plain}`),
      (path) => path.toLowerCase().endsWith(`/${folded}`),
      (path) => fileName(path) === fileName(plain),
      () => true,
    ]
    for (const fits of readings) {
      const fitting = candidates.filter(({ path }) => fits(path.slice(this.#folder.length)))
      if (fitting.length === 1) return { entry: fitting[0]! }
      if (fitting.length > 1) return { entry: null, others: fitting }
    }
    // Saved as another kind of picture than the table says.
    const folder = folderOf(folded)
    const saved = (isPicture({ path: plain }) ? (this.#byStem.get(stem(folded)) ?? []) : []).filter(({ path }) =>
      `/${folderOf(path.slice(this.#folder.length)).toLowerCase()}`.endsWith(`/${folder}`),
    )
    return saved.length === 1 ? { entry: saved[0]! } : { entry: null, others: saved }
  }
}

function append(map: Map<string, FileEntry[]>, key: string, entry: FileEntry): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [entry])
  else known.push(entry)
}
