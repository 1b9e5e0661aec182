/** @file Rows one by one: a bad one is told with its reason, leaves nothing behind, and the others go on. */
import { LeakscopeError } from '../domain/errors.ts'
import { createRandom } from '../domain/random.ts'
import { BENCHMARKS } from '../benchmarks/registry.ts'
import { benchmarkById } from '../benchmarks/by-id.ts'
import type { ShardItem } from '../domain/sample.ts'
import type { FileEntry } from './formats/file-entry.ts'
import type { NamedFiles } from './formats/names.ts'
import { bad, checkItem, LIMITS } from './schema.ts'
import type { ShardHead } from './shard.ts'
import { type Found, type FoundPicture, picturePath, type RejectedRow } from './importer.ts'

/** Why a row is left out, in a few words. */
export class Rejection extends Error {}

/** Takes a picture for the row at hand, and returns its id. @throws Rejection where another picture has that id. */
export type TakePicture = (imageId: string, picture: FileEntry | FoundPicture) => string

export class Rows {
  readonly items: ShardItem[] = []
  readonly rejected: RejectedRow[] = []
  /** Those that rows are asked with. */
  readonly pictures = new Map<string, FoundPicture>()
  /** Files that the pictures are. */
  readonly used = new Set<FileEntry>()
  readonly #benchmark: string
  readonly #ids = new Set<string>()

  constructor(benchmark: string) {
    this.#benchmark = benchmark
  }

  /**
   * Takes what `make` returns, or notes why it cannot: a `Rejection`, a field out of bounds, an item that its
   * benchmark cannot ask.
   */
  add(row: string, make: (take: TakePicture) => readonly ShardItem[]): void {
    const pictures = new Map<string, FoundPicture>()
    const used = new Set<FileEntry>()
    const take: TakePicture = (imageId, source) => {
      const isFile = 'open' in source
      const picture = isFile ? picturePath(source) : source
      const other = pictures.get(imageId) ?? this.pictures.get(imageId)
      if (other !== undefined && sourceOf(other) !== sourceOf(picture))
        throw new Rejection(`its picture ${sourceOf(picture)} would have the id of ${sourceOf(other)}, ${imageId}`)
      pictures.set(imageId, other ?? picture)
      if (isFile) used.add(source)
      return imageId
    }
    try {
      const items = make(take).map((item) => checkItem(item, `row ${row}`))
      const ids = new Set<string>()
      for (const item of items) {
        const reason = benchmarkById(BENCHMARKS, this.#benchmark).rejectItem(item)
        if (reason !== null) throw new Rejection(reason)
        if (this.#ids.has(item.id) || ids.has(item.id)) throw new Rejection(`another row has the id ${item.id}`)
        ids.add(item.id)
      }
      for (const id of ids) this.#ids.add(id)
      // A row that was asked before gives nothing, and leaves no picture either.
      const shown = new Set(items.map(({ imageId }) => imageId))
      for (const [id, picture] of pictures) if (shown.has(id)) this.pictures.set(id, picture)
      if (items.length > 0) for (const entry of used) this.used.add(entry)
      for (const item of items) this.items.push(item)
    } catch (error) {
      if (!(error instanceof Rejection) && !(error instanceof LeakscopeError && error.code === 'bad-shard')) throw error
      this.reject(row, error.message.replace(/^Shard refused, row [^:]*: |; nothing was imported\.$/g, ''))
    }
    if (this.items.length > LIMITS.rows) throw bad('files', `more than ${LIMITS.rows} rows`)
  }

  /** What was found. @param read files that were read beside the pictures. */
  found(head: ShardHead, notes: readonly string[], read: readonly FileEntry[]): Found {
    const { items, pictures, rejected } = this
    return { head, manifest: null, items, pictures, rejected, notes, used: new Set([...read, ...this.used]) }
  }

  reject(row: string, reason: string): void {
    // One line, whatever a cell holds.
    this.rejected.push({ row: row.slice(0, 160), reason: reason.replaceAll(/\s+/g, ' ') })
    if (this.rejected.length > LIMITS.rows) throw bad('files', `more than ${LIMITS.rows} rows`)
  }
}

/** What tells a picture from another: its whole path, or what is drawn. */
function sourceOf(picture: FoundPicture): string {
  return 'spec' in picture ? `drawn from ${JSON.stringify(picture.spec)}` : picture.path
}

/** The picture that a record names. @throws Rejection where no file, or more than one, could be meant. */
export function namedPicture(pictures: NamedFiles, name: string): FileEntry {
  const meant = pictures.find(name)
  if (meant.entry !== null) return meant.entry
  const [one, other] = meant.others
  if (one === undefined && isAddress(name))
    throw new Rejection(`its picture ${name.slice(0, 80)} is an address, and nothing is fetched: put the file beside`)
  throw new Rejection(
    other === undefined
      ? `its picture ${name.slice(0, 80)} is not among the files`
      : `its picture ${name.slice(0, 80)} could be ${one!.path} or ${other.path}`,
  )
}

/** Where a picture lies on the network. */
export function isAddress(name: string): boolean {
  return /^(?:https?|ftp|s3|gs|hf):\/\//i.test(name.trim())
}

/** A text that must be there. @throws Rejection */
export function textOf(value: unknown, what: string): string {
  if (Number.isFinite(value) || typeof value === 'bigint') return String(value)
  if (typeof value !== 'string' || value.trim() === '') throw new Rejection(`${what} must be a text that is not empty`)
  return value.trim()
}

const LONGEST_PART = 60

/**
 * A part of an id out of anything, another one for every other text: what ids may not hold becomes a hyphen,
 * and then, or where it was cut, a mark of the whole text tells it from its like.
 */
export function idPart(value: string): string {
  const clean = value.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[^\p{L}\p{N}]+/u, '')
  if (clean === value && clean !== '' && clean.length <= LONGEST_PART) return clean
  const random = createRandom(value)
  const mark = [random.next(), random.next()].map((part) => Math.floor(part * 2 ** 32).toString(36)).join('')
  return `${clean === '' ? 'x' : clean.slice(0, LONGEST_PART - 16)}-${mark}`
}
