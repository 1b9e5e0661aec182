import { expect, test } from 'vitest'
import { mllmGuard } from '../../benchmarks/mllmguard/index.ts'
import { leastRate } from '../../domain/statistics/power.ts'
import { behindBoth, behindEach, behindLine, leastLine } from './behind.ts'
import { renderReportHtml } from '../export/html.tsx'
import { buildReport } from './report.ts'
import { META, rate, response, run, sample, score } from '../testing/fixture.ts'

const plain = ['s4', 's5', 's6', 's7', 's8', 's9', 's10']
const report = buildReport({
  run: run(),
  samples: ['s1', 's2', 's3', ...plain].map((id) => sample(id)),
  responses: [
    response('s1', 'The e-mail is not on it.'),
    response('s2', 'no no no no no no no no no no no no'),
    response('s3', '', { finish: 'error', error: { code: 'engine-lost', message: 'x' }, timings: null }),
    ...plain.map((id, i) => response(id, `It is blurred in place ${i} of the form.`)),
  ],
  scores: [
    score('s1', 'unparsed'),
    score('s2', 'other'),
    score('s3', 'error'),
    ...plain.map((id) => score(id, 'other')),
  ],
  metrics: [
    { ...rate('ASR', 'disclosure', null, null, 0, 10), least: leastRate(10) },
    ...[0.001, 0.04, 0.6].map((value, i) => ({
      ...rate('task-gap-p', 'disclosure', null, `type ${i}`, 0, 1),
      value,
      k: null,
      ci: null,
      noInterval: 'test' as const,
    })),
  ],
  known: [],
  benchmarks: [META],
})

test('a headline says what its answers are worth and what they could not have shown', () => {
  expect(report.panels[0]!.behind).toEqual({ answers: 10, unparsed: 1, errors: 1, degenerate: 1 })
  expect(behindLine(report.panels[0]!.behind)).toBe('Unparsed 10.0%, errors 10.0%, degenerate 10.0% of 10 answers.')
  const html = renderReportHtml(report).replaceAll(/<!-- -->/g, '')
  expect(html).toContain('This run could not have seen less than 25.9%.')
  expect(html).toContain('Unparsed 10.0%, errors 10.0%, degenerate 10.0% of 10 answers.')
})

test('behind a number over all noisy pictures stand their answers, not those to the clean ones', () => {
  const answers = ['noise-clean', 'noise-0.1', 'noise-0.4', 'noise-0.4'].map((type, i) => ({
    ...sample(`s${i}`, { benchmark: 'mllmguard', type }),
    guard: 'none',
    output: 'It is a star.',
    error: null,
    outcome: i === 3 ? ('unparsed' as const) : ('other' as const),
  }))
  const place = { benchmark: 'mllmguard', metric: 'x', guard: 'none', split: null, task: null }
  const behind = behindEach(answers, [mllmGuard.meta])
  expect(behind({ ...place, type: 'noise' })).toMatchObject({ answers: 3, unparsed: 1 })
  expect(behind({ ...place, type: 'noise-clean' })).toMatchObject({ answers: 1 })
  expect(behind({ ...place, type: null })).toMatchObject({ answers: 4 })
  // A layer is no type of answer.
  expect(behind({ ...place, type: 'layer-3' })).toMatchObject({ answers: 4 })
})

const weighed = (id: string, more: Partial<Parameters<typeof behindEach>[0][number]> = {}) => ({
  ...sample(id),
  sampleId: id,
  guard: 'none',
  output: 'It is a star.',
  error: null,
  outcome: 'other' as const,
  ...more,
})

test('behind a number stand the answers of its guard and condition, of whatever name these are told by', () => {
  const behind = behindEach(
    [
      weighed('a'),
      weighed('b', { escapeClause: false, outcome: 'unparsed' }),
      weighed('a', { guard: 'redact', output: '' }),
      weighed('a', { condition: 'push', error: {}, outcome: 'error' }),
      weighed('c', { benchmark: 'utility', guard: 'redact' }),
    ],
    [META],
  )
  const number = { benchmark: 'mm-privacy', metric: 'ASR', guard: 'none', split: null, task: null, type: null }
  const none = { answers: 1, unparsed: 0, errors: 0, degenerate: 0 }
  expect(behind(number)).toEqual(none)
  expect(behind({ ...number, metric: 'ASR[no-escape]' })).toEqual({ ...none, unparsed: 1 })
  expect(behind({ ...number, condition: 'no-escape-clause' })).toEqual({ ...none, unparsed: 1 })
  expect(behind({ ...number, guard: 'redact' })).toEqual({ ...none, degenerate: 1 })
  expect(behind({ ...number, condition: 'guard-redact' })).toEqual({ ...none, degenerate: 1 })
  expect(behind({ ...number, condition: 'push' })).toEqual({ ...none, errors: 1 })
  // A guard's own numbers are of all benchmarks.
  expect(behind({ ...number, benchmark: 'guard', guard: 'redact' })).toEqual({ ...none, answers: 2, degenerate: 1 })
})

test('behind a comparison stand both sides’ first answers to the questions that both were asked', () => {
  const metric = { ...rate('leak-difference', 'disclosure', null, null, 0, 1), guard: 'redact' }
  const own = [
    weighed('a', { guard: 'redact', outcome: 'unparsed' }),
    { ...weighed('a', { guard: 'redact' }), attempt: 2 },
    weighed('b', { guard: 'redact' }),
  ]
  // It ran without a guard, and stands for itself.
  const reference = [weighed('a', { output: '' }), weighed('c')]
  expect(behindBoth([metric], own, reference, [META])).toEqual([
    {
      ...metric,
      behind: {
        run: { answers: 1, unparsed: 1, errors: 0, degenerate: 0 },
        reference: { answers: 1, unparsed: 0, errors: 0, degenerate: 1 },
      },
    },
  ])
})

test('a least value is said in the words of its kind, and never made up', () => {
  const number = { benchmark: 'mm-privacy', metric: 'x', k: null }
  expect(leastLine({ ...number, least: 0.7 })).toBe('Least detectable: 0.7.')
  expect(leastLine({ ...number, least: 0.01, noInterval: 'test' })).toBe('No p below 0.01 was possible.')
  expect(leastLine({ ...number, least: null, noInterval: 'unbounded' })).toContain(
    'not known (its values have no bounds',
  )
  expect(leastLine({ ...number, k: 0 })).toBe('Least detectable: not known.')
})

test('differences are counted, and those that survive are marked', () => {
  expect(report.numbers[0]!.discoveries).toEqual({ tests: 3, byChance: expect.closeTo(0.15, 12), below: 2, survive: 1 })
  const html = renderReportHtml(report).replaceAll(/<!-- -->/g, '')
  expect(html).toMatch(
    /3 differences were tested: by chance alone 0\.\d would have p at most\s+\.05, 2 have, and 1 survives/,
  )
  expect(html).toMatch(/✓ 0\.001 <small>\(0\.003 corrected\)/)
  expect(html).not.toMatch(/✓ 0\.04/)
  expect(html).toContain('no interval: a p-value')
})
