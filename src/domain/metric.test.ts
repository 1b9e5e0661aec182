/** @file That rates and means stand on the right rows, and their intervals on persons, not on answers. */
import { describe, expect, it } from 'vitest'
import {
  areaBelow,
  differenceOf,
  groupBy,
  hitRate,
  meanOf,
  metricsByGuard,
  type Estimate,
  pairedDifference,
  plainNumber,
  rateOf,
  SHARE,
  withErrors,
} from './metric.ts'
import type { Outcome } from './score.ts'
import { differenceInterval, meanInterval, rateInterval, sumByGroup } from './statistics/grouped.ts'
import { leastArea } from './statistics/power.ts'

const CELL = { split: 's', task: 't', type: null }
/** The same answers of the same persons, given five times over. */
const fiveTimes = <Row>(rows: readonly Row[]): Row[] => rows.flatMap((row) => new Array<Row>(5).fill(row))
const expectSameInterval = (often: Estimate, once: Estimate): void => {
  expect(once.ci).not.toBeNull()
  once.ci?.forEach((end, i) => expect(often.ci?.[i]).toBeCloseTo(end, 12))
}
const widthOf = ({ ci }: Estimate): number => (ci === null ? Number.NaN : ci[1] - ci[0])

describe('means', () => {
  const person = (value: number | null, i: number) => ({ group: `${i}`, value })

  it('a missing value counts neither above nor below the line', () => {
    expect(meanOf(CELL, 'm', [4, null, 2].map(person), [0, 4])).toMatchObject({ ...CELL, metric: 'm', value: 3, n: 2 })
    expect(meanOf(CELL, 'm', [null].map(person), [0, 4])).toMatchObject({ value: null, n: 0, ci: null })
  })

  it.each([[[0, 150]], ['differences']] as const)(
    'more answers of the same persons make no interval narrower: %j',
    (values) => {
      const scale = values === 'differences' ? 150 : 1
      const persons = Array.from({ length: 12 }, (_, i) => person(i ** 2 / scale, i))
      const once = meanOf(CELL, 'm', persons, values)
      expect(once).toMatchObject({ value: expect.closeTo(506 / 12 / scale, 12) as number, n: 12 })
      expectSameInterval(meanOf(CELL, 'm', fiveTimes(persons), values), once)
    },
  )

  it('without bounds there is no interval, and it is said why', () => {
    expect(meanOf(CELL, 'm', [4, 2].map(person), 'unbounded')).toMatchObject({
      value: 3,
      ci: null,
      noInterval: 'unbounded',
    })
  })
})

describe('differences of the same questions', () => {
  const pair = (group: string, before: boolean, after: boolean) => ({ group, before, after })

  it('are after minus before, with a test of those that changed', () => {
    const pairs = [pair('a', true, false), pair('b', true, false), pair('c', false, true), pair('d', true, true)]
    const [difference, test] = pairedDifference(CELL, 'd', 'p', pairs)
    expect(difference).toMatchObject({ metric: 'd', value: -0.25, n: 4 })
    // Whatever the signs of three changes, they come to 1 or more in size.
    expect(test).toMatchObject({ metric: 'p', value: 1, n: 3, noInterval: 'test' })
    expect(pairedDifference(CELL, 'd', 'p', []).map(({ value, n }) => [value, n])).toEqual([
      [null, 0],
      [null, 0],
    ])
  })

  it('of persons, not of answers', () => {
    const pairs = Array.from({ length: 12 }, (_, i) => pair(`${i}`, i % 3 === 0, i % 2 === 0))
    const [once, often] = [pairs, fiveTimes(pairs)].map((of) => pairedDifference(CELL, 'd', 'p', of))
    expectSameInterval(often![0], once![0])
    expect(often![1].value).toBe(once![1].value)
  })
})

