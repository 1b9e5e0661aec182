/**
 * @file Parquet files: columns that are asked for, row group by row group, so that pictures are not read for
 * the sake of questions.
 */
import { parquetMetadataAsync, parquetReadObjects, type AsyncBuffer, type FileMetaData } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { bad } from '../schema.ts'
import type { FileEntry } from './file-entry.ts'

export interface ParquetFile {
  readonly path: string
  /** Top-level columns. */
  readonly columns: readonly string[]
  readonly rows: number
  /** Whether its rows are in memory, each as it stands: some may have names where others have pictures. */
  readonly isHeld?: true
  /** First row of each row group, and behind the last one. */
  readonly bounds: readonly number[]
  /** What a top-level column holds, unpacked, as the file says. */
  bytesOf(column: string): number
  /** Rows from `from` up to `to` with the named columns. @throws LeakscopeError `bad-shard` for damaged data. */
  read(columns: readonly string[], from: number, to: number): Promise<Record<string, unknown>[]>
}

/** Larger than any real header; a false length must not be believed. */
const FOOTER = 64 * 2 ** 20
const DEEPEST = 32

export async function isParquet(entry: FileEntry): Promise<boolean> {
  if (entry.size < 12) return false
  return (await (await entry.open()).slice(0, 4).text()) === 'PAR1'
}

/** @throws LeakscopeError `bad-shard` for a file that cannot be read. */
export async function openParquet(entry: FileEntry): Promise<ParquetFile> {
  const { path } = entry
  const blob = await entry.open()
  const file: AsyncBuffer = {
    byteLength: blob.size,
    slice: (start, end = blob.size) => {
      // What a header says of places is a claim too; Node ends at a slice far outside of a blob.
      if (!(Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end >= start && end <= blob.size))
        throw new RangeError('it points outside of itself')
      return blob.slice(start, end).arrayBuffer()
    },
  }
  const metadata = await guarded(path, async () => {
    const tail = new DataView(await blob.slice(blob.size - 8).arrayBuffer())
    if (tail.getUint32(0, true) > Math.min(FOOTER, blob.size)) throw new RangeError('its header has no sensible length')
    const known = await parquetMetadataAsync(file)
    assertColumns(known, leavesOf(known))
    return known
  })
  const bounds = [0]
  for (const { num_rows } of metadata.row_groups) bounds.push((bounds.at(-1) ?? 0) + Number(num_rows))
  return {
    path,
    columns: [...new Set(leavesOf(metadata).map(([column]) => column ?? ''))],
    rows: Number(metadata.num_rows),
    bounds,
    bytesOf: (column) =>
      metadata.row_groups
        .flatMap((group) => group.columns)
        .filter(({ meta_data }) => meta_data?.path_in_schema[0] === column)
        .reduce((sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0), 0),
    read: (columns, rowStart, rowEnd) =>
      guarded(path, () =>
        parquetReadObjects({ file, metadata, compressors, columns: [...columns], rowStart, rowEnd, utf8: false }),
      ),
  }
}

/** Paths of the columns that hold values, in the order of the schema, which lists each group before its members. */
function leavesOf({ schema }: FileMetaData): string[][] {
  const leaves: string[][] = []
  let at = 1
  const walk = (path: readonly string[]): void => {
    const element = schema[at++]
    if (element === undefined) throw new RangeError('its schema ends early')
    const here = [...path, element.name]
    if (here.length > DEEPEST) throw new RangeError(`its schema is deeper than ${DEEPEST}`)
    if (element.num_children === undefined) leaves.push(here)
    for (let i = 0; i < (element.num_children ?? 0); i++) walk(here)
  }
  for (let i = 0; i < (schema[0]?.num_children ?? 0); i++) walk([])
  return leaves
}

/**
 * The reader leaves a column that the schema does not know to itself, and its failure with it: no `await`
 * would see that.
 */
function assertColumns({ row_groups }: FileMetaData, leaves: readonly (readonly string[])[]): void {
  const expected = JSON.stringify(leaves)
  for (const { columns } of row_groups) {
    if (JSON.stringify(columns.map(({ meta_data }) => meta_data?.path_in_schema)) !== expected)
      throw new RangeError('its columns are not those of its schema')
  }
}

async function guarded<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown'
    throw bad(path, `the parquet file cannot be read (${reason})`)
  }
}
