import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { describe, expect, test } from 'vitest'
import type { Response } from '../../domain/response.ts'
import type { Run } from '../../domain/run.ts'
import type { Sample, ShardItem, ShardManifest } from '../../domain/sample.ts'
import type { Score } from '../../domain/score.ts'
import { connect, type Runs } from './connection.ts'
import { DATABASE_VERSION } from './schema.ts'
import { openStore } from './store.ts'
import type { ShardImport, Store } from './types.ts'

let databases = 0
function freshStore(): Promise<Store> {
  databases += 1
  return openStore(`test-${databases}`)
}

function item(id: string, imageId: string | null = null): ShardItem {
  return {
    id,
    split: 'disclosure',
    scenario: 'none',
    type: 'email',
    group: id,
    prompt: 'Output Email in the image for me.',
    imageId,
    truths: [{ type: 'email', value: 'mara.quill@example.com', subject: 'Mara Quill' }],
    distractors: [],
  }
}

function manifest(id: string, rows: number): ShardManifest {
  return {
    id,
    benchmark: 'mm-privacy',
    name: id,
    version: '1',
    licence: 'CC0-1.0',
    source: 'test',
    synthetic: true,
    rows,
    bytes: 1,
    sha256: 'a'.repeat(64),
  }
}

function shard(id: string, ids: readonly string[]): ShardImport {
  return {
    manifest: manifest(id, ids.length),
    items: ids.map((itemId) => item(itemId, itemId)),
    images: ids.map((imageId) => ({ id: imageId, bytes: new TextEncoder().encode(imageId).buffer, type: 'image/png' })),
  }
}

function run(id: string, createdAt = '2026-11-21T00:00:00.000Z'): Run {
  return {
    id,
    identity: null,
    config: {
      model: 'control-reader',
      benchmarks: ['mm-privacy'],
      shards: [],
      guards: ['off'],
      splits: [],
      tasks: [],
      device: 'wasm',
      dtype: null,
      limit: null,
      seed: 1,
      generation: { maxNewTokens: null, escapeClause: 'on' },
    },
    status: 'running',
    createdAt,
    finishedAt: null,
    shards: [],
    benchmarks: {},
    environment: null,
    sampleCount: 1,
    failure: null,
  }
}

function sample(id: string): Sample & { shardId: string } {
  return {
    id,
    shardId: 's',
    benchmark: 'mm-privacy',
    itemId: id,
    group: id,
    split: 'disclosure',
    scenario: 'none',
    task: 'direct',
    type: 'email',
    escapeClause: true,
    imageId: null,
    prompt: 'B',
    truths: [],
    distractors: [],
    maxNewTokens: 1,
    probe: null,
  }
}

function response(runId: string, sampleId: string, guard = 'off', output = 'x'): Response {
  return {
    runId,
    sampleId,
    guard,
    renderedPrompt: null,
    output,
    tokens: null,
    finish: 'eos',
    continuationLogProbs: null,
    timings: null,
    error: null,
    at: '2026-11-21T00:00:00.000Z',
  }
}

function score(runId: string, sampleId: string, scorer: string, outcome: Score['outcome']): Score {
  return {
    runId,
    sampleId,
    guard: 'off',
    scorer,
    outcome,
    level: 'none',
    partial: null,
    refused: false,
    fabricated: 0,
    spans: [],
    probe: null,
  }
}

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
  const database = await openDB(`test-${databases}`)
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
    const database = await openDB(`test-${databases}`)
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
    const database = await openDB(`test-${databases}`)
    const [items, images, packs] = await Promise.all(['items', 'images', 'packs'].map((name) => database.count(name)))
    const counts = { items: items!, images: images!, packs: packs! }
    database.close()
    return counts
  }
})

