import { describe, expect, test } from 'vitest'
import { mllmuBench } from '../../benchmarks/mllmu-bench/index.ts'
import type { Metric } from '../../domain/run.ts'
import { forgettingTable } from './forgetting.ts'
import { shareToForget } from './share-to-forget.ts'
import { renderReportHtml } from '../export/html.tsx'
import { buildReport, type Report } from './report.ts'
import { rate, response, run, sample } from '../testing/fixture.ts'

const own = (metric: Metric): Metric => ({ ...metric, benchmark: 'mllmu-bench' })
/** So many of 120 questions were answered, the others failed. */
const report = (percent: number, right: number, failed = 0): Report => {
  const asked = Array.from({ length: 120 }, (_, i) =>
    sample(`q${i}`, { benchmark: 'mllmu-bench', split: 'forget', task: 'classification', type: 'text' }),
  )
  const error = { finish: 'error', error: { code: 'engine-lost', message: 'x' }, timings: null } as const
  const id = `mllmu-bench-official-forget-${percent}`
  return buildReport({
    run: run({ id: `run-${percent}`, shards: [{ id, sha256: 'b'.repeat(64) }], benchmarks: { 'mllmu-bench': '1' } }),
    samples: asked,
    responses: asked.map((one, i) => response(one.id, i < failed ? '' : `It is answer ${i}.`, i < failed ? error : {})),
    scores: [],
    metrics: [
      own({ ...rate('accuracy', 'forget', 'classification', null, right, 120), least: 0.025 }),
      own(rate('accuracy', 'forget', 'classification', 'text', 1, 60)),
      own(rate('cloze-accuracy[compat]', 'retain', 'cloze', null, 30, 46)),
      own({ ...rate('rouge-l', 'forget', 'generation', null, 1, 2), value: 0.571, ci: [0.5, 0.64], k: null, n: 50 }),
    ],
    known: [],
    benchmarks: [mllmuBench.meta],
  })
}

describe('the published table of MLLMU-Bench', () => {
  test('three shares side by side, smallest first, with intervals, n and what was not answered', () => {
    const table = forgettingTable([report(15, 40), report(5, 59, 2), report(10, 50)])
    expect(table?.columns.map(({ percent }) => percent)).toEqual([5, 10, 15])
    expect(table?.missing).toEqual([])
    expect(table?.rows.map(({ set, measure, better }) => [set, measure, better])).toEqual([
      ['Forget set', 'classification accuracy', 'lower'],
      ['Forget set', 'generation, ROUGE-L', 'lower'],
      ['Retain set', 'cloze accuracy', 'higher'],
    ])
    expect(table?.rows[0]?.cells.map((cell) => [cell?.k, cell?.n, cell?.behind.errors])).toEqual([
      [59, 120, 2],
      [50, 120, 0],
      [40, 120, 0],
    ])
    expect(table?.rows[1]?.cells[0]).toMatchObject({ value: 0.571, ci: [0.5, 0.64], n: 50 })
  })

  test('stands in the report in words, and says which shares are missing', () => {
    const html = renderReportHtml([report(5, 59, 2), report(10, 50)]).replaceAll('<!-- -->', '')
    expect(html).toContain('How much is forgotten, by share')
    expect(html).toContain('5% to forget</th>')
    expect(html).toContain('49.2%<small>')
    expect(html).toContain('59/120</small><small>least 2.5%</small><small>0, 2, 0 of 120</small>')
    expect(html).toContain('0.571<small>0.5 to 0.64</small>')
    expect(html).toContain('Of the published shares 15% is not among the runs shown')
  })

  test('is no table of nothing', () => {
    const empty = { ...report(10, 50), numbers: [] }
    expect(forgettingTable([empty])).toBeNull()
    expect(forgettingTable([empty, report(5, 59)])?.rows[0]?.cells.map((cell) => cell?.k)).toEqual([59, undefined])
  })

  test('is for the official sets alone', () => {
    expect(shareToForget([{ id: 'mllmu-bench-demo', sha256: '' }])).toBeNull()
    expect(shareToForget([{ id: 'clear-official-forget-10', sha256: '' }])).toBeNull()
    expect(shareToForget([{ id: 'mllmu-bench-official-forget-10-forget.retain', sha256: '' }])).toBe(10)
    expect(forgettingTable([])).toBeNull()
  })
})
