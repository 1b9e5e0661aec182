/** @file Picked files of answers, each opened as what its bytes say that it is. */
import { LIMITS } from '../../datasets/fields.ts'
import { csvRows } from '../../datasets/formats/csv.ts'
import type { PickedFile } from '../../datasets/formats/files.ts'
import { isClutter, plainPath } from '../../datasets/formats/names.ts'
import { isNpy, readNpy } from '../../datasets/formats/npy.ts'
import { decodeText } from '../../datasets/formats/text.ts'
import { isSpreadsheet, readXlsx } from '../../datasets/formats/xlsx.ts'
import { isZip, openZip, type ZippedFile } from '../../datasets/formats/zip.ts'
import { badAnswers, isRecord, type AnswerFile } from './reader.ts'
import { parsedText } from './records.ts'

export interface OpenedFiles {
  readonly files: readonly AnswerFile[]
  /** What was guessed or left aside. */
  readonly notes: readonly string[]
}

/** What may hold answers, where a folder or an archive holds much else. */
const ENDINGS = /\.(?:jsonl?|npy|eval|tsv|csv|xls[xm])$/i

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

async function opened(path: string, file: Blob, notes: string[]): Promise<AnswerFile[]> {
  if (file.size > LIMITS.fileBytes) throw badAnswers(path, `larger than ${LIMITS.fileBytes / 2 ** 20} MiB`)
  if (isSpreadsheet(path)) return [await spreadsheet(path, file, notes)]
  if (!(await isZip(file))) return [read(path, new Uint8Array(await file.arrayBuffer()), notes)]
  const entries = await openZip(path, file)
  if (isInspectZip(entries)) return [{ path, kind: 'zip', entries }]
  const inside: AnswerFile[] = []
  for (const entry of entries.filter((one) => mayHoldAnswers(one.path))) {
    if (entry.size > LIMITS.fileBytes) throw badAnswers(entry.path, `larger than ${LIMITS.fileBytes / 2 ** 20} MiB`)
    const bytes = await entry.unpack()
    // Once: an archive in an archive in an archive is nobody's answers.
    if (isSpreadsheet(entry.path)) inside.push(await spreadsheet(entry.path, new Blob([bytes]), notes))
    else if (/\.eval$/i.test(entry.path))
      inside.push({ path: entry.path, kind: 'zip', entries: await openZip(entry.path, new Blob([bytes])) })
    else inside.push(read(entry.path, new Uint8Array(bytes), notes))
  }
  return inside
}

function isInspectZip(entries: readonly ZippedFile[]): boolean {
  return entries.some(({ path }) => /\/(?:header\.json|_journal\/start\.json)$/.test(path))
}

async function spreadsheet(path: string, file: Blob, notes: string[]): Promise<AnswerFile> {
  const [sheet, ...others] = await readXlsx(path, file)
  if (others.length > 0) notes.push(`${path}: of its sheets “${sheet?.name}” is read`)
  return { path, kind: 'table', rows: (sheet?.rows ?? []).map((cells, at) => ({ row: at + 1, cells })) }
}

function read(path: string, bytes: Uint8Array<ArrayBuffer>, notes: string[]): AnswerFile {
  if (isNpy(bytes)) return { path, kind: 'text', text: JSON.stringify(readNpy(path, bytes)) }
  const { text: raw, guessed } = decodeText(bytes, path)
  if (guessed !== null) notes.push(`${path} is not UTF-8; it was read as ${guessed}`)
  const text = raw.replace(/^\uFEFF/, '')
  return /\.(?:tsv|csv)$/i.test(path)
    ? { path, kind: 'table', rows: csvRows(path, text) }
    : { path, kind: 'text', text: asLines(text) }
}

/** A list of objects as the lines that its reader knows: one object each. Any other text as it is. */
function asLines(text: string): string {
  const value = text.trimStart().startsWith('[') ? parsedText(text) : null
  return Array.isArray(value) && value.length > 0 && value.every(isRecord)
    ? value.map((one) => JSON.stringify(one)).join('\n')
    : text
}
