import { LeakscopeError } from '../../domain/errors.ts'
import type { ShardItem } from '../../domain/sample.ts'
import { connect, type ConnectionNotice } from './connection.ts'
import { manifestOf, rowsOf, startingWith } from './keys.ts'
import { currentSample, DATABASE_NAME, STORE_NAMES } from './schema.ts'
import { FEATURE_BYTES, featureStore } from './features.ts'
import { putShard, removeRows, SHARD_STORES, stageShard, sweep } from './staging.ts'
import { errorName, writeAll } from './transaction.ts'
import type { Store } from './types.ts'

/** Rows of scores written between two turns of the thread. */
const SCORES_AT_ONCE = 100

/**
 * Opens the store of this origin, in a page or in a worker. The connection is shared by all calls, gives way
 * to a newer version in another tab when no run is going on, and is opened again after the browser has closed
 * it.
 *
 * @param onNotice is told `blocked` when the opening waits for a run in a tab with an older version.
 * @param featureBytes how much of image features is kept.
 * @throws LeakscopeError when the browser gives no storage, or the data belong to a newer version.
 */
export async function openStore(
  name: string = DATABASE_NAME,
  onNotice?: (notice: ConnectionNotice) => void,
  featureBytes: number = FEATURE_BYTES,
): Promise<Store> {
  const connection = connect(name, onNotice)
  await connection.get()

  async function items(shardId: string): Promise<ShardItem[]> {
    const transaction = (await connection.get()).transaction(['shards', 'items'])
    const shard = await transaction.objectStore('shards').get(shardId)
    if (shard === undefined) throw unknownShard(shardId)
    const rows = await transaction.objectStore('items').getAll(startingWith(rowsOf(shard)))
    return rows.map((row) => row.item)
  }

  return {
    async importShard({ manifest, items: rows, images }) {
      const shardId = manifest.id
      await writeAll(await connection.get(), SHARD_STORES, 'relaxed', async (transaction) => {
        await removeRows(transaction, shardId)
        await putShard(transaction, manifest, shardId)
        await Promise.all([
          ...rows.map((item, position) => transaction.objectStore('items').add({ shardId, position, item })),
          ...images.map(({ id, bytes, type }) =>
            transaction.objectStore('images').add({ shardId, imageId: id, bytes, type }),
          ),
        ])
      })
    },

    stageShard: () => stageShard(connection),
    sweep: () => sweep(connection),
    ...featureStore(connection, featureBytes),

    async shards() {
      return (await (await connection.get()).getAll('shards')).map(manifestOf)
    },

    items,

    async image(shardId, imageId) {
      const transaction = (await connection.get()).transaction(['shards', 'images', 'packs'])
      const shard = await transaction.objectStore('shards').get(shardId)
      if (shard === undefined) throw unknownShard(shardId)
      const key = rowsOf(shard)
      const picture = await readable(async () => {
        const row = await transaction.objectStore('images').get([key, imageId])
        if (row === undefined || 'blob' in row) return row?.blob
        if ('bytes' in row) return new Blob([row.bytes], { type: row.type })
        const pack = await transaction.objectStore('packs').get([key, row.pack])
        return pack && new Blob([new Uint8Array(pack.bytes, row.from, row.length)], { type: row.type })
      })
      if (picture !== undefined) return picture
      throw new LeakscopeError(
        'storage-evicted',
        `Picture ${imageId} of shard ${shardId} is gone from storage: prepare the shard again; answers already given are kept.`,
      )
    },

    async imageIds(shardId) {
      const transaction = (await connection.get()).transaction(['shards', 'images'])
      const shard = await transaction.objectStore('shards').get(shardId)
      if (shard === undefined) return new Set()
      const keys = await transaction.objectStore('images').getAllKeys(startingWith(rowsOf(shard)))
      return new Set(keys.map(([, imageId]) => imageId))
    },

    async deleteShard(shardId) {
      await writeAll(await connection.get(), SHARD_STORES, 'relaxed', async (transaction) => {
        const shard = await transaction.objectStore('shards').get(shardId)
        if (shard === undefined) return
        await removeRows(transaction, rowsOf(shard))
        await transaction.objectStore('shards').delete(shardId)
      })
    },

    async createRun(run, samples) {
      await writeAll(await connection.get(), ['runs', 'samples'], 'strict', async (transaction) => {
        const runs = transaction.objectStore('runs')
        const ordinal = 1 + Math.max(0, ...(await runs.getAll()).map((other) => other.ordinal ?? 0))
        await Promise.all([
          runs.add({ ...run, ordinal }),
          ...samples.map((sample, position) =>
            transaction.objectStore('samples').add({ runId: run.id, position, sample }),
          ),
        ])
      })
    },

    async updateRun(id, change) {
      return writeAll(await connection.get(), ['runs'], 'strict', async (transaction) => {
        const runs = transaction.objectStore('runs')
        const before = await runs.get(id)
        if (before === undefined) throw unknownRun(id)
        const after = { ...before, ...change, id }
        await runs.put(after)
        return after
      })
    },

    async run(id) {
      return (await (await connection.get()).get('runs', id)) ?? null
    },

    async runs() {
      const all = await (await connection.get()).getAll('runs')
      return all.sort((a, b) => (b.ordinal ?? 0) - (a.ordinal ?? 0) || b.createdAt.localeCompare(a.createdAt))
    },

    async samples(runId) {
      const rows = await (await connection.get()).getAll('samples', startingWith(runId))
      return rows.map((row) => currentSample(row.sample))
    },

    async deleteRun(id) {
      await writeAll(await connection.get(), ['runs', 'samples', 'responses', 'scores'], 'relaxed', (transaction) =>
        Promise.all([
          transaction.objectStore('runs').delete(id),
          transaction.objectStore('samples').delete(startingWith(id)),
          transaction.objectStore('responses').delete(startingWith(id)),
          transaction.objectStore('scores').delete(startingWith(id)),
        ]),
      )
    },

    async addResponse(response) {
      try {
        await writeAll(await connection.get(), ['runs', 'responses'], 'strict', async (transaction) => {
          if ((await transaction.objectStore('runs').getKey(response.runId)) === undefined)
            throw unknownRun(response.runId)
          await transaction.objectStore('responses').add(response)
        })
      } catch (error) {
        if (errorName(error) !== 'ConstraintError') throw error
        throw new LeakscopeError(
          'duplicate-response',
          `Sample ${response.sampleId} (guard ${response.guard}) of run ${response.runId} already has a response; responses are never replaced.`,
          { cause: error },
        )
      }
    },

    async responses(runId) {
      return (await connection.get()).getAll('responses', startingWith(runId))
    },

    async answeredSampleIds(runId, guard) {
      const keys = await (await connection.get()).getAllKeys('responses', startingWith(runId))
      return new Set(keys.filter((key) => guard === undefined || key[2] === guard).map(([, sampleId]) => sampleId))
    },

    async putScores(scores) {
      await writeAll(await connection.get(), ['runs', 'scores'], 'relaxed', async (transaction) => {
        for (const id of new Set(scores.map(({ runId }) => runId)))
          if ((await transaction.objectStore('runs').getKey(id)) === undefined) throw unknownRun(id)
        const rows = transaction.objectStore('scores')
        // A thousand in one go hold the thread for longer than a key press may wait.
        for (let at = 0; at < scores.length; at += SCORES_AT_ONCE)
          await Promise.all(scores.slice(at, at + SCORES_AT_ONCE).map((score) => rows.put(score)))
      })
    },

    async scores(runId, scorer) {
      return (await connection.get()).getAll('scores', startingWith(runId, scorer))
    },

    async answeredRows(runId, from, count, scorerOf) {
      const transaction = (await connection.get()).transaction(['samples', 'responses', 'scores'])
      const stretch = IDBKeyRange.bound([runId, from], [runId, from + count], false, true)
      const rows = await transaction.objectStore('samples').getAll(stretch)
      return Promise.all(
        rows.map(async (row) => {
          const sample = currentSample(row.sample)
          const [responses, scores] = await Promise.all([
            transaction.objectStore('responses').getAll(startingWith(runId, sample.id)),
            transaction.objectStore('scores').getAll(startingWith(runId, scorerOf(sample.benchmark), sample.id)),
          ])
          return { sample, responses, scores }
        }),
      )
    },

    async countAnswers(runId, scorers) {
      const transaction = (await connection.get()).transaction(['responses', 'scores'])
      const [responses, ...scores] = await Promise.all([
        transaction.objectStore('responses').count(startingWith(runId)),
        ...scorers.map((scorer) => transaction.objectStore('scores').count(startingWith(runId, scorer))),
      ])
      return { responses: responses ?? 0, scores: scores.reduce((sum, n) => sum + n, 0) }
    },

    async clear() {
      await writeAll(await connection.get(), STORE_NAMES, 'strict', (transaction) =>
        Promise.all(STORE_NAMES.map((storeName) => transaction.objectStore(storeName).clear())),
      )
    },

    async estimate() {
      const storage = globalThis.navigator?.storage
      const [space, persisted] = await Promise.all([
        storage?.estimate?.().catch(() => null) ?? null,
        storage?.persisted?.().catch(() => null) ?? null,
      ])
      return { usage: space?.usage ?? null, quota: space?.quota ?? null, persisted }
    },

    close() {
      connection.close()
    },
  }
}

/** What requests fail with when the file behind a row is gone (Chromium; the others after the specification). */
const UNREADABLE: ReadonlySet<string> = new Set(['DataError', 'NotReadableError', 'NotFoundError'])

/** A row can outlive its bytes: browsers keep large ones in files of their own, which clean-up tools remove. */
async function readable<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read()
  } catch (error) {
    if (UNREADABLE.has(errorName(error))) return undefined
    throw error
  }
}

function unknownShard(id: string): LeakscopeError {
  return new LeakscopeError('not-found', `No shard ${id} in storage: prepare or import it first.`)
}

function unknownRun(id: string): LeakscopeError {
  return new LeakscopeError('not-found', `No run ${id} in storage: it was deleted or never created.`)
}
