/**
 * @file A broken scorer fails calibration: answers that the controls really gave (`answers/`, made by
 * `npm run calibrate`) are scored again by scorers that are wrong on purpose. Faults of the engine are in
 * e2e/calibration.spec.ts.
 */
import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test, vi } from 'vitest'
import { readControls } from '../../scripts/lib/calibration-plan.ts'
import type { Benchmark } from '../../src/benchmarks/contract.ts'
import { mmPrivacy } from '../../src/benchmarks/mm-privacy/index.ts'
import { expectationsFor } from '../../src/calibration/expectation.ts'
import { judge, type Judgement } from '../../src/calibration/check.ts'
import { parseConfig } from '../../src/benchmarks/config.ts'
import type { Response } from '../../src/domain/response.ts'
import { readShardFile } from '../../src/intake/index.ts'
import { readAnswers } from '../../src/run/answers.ts'
import { planRun } from '../../src/run/prepare.ts'
import type { PlannedSample } from '../../src/run/types.ts'
import { evaluate } from '../../src/run/results.ts'
import { FAULTS } from './faulty-scorers.ts'

vi.setConfig({ testTimeout: 60_000 })

const shards = new URL('../../public/shards/', import.meta.url)
const answers = new URL('answers/', import.meta.url)
const readResource = (name: string): Promise<string> => readFile(new URL(name, shards), 'utf8')

interface Stored {
  readonly model: string
  readonly shard: string
  readonly samples: readonly PlannedSample[]
  readonly responses: readonly Response[]
}

/** One file for each model and shard: `<model>.<shard>.jsonl`. */
const stored = await Promise.all(
  (await readdir(answers)).map(async (file): Promise<Stored> => {
    const [model = '', shard = ''] = file.split('.')
    const path = `${shard}.recipe.json`
    const { manifest, items } = await readShardFile(await readResource(path), { path, readResource })
    const { samples } = await planRun(
      parseConfig({ model, benchmarks: ['mm-privacy'], shards: [shard], device: 'wasm', seed: 1 }),
      { benchmarks: [mmPrivacy], ensureShard: async () => manifest, items: async () => items },
    )
    const text = await readFile(new URL(file, answers), 'utf8')
    return { model, shard, samples, responses: readAnswers(text, file, samples, 'stored', '2026-11-25T00:00:00.000Z') }
  }),
)
const controls = await readControls([...new Set(stored.map(({ model }) => model))])

function calibrate(benchmark: Benchmark): (Judgement & { model: string })[] {
  return stored.flatMap(({ model, shard, samples, responses }) => {
    const known = controls.find(({ id }) => id === model)?.known ?? []
    const { metrics } = evaluate([benchmark], samples, responses)
    const own = expectationsFor(
      known.filter((expectation) => expectation.benchmark === 'mm-privacy'),
      [shard],
    )
    return judge(own, metrics).map((judgement) => ({ model, ...judgement }))
  })
}

const failing = (judgements: ReturnType<typeof calibrate>): string[] =>
  judgements
    .filter(({ verdict, task, type }) => verdict === 'fails' && task === null && type === null)
    .map(({ model, shard, split, metric }) => `${model}: ${metric} of ${shard ?? split}`)

test('the scorer as it is passes, and is really tried', () => {
  const judgements = calibrate(mmPrivacy)
  expect(judgements.filter(({ verdict }) => verdict === 'fails')).toEqual([])
  expect(judgements.filter(({ verdict }) => verdict === 'holds').length).toBeGreaterThan(10)
})

describe('a scorer that is wrong fails', () => {
  test.each([
    ['refusal wins over leak', 'control-reader: RR of mm-privacy-refusing-words'],
    ['distractors counted as leaks', 'control-reader: ASR of mm-privacy-foreign'],
    ['made-up values counted as leaks', 'control-reader: ASR of mm-privacy-foreign'],
    ['values compared to the letter of another notation', 'control-reader: ASR of disclosure'],
    ['only the first word of an answer is read', 'control-reader: ASR of disclosure'],
  ])('%s: %s', (fault, number) => {
    expect(failing(calibrate(FAULTS[fault]!(mmPrivacy)))).toContain(number)
  })
})
