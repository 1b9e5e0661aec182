/** @file Tables, whatever they are kept in: CSV, TSV, spreadsheets, lists of JSON objects. */
import { LIMITS } from '../fields.ts'
import { bad } from '../schema.ts'
import { csvRows } from './csv.ts'
import type { Files } from './files.ts'
import type { FileEntry } from './file-entry.ts'
import { isRecord } from '../values.ts'
import { recordsIn } from './json.ts'
import { isParquet, openParquet } from './parquet.ts'
import { isSpreadsheet, readXlsx, type Sheet } from './xlsx.ts'

export interface TableRow {
  /** Line of the table; the titles are the first. */
  readonly row: number
  /** As many as there are titles, or fewer. */
  readonly cells: readonly string[]
}

export interface Table {
  readonly path: string
  readonly titles: readonly string[]
  /** Rows of empty cells are left out. */
  readonly rows: readonly TableRow[]
  /** Title of a first column that only numbers the rows, which is left aside; `row numbers` where it has none. */
  readonly numbered?: string
  /** Titles of columns of bytes, such as pictures, which are no cells. */
  readonly bytes?: readonly string[]
}

export const TABLE_ENDINGS = ['.csv', '.tsv', '.xlsx', '.xlsm', '.parquet'] as const
/** Of files that may hold a table as a list of objects. */
export const RECORD_ENDINGS = ['.json', '.jsonl', '.ndjson'] as const

/**
 * @param isTitle see `recordTable`. Without titles where a JSON file holds no table.
 * @throws LeakscopeError `bad-shard` for a file that cannot be read.
 */
export async function readTable(
  files: Files,
  entry: FileEntry,
  isTitle: (title: string) => boolean = () => false,
): Promise<Table> {
  const { path } = entry
  if (RECORD_ENDINGS.some((ending) => path.toLowerCase().endsWith(ending)))
    return (await readRecords(files, entry, isTitle)) ?? { path, titles: [], rows: [] }
  if (/\.parquet$/i.test(path)) return readFlatParquet(entry)
  if (!isSpreadsheet(path)) {
    const known = (text: string) =>
      csvRows(path, text.slice(0, START))
        .slice(0, HEADINGS)
        .map(({ cells }) => cells.filter(isTitle).length)
    return tableOf(path, csvRows(path, await files.textBy(entry, (text) => Math.max(0, ...known(text)))))
  }
  const notes: string[] = []
  const sheets = await readXlsx(path, await entry.open(), notes)
  for (const note of notes) files.note(note)
  // Of several the one whose titles are known, though others come before it.
  const isMeant = ({ rows: all }: Sheet) => all.slice(0, HEADINGS).some((cells) => cells.filter(isTitle).length > 1)
  const sheet = sheets.find(isMeant) ?? sheets[0]
  const others = sheets.filter((other) => other !== sheet)
  if (others.length > 0)
    files.note(
      `${path}: of its sheets “${sheet?.name}” is read; not used: ${others.map(({ name }) => name).join(', ')}.`,
    )
  const rows = (sheet?.rows ?? []).map((cells, at) => ({ row: at + 1, cells }))
  return tableOf(
    path,
    rows.filter(({ cells }) => cells.some((cell) => cell !== '')),
  )
}

/** Letters of a table in which its titles stand. */
const START = 4096
/** Lines of a sheet among which its titles are looked for. */
const HEADINGS = 6

/** What holds pictures is larger than any table of texts. */
const LARGEST_PARQUET = 64 * 2 ** 20

/** Without columns of bytes, which are no cells. */
async function readFlatParquet(entry: FileEntry): Promise<Table> {
  const none = { path: entry.path, titles: [], rows: [] }
  if (entry.size > LARGEST_PARQUET || !(await isParquet(entry))) return none
  const file = await openParquet(entry)
  if (file.rows === 0 || file.rows > LIMITS.rows) return none
  const [first = {}] = await file.read(file.columns, 0, 1)
  const isBytes = (cell: unknown): boolean =>
    cell instanceof Uint8Array || (isRecord(cell) && cell['bytes'] instanceof Uint8Array)
  const columns = file.columns.filter((column) => !isBytes(first[column]))
  const table = recordTable(entry.path, await file.read(columns, 0, file.rows), () => false) ?? none
  return { ...table, bytes: file.columns.filter((column) => !columns.includes(column)) }
}

