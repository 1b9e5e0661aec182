import { LeakscopeError } from '../audit/errors.ts'
import type { ShardItem } from '../audit/sample.ts'
import { connect, type ConnectionNotice } from './connection.ts'
import { DATABASE_NAME, STORE_NAMES } from './schema.ts'
import { errorName, writeAll } from './transaction.ts'
import type { Store } from './types.ts'

/** Every row whose composite key starts with `id`: an array sorts after all strings and numbers. */
function startingWith(id: string, ...more: readonly string[]): IDBKeyRange {
  return IDBKeyRange.bound([id, ...more], [id, ...more, []])
}

/**
 * Opens the store of this origin, in a page or in a worker. The connection is shared by all calls, gives way to a newer version in
 * another tab, and is opened again after the browser has closed it.
 *
 * @throws LeakscopeError when the browser gives no storage, or the data belong to a newer version.
 */
export async function openStore(
  name: string = DATABASE_NAME,
  onNotice?: (notice: ConnectionNotice) => void,
): Promise<Store> {
  const connection = connect(name, onNotice)
  await connection.get()

  async function items(shardId: string): Promise<ShardItem[]> {
    const transaction = (await connection.get()).transaction(['shards', 'items'])
    const [manifest, rows] = await Promise.all([
      transaction.objectStore('shards').getKey(shardId),
      transaction.objectStore('items').getAll(startingWith(shardId)),
    ])
    if (manifest === undefined) throw unknownShard(shardId)
    return rows.map((row) => row.item)
  }

  return {
    async importShard({ manifest, items: rows, images }) {
      const shardId = manifest.id
      await writeAll(await connection.get(), ['shards', 'items', 'images'], 'relaxed', async (transaction) => {
        const shards = transaction.objectStore('shards')
        const itemRows = transaction.objectStore('items')
        const imageRows = transaction.objectStore('images')
        await Promise.all([
          itemRows.delete(startingWith(shardId)),
          imageRows.delete(startingWith(shardId)),
          shards.put(manifest),
        ])
        // In parts, whose ends let messages in: a worker that is silent for long is taken for one that hangs.
        for (const [part, from] of partsOf(rows))
          await Promise.all(part.map((item, i) => itemRows.add({ shardId, position: from + i, item })))
        for (const [part] of partsOf(images))
          await Promise.all(part.map(({ id, blob }) => imageRows.add({ shardId, imageId: id, blob })))
      })
    },

    async shards() {
      return (await connection.get()).getAll('shards')
    },

    items,

    async image(shardId, imageId) {
      const transaction = (await connection.get()).transaction(['shards', 'images'])
      const [manifest, row] = await Promise.all([
        transaction.objectStore('shards').getKey(shardId),
        transaction.objectStore('images').get([shardId, imageId]),
      ])
      if (manifest === undefined) throw unknownShard(shardId)
      if (row === undefined || !(await isReadable(row.blob))) {
        throw new LeakscopeError(
          'storage-evicted',
          `Picture ${imageId} of shard ${shardId} is gone from storage: prepare the shard again; answers already given are kept.`,
        )
      }
      return row.blob
    },

    async imageIds(shardId) {
      const keys = await (await connection.get()).getAllKeys('images', startingWith(shardId))
      return new Set(keys.map(([, imageId]) => imageId))
    },

    async deleteShard(shardId) {
      await writeAll(await connection.get(), ['shards', 'items', 'images'], 'relaxed', (transaction) =>
        Promise.all([
          transaction.objectStore('shards').delete(shardId),
          transaction.objectStore('items').delete(startingWith(shardId)),
          transaction.objectStore('images').delete(startingWith(shardId)),
        ]),
      )
    },

    async createRun(run, samples) {
      await writeAll(await connection.get(), ['runs', 'samples'], 'strict', (transaction) =>
        Promise.all([
          transaction.objectStore('runs').add(run),
          ...samples.map((sample, position) =>
            transaction.objectStore('samples').add({ runId: run.id, position, sample }),
          ),
        ]),
      )
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
      return all.sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    },

    async samples(runId) {
      const rows = await (await connection.get()).getAll('samples', startingWith(runId))
      return rows.map((row) => row.sample)
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
      await writeAll(await connection.get(), ['scores'], 'relaxed', (transaction) =>
        Promise.all(scores.map((score) => transaction.objectStore('scores').put(score))),
      )
    },

    async scores(runId, scorer) {
      return (await connection.get()).getAll('scores', startingWith(runId, scorer))
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

const ROWS_AT_A_TIME = 500

/** Stretches of a list, and where each begins. */
function* partsOf<Row>(rows: readonly Row[]): Generator<[readonly Row[], number]> {
  for (let from = 0; from < rows.length; from += ROWS_AT_A_TIME) yield [rows.slice(from, from + ROWS_AT_A_TIME), from]
}

/** A row can outlive its bytes: browsers keep Blobs in files of their own, which clean-up tools remove. */
async function isReadable(blob: Blob): Promise<boolean> {
  try {
    await blob.slice(0, 1).arrayBuffer()
    return true
  } catch {
    return false
  }
}

function unknownShard(id: string): LeakscopeError {
  return new LeakscopeError('not-found', `No shard ${id} in storage: prepare or import it first.`)
}

function unknownRun(id: string): LeakscopeError {
  return new LeakscopeError('not-found', `No run ${id} in storage: it was deleted or never created.`)
}
