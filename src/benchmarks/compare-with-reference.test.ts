import { describe, expect, test } from 'vitest'
import { compareWithReference } from './compare-with-reference.ts'
import type { ComparedRow, Side } from '../domain/compared.ts'
import { privLeak } from '../domain/measures/privleak.ts'
import { areaBelow, differenceOf } from '../domain/metric.ts'
import { inadvertentMemorization } from './inadvertent-memorization/index.ts'
import { mllmuBench } from './mllmu-bench/index.ts'
import { mmPrivacy } from './mm-privacy/index.ts'
import type { Metric } from '../domain/run.ts'

const row = (given: Partial<ComparedRow>): ComparedRow => ({
  sampleId: `${given.split}/${given.group}/${given.task}`,
  benchmark: 'mllmu-bench',
  itemId: 'a',
  group: 'x',
  split: 'forget',
  task: 'classification',
  type: 'text',
  outcome: 'other',
  values: {},
  ...given,
})
const side = (rows: readonly ComparedRow[], metrics: readonly Metric[] = []): Side => ({ rows, metrics })
const metric = (given: Partial<Metric>): Metric => ({
  benchmark: 'inadvertent-memorization',
  metric: 'probe-accuracy',
  split: null,
  task: 'probe',
  type: 'layer-2',
  guard: 'none',
  value: 0.5,
  n: 100,
  k: 50,
  ci: [0.4, 0.6],
  ...given,
})

describe('leak rates in pairs', () => {
  const leaks = (...outcomes: ComparedRow['outcome'][]) =>
    side(outcomes.map((outcome, i) => row({ sampleId: `${i}`, group: `${i}`, outcome, task: 'cloze' })))
  test('count what both answered, and say how likely it is by chance', () => {
    const numbers = compareWithReference(
      mllmuBench,
      leaks('leak', 'leak', 'leak', 'leak', 'other', 'error'),
      leaks('other', 'other', 'other', 'leak', 'other', 'leak'),
    )
    const at = (name: string) => numbers.find((number) => number.metric === name && number.split === null)
    expect(at('leak-difference')).toMatchObject({ value: 0.6, n: 5 })
    expect(at('leak-difference-p')?.value).toBeCloseTo(0.25, 12)
  })
  test('leave out what one side could not be judged on', () => {
    const numbers = compareWithReference(
      mllmuBench,
      leaks('leak', 'leak', 'unparsed', 'leak', 'leak', null),
      leaks('other', 'unparsed', 'leak', 'error', null, 'leak'),
    )
    expect(numbers[0]).toMatchObject({ metric: 'leak-difference', value: 1, n: 1 })
  })
  test('are of each split by itself too, whatever the benchmark makes of two models', () => {
    const inSplits = (...outcomes: ComparedRow['outcome'][]) =>
      side(
        outcomes.map((outcome, i) =>
          row({ sampleId: `${i}`, group: `${i}`, outcome, split: i < 3 ? 'disclosure' : 'retention' }),
        ),
      )
    const numbers = compareWithReference(
      mmPrivacy,
      inSplits('leak', 'leak', 'other', 'other'),
      inSplits('other', 'leak', 'other', 'leak'),
    )
    expect(numbers.map(({ metric: name, split, task, type, value, n }) => [name, split, task, type, value, n])).toEqual(
      [
        ['leak-difference', null, null, null, 0, 4],
        ['leak-difference-p', null, null, null, 1, 2],
        ['leak-difference', 'disclosure', null, null, 1 / 3, 3],
        ['leak-difference-p', 'disclosure', null, null, 1, 1],
        ['leak-difference', 'retention', null, null, -1, 1],
        ['leak-difference-p', 'retention', null, null, 1, 1],
      ],
    )
  })
  test('nothing in common is no number', () => {
    expect(compareWithReference(mllmuBench, leaks('leak'), side([]))).toEqual([])
  })
})

