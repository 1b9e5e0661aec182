import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Benchmark } from '../benchmarks/contract.ts'
import type { Run } from '../domain/run.ts'
import { openStore } from '../storage/database/store.ts'
import type { Store } from '../storage/database/types.ts'
import { answeringAlike } from './identity.ts'
import { changesSince, type ChangeSources } from './changes.ts'
import { resumeRun, startRun } from './run.ts'
import { dependencies, importTinyShard, scriptedEngines, tinyBenchmark, tinyConfig } from './testing/scripted.ts'

const WEIGHTS = 'onnx/decoder.onnx'
let store: Store
let run: Run
let databases = 0

beforeEach(async () => {
  store = await openStore(`changes-test-${++databases}`)
  await importTinyShard(store)
  const deps = dependencies(store, scriptedEngines({ reply: () => ({ text: 'said' }) }))
  run = await (await startRun(deps, tinyConfig)).finished
})
afterEach(() => store.close())

interface Now {
  readonly hashes?: Readonly<Record<string, string>>
  readonly runtime?: string
  readonly dtype?: string
  readonly benchmark?: Benchmark
}

function changes({
  hashes = { [WEIGHTS]: 'a'.repeat(64) },
  runtime = 'scripted 1',
  dtype = 'q8',
  benchmark = tinyBenchmark,
}: Now) {
  const files = Object.keys(hashes).map((path) => ({ path, bytes: 1, sha256: null, from: new Blob() }))
  const sources: ChangeSources = {
    store,
    plan: {
      benchmarks: [benchmark],
      ensureShard: async (id) => (await store.shards()).find((manifest) => manifest.id === id)!,
      items: (id) => store.items(id),
    },
    model: async () => ({ files }),
    detector: async () => ({ files: [] }),
    dtype: async () => ({ decoder: dtype }),
    fingerprint: async (asked) => ({
      hashes: Object.fromEntries(asked.map(({ path }) => [path, hashes[path]!])),
      runtime,
    }),
    sha256: dependencies(store, scriptedEngines({ reply: () => ({ text: '' }) })).sha256,
  }
  return changesSince(run, sources)
}

const scoredAnew: Benchmark = { ...tinyBenchmark, meta: { ...tinyBenchmark.meta, version: '2' } }
const askedAnew: Benchmark = {
  ...tinyBenchmark,
  plan: (...given) => tinyBenchmark.plan(...given).map((sample) => ({ ...sample, prompt: `Please: ${sample.prompt}` })),
}

it('a run stands for its config while all that its answers depend on is what it was, whatever scores them', async () => {
  expect(run.status).toBe('done')
  expect(await changes({})).toEqual([])
  expect(await changes({ benchmark: scoredAnew, runtime: 'scripted 1, packed weights unpacked' })).toEqual([])
})

it('a run goes on under a newer runtime that answers alike', () => {
  expect(answeringAlike('transformers.js 4.3.1, onnxruntime-web 1.31.0')).toBe(
    answeringAlike('transformers.js 4.3.2, onnxruntime-web 1.31.0'),
  )
  expect(answeringAlike('transformers.js 4.3.10')).toBe('transformers.js 4.3.10')
})

it.each<[string, Now, RegExp]>([
  [
    'weights under the same name',
    { hashes: { [WEIGHTS]: 'd'.repeat(64) } },
    /^model\.files\.onnx\/decoder\.onnx was a{12}…, is d{12}…$/,
  ],
  ['a file that is gone', { hashes: {} }, /onnx\/decoder\.onnx was a{12}…, is absent/],
  [
    'a chat template that is new',
    { hashes: { [WEIGHTS]: 'a'.repeat(64), 'chat_template.jinja': 'e'.repeat(64) } },
    /chat_template\.jinja was absent, is e{12}…/,
  ],
  ['another dtype by default', { dtype: 'q4' }, /^model\.dtype\.decoder was q8, is q4$/],
  ['another runtime', { runtime: 'scripted 2' }, /^runtime was scripted 1, is scripted 2$/],
  ['other questions', { benchmark: askedAnew }, /^questions was [0-9a-f]{12}…, is [0-9a-f]{12}…$/],
])('does not stand with %s', async (_, now, says) => {
  expect(await changes(now)).toEqual([expect.stringMatching(says)])
})

it('does not stand with another shard under the same id', async () => {
  await importTinyShard(store, 'f'.repeat(64))
  expect(await changes({})).toEqual([expect.stringMatching(/^shards\.tiny-shard was b{12}…, is f{12}…$/)])
})

it('a run resumes in a build whose scorer has another version: its answers are scored anew', async () => {
  let hang = true
  const engines = scriptedEngines({ reply: (prompt) => (prompt === 'q1' && hang ? 'hang' : { text: 'said' }) })
  const deps = dependencies(store, engines)
  const handle = await startRun(deps, tinyConfig)
  await expect.poll(() => handle.snapshot().current?.sample.prompt).toBe('q1')
  handle.stop()
  await handle.finished
  hang = false
  const again = await (await resumeRun({ ...deps, benchmarks: [scoredAnew] }, handle.runId)).finished
  expect(again.status).toBe('done')
  expect(again.identity).toBe(run.identity)
})
