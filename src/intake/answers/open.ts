/** @file Picked files of answers, each opened as what its bytes say that it is. */
import { LIMITS } from '../../datasets/fields.ts'
import { csvRows } from '../../datasets/formats/csv.ts'
import { Files, type PickedFile } from '../../datasets/formats/files.ts'
import { HEAD_SIZE, insteadOf } from '../../domain/instead.ts'
import { objectsIn } from '../../datasets/formats/json.ts'
import { isClutter, plainPath, unreadKind } from '../../datasets/formats/names.ts'
import { isNpy, readNpy } from '../../datasets/formats/npy.ts'
import { readTable } from '../../datasets/formats/table.ts'
import { gunzip, isGzip, isTar, openTar } from '../../datasets/formats/tar.ts'
import { decodeKnown, decodeText } from '../../datasets/formats/text.ts'
import { isSpreadsheet, readXlsx } from '../../datasets/formats/xlsx.ts'
import { isZip, openZip, type ZippedFile } from '../../datasets/formats/zip.ts'
import { badAnswers, isRecord, type AnswerFile } from './reader.ts'
import { parsedText } from './records.ts'
import { isToldTitle } from './told.ts'

export interface OpenedFiles {
  readonly files: readonly AnswerFile[]
  /** What was guessed or left aside. */
  readonly notes: readonly string[]
}

/** What may hold answers, where a folder or an archive holds much else. */
const ENDINGS = /\.(?:jsonl?|ndjson|npy|eval|tsv|csv|xls[xm]|parquet)(?:\.gz)?$/i

/** Whether a file of a folder may hold answers, by its name. */
export function mayHoldAnswers(path: string): boolean {
  return ENDINGS.test(path) && !isClutter(plainPath(path))
}

/** @throws LeakscopeError `bad-config` or `bad-shard`, naming the file, for one that cannot be read or is too large. */
export async function openAnswerFiles(picked: readonly PickedFile[]): Promise<OpenedFiles> {
  const files: AnswerFile[] = []
  const notes: string[] = []
  for (const { path, file } of picked) {
    files.push(...(await opened(plainPath(path), file, notes)))
    if (files.length > LIMITS.files) throw badAnswers(path, `more than ${LIMITS.files} files`)
  }
  return { files, notes }
}

async function opened(path: string, file: Blob, notes: string[], isInside = false): Promise<AnswerFile[]> {
  if (file.size > LIMITS.fileBytes) throw badAnswers(path, `larger than ${LIMITS.fileBytes / 2 ** 20} MiB`)
  if (await isGzip(file))
    return opened(path.replace(/\.gz$/i, '').replace(/\.tgz$/i, '.tar'), await gunzip(path, file), notes)
  if (await isTar(file)) {
    const packed = (await openTar(path, file)).filter((one) => mayHoldAnswers(one.path))
    const inside = await inTurn(packed, (one) => opened(one.path, one.file, notes))
    return someOf(path, inside)
  }
  if (isSpreadsheet(path)) return [await spreadsheet(path, file, notes)]
  if (/\.parquet$/i.test(path)) return [await parquet(path, file)]
  const kind = isInside ? null : unreadKind(path)
  if (kind !== null) throw badAnswers(path, `it is ${kind}`)
  if (!(await isZip(file))) return [read(path, new Uint8Array(await file.arrayBuffer()), notes)]
  const entries = await openZip(path, file)
  if (entries.length === 0) throw badAnswers(path, 'the zip is empty')
  if (isInspectZip(entries)) return [{ path, kind: 'zip', entries }]
  const inside: AnswerFile[] = []
  for (const entry of entries.filter((one) => mayHoldAnswers(one.path) || isArchive(one.path))) {
    if (entry.size > LIMITS.fileBytes) throw badAnswers(entry.path, `larger than ${LIMITS.fileBytes / 2 ** 20} MiB`)
    const bytes = await entry.unpack()
    // Once: an archive in an archive in an archive is nobody's answers.
    if (isArchive(entry.path)) {
      if (!isInside) inside.push(...(await opened(entry.path, new Blob([bytes]), notes, true)))
    } else if (isSpreadsheet(entry.path)) inside.push(await spreadsheet(entry.path, new Blob([bytes]), notes))
    else if (/\.eval$/i.test(entry.path))
      inside.push({ path: entry.path, kind: 'zip', entries: await openZip(entry.path, new Blob([bytes])) })
    else if (/\.(?:gz|parquet)$/i.test(entry.path)) inside.push(...(await opened(entry.path, new Blob([bytes]), notes)))
    else inside.push(read(entry.path, new Uint8Array(bytes), notes))
  }
  return someOf(path, inside)
}

