import { describe, expect, test } from 'vitest'
import { compareWithReference } from './compare-with-reference.ts'
import type { ComparedRow, Side } from '../domain/compared.ts'
import { differenceOf } from '../domain/metric.ts'
import { inadvertentMemorization } from './inadvertent-memorization/index.ts'
import { mllmuBench } from './mllmu-bench/index.ts'
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
  expect(signals({ metric: 'exposure' }, { metric: 'exposure' })).toEqual([
    expect.objectContaining({ metric: 'exposure-signal', value: 0 }),
  ])
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
