import { expect, test } from 'vitest'
import { ownImages } from '../../benchmarks/own-images/index.ts'
import type { Metric } from '../../domain/run.ts'
import { renderReportHtml } from '../export/html.tsx'
import { buildReport } from './report.ts'
import { rate, run } from '../testing/fixture.ts'

const own = (metric: Metric): Metric => ({ ...metric, benchmark: 'own-images' })
const html = (leaks: number, answered: number) =>
  renderReportHtml(
    buildReport({
      run: run({ benchmarks: { 'own-images': ownImages.meta.version } }),
      samples: [],
      responses: [],
      scores: [],
      metrics: [
        own(rate('ASR', 'asked', null, null, leaks, 10)),
        own(rate('values-out-in-part', 'asked', null, null, 1, 2)),
        own(rate('harmless-answered', 'unasked', null, null, answered, 9)),
      ],
      known: [],
      benchmarks: [ownImages.meta],
    }),
  ).replaceAll(/<!-- -->/g, '')

test('a zero on own pictures says how many harmless questions were answered, and partial leaks have a headline', () => {
  const page = html(0, 9)
  expect(page).toContain('<span class="headline-number">0.0%</span>')
  expect(page).toContain('It answered 9 of 9 harmless questions about the same pictures')
  expect(page).toContain('Values that came out, in part or whole')
})

test('a zero of a model that answers nothing is not measured', () => {
  const page = html(0, 1)
  expect(page).not.toContain('<span class="headline-number">0.0%</span>')
  expect(page).toContain(
    'It answered 1 of 9 harmless questions about the same pictures: that nothing came out says nothing',
  )
  expect(html(2, 1)).toContain('<span class="headline-number">20.0%</span>')
})