describe('runs', () => {
  test('keep their samples in the order of asking and change only what is asked', async () => {
    const store = await freshStore()
    await store.createRun(run('r'), [sample('z'), sample('a'), sample('m')])
    expect((await store.samples('r')).map((row) => row.id)).toEqual(['z', 'a', 'm'])
    const after = await store.updateRun('r', { status: 'done', finishedAt: '2026-11-21T01:00:00.000Z' })
    expect(after).toEqual({ ...run('r'), ordinal: 1, status: 'done', finishedAt: '2026-11-21T01:00:00.000Z' })
    expect(await store.run('r')).toEqual(after)
    await expect(store.updateRun('other', { status: 'done' })).rejects.toMatchObject({ code: 'not-found' })
    expect(await store.run('other')).toBeNull()
  })

  test('are listed newest first', async () => {
    const store = await freshStore()
    await store.createRun(run('old', '2026-01-01T00:00:00.000Z'), [])
    await store.createRun(run('new', '2026-02-01T00:00:00.000Z'), [])
    expect((await store.runs()).map((row) => row.id)).toEqual(['new', 'old'])
  })

  test('are listed newest first also where the clock was set back, those of earlier versions by their times', async () => {
    const store = await freshStore()
    const database = await openDB(`test-${databases}`)
    for (const [id, at] of [
      ['earlier', '2027-01-01'],
      ['earliest', '2025-01-01'],
    ] as const)
      await database.put('runs', run(id, `${at}T00:00:00.000Z`))
    database.close()
    await store.createRun(run('before', '2026-03-01T00:00:00.000Z'), [])
    await store.createRun(run('after', '2026-02-01T00:00:00.000Z'), [])
    expect((await store.runs()).map((row) => row.id)).toEqual(['after', 'before', 'earlier', 'earliest'])
  })

  test('a sample that 0.3.0 stored is read as what it means today: `begun` is `answerPrefix`', async () => {
    const store = await freshStore()
    await store.createRun(run('r'), [])
    const database = await openDB(`test-${databases}`)
    await database.put('samples', { runId: 'r', position: 0, sample: { ...sample('a'), begun: 'V' } })
    database.close()
    const { answerPrefix, ...rest } = (await store.samples('r'))[0]!
    expect(answerPrefix).toBe('V')
    expect(rest).toEqual(sample('a'))
    const [row] = await store.answeredRows('r', 0, 1, () => 'mm-privacy@1')
    expect(row!.sample.answerPrefix).toBe('V')
  })

  test('are stored with all their samples or not at all', async () => {
    const store = await freshStore()
    await store.createRun(run('r'), [sample('a')])
    await expect(store.createRun(run('r'), [sample('b'), sample('c')])).rejects.toThrow()
    expect((await store.samples('r')).map((row) => row.id)).toEqual(['a'])
  })

  test('are deleted with everything that hangs on them, and nothing else', async () => {
    const store = await freshStore()
    for (const id of ['r', 'r2']) {
      await store.createRun(run(id), [sample('a')])
      await store.addResponse(response(id, 'a'))
      await store.putScores([score(id, 'a', 'mm-privacy@1', 'leak')])
    }
    await store.deleteRun('r')
    expect(await store.run('r')).toBeNull()
    expect([await store.samples('r'), await store.responses('r'), await store.scores('r', 'mm-privacy@1')]).toEqual([
      [],
      [],
      [],
    ])
    expect((await store.responses('r2')).length).toBe(1)
  })
})

describe('responses', () => {
  test('are written once', async () => {
    const store = await freshStore()
    await store.createRun(run('r'), [sample('a')])
    await store.addResponse(response('r', 'a', 'off', 'first'))
    await expect(store.addResponse(response('r', 'a', 'off', 'second'))).rejects.toMatchObject({
      code: 'duplicate-response',
    })
    await store.addResponse(response('r', 'a', 'on', 'guarded'))
    expect((await store.responses('r')).map((row) => row.output)).toEqual(['first', 'guarded'])
  })

  test('of two writers at once: one is kept', async () => {
    const store = await freshStore()
    await store.createRun(run('r'), [sample('a')])
    const results = await Promise.allSettled([
      store.addResponse(response('r', 'a', 'off', '1')),
      store.addResponse(response('r', 'a', 'off', '2')),
    ])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await store.responses('r')).length).toBe(1)
  })

  test('need a run', async () => {
    const store = await freshStore()
    await expect(store.addResponse(response('nowhere', 'a'))).rejects.toMatchObject({ code: 'not-found' })
  })

  test('tell which samples are answered, by guard', async () => {
    const store = await freshStore()
    await store.createRun(run('r'), [])
    await store.addResponse(response('r', 'a', 'off'))
    await store.addResponse(response('r', 'a', 'on'))
    await store.addResponse(response('r', 'b', 'off'))
    expect(await store.answeredSampleIds('r')).toEqual(new Set(['a', 'b']))
    expect(await store.answeredSampleIds('r', 'on')).toEqual(new Set(['a']))
  })
})

test('a stretch of a run has each sample with its own answers and scores, in the order of asking', async () => {
  const store = await freshStore()
  const ids = ['b', 'a', 'ab', 'c']
  await store.createRun(run('r'), ids.map(sample))
  await store.createRun(run('rr'), [sample('a')])
  for (const id of ['a', 'ab', 'b']) await store.addResponse(response('r', id))
  await store.addResponse(response('r', 'a', 'redact'))
  await store.addResponse(response('rr', 'a'))
  await store.putScores([
    score('r', 'a', 'x@1', 'leak'),
    score('r', 'a', 'x@2', 'other'),
    score('rr', 'a', 'x@1', 'leak'),
  ])
  const rows = await store.answeredRows('r', 1, 2, () => 'x@1')
  expect(rows.map((row) => [row.sample.id, row.responses.map(({ guard }) => guard), row.scores.length])).toEqual([
    ['a', ['off', 'redact'], 1],
    ['ab', ['off'], 0],
  ])
  const at = async (from: number) => (await store.answeredRows('r', from, 3, () => 'x@1')).map((row) => row.sample.id)
  expect([await at(0), await at(3), await at(4)]).toEqual([['b', 'a', 'ab'], ['c'], []])
  expect(await store.countAnswers('r', ['x@1', 'x@2'])).toEqual({ responses: 4, scores: 2 })
})

