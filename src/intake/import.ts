/** @file From files that a user picked to a shard that can be stored. */
import { LeakscopeError } from '../domain/errors.ts'
import type { ShardItem } from '../domain/sample.ts'
import { yieldToEventLoop } from '../domain/yield-to-event-loop.ts'
import { Files, type PickedFile } from '../datasets/formats/files.ts'
import type { FileEntry } from '../datasets/formats/file-entry.ts'
import { checkAnyPicture, checkPictureEnd, checkPictureFile } from '../datasets/formats/picture.ts'
import { sha256Hex } from '../datasets/hash.ts'
import { unusedNotes } from '../datasets/formats/unused.ts'
import { joined } from '../datasets/formats/bytes.ts'
import type { Found, FoundPicture, Printed, LoadedImage, LoadedShard, RejectedRow } from '../datasets/importer.ts'
import { IMPORTERS } from '../benchmarks/importers.ts'
import { disguisedData, strangerHint, unreadHint } from './hints.ts'
import type { PictureSpec } from '../datasets/pictures/index.ts'
import { type Reading, READINGS } from './reading.ts'
import { bad } from '../datasets/schema.ts'
import { seal, type Picture } from '../datasets/shard.ts'

export type { PickedFile } from '../datasets/formats/files.ts'

/** One row as it would be stored, beside the file it is made from. Holds no true value. */
export interface PreviewRow {
  readonly id: string
  readonly prompt: string
  /** The picked file that is its picture, or `drawn`; null when it has none. */
  readonly picture: string | null
  readonly split: string
  readonly scenario: string | null
  readonly type: string
  readonly truthKnown: boolean
}

/** What an import would do, shown before anything is written. */
export interface ImportPreview {
  /** The importer's name of the files. */
  readonly format: string
  readonly title: string
  readonly id: string
  readonly name: string
  readonly benchmark: string
  readonly licence: string
  /** Rows that would be imported. */
  readonly rows: number
  readonly bySplit: Readonly<Record<string, number>>
  readonly pictures: number
  /** The first few, in the file's order. */
  readonly first: readonly PreviewRow[]
  /**
   * Rows without a known true value: they are imported only when the user agrees, and can be scored for
   * refusal only.
   */
  readonly withoutTruth: number
  readonly rejected: readonly RejectedRow[]
  readonly notes: readonly string[]
}

