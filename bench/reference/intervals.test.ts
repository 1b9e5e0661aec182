import { describe, expect, it } from 'vitest'
import { areaWithInterval } from '../../src/domain/statistics/area.ts'
import { betaQuantile, studentQuantile } from '../../src/domain/statistics/beta.ts'
import { benjaminiHochberg } from '../../src/domain/statistics/false-discovery.ts'
import { clopperPearson, differenceInterval, meanInterval, rateInterval } from '../../src/domain/statistics/grouped.ts'
import { mcnemar } from '../../src/domain/statistics/mcnemar.ts'
import { signFlipP } from '../../src/domain/statistics/sign-flip.ts'
import { disagreements, type Fixture, readFixture } from './fixtures.ts'

interface Cases extends Fixture {
  quantiles: [p: number, a: number, b: number, beta: number, tail: number, df: number, t: number][]
  exact: [k: number, n: number, low: number, high: number][]
  grouped: [
    totals: number[],
    counts: number[],
    low: number,
    high: number,
    values: number[],
    meanLow: number,
    meanHigh: number,
    differenceLow: number,
    differenceHigh: number,
  ][]
  areas: [rows: [group: string, positive: boolean, score: number][], area: number, low: number, high: number][]
  flips: [differences: number[], p: number][]
  hochberg: [p: number[], adjusted: number[]][]
}
const fixture = readFixture('intervals') as Cases
const { versions } = fixture
const ends = (interval: readonly [number, number] | null, low: number, high: number) => [
  [interval![0], low] as const,
  [interval![1], high] as const,
]
const groups = (totals: readonly number[], counts: readonly number[]) =>
  totals.map((total, i) => ({ total, count: counts[i]! }))

describe(`SciPy ${versions.scipy}`, () => {
  it('betaincinv', () =>
    expect(disagreements(fixture.quantiles.map(([p, a, b, x]) => [betaQuantile(p, a, b), x]))).toEqual([]))
  it('t.ppf', () =>
    expect(disagreements(fixture.quantiles.map(([, , , , tail, df, t]) => [studentQuantile(tail, df), t]))).toEqual([]))
  it('permutation_test of signs', () =>
    expect(disagreements(fixture.flips.map(([differences, p]) => [signFlipP(differences), p]))).toEqual([]))
})

describe(`statsmodels ${versions.statsmodels}`, () => {
  it('proportion_confint, beta', () =>
    expect(disagreements(fixture.exact.flatMap(([k, n, low, high]) => ends(clopperPearson(k, n), low, high)))).toEqual(
      [],
    ))
  it('multipletests, fdr_bh', () =>
    expect(
      disagreements(
        fixture.hochberg.flatMap(([p, adjusted]) => benjaminiHochberg(p).map((q, i) => [q, adjusted[i]!] as const)),
      ),
    ).toEqual([]))
})

describe('the formulas, written again with SciPy’s distributions and root finder', () => {
  it('rates over groups', () =>
    expect(
      disagreements(
        fixture.grouped.flatMap(([totals, counts, low, high]) => ends(rateInterval(groups(totals, counts)), low, high)),
      ),
    ).toEqual([]))
  it('means over groups', () =>
    expect(
      disagreements(
        fixture.grouped.flatMap(([, counts, , , values, low, high]) =>
          ends(meanInterval(groups(values, counts), [0, 1]), low, high),
        ),
      ),
    ).toEqual([]))
  it('differences over groups', () =>
    expect(
      disagreements(
        fixture.grouped.flatMap(([, counts, , , values, , , low, high]) => {
          const signed = values.map((value, i) => (counts[i]! % 2 === 0 ? value : -value))
          return ends(differenceInterval(groups(signed, counts)), low, high)
        }),
      ),
    ).toEqual([]))
  it('areas', () =>
    expect(
      disagreements(
        fixture.areas.flatMap(([rows, area, low, high]) => {
          const own = areaWithInterval(rows.map(([group, positive, score]) => ({ group, positive, score })))!
          return [[own.area, area] as const, ...ends(own.ci, low, high)]
        }),
      ),
    ).toEqual([]))
})

it('the sign-flip test of single pairs is McNemar’s', () => {
  for (const [b, c] of [
    [0, 0],
    [5, 0],
    [1, 9],
    [3, 3],
    [12, 30],
    [200, 260],
  ] as const)
    expect(signFlipP([...Array<number>(b).fill(1), ...Array<number>(c).fill(-1), 0, 0])).toBeCloseTo(mcnemar(b, c), 10)
  // Beyond what is counted: the normal limit.
  expect(signFlipP([...Array<number>(6000).fill(1), ...Array<number>(5800).fill(-1)])).toBeCloseTo(
    mcnemar(6000, 5800),
    2,
  )
  expect(() => signFlipP([0.5])).toThrow(RangeError)
})