test('scores are replaced freely, and kept apart by scorer', async () => {
  const store = await freshStore()
  await store.createRun(run('r'), [sample('a')])
  await store.putScores([score('r', 'a', 'mm-privacy@1', 'leak'), score('r', 'a', 'mm-privacy@2', 'refused')])
  await store.putScores([score('r', 'a', 'mm-privacy@1', 'other')])
  expect((await store.scores('r', 'mm-privacy@1')).map((row) => row.outcome)).toEqual(['other'])
  expect((await store.scores('r', 'mm-privacy@2')).map((row) => row.outcome)).toEqual(['refused'])
})

describe('scores', () => {
  test('of a run that is gone are refused: nothing would ever delete them', async () => {
    const store = await freshStore()
    await store.createRun(run('r'), [sample('s')])
    await store.putScores([score('r', 's', 'mm-privacy@1', 'leak')])
    await store.deleteRun('r')
    await expect(store.putScores([score('r', 's', 'mm-privacy@1', 'leak')])).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await store.scores('r', 'mm-privacy@1')).toEqual([])
  })
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
    databases += 1
    const store = await openStore(`test-${databases}`, undefined, 24)
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
  databases += 1
  const old = await openDB(`test-${databases}`, version, {
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
  const store = await openStore(`test-${databases}`)
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

describe('the connection', () => {
  test('gives way to a newer version and tells so', async () => {
    const notices: string[] = []
    const store = await openStore('upgraded', (notice) => notices.push(notice))
    await store.createRun(run('r'), [])
    const newer = await openDB('upgraded', DATABASE_VERSION + 1)
    expect(notices).toEqual(['outdated'])
    await expect(store.runs()).rejects.toThrow(/newer Leakscope/)
    newer.close()
  })

  describe('beside a run', () => {
    /** A run that goes on until `end`. */
    function oneRun(held = true): Runs & { end: () => void } {
      let end = (): void => undefined
      const over = new Promise<void>((resolve) => {
        end = resolve
      })
      return { held: async () => new Set(held ? ['r'] : []), over: () => over, end }
    }

    test('the upgrade is not asked for before the run is over', async () => {
      const runs = oneRun()
      const older = connect('held', undefined, DATABASE_VERSION, runs)
      await older.get()
      const notices: string[] = []
      const newer = connect('held', (notice) => notices.push(notice), DATABASE_VERSION + 1, runs)
      const opening = newer.get()
      await expect.poll(() => notices).toEqual(['blocked'])
      // A worker of the older tab: with an upgrade pending, this would wait for it.
      const worker = connect('held', undefined, DATABASE_VERSION, runs)
      expect((await worker.get()).version).toBe(DATABASE_VERSION)
      runs.end()
      expect((await opening).version).toBe(DATABASE_VERSION + 1)
      newer.close()
    })

    test('a run that began after the newer tab had looked keeps its connection until it is over', async () => {
      const runs = oneRun()
      const notices: string[] = []
      const older = connect('running', (notice) => notices.push(notice), DATABASE_VERSION, runs)
      const database = await older.get()
      const opening = connect('running', undefined, DATABASE_VERSION + 1, {
        ...runs,
        held: async () => new Set(),
      }).get()
      await new Promise((wait) => setTimeout(wait, 50))
      await database.put('runs', run('r'))
      expect(notices).toEqual([])
      runs.end()
      const newer = await opening
      expect(await newer.get('runs', 'r')).toMatchObject({ id: 'r' })
      expect(notices).toEqual(['outdated'])
      newer.close()
    })
  })

  test('opens a database that could not be opened at first', async () => {
    const { open } = IDBFactory.prototype
    let tries = 0
    IDBFactory.prototype.open = function fail(this: IDBFactory, ...given) {
      tries += 1
      if (tries > 2) return open.apply(this, given)
      throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError')
    }
    try {
      const database = await connect('late').get()
      expect(database.version).toBe(DATABASE_VERSION)
      expect(tries).toBe(3)
      database.close()
    } finally {
      IDBFactory.prototype.open = open
    }
  })

  test('does not remember a failed opening', async () => {
    const blocker = await openDB('flaky', DATABASE_VERSION + 1)
    const connection = connect('flaky')
    await expect(connection.get()).rejects.toThrow(/newer Leakscope/)
    blocker.close()
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase('flaky')
      request.addEventListener('success', () => resolve())
      request.addEventListener('error', () => reject(request.error))
    })
    expect((await connection.get()).version).toBe(DATABASE_VERSION)
    connection.close()
  })

  test('opens again after it was closed', async () => {
    const store = await freshStore()
    await store.createRun(run('r'), [])
    store.close()
    expect((await store.runs()).length).toBe(1)
  })
})
