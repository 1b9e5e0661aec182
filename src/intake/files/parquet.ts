/** @file Parquet files: columns that are asked for, row group by row group, so that pictures are not read for the sake of questions. */
import { parquetMetadataAsync, parquetReadObjects, type AsyncBuffer, type FileMetaData } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { bad } from '../schema.ts'
import type { FileEntry } from './files.ts'

export interface ParquetFile {
  readonly path: string
  /** Top-level columns. */
  readonly columns: readonly string[]
  readonly rows: number
  /** First row of each row group, and behind the last one. */
  readonly bounds: readonly number[]
  /** Rows from `from` up to `to` with the named columns. @throws LeakscopeError `bad-shard` for damaged data. */
  read(columns: readonly string[], from: number, to: number): Promise<Record<string, unknown>[]>
}

/** Larger than any real header; a false length must not be believed. */
const FOOTER = 64 * 2 ** 20

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
    slice: (start, end) => blob.slice(start, end).arrayBuffer(),
  }
  const metadata = await guarded(path, async () => {
    const tail = new DataView(await blob.slice(blob.size - 8).arrayBuffer())
    if (tail.getUint32(0, true) > Math.min(FOOTER, blob.size)) throw new RangeError('its header has no sensible length')
    return parquetMetadataAsync(file)
  })
  const bounds = [0]
  for (const { num_rows } of metadata.row_groups) bounds.push((bounds.at(-1) ?? 0) + Number(num_rows))
  return {
    path,
    columns: columnsOf(metadata),
    rows: Number(metadata.num_rows),
    bounds,
    read: (columns, rowStart, rowEnd) =>
      guarded(path, () =>
        parquetReadObjects({ file, metadata, compressors, columns: [...columns], rowStart, rowEnd, utf8: false }),
      ),
  }
}

function columnsOf({ schema }: FileMetaData): string[] {
  const columns: string[] = []
  let at = 1
  const skip = (): void => {
    const children = schema[at]?.num_children ?? 0
    at++
    for (let i = 0; i < children; i++) skip()
  }
  for (let i = 0; i < (schema[0]?.num_children ?? 0); i++) {
    columns.push(schema[at]?.name ?? '')
    skip()
  }
  return columns
}

async function guarded<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'unknown'
    throw bad(path, `the parquet file cannot be read (${reason})`)
  }
}
