/**
 * @file Ground truth that a user supplies for official files: the authors' databases, or a table of one's
 * own, as people's programs write them.
 */
import type { PrivateValue } from '../../../domain/sample.ts'
import { csvRows } from '../../../datasets/formats/csv.ts'
import { decoded, folded, stem } from '../../../datasets/formats/names.ts'
import {
  columnOf,
  hasMoreCells,
  recordTable,
  type Table,
  tableOf,
  unusedColumns,
} from '../../../datasets/formats/table.ts'
import { bad, LIMITS, parseJson } from '../../../datasets/schema.ts'
import { type Column, columnCalled, isTruthTitle } from './titles.ts'

/** What is known of one person. */
export interface TruthRow {
  /** Null where only the picture says who it is. */
  readonly name: string | null
  /** Key of the picture that shows this person's form; null where the table does not say. */
  readonly image: string | null
  /** The table is one of people on pictures, though it does not say on which; absent where that is not known. */
  readonly shown?: boolean
  readonly values: readonly PrivateValue[]
}

export interface Truths {
  readonly rows: readonly TruthRow[]
  readonly notes: readonly string[]
}

/** What programs and people write where nothing is known. */
const MISSING =
  /^(?:|nan|nat|none|null|nil|n\/?a|n\.a\.|#n\/a|<na>|-+|–|—|\?+|unknown|not (?:known|available|applicable|provided))$/i

/** Whether a table could be one of people: it has a column of names or of pictures, and one of values. */
export function isTruthTable({ titles }: Pick<Table, 'titles'>): boolean {
  const columns = titles.map((title) => columnCalled(title))
  const isKey = (column: Column | undefined): boolean =>
    column === 'name' || column === 'image' || column === 'first' || column === 'last'
  return columns.some(isKey) && columns.some((column) => column !== undefined && !isKey(column))
}

/** Lines above the titles, such as a heading, that people write. */
const ABOVE = 5

/**
 * The table of people in what was read: its titles may stand below a heading, and it may have a line for each value
 * (`Image`, `Type`, `Value`). As it is where it is neither.
 */
export function truthTableIn(table: Table): Table {
  if (isTruthTable(table)) return table
  const below = table.rows.slice(0, ABOVE).findIndex(({ cells }) => isTruthTable({ titles: cells }))
  if (below !== -1) return { ...table, titles: table.rows[below]!.cells, rows: table.rows.slice(below + 1) }
  const wide = byPerson(table)
  return wide !== null && isTruthTable(wide) ? wide : table
}

/** A column for each kind of value, where lines say `Type` and `Value`; null where they do not. */
function byPerson(table: Table): Table | null {
  const { titles, rows } = table
  const columns = titles.map((title) => columnCalled(title))
  const keys = columns.flatMap((column, at) => (column === 'name' || column === 'image' ? [at] : []))
  const [type, value] = [
    columnOf(table, 'Type', 'Field', 'Attribute', 'Key'),
    columnOf(table, 'Value', 'Values', 'Truth'),
  ]
  if (type === -1 || value === -1 || keys.length === 0) return null
  const types = [...new Set(rows.map(({ cells }) => cells[type] ?? ''))].filter(isTruthTitle)
  const people = new Map<string, { row: number; cells: string[] }>()
  for (const { row, cells } of rows) {
    const whose = keys.map((at) => cells[at] ?? '')
    const person = people.get(whose.join('\n')) ?? { row, cells: [...whose, ...types.map(() => '')] }
    people.set(whose.join('\n'), person)
    const at = types.indexOf(cells[type] ?? '')
    if (at === -1) continue
    const place = keys.length + at
    person.cells[place] = [person.cells[place], cells[value]]
      .filter((cell) => cell !== undefined && cell !== '')
      .join('; ')
  }
  return { path: table.path, titles: [...keys.map((at) => titles[at]!), ...types], rows: [...people.values()] }
}

/**
 * A table with a column of names, or of pictures, and columns of values. Cells are read as pandas writes
 * them: `4045550123.0` is a number of ten digits, an SSN has lost its first zeros, `nan` is missing.
 * @throws LeakscopeError `bad-shard`, naming the file and what is missing.
 */
export function readTruths(table: Table): Truths {
  const { path, titles, rows } = table
  const columns = titles.map((title) => columnCalled(title))
  const known: TruthRow[] = []
  const notes: string[] = []
  const astray: number[] = []
  for (const { row, cells } of rows) {
    const where = `${path}, row ${row - 1}`
    if (hasMoreCells(titles, cells)) {
      astray.push(row - 1)
      continue
    }
    const found = new Map<Column, string[]>()
    for (const [at, column] of columns.entries()) {
      const cell = asShown(cells[at] ?? '')
      if (column === undefined || MISSING.test(cell)) continue
      if (cell.length > LIMITS.valueLength)
        throw bad(where, `"${titles[at]?.slice(0, 40)}" is longer than ${LIMITS.valueLength} characters`)
      if (NUMBERS.has(column) && isRounded(cell)) {
        notes.push(
          `${where}: “${titles[at]?.slice(0, 40)}” says ${cell}, which a spreadsheet has rounded; it counts as missing.`,
        )
        continue
      }
      found.set(column, [...(found.get(column) ?? []), ...valuesOf(column, cell)])
    }
    if (found.size === 0) continue
    const name = found.get('name')?.[0] ?? [...(found.get('first') ?? []), ...(found.get('last') ?? [])].join(' ')
    const images = found.get('image') ?? []
    if (name === '' && images.length === 0) {
      if (known.length === 0 && !isTruthTable(table))
        throw bad(where, `a row needs a "Name" or an "Image"; its columns are ${titles.slice(0, 12).join(', ')}`)
      notes.push(`${where} says neither who nor which picture it is about, and is left out.`)
      continue
    }
    const subject = name === '' ? null : name
    const values = [...found].flatMap(([type, all]): PrivateValue[] =>
      type === 'image' || type === 'name' || type === 'first' || type === 'last'
        ? []
        : all.map((value) => ({ type, value, subject })),
    )
    for (const image of images.length === 0 ? [null] : images) known.push({ name: subject, image, values })
  }
  if (astray.length > 0)
    notes.push(
      `${path}: ${astray.length} rows have more cells than there are titles, so which is which is not known, and are left out: row ${astray.slice(0, 12).join(', ')}${astray.length > 12 ? ', …' : ''}.`,
    )
  const used = columns.flatMap((column, at) => (column === undefined ? [] : [at]))
  const shown = showsPeople(path)
  return {
    rows: shown === null ? known : known.map((row) => ({ ...row, shown })),
    notes: [...notes, ...unusedColumns(table, used)],
  }
}

/**
 * By its place in the authors' repository: `Memory Set/database_full.xlsx`,
 * `Evaluation/database_evaluate_full.xlsx`; null where it does not tell.
 */
function showsPeople(path: string): boolean | null {
  const said = path
    .split('/')
    .toReversed()
    .map((part) => (/memory/i.test(part) ? false : /eval|real|direct/i.test(part) ? true : null))
  return said.find((shown) => shown !== null) ?? null
}

/** @throws LeakscopeError `bad-shard`; see `readTruths`. */
export function readTruthTable(path: string, source: string): TruthRow[] {
  const table = path.toLowerCase().endsWith('.json')
    ? recordTable(path, parseJson(source, path), isTruthTitle)
    : tableOf(path, csvRows(path, source.replace(/^\uFEFF/, '')))
  if (table === null) throw bad(path, 'a ground-truth table must be a list of objects')
  return [...readTruths(table).rows]
}

/** Without what keeps a spreadsheet from taking a number for one: `="912-55-0101"`, `'912-55-0101`. */
function asShown(cell: string): string {
  return cell
    .trim()
    .replace(/^="([^"]*)"$/, '$1')
    .replace(/^'([^']*)'$/, '$1')
    .replace(/^'(?=[\d+(])/, '')
}

