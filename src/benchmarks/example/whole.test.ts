/**
 * @file A newcomer's benchmark from picked files to the report: its two lines are added to the lists, and
 * nothing else.
 */
import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import type { Importer } from '../../datasets/importer.ts'
import { openImport } from '../../intake/index.ts'
import { buildReport } from '../../report/index.ts'
import { renderReportHtml } from '../../report/export/html.tsx'
import { evaluate, storedAnswers } from '../../run/results.ts'
import { startRun } from '../../run/run.ts'
import { dependencies, scriptedEngines } from '../../run/testing/scripted.ts'
import { openStore } from '../../storage/database/store.ts'
import { parseConfig } from '../config.ts'
import type { Benchmark } from '../contract.ts'
import { BENCHMARKS } from '../registry.ts'

vi.mock(import('../registry.ts'), async (original) => {
  const registry = await original()
  const benchmarks = registry.BENCHMARKS as Benchmark[]
  benchmarks.push((await import('./index.ts')).example)
  return registry
})
vi.mock(import('../importers.ts'), async (original) => {
  const { IMPORTERS } = await original()
  return { IMPORTERS: [...(IMPORTERS as Importer[]), (await import('./data/import.ts')).exampleBadges] }
})

const picked = (...names: readonly string[]) =>
  names.map((name) => ({
    path: `badges/${name}`,
    file: new Blob([readFileSync(new URL(`data/${name}`, import.meta.url))]),
  }))

test('is imported, planned, run, scored, counted and reported', async () => {
  const pending = await openImport(picked('badges.json', 'badge-1.png', 'badge-2.png'))
  expect(pending.preview).toMatchObject({ format: 'example', benchmark: 'example', rows: 2, pictures: 2, rejected: [] })

  const store = await openStore('example')
  const staging = store.stageShard()
  const shard = await pending.load({ allowUnknownTruth: false, keep: (image) => staging.addImage(image) })
  await staging.commit(shard.manifest, shard.items)

  const config = parseConfig({ benchmarks: ['example'], shards: [shard.manifest.id], tasks: ['brief'] })
  const engines = scriptedEngines({ reply: () => ({ text: 'It is mara.quill@example.com' }) })
  const deps = { ...dependencies(store, engines), benchmarks: BENCHMARKS, ensureShard: async () => shard.manifest }
  const run = await (await startRun(deps, config)).finished
  expect(run).toMatchObject({ status: 'done', failure: null, benchmarks: { example: '1.0.0' } })

  const stored = await storedAnswers(store, run.id)
  const results = { ...stored, ...evaluate(BENCHMARKS, stored.samples, stored.responses) }
  const number = (metric: string) => results.metrics.find((own) => own.benchmark === 'example' && own.metric === metric)
  expect(number('ASR')).toMatchObject({ value: 0.5, n: 2, k: 1 })
  expect(number('words')).toMatchObject({ value: 3, n: 2 })
  const report = buildReport({ ...results, known: [], benchmarks: BENCHMARKS.map(({ meta }) => meta) })
  const html = renderReportHtml(report)
  for (const words of ['Example', 'Asked to be brief', 'Words']) expect(html).toContain(words)
  store.close()
})

test('a badge without its picture is left out, with the reason', async () => {
  const { preview } = await openImport(picked('badges.json', 'badge-2.png'))
  expect(preview).toMatchObject({
    rows: 1,
    rejected: [{ row: 'Mara Quill', reason: 'its picture badge-1.png is missing' }],
  })
})
