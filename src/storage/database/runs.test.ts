import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { describe, expect, test } from 'vitest'
import { databaseName, freshStore, run, sample, response, score } from './testing/records.ts'

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
    const database = await openDB(databaseName())
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
    const database = await openDB(databaseName())
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
