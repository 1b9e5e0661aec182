/**
 * @file Rows written into the app's database past the app: what a long run, an older scorer or an older
 * version of the app would have left there.
 */
import type { Page } from '@playwright/test'

interface OldPicture {
  readonly imageId: string
  readonly type: string
  readonly base64: string
}

/** All that is stored of one run and one shard. */
export interface OldRows {
  readonly shard: { readonly id: string; readonly rowsUnder?: string }
  readonly items: readonly { readonly position: number; readonly item: unknown }[]
  readonly pictures: readonly OldPicture[]
  readonly runs: readonly unknown[]
  readonly samples: readonly unknown[]
  readonly responses: readonly unknown[]
  readonly scores: readonly unknown[]
}

/** Reads what `plant` needs. */
export function readRows(page: Page, runId: string, shardId: string): Promise<OldRows> {
  return page.evaluate(
    async ([run, id]) => {
      const result = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result))
          request.addEventListener('error', () => reject(new Error(String(request.error))))
        })
      const database = await result(indexedDB.open('leakscope'))
      const transaction = database.transaction([...database.objectStoreNames])
      const under = async <Row>(name: string, key: string) =>
        (await result(transaction.objectStore(name).getAll(IDBKeyRange.bound([key], [key, []])))) as Row[]
      const shard = (await result(transaction.objectStore('shards').get(id))) as { id: string; rowsUnder?: string }
      const rows = shard.rowsUnder ?? id
      const packs = new Map(
        (await under<{ pack: number; bytes: ArrayBuffer }>('packs', rows)).map(({ pack, bytes }) => [pack, bytes]),
      )
      const images = await under<{ imageId: string; pack: number; from: number; length: number; type: string }>(
        'images',
        rows,
      )
      const found = {
        shard,
        items: await under<{ position: number; item: unknown }>('items', rows),
        pictures: images.map(({ imageId, pack, from, length, type }) => ({
          imageId,
          type,
          base64: btoa(
            Array.from(new Uint8Array(packs.get(pack)!, from, length), (byte) => String.fromCharCode(byte)).join(''),
          ),
        })),
        runs: [(await result(transaction.objectStore('runs').get(run))) as unknown],
        samples: await under<unknown>('samples', run),
        responses: await under<unknown>('responses', run),
        scores: await under<unknown>('scores', run),
      }
      database.close()
      return found
    },
    [runId, shardId] as const,
  )
}

/**
 * Puts a database of an earlier version in the place of what is there. @param version 1 or 2, as
 * src/storage/database/schema.ts tells of them.
 */
export async function plant(page: Page, version: number, rows: OldRows): Promise<void> {
  await page.evaluate(
    async ([number, old]) => {
      const settled = (request: IDBRequest): Promise<void> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve())
          request.addEventListener('error', () => reject(new Error(String(request.error))))
        })
      await settled(indexedDB.deleteDatabase('leakscope'))
      const opening = indexedDB.open('leakscope', number)
      opening.addEventListener('upgradeneeded', () => {
        const keys = {
          shards: 'id',
          items: ['shardId', 'position'],
          images: ['shardId', 'imageId'],
          runs: 'id',
          samples: ['runId', 'position'],
          responses: ['runId', 'sampleId', 'guard'],
          scores: ['runId', 'scorer', 'sampleId', 'guard'],
          ...(number < 2 ? {} : { features: ['shardId', 'key'], featureUses: ['shardId', 'key'] }),
        }
        for (const [name, keyPath] of Object.entries(keys)) opening.result.createObjectStore(name, { keyPath })
      })
      await settled(opening)
      const database = opening.result
      const transaction = database.transaction([...database.objectStoreNames], 'readwrite')
      const { rowsUnder: _, ...shard } = old.shard
      const put = (name: string, all: readonly unknown[]) => {
        for (const row of all) transaction.objectStore(name).put(row)
      }
      put('shards', [shard])
      put(
        'items',
        old.items.map(({ position, item }) => ({ shardId: shard.id, position, item })),
      )
      put(
        'images',
        old.pictures.map(({ imageId, type, base64 }) => {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
          // The first version kept Blobs.
          const content = number < 2 ? { blob: new Blob([bytes], { type }) } : { bytes: bytes.buffer, type }
          return { shardId: shard.id, imageId, ...content }
        }),
      )
      for (const name of ['runs', 'samples', 'responses', 'scores'] as const) put(name, old[name])
      await new Promise<void>((resolve, reject) => {
        transaction.addEventListener('complete', () => resolve())
        transaction.addEventListener('abort', () => reject(new Error(String(transaction.error))))
      })
      database.close()
    },
    [version, rows] as const,
  )
}

/** Puts a run with the answers of another, so many times over; does nothing where it is there. */
export async function replicate(page: Page, rows: OldRows, as: string, times: number): Promise<void> {
  const { runs, samples, responses, scores } = rows
  await page.evaluate(
    async ([given, to, count]) => {
      const opening = indexedDB.open('leakscope')
      await new Promise((resolve, reject) => {
        opening.addEventListener('success', resolve)
        opening.addEventListener('error', reject)
      })
      const database = opening.result
      const transaction = database.transaction(['runs', 'samples', 'responses', 'scores'], 'readwrite')
      const put = (name: string, row: unknown) => transaction.objectStore(name).put(row)
      const known = transaction.objectStore('runs').getKey(to)
      known.addEventListener('success', () => {
        if (known.result !== undefined) return
        for (const run of given.runs as { sampleCount: number }[])
          put('runs', { ...run, id: to, sampleCount: run.sampleCount * count })
        for (let i = 0; i < count; i++) {
          for (const { sample, position } of given.samples as {
            position: number
            sample: { id: string; itemId: string; group: string }
          }[]) {
            const { id, itemId, group } = sample
            const own = { ...sample, id: `${id}~${i}`, itemId: `${itemId}~${i}`, group: `${group}~${i}` }
            put('samples', { runId: to, position: i * given.samples.length + position, sample: own })
          }
          for (const name of ['responses', 'scores'] as const)
            for (const row of given[name] as { sampleId: string }[])
              put(name, { ...row, runId: to, sampleId: `${row.sampleId}~${i}` })
        }
      })
      await new Promise((resolve, reject) => {
        transaction.addEventListener('complete', resolve)
        transaction.addEventListener('abort', reject)
      })
      database.close()
    },
    [{ runs, samples, responses, scores }, as, times] as const,
  )
}

/** Makes the scores of a run those of another scorer, and takes away all others. */
export async function makeOld(page: Page, runId: string, scorer: string): Promise<void> {
  await page.evaluate(
    async ([run, old]) => {
      const opening = indexedDB.open('leakscope')
      await new Promise((resolve) => opening.addEventListener('success', resolve))
      const database = opening.result
      const scores = database.transaction('scores', 'readwrite').objectStore('scores')
      const mine = scores.getAll(IDBKeyRange.bound([run], [run, []]))
      mine.addEventListener('success', () => {
        const rows = mine.result as { scorer: string }[]
        const current = rows.filter((row) => row.scorer !== old)
        scores.delete(IDBKeyRange.bound([run], [run, []]))
        for (const row of current.length > 0 ? current : rows) scores.put({ ...row, scorer: old })
      })
      await new Promise((resolve, reject) => {
        scores.transaction.addEventListener('complete', resolve)
        scores.transaction.addEventListener('abort', reject)
      })
      database.close()
    },
    [runId, scorer] as const,
  )
}
