import Papa from 'papaparse'
import { bad } from '../schema.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const

/**
 * Cells of a CSV file (RFC 4180) or one that is separated otherwise, row by row; rows of empty cells are left
 * out, and each says the line of the table that it is (1: titles). Titles are a row like any other, since a
 * title may be `__proto__`.
 * @throws LeakscopeError `bad-shard` for quotes that do not close.
 */
export function csvRows(path: string, source: string): { readonly row: number; readonly cells: string[] }[] {
  // What Excel writes to tell itself.
  const told = /^"?sep=([,;\t|])"?\r?\n/.exec(source)
  const delimiter = told?.[1] ?? delimiterOf(source)
  const { data, errors } = Papa.parse<string[]>(told === null ? source : source.slice(told[0].length), { delimiter })
  const quotes = errors.find(({ type }) => type === 'Quotes')
  if (quotes !== undefined) throw bad(path, `row ${(quotes.row ?? 0) + 1}: ${quotes.message}`)
  return data.flatMap((cells, at) => (cells.every((cell) => cell.trim() === '') ? [] : [{ row: at + 1, cells }]))
}

/** Lines among which the titles are looked for: comments and a heading may stand above them. */
const HEADINGS = 8

/** The separator that the titles have most of, outside of quotes; titles are the first line with any. */
function delimiterOf(source: string): string {
  const lines = source
    .slice(0, 10_000)
    .replaceAll(/"(?:[^"]|"")*"/g, '')
    // Not tabs: of titles that are all in quotes they are what is left.
    .replace(/^[^\S\t]+/, '')
    .split(/\r\n|[\r\n]/, HEADINGS)
  const counted = lines
    .filter((line) => !line.startsWith('#'))
    .map((line) => DELIMITERS.map((delimiter) => line.split(delimiter).length))
  const counts = counted.find((line) => Math.max(...line) > 1) ?? [1]
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}