/** What a cell says: several values where it is a list of them. */
function valuesOf(column: Column, cell: string): string[] {
  switch (column) {
    case 'ssn':
      // A comma of other languages, and no list.
      if (/^\d+,0+$/.test(cell)) return [socialSecurity(cell)]
      return parts(cell, /[;|\n]|\s\/\s|,/, (part) => /\d/.test(part)).map(socialSecurity)
    case 'phone':
      if (/^\d+,0+$/.test(cell)) return [digitsOf(cell)]
      return parts(cell, /[;|\n]|\s\/\s|,/, (part) => part.replaceAll(/\D/g, '').length >= 7).map(digitsOf)
    case 'email':
      return parts(cell, /[;|,\s]+|\s\/\s/, (part) => part.includes('@'))
    case 'image':
      if (/^\d+,0+$/.test(cell)) return [imageKey(cell)]
      return parts(cell, /[;|,&\n]|\sand\s/, (part) => part.trim() !== '').map(imageKey)
    case 'card':
    case 'document':
      return [digitsOf(cell)]
    default:
      return [cell]
  }
}

/** The parts of a list, or the whole where not every part is what the list would be of. */
function parts(cell: string, separator: RegExp, isPart: (part: string) => boolean): string[] {
  const all = cell
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !MISSING.test(part))
  return all.length > 1 && all.every(isPart) ? all : [cell]
}

/**
 * A whole number that went through floating point: `4045550123.0`, `4.045550123e+09`, either with the comma
 * of other languages.
 */
function digitsOf(text: string): string {
  if (/^\d+[.,]0+$/.test(text)) return text.replace(/[.,]0+$/, '')
  if (!SCIENTIFIC.test(text)) return text
  const number = Number(text.replace(',', '.'))
  return Number.isSafeInteger(number) ? String(number) : text
}

/** Columns of numbers that are names: every digit counts. */
const NUMBERS: ReadonlySet<Column> = new Set(['phone', 'ssn', 'card', 'document'])

const SCIENTIFIC = /^\d(?:[.,](\d+))?e\+?(\d{1,2})$/i

/** Whether a spreadsheet has rounded a long number away, as `4.05E+09`: what is left of it is nobody's. */
function isRounded(text: string): boolean {
  const [, decimals = '', exponent] = SCIENTIFIC.exec(text) ?? []
  return exponent !== undefined && decimals.length < Number(exponent) - 1
}

/** Nine digits, of which a number has lost the first where they are zeros. */
function socialSecurity(text: string): string {
  const digits = digitsOf(text)
  if (!/^\d{6,9}$/.test(digits) || (digits.length === 9 && digits === text)) return text
  return digits.padStart(9, '0').replace(/^(\d{3})(\d{2})(\d{4})$/, '$1-$2-$3')
}

/**
 * The number that a picture is named by, however it is written: `Direct/001.PNG`, `1.0`, `01`, `Direct%2F1.png?raw=1`
 * are `1`.
 */
export function imageKey(text: string): string {
  // As Airtable writes an attachment, with its address behind the name.
  const plain = folded(text).replace(/\s*\(https?:\/\/[^()]*\)\s*$/, '')
  const name = /^\d+[.,]0+$/.test(plain)
    ? plain.replace(/[.,]0+$/, '')
    : stem(decoded(plain.trim().replace(/\?[^/]*$/, '')).replaceAll('\\', '/')).normalize('NFC')
  return /^\d{1,9}$/.test(name) ? String(Number(name)) : name.toLowerCase()
}