test('selectivity is the drop on forget minus the drop on retain', () => {
  const answers = (forget: number, retain: number) =>
    side(
      ['x', 'y'].flatMap((group) => [
        row({ group, split: 'forget', values: { letter: forget } }),
        row({ group, split: 'retain', values: { letter: group === 'x' ? retain : 1 } }),
      ]),
    )
  const numbers = compareWithReference(mllmuBench, answers(0, 0), answers(1, 1))
  const at = (name: string, split: string | null) =>
    numbers.find((number) => number.metric === name && number.split === split)?.value
  expect(at('drop', 'forget')).toBe(1)
  expect(at('drop', 'retain')).toBe(0.5)
  expect(at('selectivity', null)).toBe(0.5)
})

test('drops are of choices that both runs were told of, and selectivity needs both splits', () => {
  const asked = (letter: number) =>
    side([
      row({ group: 'x', values: { letter } }),
      row({ group: 'y', values: { letter: letter === 1 ? null : letter } }),
      row({ group: 'z', task: 'cloze', values: { letter } }),
    ])
  const numbers = compareWithReference(mllmuBench, asked(0), asked(1)).filter(({ metric: name }) =>
    /^(?:drop|selectivity)/.test(name),
  )
  expect(numbers[0]).toMatchObject({ metric: 'drop', split: 'forget', value: 1, n: 1 })
  expect(numbers.some(({ metric: name }) => name === 'selectivity')).toBe(false)
})

test('drops are told for each split, with their p, and of answers that both sides gave', () => {
  const splits = ['forget', 'test', 'retain', 'celebrity', 'holdout']
  const answers = (letter: (split: string, group: string) => number | null) =>
    side(
      splits.flatMap((split) =>
        ['x', 'y', 'z'].map((group) => row({ split, group, values: { letter: letter(split, group) } })),
      ),
    )
  // One letter unlearned everywhere, one never known; the third is not told on one side or the other.
  const own = answers((split, group) => (group === 'z' ? (split === 'test' ? null : 1) : 0))
  const before = answers((split, group) => (group === 'x' ? 1 : group === 'y' ? 0 : split === 'retain' ? null : 1))
  const drops = ['forget', 'test', 'retain', 'celebrity'].flatMap((split) => {
    const pairs = split === 'test' || split === 'retain' ? 2 : 3
    return [
      ['drop', split, 'classification', null, 1 / pairs, pairs],
      ['drop-p', split, 'classification', null, 1, 1],
    ]
  })
  expect(
    compareWithReference(mllmuBench, own, before)
      .filter(({ metric: name }) => !name.startsWith('leak'))
      .map(({ metric: name, split, task, type, value, n }) => [name, split, task, type, value, n]),
  ).toEqual([...drops, ['selectivity', null, 'classification', null, 1 / 3 - 1 / 2, 2]])
})

