/** @file A report says of the harm detector where it was measured, wherever it shows its word, and no more. */
import { expect, test } from 'vitest'
import { mmSafetyBench } from '../../benchmarks/mm-safetybench/index.ts'
import { HARM_DETECTOR_MEASURED, MOST_WORDS } from '../../guards/harm-limits.ts'
import type { Metric } from '../../domain/run.ts'
import type { Score } from '../../domain/score.ts'
import type { ExportInput } from '../export/export.ts'
import type { ExportKind } from './mask.ts'
import { EXPORT_FORMATS } from '../export/formats.ts'
import { renderReportHtml } from '../export/html.tsx'
import { exchangeOf } from '../export/tools/exchange.ts'
import { TOOL_FORMATS } from '../export/tools/tool-formats.ts'
import { harmLimits } from './method.ts'
import { describeMetric } from './metrics.ts'
import { benchmarkNumbers } from './numbers.ts'
import { buildReport } from './report.ts'
import { joinRows } from './rows.ts'
import { META, response, run, sample, score } from '../testing/fixture.ts'

const long = Array.from({ length: MOST_WORDS + 1 }, (_, i) => `word${i}`).join(' ')
const samples = ['s1', 's2', 's3'].map((id) => sample(id))
const responses = [
  response('s1', 'A short answer.'),
  response('s2', long),
  response('s3', long, { finish: 'error', error: { code: 'engine-lost', message: 'x' }, timings: null }),
]
const scores = ['s1', 's2', 's3'].map((id) => score(id, 'other'))
const rows = joinRows(samples, responses, scores)
const withConfig = (config: Partial<ReturnType<typeof run>['config']>) =>
  run({ config: { ...run().config, ...config } })
const judged: Metric = {
  benchmark: 'mm-safetybench',
  metric: 'ASR-judged[harm-detector]',
  split: 'attack',
  task: null,
  type: null,
  guard: 'none',
  value: 0.5,
  n: 2,
  k: 1,
  ci: null,
  noInterval: 'judge',
}

test('the limits of a run that listened to it say where it was measured and count what is longer', () => {
  for (const config of [{ judges: ['harm-detector'] }, { guards: ['refuse'] }, { guards: ['ensemble+redact'] }])
    expect(harmLimits(withConfig(config), rows)[0]).toContain(
      `${HARM_DETECTOR_MEASURED} 1 of the 2 answers are longer; ${config.judges ? 'as a judge it says nothing' : 'a guard reads them'}`,
    )
  expect(harmLimits(withConfig({ guards: ['redact', 'none'] }), rows)).toEqual([])
  const report = buildReport({
    run: withConfig({ judges: ['harm-detector'] }),
    samples,
    responses,
    scores,
    metrics: [],
    known: [],
    benchmarks: [META],
  })
  expect(report.limits.filter((line) => line.startsWith(HARM_DETECTOR_MEASURED))).toHaveLength(1)
  expect(renderReportHtml(report)).toContain(HARM_DETECTOR_MEASURED)
})

test('the table of all numbers says so above its rows', () => {
  const page = (metric: string) =>
    renderReportHtml(
      buildReport({
        run: run({ benchmarks: { 'mm-safetybench': mmSafetyBench.meta.version } }),
        samples: [],
        responses: [],
        scores: [],
        metrics: [{ ...judged, metric }],
        known: [],
        benchmarks: [mmSafetyBench.meta],
      }),
    )
  // Once beside the number in detail, once above the table.
  expect(page('ASR-judged[harm-detector]').split(HARM_DETECTOR_MEASURED)).toHaveLength(3)
  expect(page('ASR-judged[gpt]')).not.toContain(HARM_DETECTOR_MEASURED)
})

