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

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Without folder and ending. */
export function stem(path: string): string {
  return fileName(path).replace(/\.[^.]+$/, '')
}

export function isPicture({ path }: FileEntry): boolean {
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
  readonly #folder: string

  /** @param folder as `folderOf` gives it; empty for all files. */
  constructor(entries: readonly FileEntry[], folder = '') {
    this.#folder = folder
    for (const entry of entries) {
      if (!entry.path.startsWith(folder)) continue
      const name = fileName(entry.path).toLowerCase()
      const known = this.#byEnd.get(name)
      if (known === undefined) this.#byEnd.set(name, [entry])
      else known.push(entry)
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
    return { entry: null, others: [] }
  }
}
