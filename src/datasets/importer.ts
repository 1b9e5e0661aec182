/**
 * @file What an importer is: it knows the files of one format when it sees them, and turns them into the
 * items of a shard.
 */
import type { ShardItem, ShardManifest } from '../domain/sample.ts'
import type { Files } from './formats/files.ts'
import type { FileEntry } from './formats/file-entry.ts'
import type { PictureSpec } from './pictures/index.ts'
import type { ShardHead } from './shard.ts'

export interface RejectedRow {
  readonly row: string
  readonly reason: string
}

/** A picture file, or how a picture is drawn that the format describes and does not bring. */
export type FoundPicture =
  | {
      readonly path: string
      /** As `FileEntry.place`. */
      readonly place: number
      readonly sha256?: string
      bytes(): Promise<ArrayBuffer>
    }
  | { readonly spec: PictureSpec }
  | {
      /** What tells it from others: the parts' paths. */
      readonly path: string
      readonly place: number
      /** Picture files that are shown side by side, as one. */
      readonly parts: readonly FileEntry[]
    }

/** What is in the files. Pictures are not read yet. */
export interface Found {
  readonly head: ShardHead
  /** Of a shard that brings its own; null where the manifest is made at import. */
  readonly manifest: ShardManifest | null
  readonly items: readonly ShardItem[]
  /** By image id; in the order of the items. */
  readonly pictures: ReadonlyMap<string, FoundPicture>
  readonly rejected: readonly RejectedRow[]
  readonly notes: readonly string[]
  /** Files that are read for it, pictures included. */
  readonly used: ReadonlySet<FileEntry>
  /** What the text that is printed on pictures tells beside; absent where nothing hangs on it. */
  readonly printed?: Printed
}

export interface Printed {
  /** Image ids of the pictures that are to be read. */
  readonly pictures: ReadonlySet<string>
  /** Whether a text says what is looked for; where it does not, the picture is read in another way too. */
  tells(text: string): boolean
  /** The items with what was read, text by image id. */
  complete(texts: ReadonlyMap<string, string>): readonly ShardItem[]
}

export interface Importer {
  readonly id: string
  /** What a user would call these files. */
  readonly title: string
  /**
   * Files that only this format has; empty where there are none. Cheap: looks at names, first bytes, and
   * small texts.
   */
  recognise(files: Files): Promise<readonly FileEntry[]>
  /** Where nothing knows the files and they look like this format: what is missing, in a line; null otherwise. */
  almost?(files: Files): string | null
  /**
   * @param main what `recognise` found, at least one file.
   * @throws LeakscopeError `bad-shard` when the files as a whole cannot be used; single bad rows are returned
   *   with their reason.
   */
  read(files: Files, main: readonly FileEntry[]): Promise<Found>
}

/**
 * Provenance of official files. @param id where the data set has another name than the benchmark that it is
 * asked by.
 */
export function officialHead(
  benchmark: string,
  name: string,
  licence: string,
  source: string,
  id = `${benchmark}-official`,
): ShardHead {
  return { id, benchmark, name, version: '1', licence, source, synthetic: false }
}

/**
 * What is there of a set whose parts can be had one by one: told from the whole and from its other parts by
 * id and name, so that none replaces another.
 * @param present which of `all` are there. @param short how an id has a part.
 */
export function partOf(
  head: ShardHead,
  present: Iterable<string>,
  all: readonly string[],
  short: (part: string) => string = (part) => part,
): ShardHead {
  const there = new Set(present)
  const parts = all.filter((part) => there.has(part))
  if (parts.length === all.length || parts.length === 0) return head
  return { ...head, id: `${head.id}-${parts.map(short).join('.')}`, name: `${head.name} (${parts.join(', ')})` }
}

export function picturePath(entry: FileEntry): FoundPicture {
  return { path: entry.path, place: entry.place, bytes: () => entry.bytes() }
}

/** @param parts at least one, from left to right. */
export function joinedPicture(parts: readonly FileEntry[]): FoundPicture {
  return { path: parts.map(({ path }) => path).join(' + '), place: parts[0]?.place ?? 0, parts }
}

export interface LoadedImage {
  readonly id: string
  readonly bytes: ArrayBuffer
  /** MIME type. */
  readonly type: string
}

/** A shard whose pictures were verified, and handed to `ImportOptions.keep`. */
export interface LoadedShard {
  readonly manifest: ShardManifest
  readonly items: readonly ShardItem[]
}
