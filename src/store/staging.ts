/**
 * @file A shard that is stored while it is read.
 * [Note: Staged imports]
 * Rows are written in batches under a key of their own, which no manifest names, so nobody sees them. The last, small transaction writes the manifest with
 * that key and removes what the shard had before. Whatever ends an import earlier leaves rows that belong to no shard; `sweep` removes them.
 */
import { LeakscopeError } from '../audit/errors.ts'
import type { ShardManifest } from '../audit/sample.ts'
import type { Connection } from './connection.ts'
import { rowsOf, startingWith } from './keys.ts'
import { writeAll, type WriteTransaction } from './transaction.ts'
import type { ShardImage, ShardStaging } from './types.ts'

/** What a batch may hold: the worker fills one while another is written, of which the browser has a copy. */
const BATCH_BYTES = 8 * 2 ** 20
const BATCH_ROWS = 500

/** Everything that lies under a shard's key, and the shard. */
export const SHARD_STORES = ['shards', 'items', 'images', 'features', 'featureUses'] as const
type ShardStores = (typeof SHARD_STORES)[number]

export function stageShard(connection: Connection): ShardStaging {
  const key = crypto.randomUUID()
  let batch: ShardImage[] = []
  let batchBytes = 0
  let staged = 0

  /** The batch that is being written while the next one is filled. */
  let writing: Promise<void> = Promise.resolve()

  async function flush(): Promise<void> {
    await writing
    writing = write()
    // Looked at by the next flush.
    writing.catch(() => {})
  }

  async function write(): Promise<void> {
    const images = batch
    batch = []
    batchBytes = 0
    if (images.length === 0) return
    await writeAll(await connection.get(), ['images'], 'relaxed', (transaction) =>
      Promise.all(
        images.map(({ id, bytes, type }) =>
          transaction.objectStore('images').add({ shardId: key, imageId: id, bytes, type }),
        ),
      ),
    )
    staged += images.length
  }

  return {
    async addImage(image) {
      batch.push(image)
      batchBytes += image.bytes.byteLength
      if (batchBytes >= BATCH_BYTES || batch.length >= BATCH_ROWS) await flush()
    },

    async commit(manifest, items) {
      await flush()
      await writing
      for (let from = 0; from < items.length; from += BATCH_ROWS) {
        await writeAll(await connection.get(), ['items'], 'relaxed', (transaction) =>
          Promise.all(
            items
              .slice(from, from + BATCH_ROWS)
              .map((item, i) => transaction.objectStore('items').add({ shardId: key, position: from + i, item })),
          ),
        )
      }
      // Strict: what was written before is then on the disk too.
      await writeAll(await connection.get(), SHARD_STORES, 'strict', async (transaction) => {
        const rows = startingWith(key)
        const [itemRows, imageRows] = await Promise.all([
          transaction.objectStore('items').count(rows),
          transaction.objectStore('images').count(rows),
        ])
        if (itemRows !== items.length || imageRows !== staged)
          throw new LeakscopeError(
            'aborted',
            'The storage was emptied while files were imported; nothing was imported: try again.',
          )
        await putShard(transaction, manifest, key)
      })
    },

    async discard() {
      batch = []
      await writing.catch(() => {})
      await writeAll(await connection.get(), SHARD_STORES, 'relaxed', (transaction) => removeRows(transaction, key))
    },
  }
}

/** Puts a manifest that names its rows by `key`, and removes the rows that the shard had under another. */
export async function putShard(
  transaction: WriteTransaction<ShardStores>,
  manifest: ShardManifest,
  key: string,
): Promise<void> {
  const shards = transaction.objectStore('shards')
  const before = await shards.get(manifest.id)
  if (before !== undefined && rowsOf(before) !== key) await removeRows(transaction, rowsOf(before))
  await shards.put({ ...manifest, rowsUnder: key })
}

export async function removeRows(transaction: WriteTransaction<ShardStores>, key: string): Promise<void> {
  await Promise.all(
    (['items', 'images', 'features', 'featureUses'] as const).map((name) =>
      transaction.objectStore(name).delete(startingWith(key)),
    ),
  )
}

/** Removes all rows of items and pictures that no manifest names. */
export async function sweep(connection: Connection): Promise<void> {
  await writeAll(await connection.get(), SHARD_STORES, 'relaxed', async (transaction) => {
    const named = new Set((await transaction.objectStore('shards').getAll()).map(rowsOf))
    const found = new Set<string>()
    for (const name of ['items', 'images'] as const) {
      // From shard to shard, not from row to row.
      let cursor = await transaction.objectStore(name).openKeyCursor()
      while (cursor !== null) {
        const [key] = cursor.key
        found.add(key)
        cursor = await transaction.objectStore(name).openKeyCursor(IDBKeyRange.lowerBound([key, []]))
      }
    }
    for (const key of found) if (!named.has(key)) await removeRows(transaction, key)
  })
}