export interface ImportOptions {
  /** The user has seen `withoutTruth` and wants those rows all the same. */
  readonly allowUnknownTruth: boolean
  /** Draws a picture, as PNG, that a format describes and does not bring. */
  readonly draw?: (spec: PictureSpec) => Promise<ArrayBuffer>
  /** Makes one picture, as PNG, of several that are to be seen side by side. */
  readonly join?: (parts: readonly ArrayBuffer[]) => Promise<ArrayBuffer>
  /** Reads what is printed on a picture; without it nothing is taken from pictures. */
  readonly readText?: ReadText
  /** Takes each picture, in the order in which they lie in the files; at most `AHEAD` more are read before. */
  readonly keep: (image: LoadedImage) => Promise<void>
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/** @param picture the bytes of a PNG, JPEG or WebP file. */
export type ReadText = (picture: ArrayBuffer, reading: Reading) => Promise<string>

export interface PendingImport {
  readonly preview: ImportPreview
  readonly items: readonly ShardItem[]
  /**
   * What the shard is without its pictures, which scoring answers that were made elsewhere does not need.
   * @param readText where it is given, pictures are read for what is printed on them, and only those on which
   *   a true value hangs.
   */
  withoutPictures(readText?: ReadText): Promise<LoadedShard>
  /**
   * Reads and verifies all pictures, one at a time. @throws LeakscopeError `bad-shard`, `licence-missing`,
   * `aborted`.
   */
  load(options: ImportOptions): Promise<LoadedShard>
}

/**
 * Finds out what the files are, by their contents, and validates everything but the pictures' bytes.
 * @throws LeakscopeError `bad-shard` with one line that says what is expected.
 */
export async function openImport(picked: readonly PickedFile[]): Promise<PendingImport> {
  const files = await Files.open(picked)
  for (const importer of IMPORTERS) {
    const main = await importer.recognise(files)
    if (main.length === 0) continue
    const found = await importer.read(files, main).catch((error: unknown) => {
      throw withHint(error, pointerHint(files))
    })
    if (found.items.length === 0) {
      const [first] = found.rejected
      throw bad(
        main[0]?.path ?? 'files',
        `no row can be used; the first, ${first?.row ?? '-'}: ${first?.reason ?? 'there is none'}${pointerHint(files) || unreadHint(files)}`,
      )
    }
    return pending(importer, found, files)
  }
  const [pointer] = files.pointers
  if (pointer !== undefined)
    throw bad(
      pointer[0].path,
      `${files.pointers.size === 1 ? 'it is a pointer' : `it and ${files.pointers.size - 1} more are pointers`} of ${pointer[1].name} and not the file${files.pointers.size === 1 ? '' : 's'}; ${pointer[1].remedy}`,
    )
  const [problem] = files.problems
  if (problem !== undefined) throw problem
  const instead = await disguisedData(files)
  if (instead !== null) throw bad(instead.path, instead.reason)
  for (const importer of IMPORTERS) {
    const missing = importer.almost?.(files) ?? null
    if (missing !== null) throw bad('files', missing)
  }
  throw bad(
    'files',
    `${files.all.length === 0 ? ['there is no file', ...files.notes].join('; ').replace(/\.$/, '') : `none of ${files.all.length} files is one that can be imported`}${await strangerHint(files)}; allowed are a ${IMPORTERS.map(({ title }) => title).join(', ')}, each with its pictures, as files, a folder or a zip; a data set of your own is made one by “npm run seal-shard” (docs/data.md)`,
  )
}

/** What helps where a clone has only pointers; empty where there are none. */
function pointerHint({ pointers }: Files): string {
  const [pointer] = pointers
  if (pointer === undefined) return ''
  const are = pointers.size === 1 ? 'is a pointer' : `and ${pointers.size - 1} more are pointers`
  return `; ${pointer[0].path} ${are} of ${pointer[1].name}: ${pointer[1].remedy}`
}

/** The same error with more of what helps; any other error as it is. */
function withHint(error: unknown, hint: string): unknown {
  if (!(error instanceof LeakscopeError) || error.code !== 'bad-shard' || hint === '') return error
  const message = error.message.replace(/(?:; nothing was imported\.)?$/, `${hint}; nothing was imported.`)
  return new LeakscopeError('bad-shard', message, { cause: error })
}

function pending(
  { id, title }: { readonly id: string; readonly title: string },
  found: Found,
  files: Files,
): PendingImport {
  const { items, pictures, rejected, head, printed } = found
  const withoutTruth = items.filter((item) => !isTruthKnown(item)).length
  const complete = (texts: ReadonlyMap<string, string>) => (texts.size === 0 ? items : printed!.complete(texts))
  return {
    preview: {
      format: id,
      title,
      id: head.id,
      name: head.name,
      benchmark: head.benchmark,
      licence: head.licence,
      rows: items.length,
      bySplit: countBySplit(items),
      pictures: pictures.size,
      first: items.slice(0, 5).map((item) => previewRow(item, pictures)),
      withoutTruth,
      rejected,
      notes: [...found.notes, ...files.notes, ...pointerNotes(files, found.used), ...unusedNotes(files, found.used)],
    },
    items,
    async withoutPictures(readText) {
      const texts = new Map<string, string>()
      for (const imageId of readText === undefined ? [] : (printed?.pictures ?? [])) {
        const picture = pictures.get(imageId)
        if (picture !== undefined && 'bytes' in picture)
          texts.set(imageId, await textOn(await picture.bytes(), readText!, printed!))
      }
      const known = complete(texts)
      return { manifest: found.manifest ?? (await seal(head, { items: known, pictures: [] })).manifest, items: known }
    },
    async load(options) {
      if (withoutTruth > 0 && !options.allowUnknownTruth)
        throw bad(
          'rows',
          `${withoutTruth} of ${items.length} have no known true value and could be scored for refusal only; confirm that, or add a ground-truth table`,
        )
      const texts = new Map<string, string>()
      const read = await readPictures(pictures, options, async ({ id: imageId, bytes }) => {
        if (options.readText !== undefined && printed?.pictures.has(imageId) === true)
          texts.set(imageId, await textOn(bytes, options.readText, printed))
      })
      const known = complete(texts)
      return { manifest: found.manifest ?? (await seal(head, { items: known, pictures: read })).manifest, items: known }
    },
  }
}

/** What is read on a picture, in one way after the other until it tells something. */
async function textOn(picture: ArrayBuffer, read: ReadText, { tells }: Printed): Promise<string> {
  let text = ''
  for (const reading of READINGS) {
    text = `${text}${text === '' ? '' : '\n'}${await read(picture, reading)}`
    if (tells(text)) break
  }
  return text
}

/** Pictures that would not load. */
function pointerNotes({ pointers }: Files, used: ReadonlySet<FileEntry>): string[] {
  const broken = [...used].filter((entry) => pointers.has(entry))
  const keeper = broken[0] === undefined ? undefined : pointers.get(broken[0])
  return keeper === undefined
    ? []
    : [
        `${broken.length} files that are needed, as ${broken[0]!.path}, are pointers of ${keeper.name}: ${keeper.remedy}.`,
      ]
}

/** An item with a question of its own is scored by that. */
function isTruthKnown({ truths, question }: ShardItem): boolean {
  return truths.length > 0 || question !== undefined
}

function countBySplit(items: readonly ShardItem[]): Record<string, number> {
  const bySplit: Record<string, number> = {}
  for (const { split } of items) bySplit[split] = (bySplit[split] ?? 0) + 1
  return bySplit
}

function previewRow(item: ShardItem, pictures: ReadonlyMap<string, FoundPicture>): PreviewRow {
  const { id, prompt, imageId, split, scenario, type } = item
  const found = imageId === null ? undefined : pictures.get(imageId)
  const picture = found === undefined ? null : 'spec' in found ? 'drawn' : found.path
  return { id, prompt, picture, split, scenario, type, truthKnown: isTruthKnown(item) }
}

/**
 * Pictures that are read while one is stored: a file's bytes come through other processes, and waiting for
 * each in turn takes most of an import.
 */
const AHEAD = 8

/** @returns the pictures in the shard's order. */
async function readPictures(
  pictures: ReadonlyMap<string, FoundPicture>,
  { onProgress, signal, draw, join, keep }: ImportOptions,
  look: (image: LoadedImage) => Promise<void>,
): Promise<Picture[]> {
  const read = new Map<string, Picture>()
  const places = [...pictures].toSorted(([, a], [, b]) => placeOf(a) - placeOf(b))
  // They are drawn on one canvas.
  const count = [...pictures.values()].some((found) => !('bytes' in found)) ? 0 : AHEAD
  for await (const { image, picture } of ahead(places, count, ([id, found]) =>
    readPicture(id, found, { draw, join }),
  )) {
    if (signal?.aborted === true) throw new LeakscopeError('aborted', 'The import was cancelled; nothing was imported.')
    // Kept, its bytes may be gone.
    await look(image)
    await keep(image)
    read.set(image.id, picture)
    if ((await yieldToEventLoop()) || read.size === pictures.size) onProgress?.(read.size, pictures.size)
  }
  return [...pictures.keys()].map((id) => read.get(id)!)
}

function placeOf(found: FoundPicture): number {
  return 'spec' in found ? 0 : found.place
}

async function readPicture(
  id: string,
  found: FoundPicture,
  { draw, join }: Partial<Pick<ImportOptions, 'draw' | 'join'>>,
): Promise<{ image: LoadedImage; picture: Picture }> {
  if ('spec' in found) {
    if (draw === undefined) throw bad(`picture ${id}`, 'pictures can be drawn in the app only')
    return { image: { id, bytes: await draw(found.spec), type: 'image/png' }, picture: { id, spec: found.spec } }
  }
  if ('parts' in found) return joinedOf(id, found, join)
  const bytes = await found.bytes()
  const isSealed = found.sha256 !== undefined
  const type = (isSealed ? checkPictureFile : checkAnyPicture)(`picture ${id}`, found.path, bytes)
  checkPictureEnd(`picture ${id}`, found.path, type, bytes)
  const sha256 = await sha256Hex(bytes)
  if (found.sha256 !== undefined && sha256 !== found.sha256)
    throw bad(`picture ${id}`, `its SHA-256 is ${sha256}, the shard says ${found.sha256}`)
  const picture = { id, path: found.path, bytes: bytes.byteLength, sha256 }
  if (type !== null) return { image: { id, bytes, type }, picture }
  if (join === undefined) throw bad(`picture ${id}`, `${found.path} can be made a PNG in the app only`)
  const png = await join([bytes]).catch(() => {
    throw bad(`picture ${id}`, `${found.path} is damaged`)
  })
  return { image: { id, bytes: png, type: 'image/png' }, picture }
}

/** Its hash is that of the files that it is joined of: browsers pack the same picture into other bytes. */
async function joinedOf(
  id: string,
  { path, parts }: Extract<FoundPicture, { parts: unknown }>,
  join: ImportOptions['join'],
): Promise<{ image: LoadedImage; picture: Picture }> {
  if (join === undefined) throw bad(`picture ${id}`, 'pictures can be joined in the app only')
  const files = await Promise.all(parts.map((part) => part.bytes()))
  for (const [at, file] of files.entries()) checkPictureFile(`picture ${id}`, parts[at]!.path, file)
  const sha256 = await sha256Hex(joined(files.map((file) => new Uint8Array(file))))
  const bytes = files.reduce((sum, file) => sum + file.byteLength, 0)
  return { image: { id, bytes: await join(files), type: 'image/png' }, picture: { id, path, bytes, sha256 } }
}

/** Results in the order of `all`, with so many more under way. */
async function* ahead<Value, Result>(
  all: Iterable<Value>,
  count: number,
  work: (value: Value) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = []
  for (const value of all) {
    const result = work(value)
    // Looked at in its turn.
    result.catch(() => {})
    running.push(result)
    if (running.length > count) yield await running.shift()!
  }
  while (running.length > 0) yield await running.shift()!
}