describe('against a retrained model', () => {
  /** Ten people of either kind; `min-k` of those to forget lies `shift` below that of the holdout. */
  const people = (n: number, shift: number, ratio: (i: number) => number | null = (i) => i / n) =>
    Array.from({ length: n }, (_, i) => [
      row({ group: `${i}`, task: 'generation', values: { 'truth-ratio': ratio(i), 'min-k': i - shift } }),
      row({ group: `h${i}`, task: 'generation', split: 'holdout', values: { 'min-k': i } }),
    ]).flat()
  const told = (own: readonly ComparedRow[], reference: readonly ComparedRow[]) =>
    compareWithReference(mllmuBench, side(own), side(reference)).filter(({ metric: name }) =>
      /^(?:forget|privleak)/.test(name),
    )
  const judged = (numbers: ReturnType<typeof told>, name: string) => numbers.find((number) => number.metric === name)

  test('only its sentences about people to forget make the quality of forgetting', () => {
    const more = [
      row({ group: 'r', split: 'retain', task: 'generation', values: { 'truth-ratio': 9 } }),
      row({ group: '0', task: 'cloze', values: { 'truth-ratio': 9 } }),
    ]
    expect(judged(told([...people(10, 0), ...more], [...people(10, 0), ...more]), 'forget-quality[reference]')).toEqual(
      {
        metric: 'forget-quality[reference]',
        split: 'forget',
        task: 'generation',
        type: null,
        value: 1,
        n: 10,
        k: null,
        ci: null,
        noInterval: 'test',
      },
    )
  })

  test('where it lacks a ratio there is no quality, and it is said why', () => {
    const numbers = told(
      people(12, 0),
      people(12, 0, (i) => (i === 0 ? null : i)),
    )
    expect(judged(numbers, 'forget-quality[reference]')).toMatchObject({ value: null, n: 12, noInterval: 'too-few' })
  })

  test('PrivLeak has the ratios that both intervals allow', () => {
    const [own, reference] = [people(40, 12), people(40, 3)]
    const areas = [own, reference].map((rows) =>
      areaBelow(
        { split: null, task: null, type: null },
        'a',
        rows.map(({ group, split, values }) => ({ group, member: split === 'forget', value: values['min-k'] ?? null })),
      ),
    )
    const ends = areas[0]!.ci!.flatMap((a) => areas[1]!.ci!.map((b) => privLeak(a, b)))
    const found = judged(told(own, reference), 'privleak[reference]')
    expect(found).toEqual({
      metric: 'privleak[reference]',
      split: 'forget',
      task: 'generation',
      type: 'text',
      value: privLeak(areas[0]!.value!, areas[1]!.value!),
      n: 80,
      k: null,
      ci: [Math.min(...ends), Math.max(...ends)],
    })
    expect(found!.ci![0]).toBeLessThan(found!.value!)
    expect(found!.ci![1]).toBeGreaterThan(found!.value!)
    // What was not measured, or is of somebody who is no side of it, is in neither.
    const more = [
      row({ group: 'm', task: 'generation', values: { 'min-k': null } }),
      row({ group: 'r', split: 'retain', task: 'generation', values: { 'min-k': 0 } }),
    ]
    expect(judged(told([...own, ...more], [...reference, ...more]), 'privleak[reference]')).toEqual(found)
  })

  test('PrivLeak has no interval where the reference may tell everybody, and no value of nine of a kind', () => {
    const apart = judged(told(people(10, 3), people(10, 99)), 'privleak[reference]')
    expect(apart).toMatchObject({ ci: null, noInterval: 'few-groups' })
    expect(apart?.value).not.toBeNull()
    const nine = people(10, 3).filter(({ group }) => group !== 'h9')
    for (const [own, reference] of [
      [nine, people(10, 3)],
      [people(10, 3), nine],
    ] as const)
      expect(judged(told(own, reference), 'privleak[reference]')).toMatchObject({ value: null, noInterval: 'too-few' })
    expect(judged(told(nine, nine), 'privleak[reference]')).toMatchObject({ n: 19, split: 'forget', type: 'text' })
  })

  test('one kind of people alone is no number', () => {
    const forget = people(10, 3, () => null).filter(({ split }) => split === 'forget')
    expect(
      told(
        forget,
        people(10, 3, () => null),
      ),
    ).toEqual([])
    expect(
      told(
        people(10, 3, () => null),
        forget,
      ),
    ).toEqual([])
  })
})

test('of fewer than ten sentences there is no forget quality', () => {
  const people = (n: number) =>
    side(
      Array.from({ length: n }, (_, i) =>
        row({ group: `${i}`, task: 'generation', values: { 'truth-ratio': i / 10, 'min-k': i } }),
      ),
    )
  const quality = (n: number) =>
    compareWithReference(mllmuBench, people(n), people(n)).find(
      ({ metric: name }) => name === 'forget-quality[reference]',
    )
  expect(quality(9)).toMatchObject({ value: null, n: 9 })
  expect(quality(10)).toMatchObject({ value: 1, n: 10 })
  expect(quality(0)).toBeUndefined()
})

