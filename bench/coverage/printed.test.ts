/**
 * @file Every interval that a report, an export or a comparison prints is one of the grid of docs/coverage.md,
 * over all benchmarks, guards and judges.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'
import { compareWithReference } from '../../src/benchmarks/compare-with-reference.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import { NO_GUARD } from '../../src/domain/guard-spec.ts'
import type { Side } from '../../src/domain/compared.ts'
import type { Estimate } from '../../src/domain/metric.ts'
import type { ExportInput } from '../../src/report/export/export.ts'
import { inventedRun } from '../reference/invented-run.ts'
import { BANDS, NAMES, procedureOf } from './printed.ts'
import { PROCEDURES } from './procedures.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Where some measure needs ten of each kind. */
const MORE: Readonly<Record<string, number>> = { 'mllmu-bench': 400 }
const ANSWERS = 60
/**
 * The invented run has no conditions, no ten people of a holdout, no prejudice to judge, and asks no record of both models; the
 * benchmarks' own tests print these.
 */
const NOT_INVENTED = [
  'asked-signal',
  'condition-leak-effect',
  'condition-refusal-effect',
  'condition-unsafe-effect',
  'condition-utility-loss',
  'leak-within-1',
  'leak-within-2',
  'leak-within-3',
  'leak-within-4',
  'leak-within-5',
  'privleak',
  'privleak[reference]',
  'unsafe-judged-corrected',
]
let printed: readonly Estimate[]

function sideOf({ samples, scores, metrics }: ExportInput, benchmark: string): Side {
  const scoreOf = new Map(scores.filter(({ guard }) => guard === NO_GUARD).map((score) => [score.sampleId, score]))
  return {
    metrics: metrics.filter((metric) => metric.benchmark === benchmark && metric.guard === NO_GUARD),
    rows: samples
      .filter((sample) => sample.benchmark === benchmark)
      .map(({ id, itemId, group, split, task, type }) => {
        const score = scoreOf.get(id)
        const [outcome, values] = [score?.outcome ?? null, score?.values ?? {}]
        return { sampleId: id, benchmark, itemId, group, split, task, type, outcome, values }
      }),
  }
}

beforeAll(async () => {
  const found: Estimate[] = []
  for (const benchmark of BENCHMARKS) {
    const { id } = benchmark.meta
    const own = await inventedRun(MORE[id] ?? ANSWERS, 'invented', [benchmark])
    found.push(...own.metrics)
    // Of the others leak rates alone are compared, as of these.
    if (benchmark.compareWithReference === undefined) continue
    const other = await inventedRun(MORE[id] ?? ANSWERS, 'another model', [benchmark])
    found.push(...compareWithReference(benchmark, sideOf(own, id), sideOf(other, id)))
  }
  printed = found.filter(({ ci }) => ci !== null)
}, 600_000)

it('is told for each number', () => {
  const strange = printed.filter(({ metric, k }) => !BANDS.has(metric) && procedureOf(metric, k) === null)
  expect([...new Set(strange.map(({ metric }) => metric))]).toEqual([])
})

it('is told for no number that is not printed', () => {
  const plain = (metric: string) => metric.replaceAll(/\[[^\]]*\]/g, '')
  const shown = new Set(printed.flatMap(({ metric }) => [metric, plain(metric)]))
  expect(NAMES.filter((name) => !shown.has(name)).toSorted()).toEqual(NOT_INVENTED)
})

it('is in the grid of the page, and nowhere there below the limit', () => {
  const page = readFileSync(`${root}docs/coverage.md`, 'utf8')
  const used = new Set(printed.map(({ metric, k }) => procedureOf(metric, k)?.id))
  // Against a reference see NOT_INVENTED.
  expect([...used, 'privleak-reference'].filter((id) => id !== undefined).toSorted()).toEqual(
    PROCEDURES.map(({ id }) => id).toSorted(),
  )
  for (const { title } of PROCEDURES) {
    const section = page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
    const shares = [...section.matchAll(/\| (\d+\.\d)(?= \|)/g)].map(([, share]) => Number(share))
    expect(shares.length, title).toBeGreaterThan(0)
    expect(Math.min(...shares), title).toBeGreaterThanOrEqual(93)
  }
})

it('is made where the grid makes it, and in no other file', () => {
  const made =
    /\b(?:rateInterval|meanInterval|differenceInterval|areaWithInterval|clopperPearson|correctedRate|roganGladenInterval)\(/
  const makers = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|testing\//.test(name))
    .filter((name) => made.test(readFileSync(`${root}src/${name}`, 'utf8')))
  expect(makers.map((name) => name.replaceAll('\\', '/')).toSorted()).toEqual([
    'benchmarks/content-judge.ts',
    'calibration/scorer-accuracy.ts',
    'domain/metric.ts',
    'domain/statistics/area.ts',
    'domain/statistics/grouped.ts',
    'domain/statistics/rogan-gladen.ts',
    // A rate: `first` of `n`.
    'report/model/rates.ts',
  ])
})
