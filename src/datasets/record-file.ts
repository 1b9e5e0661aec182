/**
 * @file Files of records, in whatever they were saved: parquet, whose columns are read when they are asked for, or
 * JSON, JSON lines and tables, as `to_json` and `to_csv` write the same. Columns go by the names that are asked for,
 * whatever their case and however their words are joined.
 */
import type { FileEntry } from './formats/file-entry.ts'
import type { Files } from './formats/files.ts'
import { isParquet, openParquet, type ParquetFile } from './formats/parquet.ts'
import { RECORD_ENDINGS, readTable, titleKey } from './formats/table.ts'
import { isRecord } from './values.ts'

/** What of a parquet file is asked, of any file of records. */
export type RecordFile = ParquetFile

/**
 * @param columns as importers call them. @param needed those without which the file is none of theirs.
 * Null for a file that holds no records, or lacks a needed column.
 * @throws LeakscopeError `bad-shard` for a parquet file or a table that cannot be read.
 */
export async function openRecords(
  files: Files,
  entry: FileEntry,
  columns: readonly string[],
  needed: readonly string[] = [],
): Promise<RecordFile | null> {
  const file = (await mayHave(files, entry, needed)) ? await opened(files, entry, columns) : null
  return file !== null && needed.every((column) => file.columns.includes(column)) ? file : null
}

/** Whether a text has the names at all, before it is parsed for one importer after the other. */
async function mayHave(files: Files, entry: FileEntry, names: readonly string[]): Promise<boolean> {
  if (names.length === 0 || !isJson(entry)) return true
  const text = await files.text(entry).catch(() => '')
  return names.every((name) => new RegExp(name.replaceAll(/[^A-Za-z0-9]+/g, '[^"]{0,3}'), 'i').test(text))
}

function isJson({ path }: FileEntry): boolean {
  return RECORD_ENDINGS.some((ending) => path.toLowerCase().endsWith(ending))
}

async function opened(files: Files, entry: FileEntry, columns: readonly string[]): Promise<RecordFile | null> {
  if (/\.parquet$/i.test(entry.path))
    return (await isParquet(entry)) ? calledAs(await openParquet(entry), columns) : null
  const records = await recordsOf(files, entry)
  return records.some((record) => Object.keys(record).length > 0)
    ? calledAs(heldFile(entry.path, records), columns)
    : null
}

/** One for each row, so that their numbers are those of the file; what is no object is one without fields. */
async function recordsOf(files: Files, entry: FileEntry): Promise<Record<string, unknown>[]> {
  if (isJson(entry)) return (await files.records(entry)).map((record) => (isRecord(record) ? record : {}))
  const { titles, rows } = await readTable(files, entry)
  return rows.map(({ cells }) => Object.fromEntries(titles.map((title, at) => [title, cells[at] ?? ''])))
}

/** Records that are in memory. */
function heldFile(path: string, records: readonly Record<string, unknown>[]): RecordFile {
  return {
    path,
    columns: [...new Set(records.flatMap((record) => Object.keys(record)))],
    rows: records.length,
    isHeld: true,
    bounds: [0, records.length],
    bytesOf: () => 0,
    read: async (columns, from, to) =>
      records.slice(from, to).map((record) => Object.fromEntries(columns.map((column) => [column, record[column]]))),
  }
}

/** The same file with those names in place of others that are read alike. */
function calledAs(file: RecordFile, names: readonly string[]): RecordFile {
  const others = names.flatMap((name): [string, string][] => {
    if (file.columns.includes(name)) return []
    const alike = file.columns.filter((column) => titleKey(column) === titleKey(name) && !names.includes(column))
    return alike.length === 1 ? [[name, alike[0]!]] : []
  })
  if (others.length === 0) return file
  const inFile = new Map(others)
  const asked = new Map(others.map(([name, column]) => [column, name]))
  return {
    ...file,
    columns: file.columns.map((column) => asked.get(column) ?? column),
    bytesOf: (column) => file.bytesOf(inFile.get(column) ?? column),
    read: async (columns, from, to) => {
      const rows = await file.read(
        columns.map((column) => inFile.get(column) ?? column),
        from,
        to,
      )
      return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[inFile.get(column) ?? column]])))
    },
  }
}

/** The records of a file one by one, a row group at a time, without the columns of pictures. */
export async function* recordsIn(
  file: RecordFile,
  columns: readonly string[],
): AsyncGenerator<readonly [at: number, record: Record<string, unknown>]> {
  for (const [group, from] of file.bounds.slice(0, -1).entries()) {
    const found = await file.read(columns, from, file.bounds[group + 1] ?? from)
    for (const [n, record] of found.entries()) yield [from + n, record]
  }
}
