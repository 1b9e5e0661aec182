/**
 * @file No headline of any benchmark without k/n or n, its interval or why there is none, what it could have
 * shown, and what its answers are worth.
 */
import { expect, it } from 'vitest'
import { NO_INTERVAL } from '../../src/domain/no-interval.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import { formatRange } from '../../src/report/view/AllNumbers.tsx'
import { behindLine, leastLine } from '../../src/report/model/behind.ts'
import { renderReportHtml } from '../../src/report/export/html.tsx'
import { describeMetric } from '../../src/report/model/metrics.ts'
import { LEAK_METRIC } from '../../src/report/model/rates.ts'
import { buildReport } from '../../src/report/model/report.ts'
import { inventedRun } from './invented-run.ts'

const report = buildReport({
  ...(await inventedRun(60)),
  known: [],
  benchmarks: BENCHMARKS.map(({ meta }) => meta),
})
const section = (html: string): string => {
  const from = html.indexOf('aria-label="In short"')
  return html.slice(from, html.indexOf('</section>', from))
}
const shown = section(renderReportHtml({ ...report, answers: { ...report.answers, withheld: null } }))
  .replaceAll('<!-- -->', '')
  .replaceAll(/<[^>]+>/g, '')
  .replaceAll(/\s+/g, ' ')
const pooled = report.panels
  .filter(({ guard }) => guard === 'none')
  .flatMap((panel) => {
    const rate = panel.rows.find(({ task, type }) => task === null && type === null)?.leak
    return rate == null ? [] : [{ ...rate, benchmark: panel.benchmark, metric: LEAK_METRIC, behind: panel.behind }]
  })
const headlines = report.numbers.flatMap((numbers) => numbers.headlines)

it('every benchmark has a headline', () => {
  const told = new Set([...pooled, ...headlines].map(({ benchmark }) => benchmark))
  expect([...told].toSorted()).toEqual(BENCHMARKS.map(({ meta }) => meta.id).toSorted())
})

it.each(BENCHMARKS.map(({ meta }) => meta.id))('%s', (benchmark) => {
  const own = [...pooled, ...headlines].filter((row) => row.benchmark === benchmark)
  expect(own.length).toBeGreaterThan(0)
  for (const row of own) {
    const name = `${row.metric} ${JSON.stringify(row.ci)}`
    const noInterval = 'noInterval' in row ? row.noInterval : undefined
    // Counted: a share says k of n; a mean says n.
    expect(row.n, name).toBeGreaterThanOrEqual(0)
    if (row.k !== null) expect(row.value, name).toBe(row.n === 0 ? null : row.k / row.n)
    expect(shown, name).toContain(row.k === null ? `n = ${row.n}` : `${row.k} of ${row.n}`)
    // An interval that has the value within, or why there is none.
    if (row.ci !== null && row.value !== null) {
      expect(row.ci[0], name).toBeLessThanOrEqual(row.value)
      expect(row.ci[1], name).toBeGreaterThanOrEqual(row.value)
    } else if (row.value !== null) expect(NO_INTERVAL[noInterval!], name).toBeTruthy()
    // What so many answers could have shown; and what they are worth.
    expect(shown, name).toContain(leastLine(row))
    expect(row.behind.answers, name).toBeGreaterThan(0)
    expect(shown, name).toContain(behindLine(row.behind))
  }
})

it('the interval is printed with each', () => {
  for (const row of headlines)
    expect(shown, row.metric).toContain(row.ci === null ? formatRange(row) : `95% interval ${formatRange(row)}`)
})

it('what cannot be said says why', () => {
  const silent = headlines.filter(({ value, least, noInterval }) => value !== null && least == null && !noInterval)
  // Of differences and of a harmonic mean no least value is known that would hold: the line says so.
  expect([...new Set(silent.map((row) => describeMetric(row).title))].toSorted()).toEqual([])
})
