/** @file What a user picked, zip files unfolded. Nothing is read before it is needed. */
import { LeakscopeError } from '../../domain/errors.ts'
import { LIMITS } from '../fields.ts'
import { bad, parseJson, rejectPrototypeKeys } from '../schema.ts'
import type { FileEntry } from './file-entry.ts'
import { linesOfRecords, parseJsonLine, recordsIn, repeatedKeys } from './json.ts'
import { HEAD_SIZE, insteadOf, keeperOf, type Keeper, placeholderOf, POINTER_SIZE } from '../../domain/instead.ts'
import { isClutter, isPicture, plainPath } from './names.ts'
import { decodeKnown, decodeText } from './text.ts'
import { oneRevision } from './hub-cache.ts'
import { gunzip, isGzip, isTar, openTar, UNPACKED } from './tar.ts'
import { isSpreadsheet } from './xlsx.ts'
import { isZip, openZip, type ZippedFile } from './zip.ts'

/** A picked file; the path is passed apart because a `File` loses its `webkitRelativePath` on the way to a worker. */
export interface PickedFile {
  readonly path: string
  readonly file: Blob
}

/** All files of one import; texts are read once, however many importers look at them. */
export class Files {
  readonly all: readonly FileEntry[]
  /** Why files could not be looked into, in the order of looking. */
  readonly problems: LeakscopeError[] = []
  /** Files that Git LFS and its like keep elsewhere: what lies here says where. */
  readonly pointers: ReadonlyMap<FileEntry, Keeper>
  /** What was guessed or left aside in reading; a user must hear of it. */
  readonly notes: string[] = []
  readonly #texts = new Map<FileEntry, Promise<string>>()
  /** Encodings that are guesses. */
  readonly #guessed = new Map<FileEntry, string>()
  /** Those whose keys were looked through. */
  readonly #keysKnown = new Set<FileEntry>()

  private constructor(all: readonly FileEntry[], pointers: ReadonlyMap<FileEntry, Keeper>) {
    this.all = all
    this.pointers = pointers
  }

  /** @throws LeakscopeError `bad-shard` for a zip that cannot be read or asks for too much, or for too many files. */
  static async open(picked: readonly PickedFile[]): Promise<Files> {
    const all: FileEntry[] = []
    let before = 0
    const wanted = picked.filter(({ path }) => !isClutter(plainPath(path)))
    const held: Held = { bytes: 0, notes: [] }
    for (const { path, file } of joinedParts(wanted)) {
      all.push(...(await unfolded(path, file, before, held)))
      before += file.size
    }
    if (all.length > LIMITS.files) throw bad('files', `${all.length} files; at most ${LIMITS.files}`)
    const { entries, notes } = await oneRevision(all)
    const files = new Files(...(await pointersAmong(entries)))
    for (const note of [...held.notes, ...notes]) files.note(note)
    const clutter = picked.length - wanted.length
    if (clutter > 0)
      files.note(
        `${clutter} files that macOS, Windows or git keep beside others, and their like (.DS_Store, .git, .cache), are passed over.`,
      )
    return files
  }

  /** Those whose name ends so, whatever its case; tables and records that are elsewhere are none. */
  ending(...endings: readonly string[]): FileEntry[] {
    return this.all.filter(
      (entry) =>
        endings.some((ending) => entry.path.toLowerCase().endsWith(ending)) &&
        (!this.pointers.has(entry) || isPicture(entry)),
    )
  }

  /** @throws LeakscopeError `bad-shard` for a file that is too large or no text. */
  text(entry: FileEntry): Promise<string> {
    const known = this.#texts.get(entry)
    if (known !== undefined) return known
    const reading = this.#read(entry)
    this.#texts.set(entry, reading)
    return reading
  }

  /**
   * The same in the encoding in which most of it is known, where no mark tells which it is.
   * @param knownIn as for `decodeKnown`. @throws LeakscopeError `bad-shard` as `text`.
   */
  async textBy(entry: FileEntry, knownIn: (text: string) => number): Promise<string> {
    const text = await this.text(entry)
    const before = this.#guessed.get(entry)
    if (before === undefined) return text
    const { text: known, guessed } = decodeKnown(new Uint8Array(await entry.bytes()), entry.path, knownIn)
    if (guessed === null || guessed === before) return text
    this.notes.splice(this.notes.indexOf(guessNote(entry.path, before)), 1, guessNote(entry.path, guessed))
    this.#guessed.set(entry, guessed)
    this.#texts.set(entry, Promise.resolve(known))
    return known
  }