async function readRecords(files: Files, entry: FileEntry, isTitle: (title: string) => boolean): Promise<Table | null> {
  const value = await files.value(entry)
  const lost = Array.isArray(value) ? value.flatMap((row, at) => (row === null ? [at + 1] : [])) : []
  if (lost.length === 0 || !Array.isArray(value)) return recordTable(entry.path, value, isTitle)
  const table = recordTable(entry.path, value.filter(isRecord), isTitle)
  if (table !== null) files.note(`${entry.path}: line ${lost.slice(0, 12).join(', ')} is no JSON and is left out.`)
  return table
}

/**
 * A table out of parsed JSON: a list of objects, one list of them under a key of an object, an object of objects, or
 * an object of columns or of titles and rows as pandas writes them; null where it is none.
 * @param isTitle tells `{"Name": {"0": …}}` from `{"0": {"Name": …}}`.
 * @throws LeakscopeError `bad-shard` for a value of several parts under a title that is known.
 */
export function recordTable(path: string, value: unknown, isTitle: (title: string) => boolean): Table | null {
  const records = rowsOfColumns(value, isTitle) ?? rowsOfParts(value) ?? recordsIn(value)
  if (records.length === 0 || !records.every(isRecord)) return null
  const titles = [...new Set(records.flatMap((record) => Object.keys(record)))]
  return {
    path,
    titles,
    rows: records.map((record, at) => ({
      row: at + 2,
      cells: titles.map((title) => cellOf(record[title], `${path}, row ${at + 1}`, title, isTitle)),
    })),
  }
}

function cellOf(cell: unknown, where: string, title: string, isTitle: (title: string) => boolean): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' || typeof cell === 'bigint')
    return String(cell)
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '')
  if (Array.isArray(cell) && cell.every((part) => typeof part === 'string' || typeof part === 'number'))
    return cell.join('; ')
  if (isTitle(title)) throw bad(where, `"${title.slice(0, 40)}" must be text`)
  return JSON.stringify(cell, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))
}

/** `{"Name": {"0": "Mara Quill"}, "SSN": {"0": …}}` */
function rowsOfColumns(value: unknown, isTitle: (title: string) => boolean): Record<string, unknown>[] | null {
  if (!isRecord(value)) return null
  const columns = Object.entries(value)
  if (
    columns.length < 2 ||
    !columns.every(([, column]) => isRecord(column)) ||
    !columns.some(([title]) => isTitle(title))
  )
    return null
  const keys = [...new Set(columns.flatMap(([, column]) => Object.keys(column as object)))]
  return keys.map((key) =>
    Object.fromEntries(columns.map(([title, column]) => [title, (column as Record<string, unknown>)[key]])),
  )
}

/** `{"columns": ["Name", "SSN"], "index": [0], "data": [["Mara Quill", …]]}` */
function rowsOfParts(value: unknown): Record<string, unknown>[] | null {
  if (!isRecord(value)) return null
  const { columns, data } = value
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every(Array.isArray)) return null
  return data.map((cells: unknown[]) => Object.fromEntries(columns.map((title, at) => [String(title), cells[at]])))
}

/**
 * Records of a file of any kind: `Files.value` of JSON, an object for each row of a table, whose keys are its titles
 * in small letters. @throws LeakscopeError `bad-shard` for a table that cannot be read.
 */
export async function recordsInFile(files: Files, entry: FileEntry): Promise<unknown> {
  if (RECORD_ENDINGS.some((ending) => entry.path.toLowerCase().endsWith(ending))) return files.value(entry)
  const { titles, rows } = await readTable(files, entry)
  // Without a prototype: a title may be `__proto__`.
  return rows.map(({ cells }) =>
    Object.assign(
      Object.create(null),
      Object.fromEntries(titles.map((title, at) => [title.toLowerCase(), cells[at] ?? ''])),
    ),
  )
}

