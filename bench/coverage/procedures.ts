/** @file Every kind of interval that the product prints, and worlds of known truth to try it in. */
import type { Side } from '../../src/domain/compared.ts'
import { judgedRates } from '../../src/benchmarks/content-judge.ts'
import type { Scored } from '../../src/benchmarks/contract.ts'
import { mllmuBench } from '../../src/benchmarks/mllmu-bench/index.ts'
import { answer, planOf, shardItem } from '../../src/benchmarks/testing/answers.ts'
import { utility as utilityBenchmark } from '../../src/benchmarks/utility/index.ts'
import { correctedRate } from '../../src/calibration/scorer-accuracy.ts'
import { areaBelow, differenceOf, hitRate, meanOf, pairedDifference, SHARE } from '../../src/domain/metric.ts'
import { modelUtility, modelUtilityInterval } from '../../src/domain/measures/model-utility.ts'
import { withinTries } from '../../src/domain/measures/within-tries.ts'
import { privLeak } from '../../src/domain/measures/privleak.ts'
import type { Random } from '../../src/domain/random.ts'
import { clopperPearson } from '../../src/domain/statistics/grouped.ts'
import { logNormalCdf } from '../../src/domain/statistics/normal.ts'
import type { Interval } from '../../src/domain/statistics/interval.ts'
import { beta, betaBinomial, coin, groupSizes, normal, together } from './draw.ts'

/** A place of the grid. */
export interface Cell {
  /** Answers, or groups of `cluster` answers. */
  readonly n: number
  readonly unit: 'answers' | 'groups'
  readonly cluster: number
  readonly correlation: number
  readonly rate: number
}

export interface Trial {
  /** Null where none is printed. */
  readonly ci: Interval | null
  readonly truth: number
}

export interface Procedure {
  readonly id: string
  readonly title: string
  /** The numbers that it stands beside. */
  readonly numbers: string
  readonly method: string
  readonly worlds: Readonly<Record<string, (random: Random, cell: Cell) => Trial>>
}

const CELL = { split: null, task: null, type: null }

/** Rows of one value each, in groups. */
function rowsOf<T>(
  { n, unit, cluster }: Pick<Cell, 'n' | 'unit' | 'cluster'>,
  ofGroup: (size: number) => readonly T[],
  name = '',
): { group: string; value: T }[] {
  const sizes = unit === 'answers' ? groupSizes(n, cluster) : Array.from({ length: n }, () => cluster)
  return sizes.flatMap((size, group) => ofGroup(size).map((value) => ({ group: `${name}${group}`, value })))
}

/** Groups of values that are told alike by a share of the draws. */
function values<T>(random: Random, cell: Cell, draw: () => T, name = ''): { group: string; value: T }[] {
  return rowsOf(cell, (size) => together(random, size, cell.correlation, draw), name)
}

const hits = (rows: readonly { readonly group: string; readonly value: number }[]) =>
  rows.map(({ group, value }) => ({ group, hit: value === 1 }))

const rate: Procedure = {
  id: 'rate',
  title: 'Rates',
  numbers:
    'every rate: leaks, refusals, attack success, accuracy, errors, what guards do, how well rules tell outcomes',
  method:
    'Clopper and Pearson 1934, of as many independent answers as the groups are worth (Korn and Graubard 1998, Survey Methodology 24)',
  worlds: {
    'a share of a group says the same': (random, cell) => ({
      ci: hitRate(CELL, 'rate', hits(values(random, cell, () => coin(random, cell.rate)))).ci,
      truth: cell.rate,
    }),
    'beta-binomial': (random, cell) => ({
      ci: hitRate(CELL, 'rate', hits(rowsOf(cell, (size) => betaBinomial(random, size, cell.correlation, cell.rate))))
        .ci,
      truth: cell.rate,
    }),
  },
}

const meanWorld =
  (draw: (random: Random, mean: number) => number): Procedure['worlds'][string] =>
  (random, cell) => ({
    ci: meanOf(
      CELL,
      'mean',
      values(random, cell, () => draw(random, cell.rate)),
      SHARE,
    ).ci,
    truth: cell.rate,
  })

/** Tries of a question, and within how many of them a leak counts. */
const TRIES = 5
const WITHIN = 3

