/**
 * @file A shard that is stored while it is read.
 * [Note: Staged imports] Rows are written in batches under a key of their own, which no manifest names, so
 * nobody sees them. The last, small transaction writes the manifest with that key and removes what the shard
 * had before. Whatever ends an import earlier leaves rows that belong to no shard; `sweep` removes them.
 */
import { unwrap } from 'idb'
import { LeakscopeError } from '../../domain/errors.ts'
import type { ShardManifest } from '../../domain/sample.ts'
import type { Connection } from './connection.ts'
import { rowsOf, startingWith } from './keys.ts'
import { Packer } from './packs.ts'
import type { LeakscopeSchema } from './schema.ts'
import { writeAll, type WriteTransaction } from './transaction.ts'
import type { ShardStaging } from './types.ts'

/** What a batch may hold. */
const BATCH_BYTES = 8 * 2 ** 20
const BATCH_ROWS = 500
/**
 * Batches that are being written while the next is filled, of which the browser has copies: it stores one
 * while another is handed over.
 */
const IN_FLIGHT = 2

/** Everything that lies under a shard's key, and the shard. */
export const SHARD_STORES = ['shards', 'items', 'images', 'packs', 'features', 'featureUses'] as const
type ShardStores = (typeof SHARD_STORES)[number]

/** Rows of a staged shard without its key. */
type Rows = {
  readonly [Name in 'items' | 'images' | 'packs']?: readonly Omit<LeakscopeSchema[Name]['value'], 'shardId'>[]
}

export function stageShard(connection: Connection): ShardStaging {
  const key = crypto.randomUUID()
  const packer = new Packer()
  let batchBytes = 0
  let staged = 0
  let packs = 0
  const writing: Promise<void>[] = []

  /** Rows of each store in one transaction. */
  async function write(rows: Rows): Promise<void> {
    if (writing.length >= IN_FLIGHT) await writing.shift()
    const names = (['items', 'images', 'packs'] as const).filter((name) => rows[name] !== undefined)
    const written = connection.get().then((database) =>
      writeAll(database, names, 'relaxed', async (transaction) => {
        for (const name of names) {
          // Without a listener for each: any that fails aborts the transaction.
          const store = unwrap(transaction.objectStore(name))
          for (const row of rows[name]!) store.add({ shardId: key, ...row })
        }
      }),
    )
    // Looked at when another is written, or at the end.
    written.catch(() => {})
    writing.push(written)
  }

  async function flush(): Promise<void> {
    if (packer.count === 0) return
    const { packs: added, rows } = packer.take()
    batchBytes = 0
    staged += rows.length
    packs += added.length
    await write({ packs: added, images: rows })
  }

  return {
    async addImage(image) {
      packer.add(image)
      batchBytes += image.bytes.byteLength
      if (batchBytes >= BATCH_BYTES || packer.count >= BATCH_ROWS) await flush()
    },

    async commit(manifest, items) {
      await flush()
      const placed = items.map((item, position) => ({ position, item }))
      for (let from = 0; from < placed.length; from += BATCH_ROWS)
        await write({ items: placed.slice(from, from + BATCH_ROWS) })
      await Promise.all(writing)
      // Strict: what was written before is then on the disk too.
      await writeAll(await connection.get(), SHARD_STORES, 'strict', async (transaction) => {
        const rows = startingWith(key)
        const counts = await Promise.all(
          (['items', 'images', 'packs'] as const).map((name) => transaction.objectStore(name).count(rows)),
        )
        if (counts.join() !== [items.length, staged, packs].join())
          throw new LeakscopeError(
            'aborted',
            'The storage was emptied while files were imported; nothing was imported: try again.',
          )
        await putShard(transaction, manifest, key)
      })
    },

    async discard() {
      packer.take()
      await Promise.allSettled(writing)
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
    (['items', 'images', 'packs', 'features', 'featureUses'] as const).map((name) =>
      transaction.objectStore(name).delete(startingWith(key)),
    ),
  )
}

/** Removes all rows of items and pictures that no manifest names. */
export async function sweep(connection: Connection): Promise<void> {
  await writeAll(await connection.get(), SHARD_STORES, 'relaxed', async (transaction) => {
    const named = new Set((await transaction.objectStore('shards').getAll()).map(rowsOf))
    const found = new Set<string>()
    for (const name of ['items', 'images', 'packs'] as const) {
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
