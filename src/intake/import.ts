/** @file From files that a user picked to a shard that can be stored. */
import { LeakscopeError } from '../audit/errors.ts'
import type { ShardItem, ShardManifest } from '../audit/sample.ts'
import { sha256Hex } from './hash.ts'
import { readShardJsonl } from './jsonl.ts'
import { looksOfficial, readOfficialMmPrivacy, type RejectedRow } from './official/mm-privacy.ts'
import { readTruthTable } from './official/table.ts'
import { decode, officialHead } from './read.ts'
import { bad, LIMITS, parseJson } from './schema.ts'
import { seal, type FilePicture, type Shard } from './shard.ts'

/** A picked file; the path is passed apart because a `File` loses its `webkitRelativePath` on the way to a worker. */
export interface PickedFile {
  readonly path: string
  readonly file: Blob
}

/** One row as it would be stored, beside the file it is made from. Holds no true value. */
export interface PreviewRow {
  readonly id: string
  readonly prompt: string
  /** The picked file that is its picture; null when it has none. */
  readonly picture: string | null
  readonly split: string
  readonly scenario: string | null
  readonly type: string
  readonly truthKnown: boolean
}

/** What an import would do, shown before anything is written. */
export interface ImportPreview {
  readonly format: 'leakscope' | 'mm-privacy-official'
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
  /** Rows without a known true value: they are imported only when the user agrees, and can be scored for refusal only. */
  readonly withoutTruth: number
  readonly rejected: readonly RejectedRow[]
  readonly notes: readonly string[]
}