describe('areas', () => {
  // Members at 0, 2, ..., 22, others at 3, 5, ..., 25.
  const persons = Array.from({ length: 24 }, (_, i) => ({
    group: `${i}`,
    member: i % 2 === 0,
    value: i % 2 === 0 ? i : i + 2,
  }))

  it('are the chance that a member scores below another', () => {
    // The k-th member lies below all but the first k - 2 of 12 others: 144 - (0 + 0 + 1 + ... + 10) = 89 of 144.
    const area = areaBelow(CELL, 'm', persons)
    expect(area).toMatchObject({ value: 89 / 144, n: 24 })
    expect(areaBelow(CELL, 'm', persons, (own) => 1 - own).value).toBeCloseTo(55 / 144, 12)
    expect(areaBelow(CELL, 'm', [...persons, { group: 'x', member: true, value: null }])).toEqual(area)
    expect(areaBelow(CELL, 'm', persons, (own) => 1 - own).ci).toEqual([1 - area.ci![1], 1 - area.ci![0]])
  })

  it('more answers of the same persons make no interval narrower', () => {
    expect(widthOf(areaBelow(CELL, 'm', fiveTimes(persons)))).toBeGreaterThan(
      0.98 * widthOf(areaBelow(CELL, 'm', persons)),
    )
  })

  it('need both classes', () => {
    const members = persons.filter(({ member }) => member)
    expect(areaBelow(CELL, 'm', members)).toMatchObject({ value: null, n: 12, ci: null })
  })
})

describe('rates', () => {
  it('more answers of the same persons, who always say the same, make no interval narrower', () => {
    const persons = Array.from({ length: 12 }, (_, i) => ({ group: `${i}`, hit: i % 3 === 0 }))
    const [once, often] = [persons, fiveTimes(persons)].map((rows) => hitRate(CELL, 'm', rows))
    expect(widthOf(often!)).toBeGreaterThan(0.98 * widthOf(once!))
  })

  it('stand on all rows', () => {
    const rows = [true, false, false].map((hit, i) => ({ group: `${i}`, hit }))
    expect(hitRate(CELL, 'm', rows)).toMatchObject({
      value: 1 / 3,
      k: 1,
      n: 3,
      ci: rateInterval([1, 0, 0].map((total) => ({ total, count: 1 }))),
    })
    expect(hitRate(CELL, 'm', [])).toMatchObject({ value: null, k: 0, n: 0, ci: null })
  })

  it('have errors below the line, and nothing there where there are errors alone', () => {
    const rows = (...outcomes: Outcome[]) => outcomes.map((outcome) => ({ score: { outcome } }))
    expect(withErrors(rows('error', 'other'))).toHaveLength(2)
    expect(withErrors(rows('error', 'error'))).toEqual([])
  })
})

describe('what could not be seen', () => {
  const person = (value: number, i: number) => ({ group: `${i % 4}`, value })

  it('beside a rate and a mean is what one voice for each person could have missed', () => {
    // Four persons with two answers each: 1 - .05^(1/4), of the range.
    const rate = 1 - 0.05 ** (1 / 4)
    const values = [0, 0, 0, 0, 0, 0, 0, 0].map(person)
    expect(
      hitRate(
        CELL,
        'm',
        values.map(({ group }) => ({ group, hit: false })),
      ).least,
    ).toBeCloseTo(rate, 12)
    expect(meanOf(CELL, 'm', values, [0, 1]).least).toBeCloseTo(rate, 12)
    expect(meanOf(CELL, 'm', values, [2, 6]).least).toBeCloseTo(2 + 4 * rate, 12)
    expect(meanOf(CELL, 'm', [], [0, 1]).least).toBeNull()
    expect(meanOf(CELL, 'm', values, 'differences')).not.toHaveProperty('least')
    expect(meanOf(CELL, 'm', values, 'differences').ci).toEqual(differenceInterval(sumByGroup(values)))
    expect(meanOf(CELL, 'm', values, SHARE).ci).toEqual(meanInterval(sumByGroup(values), [0, 1]))
  })

  it('beside a difference of pairs is the fewest that could change', () => {
    const pairs = Array.from({ length: 12 }, (_, i) => ({ group: `${i}`, before: false, after: false }))
    expect(pairedDifference(CELL, 'd', 'p', pairs)[0].least).toBe(6 / 12)
    expect(pairedDifference(CELL, 'd', 'p', [])[0].least).toBeNull()
  })

  it('beside an area is turned with it, and missing where nothing could', () => {
    const rows = (n: number) =>
      Array.from({ length: 2 * n }, (_, i) => ({ group: `${i}`, member: i % 2 === 0, value: i }))
    const least = leastArea(20, 20)!
    expect(areaBelow(CELL, 'm', rows(20)).least).toBeCloseTo(least, 12)
    expect(areaBelow(CELL, 'm', rows(20), (area) => 1 - 2 * area).least).toBeCloseTo(1 - 2 * least, 12)
    expect(areaBelow(CELL, 'm', rows(1)).least).toBeNull()
    expect(areaBelow(CELL, 'm', rows(1), (area) => 1 - 2 * area).least).toBeNull()
  })
})