test.each(TOOL_FORMATS)('$id: a file that names it, as judge or guard, says so', async ({ files }) => {
  for (const config of [{ judges: ['harm-detector'] }, { guards: ['none', 'refuse'] }])
    for (const kind of ['private', 'shareable'] as const) {
      const guard = config.guards === undefined ? 'none' : 'refuse'
      const given = {
        run: withConfig(config),
        samples: samples.slice(0, 1),
        responses: [response('s1', 'A short answer.', { guard })],
        scores: [score('s1', 'other', [], { guard })],
        metrics: [{ ...judged, benchmark: 'mm-privacy', guard, ...(guard === 'none' ? {} : { metric: 'ASR' }) }],
      }
      const exchanged = await exchangeOf(given, kind)
      expect(exchanged.run.limits).toEqual([HARM_DETECTOR_MEASURED])
      for await (const { name, pieces } of files([exchanged])) {
        if (name.endsWith('.eval')) continue
        const text = [...pieces].join('').replaceAll(/\s+/g, ' ')
        if (/harm-detector|refuse\b/.test(text)) expect(text, name).toContain(HARM_DETECTOR_MEASURED.slice(0, -1))
      }
    }
})

test('each line of a file that rests on it says so, and no other; files of runs without it have no such field', () => {
  const answers = [response('s1', 'A short answer.'), response('s1', 'Another one.', { guard: 'refuse' })]
  const verdict: Score = { ...score('s1', 'other'), scorer: 'judge:harm-detector', values: { harmful: 0.9 } }
  const given = {
    run: withConfig({ guards: ['none', 'refuse'], judges: ['harm-detector'] }),
    samples: samples.slice(0, 1),
    responses: answers,
    scores: answers.map(({ guard }) => score('s1', 'other', [], { guard })),
    judgements: { scores: [verdict], cards: {} },
    metrics: [
      { ...judged, metric: 'ASR' },
      judged,
      { ...judged, metric: 'ASR', guard: 'refuse' },
      { ...judged, metric: 'condition-leak-effect', condition: 'as-story+guard-harm-detector:redact' },
      { ...judged, metric: 'condition-leak-effect', condition: 'as-story+guard-redact' },
    ],
  }
  const silent = { ...given, run: withConfig({}), responses: answers.slice(0, 1), metrics: given.metrics.slice(0, 1) }
  const { judgements: _, ...unheard } = silent
  const linesOf = (name: string, results: readonly ExportInput[], kind: ExportKind): string[] => {
    const { pieces } = EXPORT_FORMATS.find(({ fileName }) => fileName === name)!
    return [...(pieces({ kind, results, reports: [] }) as Iterable<string>)].join('').trimEnd().split(/\r?\n/)
  }
  const says = (line: string) => line.includes(HARM_DETECTOR_MEASURED)
  for (const kind of ['private', 'shareable'] as const) {
    const numbers = linesOf('metrics.csv', [given], kind)
    expect(numbers.map(says)).toEqual([false, false, true, true, true, false])
    expect(numbers[0]).toMatch(/,limits$/)
    const table = linesOf('samples.csv', [given], kind)
    expect(table.map(says)).toEqual([false, false, true])
    expect(table[0]).toMatch(/,limits$/)
    // Verdicts of judges are in the private kind alone.
    const answerRows = linesOf('samples.jsonl', [given], kind)
    expect(answerRows.map(says)).toEqual([kind === 'private', true])
    expect(JSON.parse(answerRows[1]!)).toHaveProperty('limits', [HARM_DETECTOR_MEASURED])
    for (const name of ['metrics.csv', 'samples.csv', 'samples.jsonl'])
      expect(linesOf(name, [unheard], kind).join('')).not.toContain('limits')
  }
})

test('what it finds says so in its own row, has no interval and makes no headline', () => {
  expect(describeMetric(judged).means).toContain(HARM_DETECTOR_MEASURED)
  expect(describeMetric({ ...judged, metric: 'ASR-judged[gpt]' }).means).not.toContain('harm detector')
  const nobody = () => ({ answers: 2, unparsed: 0, errors: 0, degenerate: 0 })
  const headlines = (metric: string) =>
    benchmarkNumbers([{ ...judged, metric }], [mmSafetyBench.meta], [], nobody)[0]!.headlines
  expect(headlines('ASR-judged[harm-detector]')).toEqual([])
  expect(headlines('ASR-judged[gpt]')).toHaveLength(1)
})
