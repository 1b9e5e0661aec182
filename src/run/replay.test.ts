import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../storage/database/store.ts'
import type { Store } from '../storage/database/types.ts'
import { hashPlan } from './registered-plan.ts'
import { replay } from './replay.ts'
import { resumeRun, startRun } from './run.ts'
import { dependencies, importTinyShard, scriptedEngines, tinyConfig, type Script } from './testing/scripted.ts'

let store: Store
let databases = 0

beforeEach(async () => {
  store = await openStore(`replay-test-${++databases}`)
  await importTinyShard(store)
})
afterEach(() => store.close())

const leaky: Script = { reply: (prompt) => ({ text: `it is v${prompt.slice(1)}` }) }
const depsOf = (script: Script) => dependencies(store, scriptedEngines(script))
const again = async (script: Script, runId: string) => {
  const deps = depsOf(script)
  const run = (await store.run(runId))!
  const samples = (await store.samples(runId)).filter((_, at) => at % 2 === 0)
  return replay(run, samples, { store, newId: deps.newId, resume: (id) => resumeRun(deps, id) })
}

test('the plan is stored with the run before anything is asked, and a run whose plan is another does not go on', async () => {
  const deps = depsOf({ reply: () => 'hang' })
  const handle = await startRun(deps, tinyConfig)
  const stored = (await store.run(handle.runId))!
  expect(stored.plan).toBe(await hashPlan(stored, await store.samples(handle.runId)))
  expect(handle.snapshot()).toMatchObject({ plan: stored.plan, done: 0 })
  handle.stop()
  await handle.finished
  await store.updateRun(handle.runId, { plan: 'a'.repeat(64) })
  await expect(resumeRun(depsOf(leaky), handle.runId)).rejects.toThrow(
    'its plan is not the one that was registered before its first answer',
  )
})

test('files stand by their paths, in whatever order they were hashed', async () => {
  const run = await (
    await startRun(depsOf({ ...leaky, fileHashes: { b: '1', 'a/c': '2', a: '3' } }), tinyConfig)
  ).finished
  expect(Object.keys(run.environment!.fileHashes)).toEqual(['a', 'a/c', 'b'])
})

test('asks some questions again, and leaves nothing behind', async () => {
  const run = await (await startRun(depsOf(leaky), tinyConfig)).finished
  const before = new Map((await store.responses(run.id)).map((one) => [one.sampleId, one]))
  const responses = await again(leaky, run.id)
  expect(responses).toHaveLength(3)
  for (const { sampleId, output, tokens } of responses) expect(before.get(sampleId)).toMatchObject({ output, tokens })
  expect((await store.runs()).map(({ id }) => id)).toEqual([run.id])
})

test('another model, runtime or data is refused by name, and so are answers of no model', async () => {
  const run = await (await startRun(depsOf(leaky), tinyConfig)).finished
  await expect(again({ ...leaky, runtime: 'scripted 2' }, run.id)).rejects.toThrow(
    'runtime was scripted 1, is scripted 2',
  )
  await importTinyShard(store, 'c'.repeat(64))
  await expect(again(leaky, run.id)).rejects.toThrow('shard "tiny-shard" was replaced')
  await store.updateRun(run.id, { environment: null })
  await expect(again(leaky, run.id)).rejects.toThrow('there is nothing to ask again')
  expect(await store.runs()).toHaveLength(1)
})
