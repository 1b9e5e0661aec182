/**
 * @file Tab-separated files whose cells hold whole pictures: larger than any text that is read at once, so
 * rows come one by one and long cells stay where they are.
 */
import { yieldToEventLoop } from '../../domain/yield-to-event-loop.ts'
import { bad } from '../schema.ts'
import { joined } from './bytes.ts'
import type { FileEntry } from './file-entry.ts'
import { decodeText } from './text.ts'

/** A short cell, or where a long one lies in the file. */
export type TsvCell = string | { readonly from: number; readonly to: number }

export interface TsvRow {
  /** Of the table; the titles are the first. */
  readonly row: number
  readonly cells: readonly TsvCell[]
}

const AT_ONCE = 4 * 2 ** 20
/** Bytes of a cell that is not read at once. */
export const LONG = 4096
const LONGEST_ROW = 64 * 2 ** 20
const [TAB, NEWLINE, RETURN, QUOTE] = [9, 10, 13, 34]

/** The titles, without reading on. */
export async function tsvTitles(entry: FileEntry): Promise<string[]> {
  const start = new Uint8Array(await (await entry.open()).slice(0, LONG).arrayBuffer())
  const end = start.indexOf(NEWLINE)
  return textBlocksOf(entry.path, start.subarray(0, end === -1 ? start.length : end), 0).filter(
    (cell) => typeof cell === 'string',
  )
}

/**
 * All rows that are not empty, as pandas writes them: a cell in quotes may hold tabs, line ends and doubled
 * quotes. @throws LeakscopeError `bad-shard` for a row larger than any.
 */
export async function* tsvRows(path: string, file: Blob): AsyncGenerator<TsvRow> {
  let rest = new Uint8Array()
  let [row, start] = [0, 0]
  for (let at = 0; at < file.size; at += AT_ONCE) {
    const chunk = new Uint8Array(await file.slice(at, at + AT_ONCE).arrayBuffer())
    const bytes = joined([rest, chunk])
    let from = 0
    for (let end = endOfRow(bytes, 0); end !== -1; end = endOfRow(bytes, from)) {
      await yieldToEventLoop()
      row++
      const cells = textBlocksOf(path, bytes.subarray(from, end), start + from)
      if (cells.some((cell) => cell !== '')) yield { row, cells }
      from = end + 1
    }
    rest = bytes.slice(from)
    start += from
    if (rest.length > LONGEST_ROW) throw bad(path, `row ${row + 1} is larger than ${LONGEST_ROW / 2 ** 20} MiB`)
  }
  const cells = textBlocksOf(path, rest, start)
  if (cells.some((cell) => cell !== '')) yield { row: row + 1, cells }
}

/** The first line end outside of a cell in quotes; -1 where there is none. */
function endOfRow(bytes: Uint8Array, row: number): number {
  let end = bytes.indexOf(NEWLINE, row)
  for (let cell = row; end !== -1;) {
    const after = bytes[cell] === QUOTE ? closingQuote(bytes, cell + 1) : cell
    if (after > end) end = bytes.indexOf(NEWLINE, after)
    const tab = bytes.indexOf(TAB, after)
    if (tab === -1 || tab > end) return end
    cell = tab + 1
  }
  return -1
}

/** @param offset where the row begins in the file. */
function textBlocksOf(path: string, row: Uint8Array, offset: number): TsvCell[] {
  const bytes = row.at(-1) === RETURN ? row.subarray(0, -1) : row
  const cells: TsvCell[] = []
  for (let from = 0; from <= bytes.length;) {
    const isQuoted = bytes[from] === QUOTE
    const close = isQuoted ? closingQuote(bytes, from + 1) : from
    const tab = bytes.indexOf(TAB, close)
    const to = tab === -1 ? bytes.length : tab
    const [begin, end] = isQuoted ? [from + 1, close] : [from, to]
    if (end - begin > LONG) cells.push({ from: offset + begin, to: offset + end })
    else {
      const { text } = decodeText(bytes.subarray(begin, end), path)
      cells.push((isQuoted ? text.replaceAll('""', '"') : text).replace(/^\uFEFF/, '').trim())
    }
    from = to + 1
  }
  return cells
}

/** A doubled quote stands for one. */
function closingQuote(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(QUOTE, from); at !== -1; at = bytes.indexOf(QUOTE, at + 2))
    if (bytes[at + 1] !== QUOTE) return at
  return bytes.length
}