const withinWorld =
  (draw: (random: Random, share: number) => number, truth: (share: number) => number): Procedure['worlds'][string] =>
  (random, cell) => ({
    ci: meanOf(
      CELL,
      'within',
      values(random, cell, () => {
        const leaks = draw(random, cell.rate)
        return Array.from({ length: TRIES }, () => coin(random, leaks)).reduce((sum, leak) => sum + leak, 0)
      }).map(({ group, value }) => ({ group, value: withinTries(TRIES, value, WITHIN) })),
      SHARE,
    ).ci,
    truth: truth(cell.rate),
  })

const mean: Procedure = {
  id: 'mean',
  title: 'Means of values with bounds',
  numbers:
    'means of values with bounds: ROUGE, BLEU, probabilities, truth ratio, memorisation, degrees, exposure, ranks',
  method:
    'Student’s t after two more groups of average size at either end of the range (Agresti and Coull 1998 for rates)',
  worlds: {
    'all or nothing': meanWorld(coin),
    'U-shaped': meanWorld((random, p) => beta(random, p, 1 - p)),
    'one hump': meanWorld((random, p) => beta(random, 5 * p, 5 * (1 - p))),
    'leak within 3 of 5 tries, each question as likely': withinWorld(
      (_, share) => share,
      (share) => 1 - (1 - share) ** WITHIN,
    ),
    // E (1 - p)^k of a beta distribution with parameters share and 1 - share.
    'leak within 3 of 5 tries, of questions that leak nearly always or hardly ever': withinWorld(
      (random, share) => beta(random, share, 1 - share),
      (share) =>
        1 - Array.from({ length: WITHIN }, (_, i) => (1 - share + i) / (1 + i)).reduce((all, one) => all * one, 1),
    ),
  },
}

const pairs = (
  random: Random,
  cell: Cell,
  draw: () => readonly [before: number, after: number],
): Parameters<typeof pairedDifference>[3] =>
  values(random, cell, draw).map(({ group, value: [before, after] }) => ({
    group,
    before: before === 1,
    after: after === 1,
  }))

const paired: Procedure = {
  id: 'paired-difference',
  title: 'Differences on the same answers',
  numbers: 'differences on the same answers: guard, safety prompt, escape clause, chance control, two models, drops',
  method:
    'Student’s t after one more group of average size that differs wholly either way (after Agresti and Min 2005, who add half of one)',
  worlds: {
    'both rates the same': (random, cell) => ({
      ci: pairedDifference(
        CELL,
        'd',
        'p',
        pairs(random, cell, () => [coin(random, cell.rate), coin(random, cell.rate)]),
      )[0].ci,
      truth: 0,
    }),
    'against a rate of .5': (random, cell) => ({
      ci: pairedDifference(
        CELL,
        'd',
        'p',
        pairs(random, cell, () => [coin(random, 0.5), coin(random, cell.rate)]),
      )[0].ci,
      truth: cell.rate - 0.5,
    }),
    'only gains': (random, cell) => ({
      ci: pairedDifference(
        CELL,
        'd',
        'p',
        pairs(random, cell, () => [0, coin(random, cell.rate)]),
      )[0].ci,
      truth: cell.rate,
    }),
    'a tenth turns': (random, cell) => ({
      ci: pairedDifference(
        CELL,
        'd',
        'p',
        pairs(random, cell, () => {
          const before = coin(random, cell.rate)
          return [before, random.next() < 0.1 ? 1 - before : before]
        }),
      )[0].ci,
      truth: 0.1 * (1 - 2 * cell.rate),
    }),
    'degrees in thirds': (random, cell) => ({
      ci: meanOf(
        CELL,
        'd',
        values(random, cell, () => degree(random, cell.rate) - degree(random, 0.2)),
        'differences',
      ).ci,
      truth: cell.rate - 0.2,
    }),
  },
}

/** Degrees of 0, a third, two thirds and 1, as MLLMGuard has them. */
function degree(random: Random, share: number): number {
  return (coin(random, share) + coin(random, share) + coin(random, share)) / 3
}

const twoRates = (random: Random, cell: Cell, other: number, sameGroups: boolean): Trial => {
  const one = hitRate(CELL, 'a', hits(values(random, cell, () => coin(random, cell.rate))))
  const two = hitRate(CELL, 'b', hits(values(random, cell, () => coin(random, other), sameGroups ? '' : 'other ')))
  return { ci: differenceOf(CELL, 'd', one, two).ci, truth: cell.rate - other }
}

