/** @file Ground truth that a user supplies for official files: the authors' databases, exported as CSV or JSON. */
import type { PrivateType, PrivateValue } from '../../audit/sample.ts'
import { csvRows } from '../files/csv.ts'
import { bad, LIMITS, parseJson } from '../schema.ts'

/** What is known of one person. */
export interface TruthRow {
  readonly name: string
  /** Key of the picture that shows this person's form; null for a person of the memory set. */
  readonly image: string | null
  readonly values: readonly PrivateValue[]
}

/** Column titles of the authors' workbooks and their obvious variants, lower case. */
const COLUMNS: Readonly<Record<string, PrivateType | 'image'>> = {
  name: 'name',
  'full name': 'name',
  email: 'email',
  'e-mail': 'email',
  phone: 'phone',
  'phone number': 'phone',
  'phone numbers': 'phone',
  ssn: 'ssn',
  address: 'address',
  'date of birth': 'birth-date',
  'birth date': 'birth-date',
  image: 'image',
  picture: 'image',
}

/**
 * Reads a table with a `Name` column and columns of values; `Image`, if there is one, holds the number of the picture.
 * @throws LeakscopeError `bad-shard`, naming the file and what is missing.
 */
export function readTruthTable(path: string, source: string): TruthRow[] {
  const records = path.toLowerCase().endsWith('.json') ? jsonRecords(path, source) : csvRecords(path, source)
  const rows: TruthRow[] = []
  records.forEach((record, index) => {
    const where = `${path}, row ${index + 1}`
    const known = new Map<PrivateType | 'image', string>()
    for (const [title, cell] of Object.entries(record)) {
      const key = title.trim().toLowerCase()
      const column = Object.hasOwn(COLUMNS, key) ? COLUMNS[key] : undefined
      if (column === undefined || cell === null || cell === undefined) continue
      if (typeof cell !== 'string' && typeof cell !== 'number') throw bad(where, `"${title.slice(0, 40)}" must be text`)
      const value = String(cell).trim()
      if (value.length > LIMITS.valueLength)
        throw bad(where, `"${title.slice(0, 40)}" is longer than ${LIMITS.valueLength} characters`)
      if (value !== '') known.set(column, value)
    }
    const name = known.get('name')
    if (name === undefined)
      throw bad(
        where,
        'a row needs a "Name"; other columns are Email, Phone Numbers, SSN, Address, Date of Birth, Image',
      )
    const values: PrivateValue[] = []
    for (const [type, value] of known)
      if (type !== 'image' && type !== 'name') values.push({ type, value, subject: name })
    rows.push({ name, image: known.get('image') ?? null, values })
  })
  return rows
}

function jsonRecords(path: string, source: string): Record<string, unknown>[] {
  const list = parseJson(source, path)
  if (!Array.isArray(list) || !list.every((row) => typeof row === 'object' && row !== null))
    throw bad(path, 'a ground-truth table must be a list of objects')
  return list as Record<string, unknown>[]
}

/** RFC 4180; the first line names the columns. */
function csvRecords(path: string, source: string): Record<string, string>[] {
  const rows = csvRows(path, source.replace(/^\uFEFF/, ''))
  const titles = rows[0] ?? []
  return rows.slice(1).map((cells) => Object.fromEntries(titles.map((title, column) => [title, cells[column] ?? ''])))
}
