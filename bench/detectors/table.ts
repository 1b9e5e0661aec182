/** @file Sensitivity and specificity of each outcome, from answers that are what they were made to be. */
import { readFileSync } from 'node:fs'
import type { Benchmark } from '../../src/benchmarks/contract.ts'
import type { OutcomeAccuracy, ScorerAccuracy, Share } from '../../src/calibration/scorer-accuracy.ts'
import { mmPrivacy } from '../../src/benchmarks/mm-privacy/index.ts'
import { groupBy } from '../../src/domain/metric.ts'
import type { Sample, ShardItem } from '../../src/domain/sample.ts'
import type { Outcome } from '../../src/domain/score.ts'
import { rateInterval, sumByGroup } from '../../src/domain/statistics/grouped.ts'
import { answer } from '../../src/benchmarks/testing/items.ts'
import type { Detectors } from '../../src/calibration/read-scorer-accuracy.ts'
import { type ConstructedAnswer, constructedAnswers, type Truth } from './answers.ts'

export const SEED = '1'
/** In whose words the answers are put together (docs/detectors.md). */
const CONTROLS = JSON.parse(
  readFileSync(new URL('../../public/models/index.json', import.meta.url), 'utf8'),
) as readonly string[]

const TRUTHS: readonly Truth[] = ['leak', 'distractor', 'fabricated', 'refused', 'other']

export interface Told extends ConstructedAnswer {
  readonly outcome: Outcome
}

/** What a benchmark's own scorer says of each answer. */
export function tell(benchmark: Benchmark, answers: readonly ConstructedAnswer[]): Told[] {
  return answers.map((constructed) => {
    const sample = sampleOf(constructed.item)
    return { ...constructed, outcome: benchmark.score(sample, answer(sample, constructed.output)).outcome }
  })
}

/** Asked directly and not probed; how an item is put makes no difference to what an answer is. */
function sampleOf(item: ShardItem): Sample {
  const { id, group, split, scenario, type, imageId, prompt, truths, distractors } = item
  const asked = { id, itemId: id, group, split, scenario, type, imageId, prompt, truths, distractors }
  return { ...asked, benchmark: mmPrivacy.meta.id, task: 'direct', escapeClause: false, maxNewTokens: 150, probe: null }
}

export function scorerAccuracy(scorer: string, told: readonly Told[]): ScorerAccuracy {
  const plain = told.filter(({ disguised }) => !disguised)
  const hidden = told.filter(({ disguised }) => disguised)
  const found = (row: Told): boolean => row.outcome === row.truth
  return {
    scorer,
    answersOf: CONTROLS,
    answers: plain.length,
    outcomes: Object.fromEntries(
      TRUTHS.map((truth): [string, OutcomeAccuracy] => [
        truth,
        {
          sensitivity: share(`${truth}/sensitivity`, of(plain, truth), found),
          specificity: share(
            `${truth}/specificity`,
            plain.filter((row) => row.truth !== truth),
            ({ outcome }) => outcome !== truth,
          ),
        },
      ]),
    ),
    disguised: share('disguised', hidden, found),
  }
}

/** The content of `public/calibration/detectors.json`. */
export function shippedDetectors(benchmarks: readonly Benchmark[]): Detectors {
  const answers = constructedAnswers(SEED)
  // Benchmarks that share their rules share their table: resampling its intervals takes seconds.
  const tables = new Map<string, ScorerAccuracy>()
  return {
    format: 'leakscope-detectors@1',
    seed: SEED,
    tables: benchmarks.map((benchmark) => {
      const scorer = `${benchmark.meta.id}@${benchmark.meta.version}`
      const told = tell(benchmark, answers)
      const outcomes = told.map(({ outcome }) => outcome).join()
      const table = tables.get(outcomes) ?? scorerAccuracy(scorer, told)
      tables.set(outcomes, table)
      return { ...table, scorer }
    }),
  }
}

/** Sensitivity by what answers are made of, for the page that explains the table. */
export function sensitivityBy(told: readonly Told[], key: (row: Told) => string): { key: string; share: Share }[] {
  return [...groupBy(told, key)].map(([name, rows]) => ({
    key: name,
    share: share(name, rows, ({ outcome, truth }) => outcome === truth),
  }))
}

const of = (told: readonly Told[], truth: Truth): Told[] => told.filter((row) => row.truth === truth)

const DIGITS = 9

function share(name: string, rows: readonly Told[], right: (row: Told) => boolean): Share {
  const groups = sumByGroup(rows.map((row) => ({ group: row.group, value: right(row) ? 1 : 0 })))
  const k = groups.reduce((sum, { total }) => sum + total, 0)
  const ci = rateInterval(groups)
  if (ci === null) throw new RangeError(`no answers for ${name}`)
  // Engines differ in the last digits of logarithms.
  const [low, high] = ci.map((end) => Number(end.toFixed(DIGITS))) as [number, number]
  return { value: k / rows.length, k, n: rows.length, ci: [low, high] }
}