export interface ImportOptions {
  /** The user has seen `withoutTruth` and wants those rows all the same. */
  readonly allowUnknownTruth: boolean
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/** Ready to be stored. */
export interface LoadedShard {
  readonly manifest: ShardManifest
  readonly items: readonly ShardItem[]
  readonly images: readonly { readonly id: string; readonly blob: Blob }[]
}

export interface PendingImport {
  readonly preview: ImportPreview
  /** Reads and verifies all pictures. @throws LeakscopeError `bad-shard`, `licence-missing`, `aborted`. */
  load(options: ImportOptions): Promise<LoadedShard>
}

/**
 * Finds out what the files are and validates everything but the pictures' bytes.
 * @throws LeakscopeError `bad-shard` with one line that says what is expected.
 */
export async function openImport(files: readonly PickedFile[]): Promise<PendingImport> {
  const shardFiles = files.filter(({ path }) => path.toLowerCase().endsWith('.shard.jsonl'))
  if (shardFiles.length > 1) throw bad('files', `pick one shard file, not ${shardFiles.length}`)
  const [shardFile] = shardFiles
  return shardFile === undefined ? openOfficial(files) : openOwn(shardFile, files)
}

async function openOwn(shardFile: PickedFile, files: readonly PickedFile[]): Promise<PendingImport> {
  const shard = await readShardJsonl(await text(shardFile))
  const drawn = shard.pictures.find((picture) => 'spec' in picture)
  if (drawn !== undefined)
    throw bad(`picture ${drawn.id}`, 'drawn pictures come with recipes only; a shard file needs picture files')
  const folder = shardFile.path.slice(0, shardFile.path.lastIndexOf('/') + 1)
  const byPath = new Map(files.map((picked) => [picked.path, picked]))
  const pictures = shard.pictures as readonly FilePicture[]
  const sources = new Map<string, PickedFile>()
  for (const { id, path } of pictures) {
    const source = byPath.get(folder + path)
    if (source === undefined) throw bad(`picture ${id}`, `the file ${path} was not picked; pick the whole folder`)
    sources.set(id, source)
  }
  const { manifest } = shard
  return {
    preview: {
      format: 'leakscope',
      ...summary(manifest, shard.items),
      pictures: pictures.length,
      first: firstRows(shard.items, sources),
      rejected: [],
      notes: unusedNote(files, new Set([shardFile, ...sources.values()])),
    },
    async load(options) {
      assertTruth(shard.items, options)
      const images = await readPictures(sources, options, (id, sha256) => {
        const expected = pictures.find((picture) => picture.id === id)?.sha256
        if (sha256 !== expected)
          throw bad(`picture ${id}`, `its SHA-256 is ${sha256}, the shard says ${expected ?? 'nothing'}`)
      })
      return { manifest, items: shard.items, images: images.map(({ id, blob }) => ({ id, blob })) }
    },
  }
}

async function openOfficial(files: readonly PickedFile[]): Promise<PendingImport> {
  const questionFiles: { picked: PickedFile; source: string }[] = []
  const tables: PickedFile[] = []
  for (const picked of files) {
    if (/\.csv$/i.test(picked.path)) tables.push(picked)
    if (!/\.json$/i.test(picked.path)) continue
    const source = await text(picked)
    const value = parseJson(source, picked.path)
    if (looksOfficial(value)) questionFiles.push({ picked, source })
    else if (Array.isArray(value)) tables.push(picked)
  }
  if (questionFiles.length !== 1) {
    throw bad(
      'files',
      `expected one <id>.shard.jsonl, or one official evaluate_*.json with its pictures; got ${questionFiles.length} question files among ${files.length} files`,
    )
  }
  const { picked, source } = questionFiles[0] as (typeof questionFiles)[number]
  const truths = (await Promise.all(tables.map(async (table) => readTruthTable(table.path, await text(table))))).flat()
  const pictures = picturesByKey(files)
  const broken = await unreadable(pictures)
  const usable = new Set([...pictures.keys()].filter((key) => !broken.has(key)))
  const { items, rejected, notes } = readOfficialMmPrivacy(picked.path, source, usable, truths)
  const reasons = rejected.map((row) => ({ row: row.row, reason: broken.get(row.row) ?? row.reason }))
  if (items.length === 0)
    throw bad(
      picked.path,
      `no row can be used; the first, ${reasons[0]?.row ?? '-'}: ${reasons[0]?.reason ?? 'there is none'}`,
    )
  const head = officialHead(items)
  const used = new Map(
    items.flatMap(({ imageId }) => (imageId === null ? [] : [[imageId, pictures.get(imageId) as PickedFile]])),
  )
  return {
    preview: {
      format: 'mm-privacy-official',
      ...summary(head, items),
      pictures: used.size,
      first: firstRows(items, used),
      rejected: reasons,
      notes: [...notes, ...unusedNote(files, new Set([picked, ...tables, ...used.values()]))],
    },
    async load(options) {
      assertTruth(items, options)
      const images = await readPictures(used, options)
      const filePictures = images.map(({ id, blob, sha256 }) => ({
        id,
        path: (used.get(id) as PickedFile).path,
        bytes: blob.size,
        sha256,
      }))
      const { manifest }: Shard = await seal(head, { items, pictures: filePictures })
      return { manifest, items, images: images.map(({ id, blob }) => ({ id, blob })) }
    },
  }
}

function summary(head: { id: string; name: string; benchmark: string; licence: string }, items: readonly ShardItem[]) {
  const bySplit: Record<string, number> = {}
  for (const { split } of items) bySplit[split] = (bySplit[split] ?? 0) + 1
  const { id, name, benchmark, licence } = head
  return {
    id,
    name,
    benchmark,
    licence,
    rows: items.length,
    bySplit,
    withoutTruth: items.filter(({ truths }) => truths.length === 0).length,
  }
}

function firstRows(items: readonly ShardItem[], pictures: ReadonlyMap<string, PickedFile>): PreviewRow[] {
  return items.slice(0, 5).map(({ id, prompt, imageId, split, scenario, type, truths }) => ({
    id,
    prompt,
    picture: imageId === null ? null : (pictures.get(imageId)?.path ?? null),
    split,
    scenario,
    type,
    truthKnown: truths.length > 0,
  }))
}

function assertTruth(items: readonly ShardItem[], options: ImportOptions): void {
  const unknown = items.filter(({ truths }) => truths.length === 0).length
  if (unknown === 0 || options.allowUnknownTruth) return
  throw bad(
    'rows',
    `${unknown} of ${items.length} have no known true value and could be scored for refusal only; confirm that, or add a ground-truth table`,
  )
}

/** Pictures by the number that is their name, as the official folders have them. */
function picturesByKey(files: readonly PickedFile[]): Map<string, PickedFile> {
  const pictures = new Map<string, PickedFile>()
  for (const picked of files) {
    const key = /(?:^|\/)([1-9]\d*)\.(?:png|jpe?g|webp)$/i.exec(picked.path)?.[1]
    if (key === undefined) continue
    const other = pictures.get(key)
    if (other !== undefined)
      throw bad(
        'files',
        `${other.path} and ${picked.path} are both picture ${key}; pick the folder of one question file only`,
      )
    pictures.set(key, picked)
  }
  return pictures
}

async function unreadable(pictures: ReadonlyMap<string, PickedFile>): Promise<Map<string, string>> {
  const broken = new Map<string, string>()
  for (const [key, { path, file }] of pictures) {
    if ((await pictureType(file)) === null) broken.set(key, `${path} is not a PNG, JPEG or WebP picture`)
  }
  return broken
}

async function readPictures(
  sources: ReadonlyMap<string, PickedFile>,
  { onProgress, signal }: ImportOptions,
  checkHash: (id: string, sha256: string) => void = () => {},
): Promise<{ id: string; blob: Blob; sha256: string }[]> {
  const images: { id: string; blob: Blob; sha256: string }[] = []
  for (const [id, { path, file }] of sources) {
    if (signal?.aborted === true) throw new LeakscopeError('aborted', 'The import was cancelled; nothing was imported.')
    if (file.size > LIMITS.fileBytes)
      throw bad(`picture ${id}`, `${path} is larger than ${LIMITS.fileBytes / 2 ** 20} MiB`)
    const type = await pictureType(file)
    if (type === null) throw bad(`picture ${id}`, `${path} is not a PNG, JPEG or WebP picture`)
    const sha256 = await sha256Hex(await file.arrayBuffer())
    checkHash(id, sha256)
    images.push({ id, blob: file.slice(0, file.size, type), sha256 })
    onProgress?.(images.length, sources.size)
  }
  return images
}

/** By the file's first bytes. SVG is left out on purpose: it can carry scripts and links. */
async function pictureType(file: Blob): Promise<'image/png' | 'image/jpeg' | 'image/webp' | null> {
  const start = Array.from(new Uint8Array(await file.slice(0, 12).arrayBuffer()), (byte) =>
    String.fromCharCode(byte),
  ).join('')
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  return start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP' ? 'image/webp' : null
}

function unusedNote(files: readonly PickedFile[], used: ReadonlySet<PickedFile>): string[] {
  const unused = files.length - used.size
  return unused === 0 ? [] : [`${unused} of ${files.length} files are not needed and are left out.`]
}

async function text({ path, file }: PickedFile): Promise<string> {
  if (file.size > LIMITS.fileBytes) throw bad(path, `larger than ${LIMITS.fileBytes / 2 ** 20} MiB`)
  return decode(new Uint8Array(await file.arrayBuffer()), path).replace(/^\uFEFF/, '')
}