function isArchive(path: string): boolean {
  return /\.zip$/i.test(path)
}

async function inTurn<Value, Result>(
  all: readonly Value[],
  work: (value: Value) => Promise<Result[]>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const value of all) results.push(...(await work(value)))
  return results
}

function someOf(path: string, inside: AnswerFile[]): AnswerFile[] {
  if (inside.length === 0)
    throw badAnswers(path, 'no file of answers is in it; allowed are JSON, JSON lines, CSV, xlsx, parquet')
  return inside
}

async function parquet(path: string, file: Blob): Promise<AnswerFile> {
  const files = await Files.open([{ path, file }])
  const { titles, rows } = await readTable(files, files.all[0]!)
  return { path, kind: 'table', rows: [{ row: 1, cells: titles }, ...rows] }
}

function isInspectZip(entries: readonly ZippedFile[]): boolean {
  return entries.some(({ path }) => /\/(?:header\.json|_journal\/start\.json)$/.test(path))
}

async function spreadsheet(path: string, file: Blob, notes: string[]): Promise<AnswerFile> {
  const sheets = await readXlsx(path, file, notes)
  // Summaries stand before what they sum up.
  const sheet = sheets.find(({ rows }) => rows.slice(0, HEADINGS).some(isHeader)) ?? sheets[0]
  const others = sheets.filter((one) => one !== sheet)
  if (others.length > 0)
    notes.push(
      `${path}: of its sheets “${sheet?.name}” is read; not used: ${others.map(({ name }) => name).join(', ')}`,
    )
  const rows = (sheet?.rows ?? []).map((cells, at) => ({ row: at + 1, cells }))
  return { path, kind: 'table', rows: belowHeading(path, rows, notes) }
}

/** Letters of a table in which its titles stand. */
const START = 4096
/** Lines of a table among which its titles are looked for. */
const HEADINGS = 8

function isHeader(cells: readonly string[]): boolean {
  return cells.filter(isToldTitle).length > 1
}

type Rows = readonly { readonly row: number; readonly cells: readonly string[] }[]

/** From the titles on, where a heading or comments stand above them. */
function belowHeading(path: string, rows: Rows, notes: string[]): Rows {
  const at =
    rows[0]?.cells.some(isToldTitle) === true ? 0 : rows.slice(0, HEADINGS).findIndex(({ cells }) => isHeader(cells))
  if (at > 0) notes.push(`${path}: its titles are those of row ${rows[at]!.row}; what stands above them is not read`)
  return at > 0 ? rows.slice(at) : rows
}

function read(path: string, bytes: Uint8Array<ArrayBuffer>, notes: string[]): AnswerFile {
  if (isNpy(bytes)) return { path, kind: 'text', text: JSON.stringify(readNpy(path, bytes)) }
  const instead = bytes.length === 0 ? null : insteadOf(bytes.subarray(0, HEAD_SIZE))
  if (instead !== null) throw badAnswers(path, `it is ${instead}`)
  const isTable = /\.(?:tsv|csv)$/i.test(path)
  const knownIn = (text: string): number =>
    Math.max(
      0,
      ...text
        .slice(0, START)
        .split(/\r?\n/, HEADINGS)
        .map((line) => line.split(/[,;\t|]/).filter((title) => isToldTitle(title.replaceAll('"', ''))).length),
    )
  const { text: raw, guessed } = isTable ? decodeKnown(bytes, path, knownIn) : decodeText(bytes, path)
  if (guessed !== null) notes.push(`${path} is not UTF-8; it was read as ${guessed}`)
  const text = raw.replace(/^\uFEFF/, '')
  return isTable
    ? { path, kind: 'table', rows: belowHeading(path, csvRows(path, text), notes) }
    : { path, kind: 'text', text: asLines(text) }
}

/**
 * A list of objects, also where lmms-eval of 2024 keeps it beside its settings, and objects over several lines each, as
 * the lines that their readers know: one object each. Any other text as it is.
 */
function asLines(text: string): string {
  const start = text.trimStart()
  const objects = start.startsWith('{') ? objectsIn(start)?.map(parsedText) : undefined
  const value = objects ?? (start.startsWith('[') || /"logs"\s*:\s*\[/.test(text) ? parsedText(text) : null)
  const list = isRecord(value) ? value['logs'] : value
  return Array.isArray(list) && list.length > 0 && list.every(isRecord)
    ? list.map((one) => JSON.stringify(one)).join('\n')
    : text
}
