import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LeakscopeError } from '../../domain/errors.ts'
import { REFUSAL } from '../../guards/detoxify.ts'
import { judgeScorer } from '../../guards/judge-scores.ts'
import type { DetectorEnvironment, RunConfig } from '../../domain/run.ts'
import { openStore } from '../../storage/database/store.ts'
import type { Store } from '../../storage/database/types.ts'
import { resumeRun, startRun } from '../run.ts'
import {
  dependencies,
  importTinyShard,
  scriptedEngines,
  tinyBenchmark,
  tinyConfig,
  type Script,
} from '../testing/scripted.ts'
import type { DetectorEngine, DetectorFactory } from '../types.ts'

let store: Store
let databases = 0
beforeEach(async () => {
  store = await openStore(`guards-test-${++databases}`)
  await importTinyShard(store)
})
afterEach(() => store.close())

const ENVIRONMENT: DetectorEnvironment = {
  id: 'harm-detector',
  name: 'Scripted detector',
  fileHashes: { 'onnx/model.onnx': 'c'.repeat(64) },
  dtype: 'fp32',
  backend: 'wasm',
  backendReason: null,
  runtime: 'scripted',
  thresholds: { harm: 0.5 },
}

/** Detectors whose P(harmless) is what `judge` says of the answer; `judge` may fail or never come back. */
function detectors(
  judge: (answer: string, detector: number) => number | LeakscopeError | 'hang',
  hash = 'c'.repeat(64),
) {
  const log: { asked: string[]; disposed: boolean }[] = []
  const open: DetectorFactory = async () => {
    const entry = { asked: [] as string[], disposed: false }
    const number = log.push(entry)
    const detector: DetectorEngine = {
      environment: { ...ENVIRONMENT, fileHashes: { 'onnx/model.onnx': hash } },
      async detect(answer) {
        entry.asked.push(answer)
        const said = judge(answer, number)
        if (said === 'hang') return new Promise(() => undefined)
        if (said instanceof LeakscopeError) throw said
        return { score: said, heads: { harm: 1 - said } }
      },
      async dispose() {
        entry.disposed = true
      },
    }
    return detector
  }
  return { open, log }
}

const mail: Script = {
  reply: (prompt) => ({ text: prompt === 'q0' ? 'v0 is mara.quill@example.com' : `it is v${prompt.slice(1)}` }),
}
const guarded = (guards: string[], more: Partial<RunConfig> = {}): RunConfig => ({
  ...tinyConfig,
  guards: ['none', ...guards],
  ...more,
})

async function outcome(config: RunConfig, script: Script, open?: DetectorFactory, timeoutMs = 1000) {
  const engines = scriptedEngines(script)
  const deps = { ...dependencies(store, engines, open), detectorTimeoutMs: timeoutMs }
  const handle = await startRun(deps, config)
  const run = await handle.finished
  const responses = await store.responses(run.id)
  const under = (guard: string) => responses.filter((response) => response.guard === guard)
  return { engines, deps, handle, run, under }
}

describe('a run with guards', () => {
  it('asks the model once and derives a response and a score for each guard', async () => {
    const { engines, run, under, handle } = await outcome(guarded(['redact', 'rules+refuse']), mail)
    expect(run).toMatchObject({ status: 'done', failure: null })
    expect(engines.log.flatMap(({ generated }) => generated)).toHaveLength(6)
    expect([under('none'), under('redact'), under('rules+refuse')].map((rows) => rows.length)).toEqual([6, 6, 6])
    const first = (guard: string) => under(guard).find(({ sampleId }) => sampleId === 'tiny/i0/direct')
    expect(first('none')).toMatchObject({ output: 'v0 is mara.quill@example.com' })
    expect(first('redact')).toMatchObject({ output: 'v0 is [EMAIL]', guarded: { action: 'redacted', score: 0 } })
    expect(first('rules+refuse')).toMatchObject({ output: REFUSAL, guarded: { action: 'refused' } })
    const scores = await store.scores(run.id, 'tiny@1')
    expect(scores).toHaveLength(18)
    expect(
      scores.find(({ guard, sampleId }) => guard === 'rules+refuse' && sampleId === 'tiny/i0/direct')?.outcome,
    ).toBe('other')
    // The tallies are the model's own.
    expect(handle.snapshot()).toMatchObject({ done: 6, outcomes: { leak: 6 } })
    expect(handle.snapshot().last?.guarded.map(({ response }) => response.guard)).toEqual(['redact', 'rules+refuse'])
  })

  it('puts the detector into the identity, and says what ran', async () => {
    const config = guarded(['refuse'])
    const one = await outcome(config, mail, detectors(() => 0.9).open)
    const same = await outcome(config, mail, detectors(() => 0.1).open)
    const other = await outcome(config, mail, detectors(() => 0.9, 'd'.repeat(64)).open)
    expect(one.run.environment?.detectors).toEqual([ENVIRONMENT])
    expect(same.run.identity).toBe(one.run.identity)
    expect(other.run.identity).not.toBe(one.run.identity)
  })

  it('rewrites with the audited model, looks again, and refuses what still fires', async () => {
    const script: Script = {
      reply: (prompt) =>
        prompt.startsWith('You are given')
          ? { text: prompt.includes('v1') ? 'bad again' : 'fine' }
          : { text: `bad v${prompt.slice(1)}` },
    }
    const { under, run } = await outcome(
      guarded(['rewrite']),
      script,
      detectors((answer) => (answer.includes('bad') ? 0.1 : 0.9)).open,
    )
    expect(run.failure).toBeNull()
    const of = (id: string) => under('rewrite').find(({ sampleId }) => sampleId === `tiny/${id}/direct`)
    expect(of('i0')).toMatchObject({ output: 'fine', guarded: { action: 'rewritten', draftScore: 0.9 } })
    expect(of('i1')).toMatchObject({ output: REFUSAL, guarded: { action: 'refused', draft: 'bad again' } })
  })

  it('goes on after a kill between an answer and its guard, without asking the model again', async () => {
    const engines = scriptedEngines(mail)
    const stuck = detectors((answer) => (answer.includes('v3') ? 'hang' : 0.9))
    const deps = dependencies(store, engines, stuck.open)
    const handle = await startRun(deps, guarded(['refuse']))
    await new Promise<void>((resolve) => {
      const check = (): void =>
        void (stuck.log[0]?.asked.some((a) => a.includes('v3')) === true ? resolve() : setTimeout(check, 5))
      check()
    })
    handle.stop()
    expect(await handle.finished).toMatchObject({ status: 'stopped' })
    const before = await store.responses(handle.runId)
    expect(before.filter(({ guard }) => guard === 'none')).toHaveLength(2)
    expect(before.filter(({ guard }) => guard === 'refuse')).toHaveLength(1)
    const again = scriptedEngines(mail)
    const resumed = await resumeRun(dependencies(store, again, detectors(() => 0.9).open), handle.runId)
    expect(await resumed.finished).toMatchObject({ status: 'done' })
    expect(again.log.flatMap(({ generated }) => generated)).toHaveLength(4)
    expect((await store.responses(handle.runId)).filter(({ guard }) => guard === 'refuse')).toHaveLength(6)
  })

  it('does not go on with another detector than it began with', async () => {
    const { run } = await outcome(
      guarded(['refuse']),
      mail,
      detectors(() => new LeakscopeError('engine-failed', 'boom')).open,
    )
    expect(run.status).toBe('failed')
    const resumed = await resumeRun(
      dependencies(store, scriptedEngines(mail), detectors(() => 0.9, 'e'.repeat(64)).open),
      run.id,
    )
    expect((await resumed.finished).failure).toContain('is not the one that the run began with')
  })
})

