/**
 * @file Runs under conditions. Adds one: the object below, in a file of its own, and the line that the mock adds to
 * the list.
 */
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { parseConfig } from '../benchmarks/config.ts'
import type { Condition } from '../conditions/contract.ts'
import type { Sample } from '../domain/sample.ts'
import { allMetrics } from '../guards/run-metrics.ts'
import { buildReport } from '../report/model/report.ts'
import { openStore } from '../storage/database/store.ts'
import type { Store } from '../storage/database/types.ts'
import { questionsOf } from './identity.ts'
import { planRun } from './prepare.ts'
import { resumeRun, startRun } from './run.ts'
import {
  dependencies,
  importTinyShard,
  scriptedEngines,
  tinyBenchmark,
  tinyConfig,
  tinyManifest,
} from './testing/scripted.ts'

const shouted = vi.hoisted((): Condition => ({
  id: 'shouted',
  version: 1,
  kind: 'ask',
  title: 'Shouted',
  does: 'Asks in capitals.',
  source: null,
  deviation: null,
  needs: ['open'],
  ask: ({ prompt }) => [{ prompt: prompt.toUpperCase() }],
}))
// The line: `shouted,` in src/conditions/registry.ts.
vi.mock(import('../conditions/registry.ts'), async (original) => {
  const module = await original()
  const CONDITIONS = [...module.CONDITIONS, shouted]
  const parseCondition: typeof module.parseCondition = (name) =>
    name === shouted.id ? [shouted] : module.parseCondition(name)
  return { ...module, CONDITIONS, parseCondition }
})

let store: Store
let databases = 0
beforeEach(async () => {
  store = await openStore(`conditions-test-${++databases}`)
  await importTinyShard(store)
})
afterEach(() => store.close())

const sources = {
  benchmarks: [tinyBenchmark],
  ensureShard: async () => tinyManifest,
  items: (id: string) => store.items(id),
}
/** Says the value to whoever shouts. */
const reply = (prompt: string) => ({ text: prompt.startsWith('Q') ? `it is v${prompt.slice(1)}` : 'no' })

test('an added condition is planned, asked, stored, measured and reported by its name', async () => {
  const config = { ...tinyConfig, conditions: parseConfig({ conditions: ['shouted'] }).conditions! }
  const engines = scriptedEngines({ reply })
  const run = await (await startRun(dependencies(store, engines), config)).finished
  expect(run).toMatchObject({ status: 'done', failure: null, sampleCount: 12 })
  expect(engines.log[0]!.generated.slice(0, 4)).toEqual(['q0', 'Q0', 'q3', 'Q3'])
  const samples = await store.samples(run.id)
  const responses = await store.responses(run.id)
  expect(responses.map(({ sampleId }) => sampleId)).toContain('tiny/i0/direct@shouted')
  const scores = await store.scores(run.id, 'tiny@1')
  const scored = responses.map((response) => ({
    response,
    sample: samples.find(({ id }) => id === response.sampleId)!,
    score: scores.find(({ sampleId }) => sampleId === response.sampleId)!,
  }))
  const metrics = allMetrics([tinyBenchmark], scored)
  const effect = metrics.find(({ metric }) => metric === 'condition-leak-effect')
  expect(effect).toMatchObject({ benchmark: 'tiny', condition: 'shouted', guard: 'none', value: 1, n: 6 })
  const report = buildReport({ run, samples, responses, scores, metrics, known: [] })
  expect(report.conditions[0]!.rows[0]).toMatchObject({
    condition: 'shouted',
    leak: { before: { k: 0 }, after: { k: 6 } },
  })
  // All else is of the questions as the benchmark asks them.
  expect(report.outcomes.map(({ n, counts }) => [n, counts.leak])).toEqual([[6, 0]])
  expect(report.examples.every(({ sampleId }) => !sampleId.includes('@'))).toBe(true)
})

test('ten ways to ask read each picture once; what changes a picture, or what precedes it, is read beside it', async () => {
  const ten = [
    'as-story',
    'as-form',
    'as-json',
    'as-code',
    'as-table',
    'few-shot-leak',
    'in-de',
    'in-fr',
    'in-ja',
    'in-zh',
  ]
  const engines = scriptedEngines({ reply, rows: 4 })
  const run = await (
    await startRun(dependencies(store, engines), { ...tinyConfig, conditions: ['none', ...ten] })
  ).finished
  expect(run).toMatchObject({ status: 'done', sampleCount: 66 })
  expect(engines.log).toHaveLength(1)
  expect(engines.log[0]!.opened).toBe(3)
  expect(engines.together.every((rows) => rows <= 4) && engines.together.includes(4)).toBe(true)

  const others = scriptedEngines({ reply })
  const conditions = ['none', 'as-json', 'picture-grey', 'as-json+picture-grey', 'system-policy', 'picture-blank']
  const second = await (await startRun(dependencies(store, others), { ...tinyConfig, conditions })).finished
  expect(second.sampleCount).toBe(36)
  // Three pictures, each as it is, in grey, blank, and behind a system prompt.
  expect(others.log[0]!.opened).toBe(12)
})

test('a run without conditions has the questions that it had, and conditions change them', async () => {
  const sha256 = async (text: string) => text
  const plain = await planRun(tinyConfig, sources)
  expect(await planRun({ ...tinyConfig, conditions: ['none'] }, sources)).toEqual(plain)
  // As earlier versions wrote it: nine places, none for what they did not know.
  const [first] = (await questionsOf(plain.samples, sha256)).split('\n')
  expect(JSON.parse(first!)).toEqual(['tiny/i0/direct', 'tiny-shard', 'p0', 'q0', '', 8, null, null, null])
  const asked = async (conditions: readonly string[]) =>
    questionsOf((await planRun({ ...tinyConfig, conditions }, sources)).samples, sha256)
  const all = await Promise.all(
    ['picture-grey', 'picture-jpeg', 'system-role', 'tries-5'].map((name) => asked(['none', name])),
  )
  expect(new Set(all).size).toBe(4)
  expect(all[0]).toContain('picture-grey@1')
})

test('a limit counts questions, each asked under every condition, so that all have a partner', async () => {
  const { samples } = await planRun({ ...tinyConfig, limit: 2, conditions: ['none', 'as-json', 'tries-5'] }, sources)
  expect(samples).toHaveLength(2 * 7)
  expect(new Set(samples.map(({ itemId }: Sample) => itemId)).size).toBe(2)
})

test('a run that was ended between two conditions of a question goes on with the other', async () => {
  const engines = scriptedEngines({ reply: (prompt) => (prompt === 'Q3' ? 'hang' : reply(prompt)) })
  const deps = dependencies(store, engines)
  const handle = await startRun(deps, { ...tinyConfig, conditions: ['none', 'shouted'] })
  await new Promise<void>((resolve) => {
    const stop = handle.subscribe(() => {
      if (handle.snapshot().current?.sample.id !== 'tiny/i3/direct@shouted') return
      stop()
      resolve()
    })
  })
  handle.stop()
  await handle.finished
  expect((await store.responses(handle.runId)).map(({ sampleId }) => sampleId)).toEqual([
    'tiny/i0/direct',
    'tiny/i0/direct@shouted',
    'tiny/i3/direct',
  ])
  const again = scriptedEngines({ reply })
  const resumed = await resumeRun(dependencies(store, again), handle.runId)
  expect(await resumed.finished).toMatchObject({ status: 'done' })
  expect(again.log[0]!.generated[0]).toBe('Q3')
  expect(again.log[0]!.generated).toHaveLength(9)
})
