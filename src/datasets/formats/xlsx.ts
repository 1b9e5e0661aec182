/** @file Spreadsheets as Excel, LibreOffice and pandas write them. */
import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js'
import readSheets from 'read-excel-file/universal'
import { LeakscopeError } from '../../domain/errors.ts'
import { bad } from '../schema.ts'
import { openZip } from './zip.ts'

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
 * @throws LeakscopeError `bad-shard` for a file that is damaged, or unpacks to more than a table has.
 */
export async function readXlsx(path: string, file: Blob): Promise<Sheet[]> {
  const plain = await unpacked(path, file)
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
async function unpacked(path: string, file: Blob): Promise<Blob> {
  const entries = (await openZip(path, file)).filter(({ path: name }) => /\.xml(?:\.rels)?$/.test(name))
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  if (total > LARGEST) throw bad(path, `the spreadsheet unpacks to more than ${LARGEST / 2 ** 20} MiB; save it as CSV`)
  try {
    const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false, level: 0 })
    for (const { path: name, unpack } of entries)
      await zip.add(name.slice(path.length + 1), new Uint8ArrayReader(new Uint8Array(await unpack())))
    return await zip.close()
  } catch (error) {
    if (error instanceof LeakscopeError) throw error
    throw bad(path, 'the spreadsheet cannot be read (its parts have one name)')
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell).trim() : ''
}
