/**
 * @file No headline of any benchmark without k/n or n, its interval or why there is none, what it could have
 * shown, and what its answers are worth.
 */
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { NO_INTERVAL } from '../../src/domain/no-interval.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import { formatRange } from '../../src/report/view/AllNumbers.tsx'
import { behindBoth, behindLine, leastLine } from '../../src/report/model/behind.ts'
import { compareRuns } from '../../src/benchmarks/compare-runs.ts'
import { metricsCsv } from '../../src/report/export/csv.ts'
import { answerRowOf, buildSampleRows } from '../../src/report/export/export.ts'
import { renderReportHtml } from '../../src/report/export/html.tsx'
import { EVAL_RESULTS } from '../../src/report/export/tools/eval-results.ts'
import { exchangeOf } from '../../src/report/export/tools/exchange.ts'
import { describeMetric } from '../../src/report/model/metrics.ts'
import { HARM_DETECTOR_MEASURED } from '../../src/guards/harm-limits.ts'
import { LEAK_METRIC } from '../../src/report/model/rates.ts'
import { buildReport } from '../../src/report/model/report.ts'
import { summaryOf } from '../../src/report/model/summary.ts'
import { inventedRun } from './invented-run.ts'

const plain = await inventedRun(60)
const report = buildReport({
  ...plain,
  known: [],
  benchmarks: BENCHMARKS.map(({ meta }) => meta),
})
const told = { ...report, answers: { ...report.answers, withheld: null } }
const html = renderReportHtml(told)
const section = (mark: string): string => {
  const from = html.indexOf(mark)
  return html
    .slice(from, html.indexOf('</section>', from))
    .replaceAll('<!-- -->', '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ')
}
const shown = section('aria-label="In short"')
const pooled = report.panels
  .filter(({ guard }) => guard === 'none')
  .flatMap((panel) => {
    const rate = panel.rows.find(({ task, type }) => task === null && type === null)?.leak
    return rate == null ? [] : [{ ...rate, benchmark: panel.benchmark, metric: LEAK_METRIC, behind: panel.behind }]
  })
const headlines = report.numbers.flatMap((numbers) => numbers.headlines)

