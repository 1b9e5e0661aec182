import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Benchmark } from '../benchmarks/contract.ts'
import { LeakscopeError } from '../domain/errors.ts'
import { openStore } from '../storage/database/store.ts'
import type { Store } from '../storage/database/types.ts'
import { rescore } from './rescore.ts'
import { resumeRun, startRun } from './run.ts'
import {
  dependencies,
  importTinyShard,
  scriptedEngines,
  tinyBenchmark,
  tinyConfig,
  type Reply,
  type Script,
} from './testing/scripted.ts'
import type { RunHandle, RunSnapshot } from './types.ts'

const leaky = (prompt: string): Reply => ({ text: `it is v${prompt.slice(1)}` })

/** The same benchmark, its scorer gone up. */
const newer: Benchmark = {
  ...tinyBenchmark,
  meta: { ...tinyBenchmark.meta, version: '2' },
  score: (...args) => ({ ...tinyBenchmark.score(...args), scorer: 'tiny@2' }),
}

let store: Store
let databases = 0

beforeEach(async () => {
  store = await openStore(`runner-test-${++databases}`)
  await importTinyShard(store)
})

afterEach(() => store.close())

function until(run: RunHandle, holds: (snapshot: RunSnapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!holds(run.snapshot())) return
      unsubscribe()
      resolve()
    }
    const unsubscribe = run.subscribe(check)
    check()
  })
}

async function outcome(script: Script) {
  const engines = scriptedEngines(script)
  const deps = dependencies(store, engines)
  const handle = await startRun(deps, tinyConfig)
  return { engines, deps, handle, run: await handle.finished }
}