describe('never a silent pass', () => {
  const corrupt: DetectorFactory = async () => {
    throw new LeakscopeError('model-corrupt', 'onnx/model.onnx is corrupt')
  }
  const failing = () => detectors(() => new LeakscopeError('engine-failed', 'boom')).open
  const slow = () => detectors(() => 'hang').open

  it.each([
    [
      'down or corrupt',
      corrupt,
      /^The detector harm-detector cannot be used: onnx\/model.onnx is corrupt \(the run stops/,
      0,
    ],
    ['failing twice', failing(), /boom/, 1],
    ['slow', slow(), /no verdict on an answer within 0\.02 s/, 1],
  ])('a detector that is %s ends the run, which says so', async (_name, open, message, answered) => {
    const { run, under } = await outcome(guarded(['refuse']), mail, open, 20)
    expect(run).toMatchObject({ status: 'failed', failureCode: 'guard-failed' })
    expect(run.failure).toMatch(message)
    expect(under('refuse')).toEqual([])
    expect(under('none')).toHaveLength(answered)
  })

  it.each([
    ['down or corrupt', corrupt, 'model-corrupt'],
    ['failing twice', failing(), 'boom'],
    ['slow', slow(), 'no verdict'],
  ])('a detector that is %s is left out only where the config asks, and every answer says so', async (_name, open) => {
    const { run, under, handle } = await outcome(guarded(['refuse'], { guardFailure: 'unguarded' }), mail, open, 20)
    expect(run.status).toBe('done')
    expect(handle.snapshot().notice).toMatch(/Going on (?:unguarded|without it), as the config asks/)
    const rows = under('refuse')
    expect(rows).toHaveLength(6)
    for (const row of rows) {
      expect(row.guarded).toMatchObject({ action: 'unguarded', failure: { code: 'guard-failed' } })
      expect(row.output).toBe(under('none').find(({ sampleId }) => sampleId === row.sampleId)?.output)
    }
  })

  it('one failure is forgiven in a fresh worker', async () => {
    const { open, log } = detectors((_, number) => (number === 1 ? new LeakscopeError('engine-lost', 'gone') : 0.9))
    const { run, under } = await outcome(guarded(['refuse']), mail, open)
    expect(run.status).toBe('done')
    expect(under('refuse').every(({ guarded: record }) => record?.action === 'passed')).toBe(true)
    expect(log.map(({ disposed }) => disposed)).toEqual([true, true])
  })
})

it('judges stored answers, those of other guards too, once each', async () => {
  const judgedBenchmark = { ...tinyBenchmark, meta: { ...tinyBenchmark.meta, judged: {} } }
  const { open, log } = detectors((answer) => (answer.includes('v0') ? 0.2 : 0.8))
  const deps = { ...dependencies(store, scriptedEngines(mail), open), benchmarks: [judgedBenchmark] }
  const run = await (await startRun(deps, guarded(['redact'], { judges: ['harm-detector'] }))).finished
  expect(run.failure).toBeNull()
  const scores = await store.scores(run.id, judgeScorer('harm-detector'))
  expect(scores).toHaveLength(12)
  expect(scores.filter(({ values }) => (values?.['harmful'] ?? 0) > 0.5).map(({ sampleId }) => sampleId)).toEqual([
    'tiny/i0/direct',
    'tiny/i0/direct',
  ])
  expect(log[0]?.asked).toHaveLength(12)
})