it('every benchmark has a headline', () => {
  const found = new Set([...pooled, ...headlines].map(({ benchmark }) => benchmark))
  expect([...found].toSorted()).toEqual(BENCHMARKS.map(({ meta }) => meta.id).toSorted())
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

it('the first page says it of each of its findings, of whichever benchmark', () => {
  const first = section('aria-labelledby="summary"')
  const { findings } = summaryOf([told])
  expect(findings.length).toBeGreaterThan(0)
  for (const { worth } of findings) expect(first).toContain(worth)
  for (const benchmark of BENCHMARKS.map(({ meta }) => meta.id)) {
    const own = { ...told, panels: told.panels.filter((panel) => panel.benchmark === benchmark) }
    const alone = { ...own, numbers: told.numbers.filter((numbers) => numbers.benchmark === benchmark) }
    const { findings: of } = summaryOf([alone])
    expect(of.length, benchmark).toBeGreaterThan(0)
    for (const { sentence, sure, worth } of of) {
      expect(`${sentence} ${sure}`, benchmark).toMatch(/\d+ of \d+ answers|gave no|in \d+ answers|Of \d+ answers/)
      expect(sure, benchmark).toMatch(/95% interval|no interval|allow no more/)
      expect(worth, benchmark).toMatch(/could not have seen less than|Least detectable|No p below/)
      expect(worth, benchmark).toMatch(/Unparsed \S+%, errors \S+%, degenerate \S+% of \d+ answers\./)
    }
  }
})

it('so do the files that hold headlines: a model’s page on the hub', async () => {
  const exchanged = await exchangeOf(plain, 'private')
  const notes: string[] = []
  for await (const { pieces } of EVAL_RESULTS.files([exchanged]))
    for (const piece of pieces) notes.push(...(parse(String(piece)) as { notes: string }[]).map((entry) => entry.notes))
  expect(notes.length).toBeGreaterThan(BENCHMARKS.length)
  for (const note of notes) {
    expect(note).toMatch(/^(?:k \d+, )?n \d+, (?:95% interval|no interval)/)
    expect(note).toMatch(/could not have seen less than|Least detectable|No p below/)
    expect(note).toMatch(/Unparsed \S+%, errors \S+%, degenerate \S+% of (?:one answer|\d+ answers)/)
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

const conditions = ['as-json', 'system-policy', 'as-json+system-policy', 'tries-5']
const everything = await inventedRun(16, 'invented', BENCHMARKS, conditions)
const METAS = BENCHMARKS.map(({ meta }) => meta)
const whole = buildReport({ ...everything, known: [], benchmarks: METAS })
const page = renderReportHtml({ ...whole, answers: { ...whole.answers, withheld: null } }).replaceAll('<!-- -->', '')

/** What a column is called where a table holds measured numbers. */
const MEASURES = /interval|k\/n|rate|difference/i
/** Of the same answers as the table of conditions above them, which says what they are worth. */
const WORTH_ABOVE = /^(?:Leak and refusal rates by way to ask and to protect|Leak within k tries|Over all ways to ask)/

it('so does every table of the report, of guards, conditions and what lies beneath too', () => {
  const text = (cell: string) =>
    cell
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
  const seen: string[] = []
  for (const [, table = ''] of page.matchAll(/<table>(.*?)<\/table>/gs)) {
    const caption = text(/<caption[^>]*>(.*?)<\/caption>/s.exec(table)?.[1] ?? '')
    const [head = '', body = ''] = table.split('<tbody>')
    const columns = [...head.matchAll(/<th [^>]*>(.*?)<\/th>/gs)].map(([, title = '']) => text(title))
    if (!columns.slice(1).some((title) => MEASURES.test(title)) || WORTH_ABOVE.test(caption)) continue
    seen.push(caption)
    const [least, worth] = [/^Least .*detectable/, /^Unparsed, errors, degenerate/].map((name) =>
      columns.findIndex((title) => name.test(title)),
    )
    expect(least, `${caption}: ${columns.join(', ')}`).toBeGreaterThan(0)
    expect(worth, caption).toBeGreaterThan(0)
    for (const [, row = ''] of body.matchAll(/<tr>(.*?)<\/tr>/gs)) {
      const cells = [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => text(cell))
      expect(cells[worth!], `${caption}: ${cells.join(' | ')}`).toMatch(/^\d+, \d+, \d+ of [1-9]\d*$/)
    }
  }
  for (const kind of [
    /^Disclosure/,
    /^Leak rate without and with/,
    /^What guard/,
    /^Conditions/,
    /^The rates/,
    /^Beneath/,
    /^All/,
  ])
    expect(
      seen.some((caption) => kind.test(caption)),
      String(kind),
    ).toBe(true)
})

it('and every part that gives a number behind a guard which reads the harm detector says where that was measured', () => {
  const parts = page
    .split(/(?=<section aria-label="[^"]*" class="appendix)/)
    .filter((part) => /\brefuse\b/.test(part.replaceAll(/<[^>]+>/g, ' ')))
  const names = parts.map((part) => /^<section aria-label="([^"]*)"/.exec(part)?.[1] ?? '')
  expect(names).toEqual(
    expect.arrayContaining(['Fingerprint', 'In short', 'Guards', 'Conditions', 'The rates in detail', 'All numbers']),
  )
  for (const [i, part] of parts.entries()) expect(part, names[i]).toContain(HARM_DETECTOR_MEASURED)
})

it('so does every line of metrics.csv', () => {
  const [head = '', ...lines] = metricsCsv([everything]).trimEnd().split('\r\n')
  const at = (name: string) => head.split(',').indexOf(name)
  const cells = lines.map((line) => line.split(','))
  expect(cells.length).toBeGreaterThan(1000)
  expect(cells.filter((row) => Number(row[at('n')]) > 0 && !(Number(row[at('answers')]) > 0))).toEqual([])
})

it('so does every number of a comparison, of both sides', async () => {
  const reference = await inventedRun(60, 'reference')
  const [rows, others] = [buildSampleRows(plain), buildSampleRows(reference)]
  const side = (own: typeof rows, { metrics }: typeof plain) => ({ rows: own.map(answerRowOf), metrics })
  const compared = behindBoth(compareRuns(side(rows, plain), side(others, reference)), rows, others, METAS)
  expect(new Set(compared.map(({ benchmark }) => benchmark)).size).toBe(BENCHMARKS.length)
  expect(compared.some(({ metric, least }) => metric === 'leak-difference' && least != null)).toBe(true)
  for (const { behind, ...metric } of compared) {
    const name = JSON.stringify(metric)
    expect(behind.run.answers, name).toBeGreaterThan(0)
    expect(behind.reference.answers, name).toBeGreaterThan(0)
    // Null, which is said as not known, where so few people could not show any.
    if (metric.metric === 'leak-difference') expect(metric.least, name).not.toBeUndefined()
    if (metric.ci === null && metric.value !== null) expect(NO_INTERVAL[metric.noInterval!], name).toBeTruthy()
  }
})