describe('a run', () => {
  it('answers every sample once, opens each picture once, and stores responses and scores', async () => {
    const { engines, run, handle } = await outcome({ reply: leaky })
    expect(run).toMatchObject({ status: 'done', sampleCount: 6, failure: null, environment: { backend: 'wasm' } })
    expect(run.identity).toMatch(/^[0-9a-f]{64}$/)
    expect(engines.log).toEqual([{ opened: 3, generated: ['q0', 'q3', 'q1', 'q4', 'q2', 'q5'], disposed: true }])
    const responses = await store.responses(run.id)
    expect(responses.map(({ sampleId }) => sampleId)).toHaveLength(6)
    const probed = responses.find(({ sampleId }) => sampleId === 'tiny/i1/direct')
    expect(probed).toMatchObject({
      continuationLogProbs: [-0, -1, -2],
      renderedPrompt: '<user>q1',
      timings: { encode: 5, prefill: 3 },
    })
    // The second question on a picture pays no encoding.
    expect(responses.find(({ sampleId }) => sampleId === 'tiny/i4/direct')?.timings).toMatchObject({
      encode: null,
      prefill: 1,
    })
    expect(await store.scores(run.id, 'tiny@1')).toHaveLength(6)
    expect(handle.snapshot()).toMatchObject({
      phase: 'done',
      done: 6,
      total: 6,
      outcomes: { leak: 6, other: 0 },
      requests: 0,
    })
  })

  it('asks those on one picture together, answers and stores them one by one', async () => {
    const { engines, run, handle } = await outcome({ reply: leaky, rows: 2 })
    expect(run.status).toBe('done')
    expect(engines.log).toEqual([{ opened: 3, generated: ['q0', 'q3', 'q1', 'q4', 'q2', 'q5'], disposed: true }])
    expect(engines.together).toEqual([2, 2, 2])
    expect((await store.responses(run.id)).map(({ output }) => output).sort()).toEqual([
      'it is v0',
      'it is v1',
      'it is v2',
      'it is v3',
      'it is v4',
      'it is v5',
    ])
    expect(handle.snapshot().outcomes).toMatchObject({ leak: 6 })
  })

  it('scores each answer once, under guards too', async () => {
    const scored: string[] = []
    const counting: Benchmark = {
      ...tinyBenchmark,
      score: (sample, response) => {
        scored.push(`${sample.id}/${response.guard}`)
        return tinyBenchmark.score(sample, response)
      },
    }
    const deps = { ...dependencies(store, scriptedEngines({ reply: leaky })), benchmarks: [counting] }
    const run = await (await startRun(deps, { ...tinyConfig, guards: ['none', 'redact'] })).finished
    expect(run.status).toBe('done')
    expect(scored).toHaveLength(12)
    expect(new Set(scored)).toHaveProperty('size', 12)
  })

  it('an answer whose beginning is given is gone on with; its output holds the beginning', async () => {
    const engines = scriptedEngines({ reply: (prompt) => ({ text: `v${prompt.slice(1)}` }) })
    const prefixing: Benchmark = {
      ...tinyBenchmark,
      plan: (...given) => tinyBenchmark.plan(...given).map((sample) => ({ ...sample, answerPrefix: 'it is ' })),
    }
    const handle = await startRun({ ...dependencies(store, engines), benchmarks: [prefixing] }, tinyConfig)
    const run = await handle.finished
    expect(run.status).toBe('done')
    expect(engines.log[0]?.generated[0]).toBe('q0it is ')
    expect((await store.responses(run.id)).map(({ output }) => output).sort()[0]).toBe('it is v0')
  })

  it('asks a sample alone after its batch failed', async () => {
    const { engines, run, handle } = await outcome({
      reply: (prompt) => (prompt === 'q3' ? { fail: 'engine-failed' } : leaky(prompt)),
      rows: 2,
    })
    expect(run.status).toBe('done')
    expect(handle.snapshot().outcomes).toMatchObject({ leak: 5, error: 1 })
    expect(engines.log.map(({ generated }) => generated)).toEqual([
      ['q0', 'q3'],
      ['q0', 'q3'],
      ['q3'],
      ['q1', 'q4', 'q2', 'q5'],
    ])
  })

  it('gives the same identity for the same config and environment, another for another', async () => {
    const first = await outcome({ reply: leaky })
    const second = await outcome({ reply: leaky })
    const third = await outcome({ reply: leaky, runtime: 'scripted 2' })
    expect(second.run.identity).toBe(first.run.identity)
    expect(third.run.identity).not.toBe(first.run.identity)
  })

  it('scores nothing when the self-check fails', async () => {
    const { engines, run } = await outcome({ reply: leaky, selfCheck: () => false })
    expect(run).toMatchObject({ status: 'failed', environment: { selfCheck: { passed: false } } })
    expect(run.failure).toContain('self-check failed')
    expect(engines.log[0]?.generated).toEqual([])
    expect(await store.responses(run.id)).toEqual([])
  })

  it('refuses an unknown benchmark by name', async () => {
    const deps = dependencies(store, scriptedEngines({ reply: leaky }))
    await expect(startRun(deps, { ...tinyConfig, benchmarks: ['huge'] })).rejects.toThrow(
      '"huge" is unknown; allowed are tiny',
    )
    expect(await store.runs()).toEqual([])
  })
})

