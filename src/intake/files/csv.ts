import Papa from 'papaparse'
import { bad } from '../schema.ts'

/**
 * Cells of a CSV file (RFC 4180), row by row, empty rows left out; titles are a row like any other, since a title may be `__proto__`.
 * @throws LeakscopeError `bad-shard` for quotes that do not close.
 */
export function csvRows(path: string, source: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(source, { delimiter: ',', skipEmptyLines: true })
  const quotes = errors.find(({ type }) => type === 'Quotes')
  if (quotes !== undefined) throw bad(path, `row ${(quotes.row ?? 0) + 1}: ${quotes.message}`)
  return data
}
