/**
 * @file Shards for commands that need no browser: shipped ones by id, official files, and whatever else the
 * app can import.
 */
import { existsSync, openAsBlob } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { isShardFile, openImport, readCatalogue, readShardFile } from '../../src/intake/index.ts'
import { ROOT } from '../install.mjs'
import { UsageError } from './exit.ts'
import { shardFiles } from './picked-files.ts'

const SHARDS = join(ROOT, 'public', 'shards')

export type ReadShard = Awaited<ReturnType<typeof readShardFile>>

/** @param shard a path, or a shipped shard's id. @throws UsageError where it is neither. */
export async function readShard(shard: string): Promise<ReadShard> {
  const path = existsSync(shard) ? shard : await shippedPath(shard)
  if ((await stat(path)).isDirectory() || !/\.jsonl?$/i.test(path)) return readOfficial(path)
  const bytes = new Uint8Array(await readFile(path))
  if (!isShardFile(bytes, path)) return readOfficial(path)
  const folder = dirname(path)
  return readShardFile(bytes, {
    path,
    readResource: (name) => readFile(join(folder, name), 'utf8'),
  })
}

/** Whatever the app can import: a folder, a zip, a parquet or CSV file. */
async function readOfficial(path: string): Promise<ReadShard> {
  const { root, files } = await shardFiles(path)
  // Importers know sets by their folders: as in the app, the names of two above tell too, and what is above those not.
  const above = resolve(root, '..', '..', '..')
  const picked = files.map(async (file) => ({
    path: relative(above, resolve(file)).replaceAll('\\', '/'),
    file: await openAsBlob(file),
  }))
  const { preview, withoutPictures } = await openImport(await Promise.all(picked))
  // A canvas and an OCR engine: most of a command's start, and most commands read no picture.
  const { createTextReader } = await import('./text-reader.ts')
  const reader = createTextReader()
  try {
    const { manifest, items } = await withoutPictures(reader.read)
    const rejected = preview.rejected.map(({ row, reason }) => `row ${row} left out: ${reason}`)
    return { manifest, items, notes: [...preview.notes, ...rejected] }
  } finally {
    await reader.close()
  }
}

/** @throws UsageError where none of that id ships. */
export async function shippedShard(id: string): Promise<ReadShard> {
  return readShard(await shippedPath(id))
}

async function shippedPath(id: string): Promise<string> {
  const catalogue = readCatalogue(await readFile(join(SHARDS, 'index.json'), 'utf8'))
  const entry = catalogue.find((shard) => shard.id === id)
  if (entry !== undefined) return join(SHARDS, entry.path)
  throw new UsageError(
    `--shard ${id}: neither a file, a folder nor a shipped shard; shipped are ${catalogue.map((shard) => shard.id).join(', ')}`,
  )
}