const difference: Procedure = {
  id: 'difference',
  title: 'Differences of two numbers',
  numbers:
    'differences of two numbers with intervals: gaps between splits and modalities, selectivity, what fine-tuning left',
  method: 'square-and-add of both intervals (Newcombe 1998, method 10; Zou and Donner 2008)',
  worlds: {
    'both rates the same': (random, cell) => twoRates(random, cell, cell.rate, false),
    'against a rate of .5': (random, cell) => twoRates(random, cell, 0.5, false),
  },
}

/** Area of normal scores with these deviations, through their difference. */
function shiftFor(area: number, deviation: number): number {
  let [low, high] = [-40, 40]
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2
    if (Math.exp(logNormalCdf(middle / Math.hypot(1, deviation))) < area) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Scores of one class, of which those of a group share a part. */
function scores(random: Random, cell: Cell, centre: number, deviation: number, name: string) {
  return rowsOf(
    cell,
    (size) => {
      const common = normal(random)
      return Array.from(
        { length: size },
        () =>
          centre +
          deviation * (Math.sqrt(cell.correlation) * common + Math.sqrt(1 - cell.correlation) * normal(random)),
      )
    },
    name,
  )
}

/** n is shared between the classes. */
function twoClasses(random: Random, cell: Cell, deviation: number, change: (score: number) => number) {
  const half = { ...cell, n: Math.floor(cell.n / 2) }
  const shift = shiftFor(cell.rate, deviation)
  return [
    // Members score lower.
    ...scores(random, half, 0, deviation, 'member ').map((row) => ({ ...row, member: true })),
    ...scores(random, { ...cell, n: cell.n - half.n }, shift, 1, 'other ').map((row) => ({ ...row, member: false })),
  ].map((row) => ({ ...row, value: change(row.value) }))
}

/** Chance that a rounded normal score lies below another, ties counting half. */
function roundedArea(shift: number, deviation: number): number {
  const share = (k: number, centre: number, spread: number) =>
    Math.exp(logNormalCdf((k + 0.5 - centre) / spread)) - Math.exp(logNormalCdf((k - 0.5 - centre) / spread))
  let [below, area] = [0, 0]
  for (let k = -30; k <= 30; k++) {
    const [member, other] = [share(k, 0, deviation), share(k, shift, 1)]
    area += other * (below + member / 2)
    below += member
  }
  return area
}

const area: Procedure = {
  id: 'area',
  title: 'Areas under the ROC curve',
  numbers: 'areas under the ROC curve: membership, the guard’s detector; PrivLeak, which is one turned into percent',
  method:
    'score interval with a smoothed Hanley-McNeil variance (Newcombe 2006, Statistics in Medicine 25, method 5), of as many independent scores as the groups are worth, widened by the placements’ variance (DeLong et al. 1988)',
  worlds: {
    'normal scores': (random, cell) => ({
      ci: areaBelow(
        CELL,
        'a',
        twoClasses(random, cell, 1, (score) => score),
      ).ci,
      truth: cell.rate,
    }),
    'one class spread thrice as wide': (random, cell) => ({
      ci: areaBelow(
        CELL,
        'a',
        twoClasses(random, cell, 3, (score) => score),
      ).ci,
      truth: cell.rate,
    }),
    'rounded, with many ties': (random, cell) => ({
      ci: areaBelow(CELL, 'a', twoClasses(random, cell, 1, Math.round)).ci,
      truth: roundedArea(shiftFor(cell.rate, 1), 1),
    }),
  },
}

const leakOf = (rows: ReturnType<typeof twoClasses>): Side => ({
  metrics: [],
  rows: rows.map(({ group, member, value }, i) => ({
    sampleId: `${i}`,
    benchmark: mllmuBench.meta.id,
    itemId: `${i}`,
    group,
    split: member ? 'forget' : 'holdout',
    task: 'generation',
    type: 'text',
    outcome: 'other',
    values: { 'min-k': value },
  })),
})

const privLeakAgainst: Procedure = {
  id: 'privleak-reference',
  title: 'PrivLeak against a reference',
  numbers: 'PrivLeak against a retrained model, from 10 people of either kind on',
  method: 'every ratio that the intervals of both areas allow',
  worlds: {
    'a reference that cannot tell them': (random, cell) => {
      const [own, reference] = [cell, { ...cell, rate: 0.5 }].map((side) =>
        leakOf(twoClasses(random, side, 1, (score) => score)),
      )
      const found = mllmuBench.compareWithReference!(own!, reference!).find(
        ({ metric }) => metric === 'privleak[reference]',
      )
      return { ci: found?.ci ?? null, truth: privLeak(cell.rate, 0.5) }
    },
  },
}

/** Labelled answers of each kind by which errors are known. */
const LABELLED = { rules: 240, judge: 60 } as const
const RULES = { sensitivity: 0.9, specificity: 0.95 } as const
const JUDGE = { sensitivity: 0.8, specificity: 0.9 } as const

type Errors = Readonly<Record<'sensitivity' | 'specificity', number>>

/** What is told of answers of which `rate` have it. */
const told = (random: Random, cell: Cell, { sensitivity, specificity }: Errors) =>
  values(random, cell, () => coin(random, coin(random, cell.rate) === 1 ? sensitivity : 1 - specificity))

/** A share as it is counted on labelled answers that stand each by itself. */
function counted(random: Random, of: number, n: number) {
  let k = 0
  for (let i = 0; i < n; i++) k += coin(random, of)
  return { value: k / n, k, n, ci: clopperPearson(k, n)! }
}

const ANSWER = answer(utilityBenchmark, planOf(utilityBenchmark, shardItem({}))[0]!, 'x')
const judgedAnswers = new Map<string, Scored>()

/** An answer of this group with this verdict; of each kind there is one, however many are drawn. */
function judgedAnswer(group: string, verdict: number): Scored {
  const key = `${group}/${verdict}`
  const made = judgedAnswers.get(key) ?? {
    ...ANSWER,
    sample: { ...ANSWER.sample, group },
    judged: { judge: verdict },
  }
  judgedAnswers.set(key, made)
  return made
}

const corrected: Procedure = {
  id: 'corrected-rate',
  title: 'Rates corrected for the errors of rules and judges',
  numbers: 'rates corrected for the errors of rules and of judges',
  method:
    'every rate that the observed one, sensitivity and specificity allow together, the squared arms of their intervals added (Rogan and Gladen 1978; Zou, Huang and Zhang 2009; Fieller 1954)',
  worlds: {
    [`rules, errors known from ${LABELLED.rules} answers of each kind`]: (random, cell) => {
      const share = (of: number) => counted(random, of, LABELLED.rules)
      const detector = { sensitivity: share(RULES.sensitivity), specificity: share(RULES.specificity) }
      const rows = hits(told(random, cell, RULES))
      return { ci: correctedRate(hitRate(CELL, 'r', rows), detector)?.ci ?? null, truth: cell.rate }
    },
    [`a judge, errors known from ${LABELLED.judge} answers of each kind`]: (random, cell) => {
      const share = (of: number) => counted(random, of, LABELLED.judge).value
      const card = {
        threshold: 0.5,
        sensitivity: share(JUDGE.sensitivity),
        specificity: share(JUDGE.specificity),
        positives: LABELLED.judge,
        negatives: LABELLED.judge,
      }
      const rows = told(random, cell, JUDGE).map(({ group, value }) => judgedAnswer(group, value))
      const found = judgedRates(CELL, 'r', rows, { judge: card }).find(({ metric }) => metric === 'r-corrected[judge]')
      return { ci: found?.ci ?? null, truth: cell.rate }
    },
  },
}

const PARTS = 3

const utility: Procedure = {
  id: 'model-utility',
  title: 'Model utility',
  numbers: 'model utility',
  method: 'the utility of all lower ends of its parts to that of all upper ends',
  worlds: {
    'six means of one rate': (random, cell) => {
      const parts = ['retain', 'celebrity'].flatMap((split) => {
        const rows = values(
          random,
          cell,
          () => Array.from({ length: PARTS }, () => beta(random, 2 * cell.rate, 2 * (1 - cell.rate))),
          split,
        )
        return Array.from({ length: PARTS }, (_, i) =>
          meanOf(
            CELL,
            'm',
            rows.map(({ group, value }) => ({ group, value: value[i]! })),
            SHARE,
          ),
        )
      })
      return { ci: modelUtilityInterval(parts.map((part) => part.ci)), truth: modelUtility([cell.rate])! }
    },
  },
}

export const PROCEDURES: readonly Procedure[] = [
  rate,
  mean,
  paired,
  difference,
  area,
  privLeakAgainst,
  corrected,
  utility,
]
