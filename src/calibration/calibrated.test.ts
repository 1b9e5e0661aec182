import { describe, expect, test } from 'vitest'
import { controlsBeside, type ControlFigures, type ControlMetric } from './controls.ts'
import { correctedRate, type OutcomeAccuracy, type Share } from './scorer-accuracy.ts'
import { calibratedFor, type Calibration } from './calibrated.ts'
import { parseControls } from './read-controls.ts'
import { renderReportHtml } from '../report/export/html.tsx'
import { buildReport } from '../report/model/report.ts'
import { META, rate, response, run, sample, score } from '../report/testing/fixture.ts'

const asr = (
  split: string,
  k: number,
  n: number,
  expected: ControlMetric['expected'],
  task: string | null = null,
): ControlMetric => {
  const { guard: _, ...metric } = rate('ASR', split, task, null, k, n)
  return { ...metric, expected }
}

function control(model: string, metrics: readonly ControlMetric[], version = '1.0.0'): ControlFigures {
  return {
    model,
    name: `Control: ${model}`,
    files: { 'config.json': `hash of ${model}` },
    runs: [{ benchmark: 'mm-privacy', version, shards: [{ id: 'demo', sha256: 'x' }], samples: 120, metrics }],
  }
}

const reader = control('reader', [
  asr('disclosure', 58, 60, [0.9, 1]),
  asr('retention', 0, 60, [0, 0.01]),
  asr('retention', 0, 12, null, 'caption'),
])
const memoriser = control('memoriser', [
  asr('disclosure', 57, 60, [0.88, 1]),
  asr('retention', 60, 60, [0.95, 1]),
  asr('retention', 12, 12, null, 'caption'),
])
const cell = (split: string, task: string | null = null) => ({
  benchmark: 'mm-privacy',
  metric: 'ASR',
  split,
  task,
  type: null,
})

describe('controls beside a number', () => {
  test('are the two that are known to lie furthest apart, with what they gave in the same cell', () => {
    const pooled = controlsBeside(cell('retention'), [reader, memoriser])
    expect(pooled).toMatchObject({ positive: { model: 'memoriser', k: 60 }, negative: { model: 'reader', k: 0 } })
    const task = controlsBeside(cell('retention', 'caption'), [reader, memoriser])
    expect(task).toMatchObject({ positive: { model: 'memoriser', n: 12 }, negative: { model: 'reader', n: 12 } })
  })

  test('of several that must give the same are the first of the family', () => {
    const another = { ...reader, model: 'watermarked', name: 'Control: watermarked' }
    expect(controlsBeside(cell('retention'), [reader, memoriser, another])?.negative?.model).toBe('reader')
  })

  test('are one where all must give the same, and none where nothing is known', () => {
    expect(controlsBeside(cell('disclosure'), [reader, memoriser])).toMatchObject({
      positive: { model: 'reader' },
      negative: null,
    })
    expect(controlsBeside(cell('retention'), [reader])).toMatchObject({ positive: null, negative: { model: 'reader' } })
    expect(controlsBeside({ ...cell('retention'), metric: 'RR' }, [reader, memoriser])).toBeNull()
  })
})

const share = (k: number, n: number, ci: readonly [number, number]): Share => ({ value: k / n, k, n, ci })
const perfect: OutcomeAccuracy = { sensitivity: share(100, 100, [1, 1]), specificity: share(100, 100, [1, 1]) }

describe('a corrected rate', () => {
  test('is the raw one where the rules never err', () => {
    const corrected = correctedRate({ value: 0.3, ci: [0.2, 0.4] }, perfect)
    expect(corrected?.value).toBeCloseTo(0.3)
    expect(corrected?.ci[0]).toBeCloseTo(0.2)
    expect(corrected?.ci[1]).toBeCloseTo(0.4)
  })

  test('has an interval that knows what is not known of the rules', () => {
    const detector = { sensitivity: share(80, 100, [0.7, 0.9]), specificity: share(90, 100, [0.85, 0.95]) }
    const corrected = correctedRate({ value: 0.3, ci: [0.2, 0.4] }, detector)
    // (0.3 + 0.9 - 1) / 0.7
    expect(corrected?.value).toBeCloseTo(0.2857, 4)
    // Both ends are where the difference from what the rate would give is as long as the three arms.
    const arms = (behind: number) => Math.hypot(0.1, 0.1 * behind, 0.05 * (1 - behind))
    const [low, high] = corrected!.ci
    expect(0.3 - (0.8 * low + 0.1 * (1 - low))).toBeCloseTo(arms(low), 12)
    expect(0.8 * high + 0.1 * (1 - high) - 0.3).toBeCloseTo(arms(high), 12)
  })

  test('is not there where nothing was measured, or the rules may be no better than chance', () => {
    expect(correctedRate({ value: null, ci: null }, perfect)).toBeNull()
    const chance = { ...perfect, sensitivity: share(10, 100, [0, 0.2]), specificity: share(99, 100, [0.9, 1]) }
    expect(correctedRate({ value: 0.3, ci: [0.2, 0.4] }, chance)).toBeNull()
  })
})

