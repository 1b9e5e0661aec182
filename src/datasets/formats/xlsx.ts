/** @file Spreadsheets as Excel, LibreOffice and pandas write them. */
import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js'
import readSheets from 'read-excel-file/universal'
import { LeakscopeError } from '../../domain/errors.ts'
import { bad } from '../schema.ts'
import { HEAD_SIZE, insteadOf } from '../../domain/instead.ts'
import { isZip, openZip } from './zip.ts'

/** Unpacked: as XML a table of 100,000 people has about as much. */
const LARGEST = 64 * 2 ** 20

export interface Sheet {
  readonly name: string
  /** From the first row that the sheet has; empty cells are empty texts. */
  readonly rows: readonly (readonly string[])[]
}

/** Whether a file is one of those that are zips inside and are to be read as what they are. */
export function isSpreadsheet(path: string): boolean {
  return /\.xls[xm]$/i.test(path)
}

/**
 * All sheets that hold anything, values as they are stored: numbers to their last digit, days as `2001-02-28`.
 * @param notes takes what of the file counts as empty and is not.
 * @throws LeakscopeError `bad-shard` for a file that is damaged, or unpacks to more than a table has.
 */
export async function readXlsx(path: string, file: Blob, notes: string[] = []): Promise<Sheet[]> {
  const plain = await unpacked(path, file, notes)
  try {
    const sheets = await readSheets(plain, { parseNumber: (digits: string) => digits, trim: true })
    return sheets
      .map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(textOf)) }))
      .filter(({ rows }) => rows.some((row) => row.some((cell) => cell !== '')))
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ').slice(0, 120) : 'unknown'
    throw bad(path, `the spreadsheet cannot be read (${reason})`)
  }
}

/**
 * The same without compression: unpacking is bounded here, and the library would start workers for it that
 * the policy forbids.
 */
async function unpacked(path: string, file: Blob, notes: string[]): Promise<Blob> {
  const instead = (await isZip(file)) ? null : insteadOf(new Uint8Array(await file.slice(0, HEAD_SIZE).arrayBuffer()))
  if (instead !== null) throw bad(path, `it is ${instead}`)
  const entries = (await openZip(path, file)).filter(({ path: name }) => /\.xml(?:\.rels)?$/.test(name))
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  if (total > LARGEST) throw bad(path, `the spreadsheet unpacks to more than ${LARGEST / 2 ** 20} MiB; save it as CSV`)
  try {
    const parts = new Map<string, Uint8Array>()
    for (const { path: name, unpack } of entries) parts.set(name.slice(path.length + 1), new Uint8Array(await unpack()))
    withoutCharts(parts)
    const never = [...parts].reduce((sum, [name, bytes]) => sum + (SHEET.test(name) ? uncalculated(bytes) : 0), 0)
    if (never > 0)
      notes.push(
        `${path}: ${never} cells hold a formula that was never calculated and count as empty: open the file in a spreadsheet program and save it.`,
      )
    if (parts.size < entries.length) throw new RangeError('two parts have one name')
    const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false, level: 0 })
    for (const [name, bytes] of parts) await zip.add(name, new Uint8ArrayReader(bytes))
    return await zip.close()
  } catch (error) {
    if (error instanceof LeakscopeError) throw error
    throw bad(path, 'the spreadsheet cannot be read (its parts have one name)')
  }
}

const SHEET = /^xl\/worksheets\/[^/]+\.xml$/

/** Sheets that are charts have no cells, and the library stumbles over them. */
function withoutCharts(parts: Map<string, Uint8Array>): void {
  const [book, links] = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels']
  const [source, relations] = [book, links].map((name) => new TextDecoder().decode(parts.get(name)))
  const charts = [...relations!.matchAll(/<Relationship\b[^>]*>/g)]
    .filter(([tag]) => /Type="[^"]*\/(?:chart|dialog|macro)sheet"/i.test(tag))
    .flatMap(([tag]) => /\bId="([^"]+)"/.exec(tag)?.[1] ?? [])
  if (charts.length === 0) return
  const kept = source!.replaceAll(/<sheet\b[^>]*\br:id="([^"]+)"[^>]*\/>/g, (tag, id: string) =>
    charts.includes(id) ? '' : tag,
  )
  parts.set(book, new TextEncoder().encode(kept))
}

/** Formulas without a value, as openpyxl writes them: only a spreadsheet program calculates. */
function uncalculated(sheet: Uint8Array): number {
  const xml = new TextDecoder().decode(sheet)
  return xml.match(/(?:<\/f>|<f\b[^<>]*\/>)\s*(?:<v\s*\/>|<v><\/v>)?\s*<\/c>/g)?.length ?? 0
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell).trim() : ''
}