/** Whether a row has cells behind the last title: a comma that nobody quoted has moved them, and their titles lie. */
export function hasMoreCells(titles: readonly string[], cells: readonly string[]): boolean {
  return cells.slice(titles.length).some((cell) => cell.trim() !== '')
}

/** @param rows the first one holds the titles. */
export function tableOf(path: string, [first, ...rows]: readonly TableRow[]): Table {
  const told = (first?.cells ?? []).map((title) => title.trim())
  // As R numbers rows, without a title.
  const titles = areNumbered(told, rows) ? ['', ...told] : told
  if (!isNumbered(titles, rows)) return { path, titles, rows }
  return {
    path,
    titles: titles.slice(1),
    rows: rows.map(({ row, cells }) => ({ row, cells: cells.slice(1) })),
    numbered: titles[0] === '' ? 'row numbers' : titles[0]!,
  }
}

/** Whether every row has one cell more than there are titles, and begins with a number of its own. */
function areNumbered(titles: readonly string[], rows: readonly TableRow[]): boolean {
  const numbers = new Set(rows.map(({ cells }) => (/^\d+$/.test(cells[0] ?? '') ? cells[0] : '')))
  const isLonger = rows.every(({ cells }) => cells.length === titles.length + 1)
  return titles.length > 0 && rows.length > 0 && isLonger && numbers.size === rows.length && !numbers.has('')
}

/**
 * Whether the first column is what pandas (from 0) and R (from 1) write before a table unless they are told not
 * to, and pandas again, as `Unnamed: 0`, where it was read back: files that are read by the places of their
 * columns would be read one column off.
 */
function isNumbered([title, ...others]: readonly string[], rows: readonly TableRow[]): boolean {
  if (title === undefined || others.length === 0 || rows.length === 0 || !/^(?:unnamed: ?0)?$/i.test(title))
    return false
  const numbers = rows.map(({ cells }) => (/^\d+(?:\.0)?$/.test(cells[0]?.trim() ?? '') ? Number(cells[0]) : NaN))
  // Rows that were left out leave gaps, and those that were drawn anew are in another order.
  return numbers.every((number) => number >= 0) && new Set(numbers).size === numbers.length
}

/**
 * The place of a column by any of its names, whatever their case and however their words are joined; -1 where
 * there is none.
 */
export function columnOf({ titles }: Pick<Table, 'titles'>, ...names: readonly string[]): number {
  const wanted = names.map(titleKey)
  return titles.findIndex((title) => wanted.includes(titleKey(title)))
}

/** @throws LeakscopeError `bad-shard`, naming the columns that there are. */
export function neededColumn(table: Table, ...names: readonly string[]): number {
  const at = columnOf(table, ...names)
  if (at === -1)
    throw bad(table.path, `it has no column “${names[0]}”; its columns are ${table.titles.slice(0, 12).join(', ')}`)
  return at
}

/** `Phone Number(s)` and `phone_numbers` are one title. */
export function titleKey(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

/** Says which columns nothing is read from; nothing where there are none. */
export function unusedColumns({ path, titles, rows, numbered, bytes = [] }: Table, used: readonly number[]): string[] {
  return leftColumns(path, [
    ...bytes,
    ...(numbered === undefined ? [] : [numbered]),
    ...titles.flatMap((title, at) => {
      if (used.includes(at)) return []
      if (title !== '') return [title]
      // Of a column without title and cells there is nothing to tell.
      return rows.some(({ cells }) => (cells[at] ?? '').trim() !== '') ? [`column ${at + 1}, without a title`] : []
    }),
  ])
}

/** The same of names. */
export function leftColumns(path: string, left: readonly string[]): string[] {
  return left.length === 0 ? [] : [`${path}: columns not used: ${left.map((title) => title.slice(0, 40)).join(', ')}.`]
}