describe('a difference of two numbers', () => {
  const number = (value: number | null, n: number, ci: [number, number] | null) => ({ value, n, ci })

  it('squares and adds the limbs of both intervals (Newcombe 1998, method 10)', () => {
    const difference = differenceOf(CELL, 'd', number(0.7, 30, [0.4, 0.8]), number(0.5, 50, [0.3, 0.9]))
    expect(difference).toMatchObject({ ...CELL, metric: 'd', n: 30, k: null })
    expect(difference.value).toBeCloseTo(0.2, 12)
    expect(difference.ci?.[0]).toBeCloseTo(0.2 - Math.hypot(0.3, 0.4), 12)
    expect(difference.ci?.[1]).toBeCloseTo(0.2 + Math.hypot(0.1, 0.2), 12)
  })

  it('has no interval where a part has none, and is missing where a part is', () => {
    const whole = number(0.7, 30, [0.4, 0.8])
    const bare = number(0.5, 50, null)
    for (const [own, reference] of [
      [whole, bare],
      [bare, whole],
      [bare, bare],
    ] as const)
      expect(differenceOf(CELL, 'd', own, reference)).toMatchObject({
        n: expect.any(Number),
        ci: null,
        noInterval: 'no-parts',
      })
    const missing = { ...CELL, metric: 'd', value: null, n: 0, k: null, ci: null }
    for (const nothing of [undefined, number(null, 9, null)]) {
      expect(differenceOf(CELL, 'd', nothing, whole)).toEqual(missing)
      expect(differenceOf(CELL, 'd', whole, nothing)).toEqual(missing)
    }
  })
})

it('a number without an interval says why, unless nothing was measured; too few answers always', () => {
  const at = { ...CELL, metric: 'm', k: null, ci: null }
  expect(plainNumber(CELL, 'm', 0.5, 3, 'test')).toEqual({ ...at, value: 0.5, n: 3, noInterval: 'test' })
  expect(plainNumber(CELL, 'm', null, 3, 'test')).toEqual({ ...at, value: null, n: 3 })
  expect(plainNumber(CELL, 'm', null, 3, 'too-few')).toEqual({ ...at, value: null, n: 3, noInterval: 'too-few' })
})

it('groups stand in the order of their first, with all of their own', () => {
  expect([...groupBy(['b1', 'a1', 'b2', 'a2', 'b3'], (text) => text[0])]).toEqual([
    ['b', ['b1', 'b2', 'b3']],
    ['a', ['a1', 'a2']],
  ])
})

it('rates of scored answers are by their samples’ groups, and numbers of each guard’s answers stand apart', () => {
  const scored = (group: string, guard: string, right: boolean) => ({ sample: { group }, score: { guard }, right })
  const rows = [scored('a', 'none', true), scored('a', 'none', true), scored('b', 'none', false)]
  const rate = rateOf(CELL, 'm', rows, ({ right }) => right)
  const groups = [
    { total: 2, count: 2 },
    { total: 0, count: 1 },
  ]
  expect(rate).toMatchObject({ ...CELL, metric: 'm', k: 2, n: 3, ci: rateInterval(groups) })
  const all = [...rows, scored('c', 'redact', true)]
  const numbers = metricsByGuard('b', all, (own) => [rateOf(CELL, 'm', own, ({ right }) => right)])
  expect(numbers.map(({ benchmark, guard, metric, k, n }) => [benchmark, guard, metric, k, n])).toEqual([
    ['b', 'none', 'm', 2, 3],
    ['b', 'redact', 'm', 1, 1],
  ])
})
