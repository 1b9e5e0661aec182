import { expect, test } from 'vitest'
import type { ShardItem } from '../domain/sample.ts'
import { planRun } from './prepare.ts'
import { tinyBenchmark, tinyConfig, tinyManifest } from './testing/scripted.ts'

test('199,000 rows are planned: no list of that length is spread into a call', async () => {
  const items = Array.from({ length: 199_000 }, (_, index): ShardItem => ({
    id: `i${index}`,
    split: 'all',
    scenario: null,
    type: 'email',
    group: `p${index}`,
    prompt: 'q',
    imageId: null,
    truths: [],
    distractors: [],
  }))
  const sources = {
    benchmarks: [tinyBenchmark],
    ensureShard: async () => tinyManifest,
    items: async () => items,
  }
  expect((await planRun(tinyConfig, sources)).samples).toHaveLength(199_000)
})