const calibration: Calibration = {
  controls: { format: 'leakscope-controls@1', madeAt: '2026-11-25T17:00:00.000Z', controls: [reader, memoriser] },
  detectors: {
    format: 'leakscope-detectors@1',
    seed: '1',
    tables: [
      {
        scorer: 'mm-privacy@1.0.0',
        answersOf: ['control-reader'],
        answers: 1000,
        outcomes: { leak: perfect },
        disguised: share(1, 10, [0, 0.4]),
      },
    ],
  },
  files: { reader: { ...reader.files, 'tokenizer.json': 'not measured' }, memoriser: memoriser.files },
}

test('a model whose answers nobody labelled has no corrected rate, and the report says so', () => {
  const foreign = run({ benchmarks: { 'mm-privacy': '1.0.0' }, config: { ...run().config, model: 'folder:mine' } })
  const { accuracyOf, sources } = calibratedFor(calibration, foreign)
  expect(accuracyOf('mm-privacy', 'leak')).toBeNull()
  expect(sources.join()).toContain('has not been measured')
})

test('a model is no control of itself, under another name neither', () => {
  const benchmarks = { 'mm-privacy': '1.0.0' }
  const left = (own: Parameters<typeof run>[0]) =>
    calibratedFor(calibration, run({ benchmarks, ...own })).figures.map(({ model }) => model)
  expect(left({ config: { ...run().config, model: 'reader' } })).toEqual(['memoriser'])
  const { environment } = run()
  expect(left({ environment: { ...environment!, fileHashes: reader.files } })).toEqual(['memoriser'])
  expect(left({ environment: { ...environment!, fileHashes: {} } })).toEqual(['reader', 'memoriser'])
})

describe('figures that are out of date', () => {
  test('nothing is left out while models and benchmark are what was measured', () => {
    const fresh = calibratedFor(calibration, run({ benchmarks: { 'mm-privacy': '1.0.0' } }))
    expect(fresh.stale).toEqual([])
    expect(fresh.figures).toHaveLength(2)
    expect(fresh.sources.join()).toMatch(/2026-11-25, mm-privacy@1\.0\.0, on demo/)
    expect(fresh.accuracyOf('mm-privacy', 'leak')).toEqual(perfect)
  })

  test('a model whose file changed, and a benchmark of another version, are said and left out', () => {
    const retrained = { ...calibration, files: { ...calibration.files, memoriser: { 'config.json': 'another' } } }
    const changed = calibratedFor(retrained, run({ benchmarks: { 'mm-privacy': '1.0.0' } }))
    expect(changed.figures.map(({ model }) => model)).toEqual(['reader'])
    expect(changed.stale).toEqual([expect.stringContaining('Control: memoriser: its config.json has changed')])
    const newer = calibratedFor(calibration, run({ benchmarks: { 'mm-privacy': '1.1.0' } }))
    expect(newer.stale).toHaveLength(2)
    expect(newer.stale[0]).toContain('measured with mm-privacy@1.0.0, this run with @1.1.0')
    expect(newer.figures.flatMap(({ runs }) => runs)).toEqual([])
    expect(newer.accuracyOf('mm-privacy', 'leak')).toBeNull()
  })
})

test('the report draws the controls, writes them beside every rate, and says where they come from', () => {
  const input = {
    run: run({ benchmarks: { 'mm-privacy': '1.0.0' } }),
    samples: [sample('s1')],
    responses: [response('s1', 'none')],
    scores: [score('s1', 'other', [], { scorer: 'mm-privacy@1.0.0' })],
    metrics: [rate('ASR', 'retention', null, null, 3, 10)],
    known: [],
    benchmarks: [META],
  }
  const html = renderReportHtml(buildReport({ ...input, calibration }))
  for (const kind of ['positive', 'negative']) expect(html).toContain(`class="control control-${kind}"`)
  expect(html).toContain(
    '+ positive control 100.0% (60/60, Control: memoriser); − negative control 0.0% (0/60, Control: reader)',
  )
  expect(html).toContain('Corrected for the rules’ errors: 30.0%')
  expect(html).toContain('npm run calibrate')
  const without = renderReportHtml(buildReport(input))
  expect(without).not.toContain('class="control ')
})

test('controls.json: what is no list of figures is refused with its place', () => {
  expect(parseControls(JSON.parse(JSON.stringify(calibration.controls)))).toEqual(calibration.controls)
  const bent = { ...calibration.controls, controls: [{ ...reader, name: 5 }] }
  expect(() => parseControls(bent)).toThrow(/controls\.json: controls\.0\.name/)
})