  async #read(entry: FileEntry): Promise<string> {
    const bytes = new Uint8Array(await entry.bytes())
    const instead = bytes.length === 0 ? null : insteadOf(bytes.subarray(0, HEAD_SIZE))
    if (instead !== null) throw bad(entry.path, `it is ${instead}`)
    const { text, guessed } = decodeText(bytes, entry.path)
    if (guessed !== null) {
      this.#guessed.set(entry, guessed)
      this.note(guessNote(entry.path, guessed))
    }
    return text.replace(/^\uFEFF/, '')
  }

  /** Says it once. */
  note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text)
  }

  /** Records as `recordsIn` finds them in `value`; empty where there are none. A line that is no JSON is null. */
  async records(entry: FileEntry): Promise<readonly unknown[]> {
    return recordsIn(await this.value(entry))
  }

  /**
   * Parsed JSON as `json` gives it, or a list of lines that hold one object each, as pandas writes them with
   * `lines=True`, whatever the file is called. A line that is no JSON is null.
   */
  async value(entry: FileEntry): Promise<unknown> {
    const isNamed = /\.(?:jsonl|ndjson)$/i.test(entry.path)
    const lines = await this.text(entry).then(
      (text) => linesOfRecords(text, isNamed),
      () => null,
    )
    if (lines === null) return this.json(entry)
    return lines.map((line) => {
      try {
        const value = parseJsonLine(line)
        rejectPrototypeKeys(value, entry.path)
        return value
      } catch {
        return null
      }
    })
  }

  /** Parsed JSON; null where it is none, which is noted: another importer may want the files. */
  async json(entry: FileEntry): Promise<unknown> {
    try {
      const source = await this.text(entry)
      const once = parseJson(source, entry.path)
      // What was made JSON of twice is a text of JSON at first.
      const value = typeof once === 'string' && /^\s*[[{]/.test(once) ? parseJson(once, entry.path) : once
      rejectPrototypeKeys(value, entry.path)
      const repeated = this.#keysKnown.has(entry) ? [] : repeatedKeys(source)
      this.#keysKnown.add(entry)
      if (repeated.length > 0)
        this.note(
          `${entry.path}: of keys that stand there more than once the last counts: ${repeated
            .slice(0, 12)
            .map((key) => key.slice(0, 40))
            .join(', ')}.`,
        )
      return value
    } catch (error) {
      if (!(error instanceof LeakscopeError) || error.code !== 'bad-shard') throw error
      if (!this.problems.some(({ message }) => message === error.message)) this.problems.push(error)
      return null
    }
  }
}

function guessNote(path: string, encoding: string): string {
  return `${path} is not UTF-8; it was read as ${encoding}.`
}

/** A clone made without Git LFS has them in place of its large files; so has a folder that iCloud keeps. */
async function pointersAmong(entries: readonly FileEntry[]): Promise<[FileEntry[], ReadonlyMap<FileEntry, Keeper>]> {
  const found = new Map<FileEntry, Keeper>()
  const all: FileEntry[] = []
  for (const entry of entries) {
    const path = placeholderOf(entry.path)
    const named = path === null ? entry : { ...entry, path }
    all.push(named)
    const isSmall = entry.size >= POINTER_SIZE[0] && entry.size <= POINTER_SIZE[1]
    const start = isSmall ? await entry.bytes(HEAD_SIZE).catch(() => new ArrayBuffer()) : new ArrayBuffer()
    const keeper = keeperOf(new Uint8Array(start).subarray(0, HEAD_SIZE), entry.path)
    if (keeper !== null) found.set(named, keeper)
  }
  return [all, found]
}

/** Numbers of an archive that was cut into pieces of bytes: `imgs.zip.001`. */
const PART = /^(.+\.(?:zip|tar|tgz|tar\.gz))\.(\d{3})$/i

/** Pieces of one archive, from the first to the last, are the archive. */
function joinedParts(picked: readonly PickedFile[]): PickedFile[] {
  const pieces = new Map<string, { readonly number: number; readonly file: Blob }[]>()
  for (const { path, file } of picked) {
    const [, whole, number] = PART.exec(path) ?? []
    if (whole !== undefined) pieces.set(whole, [...(pieces.get(whole) ?? []), { number: Number(number), file }])
  }
  const whole = [...pieces].flatMap(([path, parts]): PickedFile[] => {
    const inOrder = parts.toSorted((a, b) => a.number - b.number)
    return inOrder.every(({ number }, at) => number === at + 1)
      ? [{ path, file: new Blob(inOrder.map(({ file }) => file)) }]
      : []
  })
  const isJoined = (path: string) => whole.some((one) => one.path === PART.exec(path)?.[1])
  return [...picked.filter(({ path }) => !isJoined(path)), ...whole]
}

/**
 * A picked file, or what is in it where it is an archive or packed by gzip. Archives in it are unfolded too, once:
 * repositories hold their pictures so.
 * @param before its place. @param held what was unpacked so far and is kept until the import ends.
 */
async function unfolded(path: string, file: Blob, before: number, held: Held, isInside = false): Promise<FileEntry[]> {
  if (isUnfolded(path) && (await isZip(file))) {
    const inside: FileEntry[] = []
    const entries = withoutOlder(path, await openZip(path, file, held.notes), held.notes)
    if (entries.length === 0) held.notes.push(`${path} is an empty zip.`)
    if (entries.some((entry) => entry.path === `${path}/xl/workbook.xml`))
      return [plainEntry(renamed(path, 'xlsx', 'a workbook', held.notes), file, before)]
    for (const zipped of entries)
      inside.push(...(isInside ? [zippedEntry(zipped, before)] : await zippedEntries(zipped, before, held)))
    return inside
  }
  if (isSpreadsheet(path) && (await isPlainText(file)))
    return [plainEntry(renamed(path, 'csv', 'a text', held.notes), file, before)]
  if (/\.(?:gz|tgz)$/i.test(path) && (await isGzip(file))) {
    const plain = path.replace(/\.gz$/i, '').replace(/\.tgz$/i, '.tar')
    return unfolded(plain, counted(path, await gunzip(path, file), held), before, held, isInside)
  }
  if (/\.tar$/i.test(path) && (await isTar(file))) {
    const inside: FileEntry[] = []
    for (const entry of await openTar(path, file, held.notes)) {
      const place = before + entry.offset
      if (!isInside && ARCHIVE.test(entry.path))
        inside.push(...(await packedInside(entry.path, entry.file, place, held)))
      else inside.push(plainEntry(entry.path, entry.file, place))
    }
    return inside
  }
  return [plainEntry(path, file, before)]
}

/** A table under the ending of another kind is read as what it is. */
function renamed(path: string, ending: string, what: string, notes: string[]): string {
  notes.push(`${path} is ${what}, whatever its ending says; it is read as one.`)
  return `${path}.${ending}`
}

/** Whether nothing in a file speaks against its being a text. */
async function isPlainText(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, HEAD_SIZE).arrayBuffer())
  if (head.length === 0 || insteadOf(head) !== null || keeperOf(head) !== null) return false
  return head.every((byte) => byte >= 0x20 || (byte >= 9 && byte <= 13))
}

