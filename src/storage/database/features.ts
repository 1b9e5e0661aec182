/**
 * @file What a vision encoder made of pictures, kept for later runs (docs/adr/0019).
 * [Note: Stored features] Features give away a picture nearly as well as the picture itself, so they lie
 * under the key of the picture's shard: whatever removes a shard's pictures removes them in the same
 * transaction. They are a cache and nothing else: the longest unused give way, and nobody fails for want of
 * them.
 */
import type { Connection } from './connection.ts'
import { rowsOf, startingWith } from './keys.ts'
import { writeAll } from './transaction.ts'
import type { FeatureStore } from './types.ts'

/** All features together: some 1,800 pictures of one tile at SmolVLM's size. */
export const FEATURE_BYTES = 256 * 2 ** 20

const BOTH = ['features', 'featureUses'] as const

/** @param limit bytes that may be kept. */
export function featureStore(connection: Connection, limit: number, now: () => number = Date.now): FeatureStore {
  async function used(id: readonly [string, string]): Promise<void> {
    await writeAll(await connection.get(), ['featureUses'], 'relaxed', async (transaction) => {
      const uses = transaction.objectStore('featureUses')
      const use = await uses.get([...id])
      if (use !== undefined) await uses.put({ ...use, usedAt: now() })
    })
  }

  return {
    async features(shardId, key) {
      const transaction = (await connection.get()).transaction(['shards', 'features'])
      const shard = await transaction.objectStore('shards').get(shardId)
      if (shard === undefined) return null
      const id = [rowsOf(shard), key] as const
      const row = await transaction.objectStore('features').get([...id])
      if (row === undefined) return null
      // Nobody waits for it, and a full disk is no reason not to have read.
      used(id).catch(() => undefined)
      return new Float32Array(row.data)
    },

    async keepFeatures(shardId, key, features) {
      const bytes = features.byteLength
      if (bytes > limit) return
      const data = features.slice().buffer
      await writeAll(await connection.get(), ['shards', ...BOTH], 'relaxed', async (transaction) => {
        const shard = await transaction.objectStore('shards').get(shardId)
        // Deleted while it was asked about: nothing of it may come back.
        if (shard === undefined) return
        const row = { shardId: rowsOf(shard), key }
        const [rows, uses] = [transaction.objectStore('features'), transaction.objectStore('featureUses')]
        const others = (await uses.getAll()).filter((use) => use.shardId !== row.shardId || use.key !== key)
        others.sort((a, b) => a.usedAt - b.usedAt)
        let total = others.reduce((sum, use) => sum + use.bytes, bytes)
        for (const use of others) {
          if (total <= limit) break
          const id: [string, string] = [use.shardId, use.key]
          await Promise.all([rows.delete(id), uses.delete(id)])
          total -= use.bytes
        }
        await Promise.all([rows.put({ ...row, data }), uses.put({ ...row, bytes, usedAt: now() })])
      })
    },

    async featureUse(shardId) {
      const transaction = (await connection.get()).transaction(['shards', 'featureUses'])
      const shard = shardId === undefined ? undefined : await transaction.objectStore('shards').get(shardId)
      if (shardId !== undefined && shard === undefined) return { pictures: 0, bytes: 0 }
      const uses = await transaction
        .objectStore('featureUses')
        .getAll(shard === undefined ? undefined : startingWith(rowsOf(shard)))
      return { pictures: uses.length, bytes: uses.reduce((sum, { bytes }) => sum + bytes, 0) }
    },

    async clearFeatures() {
      await writeAll(await connection.get(), BOTH, 'relaxed', (transaction) =>
        Promise.all(BOTH.map((name) => transaction.objectStore(name).clear())),
      )
    },
  }
}
