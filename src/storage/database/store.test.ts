import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { describe, expect, test } from 'vitest'
import { openStore } from './store.ts'
import type { Store } from './types.ts'
import { databaseName, freshName, freshStore, item, manifest, shard, run, sample } from './testing/records.ts'

describe('shards', () => {
  test('come back in the order of import, with their pictures', async () => {
    const store = await freshStore()
    const ids = ['10', '9', '2', '1', 'b', 'a']
    await store.importShard(shard('s', ids))
    expect((await store.items('s')).map((row) => row.id)).toEqual(ids)
    expect(await (await store.image('s', '9')).text()).toBe('9')
    expect(await store.imageIds('s')).toEqual(new Set(ids))
    expect((await store.shards()).map((row) => row.id)).toEqual(['s'])
  })

  test('leave nothing behind when a row cannot be stored', async () => {
    const store = await freshStore()
    const broken = shard('s', ['1', '2', '2'])
    await expect(store.importShard(broken)).rejects.toThrow()
    expect(await store.shards()).toEqual([])
    expect(await store.imageIds('s')).toEqual(new Set())
    await expect(store.items('s')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('are kept whole when importing them again fails, and replaced when it succeeds', async () => {
    const store = await freshStore()
    await store.importShard(shard('s', ['1', '2', '3']))
    await expect(store.importShard(shard('s', ['7', '7']))).rejects.toThrow()
    expect((await store.items('s')).map((row) => row.id)).toEqual(['1', '2', '3'])
    await store.importShard(shard('s', ['8']))
    expect((await store.items('s')).map((row) => row.id)).toEqual(['8'])
    expect(await store.imageIds('s')).toEqual(new Set(['8']))
  })

  test('with ids that are prefixes of each other stay apart', async () => {
    const store = await freshStore()
    await store.importShard(shard('a', ['1']))
    await store.importShard(shard('ab', ['1', '2']))
    await store.deleteShard('a')
    expect((await store.items('ab')).length).toBe(2)
    await expect(store.items('a')).rejects.toMatchObject({ code: 'not-found' })
    await expect(store.image('a', '1')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('whose picture is gone say so', async () => {
    const store = await freshStore()
    const whole = shard('s', ['1', '2'])
    await store.importShard({ ...whole, images: whole.images.slice(1) })
    await expect(store.image('s', '1')).rejects.toMatchObject({ code: 'storage-evicted' })
    await expect(store.image('s', '2')).resolves.toBeInstanceOf(Blob)
  })
})

test('a picture that an earlier build stored as a Blob is still read', async () => {
  const store = await freshStore()
  await store.importShard(shard('s', ['1']))
  const database = await openDB(databaseName())
  await database.put('shards', manifest('s', 1))
  await database.put('images', { shardId: 's', imageId: '1', blob: new Blob(['as before'], { type: 'image/png' }) })
  database.close()
  expect(await (await store.image('s', '1')).text()).toBe('as before')
})

describe('a staged shard', () => {
  const png = (id: string, size = 1) => ({ id, bytes: new ArrayBuffer(size), type: 'image/png' })

  test('is seen by nobody before it is committed, and whole then', async () => {
    const store = await freshStore()
    await store.importShard(shard('s', ['old']))
    const staging = store.stageShard()
    for (let i = 0; i < 1100; i++) await staging.addImage(png(`p${i}`))
    expect((await store.items('s')).map(({ id }) => id)).toEqual(['old'])
    expect(await store.imageIds('s')).toEqual(new Set(['old']))
    const ids = Array.from({ length: 1100 }, (_, i) => `p${i}`)
    await staging.commit(
      manifest('s', ids.length),
      ids.map((id) => item(id, id)),
    )
    expect((await store.items('s')).map(({ id }) => id)).toEqual(ids)
    expect(await store.imageIds('s')).toEqual(new Set(ids))
    expect(await store.shards()).toEqual([manifest('s', ids.length)])
    await expect(store.image('s', 'old')).rejects.toMatchObject({ code: 'storage-evicted' })
    await store.deleteShard('s')
    expect(await rows()).toEqual({ items: 0, images: 0, packs: 0 })
  })

  test('gives back each picture as it was, from packs of many and from its own', async () => {
    const store = await freshStore()
    const staging = store.stageShard()
    const sizes = [1, 700_000, 400_000, 0, 3 * 2 ** 20, 5, 9 * 2 ** 20, 2 ** 20, 1, 300_000]
    const filled = (i: number) => new Uint8Array(sizes[i]!).map((_, at) => (at * 7 + i) % 251)
    for (const i of sizes.keys())
      await staging.addImage({ id: `p${i}`, bytes: filled(i).buffer, type: i % 2 ? 'image/png' : 'image/jpeg' })
    await staging.commit(manifest('s', 0), [])
    for (const i of sizes.keys()) {
      const picture = await store.image('s', `p${i}`)
      expect(picture.type).toBe(i % 2 ? 'image/png' : 'image/jpeg')
      expect(Buffer.from(await picture.arrayBuffer()).equals(filled(i))).toBe(true)
    }
    const database = await openDB(databaseName())
    await database.clear('packs')
    database.close()
    await expect(store.image('s', 'p0')).rejects.toMatchObject({ code: 'storage-evicted' })
  })

  test('that fails or is discarded leaves what was there', async () => {
    const store = await freshStore()
    await store.importShard(shard('s', ['old']))
    const staging = store.stageShard()
    for (let i = 0; i < 600; i++) await staging.addImage(png(`p${i}`))
    expect((await rows()).images).toBe(501)
    await staging.addImage(png('p0'))
    await expect(staging.commit(manifest('s', 1), [])).rejects.toThrow()
    await staging.discard()
    expect(await rows()).toEqual({ items: 1, images: 1, packs: 0 })
    expect((await store.items('s')).map(({ id }) => id)).toEqual(['old'])
  })

  test('that nobody ended is swept, and nothing else', async () => {
    const store = await freshStore()
    await store.importShard(shard('s', ['1']))
    const whole = store.stageShard()
    await whole.addImage(png('w'))
    await whole.commit(manifest('t', 1), [item('w', 'w')])
    for (const size of [9, 10]) await store.stageShard().addImage(png('left', size * 2 ** 20))
    expect((await rows()).images).toBe(4)
    await store.sweep()
    expect(await rows()).toEqual({ items: 2, images: 2, packs: 1 })
    expect(await store.imageIds('t')).toEqual(new Set(['w']))
  })

  test('is not committed when the storage was emptied meanwhile', async () => {
    const store = await freshStore()
    const staging = store.stageShard()
    await staging.addImage(png('p', 9 * 2 ** 20))
    await store.clear()
    await expect(staging.commit(manifest('s', 1), [item('p', 'p')])).rejects.toMatchObject({ code: 'aborted' })
    expect(await store.shards()).toEqual([])
  })

  /** How many rows there are, whoever they belong to. */
  async function rows(): Promise<{ items: number; images: number; packs: number }> {
    const database = await openDB(databaseName())
    const [items, images, packs] = await Promise.all(['items', 'images', 'packs'].map((name) => database.count(name)))
    const counts = { items: items!, images: images!, packs: packs! }
    database.close()
    return counts
  }
})

describe('image features', () => {
  const floats = (...values: number[]) => Float32Array.from(values)
  const kept = async (store: Store, ids: readonly (readonly [string, string])[]) =>
    (await Promise.all(ids.map(async ([id, key]) => [key, await store.features(id, key)] as const))).flatMap(
      ([key, features]) => (features === null ? [] : [key]),
    )

  test('come back bit for bit, under their shard and key alone', async () => {
    const store = await freshStore()
    await store.importShard(shard('s', ['1']))
    await store.importShard(shard('t', ['1']))
    const values = floats(0.1, -0, NaN, Infinity, 1e-45)
    // A view of a larger buffer: the rest of it is not kept.
    const whole = new Float32Array(100)
    whole.set(values, 50)
    await store.keepFeatures('s', 'k', whole.subarray(50, 55))
    const read = await store.features('s', 'k')
    expect(new Uint8Array(read!.buffer)).toEqual(new Uint8Array(values.buffer))
    expect([
      await store.features('s', 'other'),
      await store.features('t', 'k'),
      await store.features('u', 'k'),
    ]).toEqual([null, null, null])
    expect(await store.featureUse()).toEqual({ pictures: 1, bytes: 20 })
    expect(await store.featureUse('t')).toEqual({ pictures: 0, bytes: 0 })
  })

  test('beyond the limit the longest unused give way, and what is larger than all is not kept', async () => {
    const store = await openStore(freshName(), undefined, 24)
    await store.importShard(shard('s', ['1']))
    const tick = () => new Promise((resolve) => setTimeout(resolve, 3))
    for (const key of ['a', 'b', 'c']) {
      await store.keepFeatures('s', key, floats(1, 2))
      await tick()
    }
    const ids = ['a', 'b', 'c', 'd', 'e'].map((key) => ['s', key] as const)
    await store.features('s', 'a')
    await tick()
    await store.keepFeatures('s', 'd', floats(3, 4))
    expect(await kept(store, ids)).toEqual(['a', 'c', 'd'])
    await store.keepFeatures('s', 'e', new Float32Array(7))
    expect(await kept(store, ids)).toEqual(['a', 'c', 'd'])
    // The same again is no second one.
    await store.keepFeatures('s', 'd', floats(5, 6))
    expect(await store.featureUse()).toEqual({ pictures: 3, bytes: 24 })
  })

  test('go with their shard: deleted, replaced, or gone while its picture was asked about', async () => {
    const store = await freshStore()
    const fill = async () => {
      for (const id of ['s', 't']) {
        await store.importShard(shard(id, ['1']))
        await store.keepFeatures(id, 'k', floats(1))
      }
    }
    const both = [['s', 'k'] as const, ['t', 'k'] as const]
    await fill()
    await store.deleteShard('s')
    expect(await kept(store, both)).toEqual(['k'])
    await store.keepFeatures('s', 'k', floats(1))
    await store.importShard(shard('s', ['1']))
    expect(await store.featureUse('s')).toEqual({ pictures: 0, bytes: 0 })
    await fill()
    const staging = store.stageShard()
    await staging.commit(manifest('s', 1), [item('1')])
    expect(await store.featureUse()).toEqual({ pictures: 1, bytes: 4 })
    await store.clearFeatures()
    expect(await kept(store, both)).toEqual([])
    await store.keepFeatures('t', 'k', floats(1))
    await store.clear()
    expect(await store.featureUse()).toEqual({ pictures: 0, bytes: 0 })
  })
})

test.each([1, 2])('a database of version %i is brought up, and keeps what it has', async (version) => {
  const old = await openDB(freshName(), version, {
    upgrade(database) {
      void database.createObjectStore('runs', { keyPath: 'id' }).add(run('r'))
      for (const name of [
        'shards',
        'items',
        'images',
        'samples',
        'responses',
        'scores',
        ...(version > 1 ? ['features', 'featureUses'] : []),
      ])
        database.createObjectStore(name, { keyPath: 'id' })
    },
  })
  old.close()
  const store = await openStore(databaseName())
  expect((await store.runs()).map(({ id }) => id)).toEqual(['r'])
  expect(await store.featureUse()).toEqual({ pictures: 0, bytes: 0 })
})

test('clear leaves nothing', async () => {
  const store = await freshStore()
  await store.importShard(shard('s', ['1']))
  await store.createRun(run('r'), [sample('a')])
  await store.clear()
  expect([await store.shards(), await store.runs(), await store.samples('r')]).toEqual([[], [], []])
})