/** Without files that a later one of the same name would overwrite, were the archive unpacked. */
function withoutOlder(path: string, entries: readonly ZippedFile[], notes: string[]): readonly ZippedFile[] {
  const last = new Map(entries.map((entry) => [entry.path, entry]))
  if (last.size === entries.length) return entries
  const [first] = entries.filter((entry) => last.get(entry.path) !== entry)
  notes.push(
    `${path}: ${entries.length - last.size} names stand in it twice, as ${first!.path.slice(path.length + 1)}; the last of each is read, which unpacking would leave.`,
  )
  return [...last.values()]
}

/** What is unfolded where it lies in an archive. */
const ARCHIVE = /\.(?:zip|tar|t?gz)$/i

interface Held {
  bytes: number
  /** What of archives is left out. */
  readonly notes: string[]
}

/** Many small bombs are one large one. @throws LeakscopeError `bad-shard` */
function counted(path: string, file: Blob, held: Held): Blob {
  held.bytes += file.size
  if (held.bytes <= UNPACKED) return file
  throw bad(path, `with it more than ${UNPACKED / 2 ** 30} GiB are unpacked; unpack it and pick the folder`)
}

/** An archive in another; a damaged tar or gzip file stays what it is, since nothing may hang on it. */
async function packedInside(path: string, file: Blob, place: number, held: Held): Promise<FileEntry[]> {
  try {
    return await unfolded(path, file, place, held, true)
  } catch (error) {
    if (/\.zip$/i.test(path) || !(error instanceof LeakscopeError) || held.bytes > UNPACKED) throw error
    return [plainEntry(path, file, place)]
  }
}

function plainEntry(path: string, file: Blob, place: number): FileEntry {
  return entryOf(
    path,
    file.size,
    place,
    async () => file,
    (most) => file.slice(0, most).arrayBuffer(),
  )
}

/** A zip that is a folder: not what other programs keep in zips. */
function isUnfolded(path: string): boolean {
  return !PART.test(path) && !/\.(?:xls[xmb]|docx|pptx|od[stp]|numbers|pages|key|epub|npz|pth?|whl|jar)$/i.test(path)
}

/** A file of a zip, or what is in it. */
async function zippedEntries(zipped: ZippedFile, before: number, held: Held): Promise<FileEntry[]> {
  const { path, size, offset, unpack } = zipped
  if (!ARCHIVE.test(path) || size > LIMITS.fileBytes) return [zippedEntry(zipped, before)]
  const found = await packedInside(path, counted(path, new Blob([await unpack()]), held), before + offset, held)
  // As it lay, where it is no archive: nothing need be held.
  return found.length === 1 && found[0]!.path === plainPath(path) ? [zippedEntry(zipped, before)] : found
}

function zippedEntry({ path, size, offset, otherNames, unpack }: ZippedFile, before: number): FileEntry {
  const entry = entryOf(path, size, before + offset, async () => new Blob([await unpack()]), unpack)
  return otherNames === undefined ? entry : { ...entry, otherPaths: otherNames.map(plainPath) }
}

function entryOf(
  path: string,
  size: number,
  place: number,
  open: () => Promise<Blob>,
  bytes: (most?: number) => Promise<ArrayBuffer>,
): FileEntry {
  return {
    path: plainPath(path),
    size,
    place,
    open,
    bytes: async (most) => {
      if (size > LIMITS.fileBytes) throw bad(path, `larger than ${LIMITS.fileBytes / 2 ** 20} MiB`)
      return bytes(most)
    },
  }
}