describe('whose fault an error is', () => {
  it('a sample that fails in two engines becomes an error response; the run goes on', async () => {
    const { engines, run, handle } = await outcome({
      reply: (prompt) => (prompt === 'q3' ? { fail: 'engine-failed' } : leaky(prompt)),
    })
    expect(run.status).toBe('done')
    const failed = (await store.responses(run.id)).filter(({ error }) => error !== null)
    expect(failed).toMatchObject([{ sampleId: 'tiny/i3/direct', output: '', error: { code: 'engine-failed' } }])
    expect(handle.snapshot().outcomes).toMatchObject({ leak: 5, error: 1 })
    expect(engines.log).toHaveLength(3)
    expect(engines.log.every(({ disposed }) => disposed)).toBe(true)
  })

  it('an engine that is lost once is replaced and the sample is answered', async () => {
    const { engines, run, handle } = await outcome({
      reply: (prompt, engine) => (prompt === 'q1' && engine === 1 ? { fail: 'engine-lost' } : leaky(prompt)),
    })
    expect(run.status).toBe('done')
    expect(handle.snapshot().outcomes).toMatchObject({ leak: 6, error: 0 })
    expect(engines.log.map(({ generated }) => generated)).toEqual([
      ['q0', 'q3', 'q1'],
      ['q1', 'q4', 'q2', 'q5'],
    ])
  })

  it('a graphics device lost twice ends the run and leaves the sample unanswered', async () => {
    const { run } = await outcome({ reply: (prompt) => (prompt === 'q1' ? { fail: 'gpu-lost' } : leaky(prompt)) })
    expect(run.status).toBe('failed')
    expect(await store.answeredSampleIds(run.id)).toEqual(new Set(['tiny/i0/direct', 'tiny/i3/direct']))
  })

  it('samples that all fail are not the samples fault', async () => {
    const { run } = await outcome({ reply: () => ({ fail: 'engine-failed' }) })
    expect(run.status).toBe('failed')
    expect(run).toMatchObject({ failureCode: 'engine-failed' })
    expect(run.failure).toBe(
      '3 of 3 answers are errors, all alike (engine-failed, first at tiny/i0/direct): scripted engine-failed. Try another dtype or device, or another export of the model. The answers so far are kept; resume goes on after them',
    )
  })

  it('fewer than five samples that all fail make a failed run, not a done one', async () => {
    const engines = scriptedEngines({ reply: () => ({ fail: 'engine-failed' }) })
    const run = await (await startRun(dependencies(store, engines), { ...tinyConfig, limit: 2 })).finished
    expect(run).toMatchObject({ status: 'failed', failureCode: 'engine-failed' })
    expect(run.failure).toMatch(/^2 of 2 answers are errors, all alike \(engine-failed, first at tiny/)
  })

  it('scattered errors, a fifth and more of all, make a failed run; the other answers are kept', async () => {
    const { run, deps } = await outcome({
      reply: (prompt) => (['q3', 'q5'].includes(prompt) ? { fail: 'engine-failed' } : leaky(prompt)),
    })
    expect(run.status).toBe('failed')
    expect(run.failure).toMatch(/^2 of 6 answers are errors, all alike .* The other answers are kept$/)
    expect(await store.responses(run.id)).toHaveLength(6)
    // Resuming asks nothing again and hides nothing.
    const again = await (await resumeRun(deps, run.id)).finished
    expect(again).toMatchObject({ status: 'failed', failure: run.failure })
  })

  it('a picture that storage has lost ends the run with the line that says so', async () => {
    const evicted: Store = {
      ...store,
      image: () => Promise.reject(new LeakscopeError('storage-evicted', 'Picture p0 is gone')),
    }
    const engines = scriptedEngines({ reply: leaky })
    const run = await (await startRun(dependencies(evicted, engines), tinyConfig)).finished
    expect(run).toMatchObject({ status: 'failed', failure: 'Picture p0 is gone' })
    expect(await store.responses(run.id)).toEqual([])
  })
})

describe('pause, stop, resume', () => {
  it('pauses after the current sample and goes on', async () => {
    const engines = scriptedEngines({ reply: leaky })
    const handle = await startRun(dependencies(store, engines), tinyConfig)
    await until(handle, ({ done }) => done === 2)
    handle.pause()
    await until(handle, ({ phase }) => phase === 'paused')
    const { done } = handle.snapshot()
    expect(done).toBeLessThan(6)
    expect(await store.answeredSampleIds(handle.runId)).toHaveProperty('size', done)
    handle.resume()
    expect((await handle.finished).status).toBe('done')
    expect(engines.log).toHaveLength(1)
  })

  it('stops at once, keeps what is journalled, and resumes with the rest only', async () => {
    let hang = true
    const engines = scriptedEngines({ reply: (prompt) => (prompt === 'q1' && hang ? 'hang' : leaky(prompt)) })
    const deps = dependencies(store, engines)
    const handle = await startRun(deps, tinyConfig)
    await until(handle, ({ current }) => current?.sample.prompt === 'q1')
    handle.stop()
    expect((await handle.finished).status).toBe('stopped')
    expect(await store.answeredSampleIds(handle.runId)).toHaveProperty('size', 2)
    hang = false
    const again = await resumeRun(deps, handle.runId)
    expect((await again.finished).status).toBe('done')
    expect(engines.log[1]?.generated).toEqual(['q1', 'q4', 'q2', 'q5'])
    expect(again.snapshot().outcomes.leak).toBe(6)
  })

  it('after a death between response and score, resume scores the response and asks nothing twice', async () => {
    const dying: Store = { ...store, putScores: () => new Promise(() => undefined) }
    const handle = await startRun(dependencies(dying, scriptedEngines({ reply: leaky })), tinyConfig)
    await expect.poll(() => store.answeredSampleIds(handle.runId).then(({ size }) => size)).toBe(1)
    const engines = scriptedEngines({ reply: leaky })
    const again = await resumeRun(dependencies(store, engines), handle.runId)
    expect((await again.finished).status).toBe('done')
    expect(engines.log[0]?.generated).toEqual(['q3', 'q1', 'q4', 'q2', 'q5'])
    expect(await store.scores(handle.runId, 'tiny@1')).toHaveLength(6)
    expect(await store.responses(handle.runId)).toHaveLength(6)
  })

  it('does not go on in another environment, and says what changed', async () => {
    const first = await startRun(
      dependencies(store, scriptedEngines({ reply: (p) => (p === 'q1' ? 'hang' : leaky(p)) })),
      tinyConfig,
    )
    await until(first, ({ current }) => current?.sample.prompt === 'q1')
    first.stop()
    await first.finished
    const engines = scriptedEngines({ reply: leaky, runtime: 'scripted 2' })
    const again = await resumeRun(dependencies(store, engines), first.runId)
    const run = await again.finished
    expect(run.status).toBe('failed')
    expect(run.failure).toContain('runtime was scripted 1, is scripted 2')
    expect(await store.responses(first.runId)).toHaveLength(2)
  })

  it('does not go on with the pictures of another shard', async () => {
    const deps = dependencies(store, scriptedEngines({ reply: (p) => (p === 'q1' ? 'hang' : leaky(p)) }))
    const first = await startRun(deps, tinyConfig)
    await until(first, ({ current }) => current?.sample.prompt === 'q1')
    first.stop()
    await first.finished
    await importTinyShard(store, 'f'.repeat(64))
    await expect(resumeRun(deps, first.runId)).rejects.toThrow(/shard "tiny[^"]*" was replaced since it began/)
    expect(await store.responses(first.runId)).toHaveLength(2)
  })

  it('is refused to a second tab, and when done', async () => {
    const engines = scriptedEngines({ reply: (p) => (p === 'q1' ? 'hang' : leaky(p)) })
    const deps = dependencies(store, engines)
    const handle = await startRun(deps, tinyConfig)
    await expect(resumeRun(deps, handle.runId)).rejects.toThrow('another tab')
    handle.stop()
    await handle.finished
    const { run, deps: own } = await outcome({ reply: leaky })
    await expect(resumeRun(own, run.id)).rejects.toThrow('done')
    await expect(resumeRun(own, 'nobody')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a full disk', () => {
  it('pauses the run with one line; the answer at hand is written when it goes on', async () => {
    let full = true
    const tight: Store = {
      ...store,
      addResponse: (response) =>
        full && response.sampleId === 'tiny/i1/direct'
          ? Promise.reject(new LeakscopeError('quota', 'full'))
          : store.addResponse(response),
    }
    const engines = scriptedEngines({ reply: leaky })
    const handle = await startRun(dependencies(tight, engines), tinyConfig)
    await until(handle, ({ phase }) => phase === 'paused')
    expect(handle.snapshot().notice).toContain('2 of 6 answers are safe')
    full = false
    handle.resume()
    expect((await handle.finished).status).toBe('done')
    expect(engines.log[0]?.generated).toEqual(['q0', 'q3', 'q1', 'q4', 'q2', 'q5'])
    expect(await store.responses(handle.runId)).toHaveLength(6)
  })
})

describe('a full disk at the very first write', () => {
  it('pauses the run, which is stored and asked when it goes on', async () => {
    let full = true
    const tight: Store = {
      ...store,
      createRun: (...args) => (full ? Promise.reject(new LeakscopeError('quota', 'full')) : store.createRun(...args)),
    }
    const handle = await startRun(dependencies(tight, scriptedEngines({ reply: leaky })), tinyConfig)
    await until(handle, ({ phase }) => phase === 'paused')
    expect(handle.snapshot().notice).toContain('0 of 6 answers are safe')
    expect(await store.run(handle.runId)).toBeNull()
    full = false
    handle.resume()
    expect((await handle.finished).status).toBe('done')
    expect(await store.responses(handle.runId)).toHaveLength(6)
  })

  it('may be stopped, and leaves nothing', async () => {
    const tight: Store = { ...store, createRun: () => Promise.reject(new LeakscopeError('quota', 'full')) }
    const handle = await startRun(dependencies(tight, scriptedEngines({ reply: leaky })), tinyConfig)
    await until(handle, ({ phase }) => phase === 'paused')
    handle.stop()
    expect((await handle.finished).status).toBe('stopped')
    expect(await store.run(handle.runId)).toBeNull()
  })
})

describe('a shard that is deleted in mid-run', () => {
  it('is prepared again where it ships', async () => {
    let prepared = 0
    let gone = false
    const losing: Store = {
      ...store,
      image: (...args) =>
        gone ? Promise.reject(new LeakscopeError('not-found', 'There is no such shard')) : store.image(...args),
    }
    const engines = scriptedEngines({
      reply: (prompt) => {
        gone ||= prepared === 0
        return leaky(prompt)
      },
    })
    const deps = dependencies(losing, engines)
    const handle = await startRun(
      {
        ...deps,
        async ensureShard(id) {
          if (gone) prepared += 1
          gone = false
          return deps.ensureShard(id)
        },
      },
      tinyConfig,
    )
    expect((await handle.finished).status).toBe('done')
    expect(prepared).toBe(1)
    expect(await store.responses(handle.runId)).toHaveLength(6)
  })
})

describe('rescore', () => {
  it('a run resumed under a newer scorer keeps its answers, has all of them scored by the newer, and still says what it was planned with', async () => {
    let hang = true
    const engines = scriptedEngines({ reply: (prompt) => (prompt === 'q4' && hang ? 'hang' : leaky(prompt)) })
    const deps = dependencies(store, engines)
    const handle = await startRun(deps, tinyConfig)
    await until(handle, ({ current }) => current?.sample.prompt === 'q4')
    handle.stop()
    await handle.finished
    hang = false
    const before = await store.responses(handle.runId)
    expect(before.length).toBeGreaterThan(0)
    const again = await resumeRun({ ...deps, benchmarks: [newer] }, handle.runId)
    const run = await again.finished
    expect(run).toMatchObject({ status: 'done', benchmarks: { tiny: '1' } })
    expect(await store.responses(run.id)).toEqual(expect.arrayContaining([...before]))
    const scores = await store.scores(run.id, 'tiny@2')
    expect(scores).toHaveLength(6)
    expect(await store.scores(run.id, 'tiny@1')).toHaveLength(before.length)
  })

  it('scores stored responses with the current scorer and no model', async () => {
    const { run } = await outcome({ reply: leaky })
    expect(await rescore(store, [newer], run.id)).toHaveLength(6)
    expect(await store.scores(run.id, 'tiny@2')).toHaveLength(6)
    expect(await store.scores(run.id, 'tiny@1')).toHaveLength(6)
  })
})