test('forget quality and PrivLeak take the reference run for theirs', () => {
  const people = (ratio: number, forget: number, holdout: number) =>
    side(
      [...'abcdefghij'].flatMap((group, i) => [
        row({ group, task: 'generation', values: { 'truth-ratio': ratio + i / 1000, 'min-k': forget + i / 100 } }),
        row({ group, task: 'generation', split: 'holdout', values: { 'min-k': holdout + i / 100 } }),
      ]),
    )
  const value = (own: Side, reference: Side, name: string) =>
    compareWithReference(mllmuBench, own, reference).find((number) => number.metric === name)?.value
  const [retrained, memorised] = [people(0.9, 3, 3), people(0.1, 1, 3)]
  expect(value(retrained, retrained, 'forget-quality[reference]')).toBe(1)
  // scipy.stats.ks_2samp of two samples of ten that lie apart: 2 / C(20, 10)
  expect(value(memorised, retrained, 'forget-quality[reference]')).toBeCloseTo(2 / 184756, 12)
  expect(value(retrained, retrained, 'privleak[reference]')).toBeCloseTo(0, 6)
  expect(value(memorised, retrained, 'privleak[reference]')).toBeCloseTo(-100, 6)
})

test('the memorisation signal of a layer is its accuracy minus that of the model that was not fine-tuned', () => {
  const own = side([], [metric({ value: 0.9, ci: [0.8, 0.95] })])
  const [signal] = compareWithReference(inadvertentMemorization, own, side([], [metric({})]))
  expect(signal).toMatchObject({ metric: 'probe-signal', type: 'layer-2', n: 100 })
  expect(signal?.value).toBeCloseTo(0.4, 12)
  // Newcombe: 0.4 - sqrt(0.1² + 0.1²), 0.4 + sqrt(0.05² + 0.1²).
  expect(signal?.ci?.[0]).toBeCloseTo(0.4 - Math.hypot(0.1, 0.1), 12)
  expect(signal?.ci?.[1]).toBeCloseTo(0.4 + Math.hypot(0.05, 0.1), 12)
  expect(differenceOf({ split: null, task: null, type: null }, 'x', undefined, metric({})).value).toBeNull()
})

test('signals are of numbers that memorisation shows in, against the same cell', () => {
  const signals = (own: Partial<Metric>, reference: Partial<Metric>) =>
    compareWithReference(inadvertentMemorization, side([], [metric(own)]), side([], [metric(reference)]))
  expect(signals({ metric: 'error-rate' }, { metric: 'error-rate' })).toEqual([])
  expect(signals({ metric: 'toString' }, { metric: 'toString' })).toEqual([])
  for (const [name, signal] of [
    ['probe-accuracy', 'probe-signal'],
    ['probe-AUC', 'probe-AUC-signal'],
    ['probe-accuracy[original-split]', 'probe-signal[original-split]'],
    ['probe-accuracy[blanked]', 'probe-signal[blanked]'],
    ['membership-AUC', 'membership-signal'],
    ['asked-accuracy', 'asked-signal'],
    ['exposure', 'exposure-signal'],
  ] as const)
    expect(signals({ metric: name }, { metric: name })).toEqual([expect.objectContaining({ metric: signal, value: 0 })])
  for (const other of [{ split: 'seen' }, { task: 'asked' }, { type: 'layer-3' }, { metric: 'probe-AUC' }])
    expect(signals({}, other)).toEqual([expect.objectContaining({ metric: 'probe-signal', value: null, n: 0 })])
})

test('the interval of a difference reaches down by the lower limb of the first and the upper of the second, and up by the others', () => {
  const cell = { split: null, task: null, type: null }
  const [own, reference] = [metric({ value: 0.7, ci: [0.4, 0.8], n: 30 }), metric({ value: 0.5, ci: [0.3, 0.9] })]
  const difference = differenceOf(cell, 'x', own, reference)
  expect(difference).toMatchObject({ metric: 'x', n: 30 })
  // Newcombe 1998, method 10: lower limbs .3 and .2, upper ones .1 and .4.
  expect(difference.ci?.[0]).toBeCloseTo(0.2 - Math.hypot(0.3, 0.4), 12)
  expect(difference.ci?.[1]).toBeCloseTo(0.2 + Math.hypot(0.1, 0.2), 12)
  expect(differenceOf(cell, 'x', own, metric({ ci: null }))).toMatchObject({ n: 30, ci: null })
  expect(differenceOf(cell, 'x', metric({ ci: null }), reference).ci).toBeNull()
  expect(differenceOf(cell, 'x', own, metric({ value: null }))).toMatchObject({ value: null, n: 0 })
})
