import { describe, expect, it } from 'vitest'
import { areaWithInterval, type AreaRow, hanleyMcNeil } from './area.ts'
import { auc } from './auc.ts'
import { studentQuantile } from './beta.ts'

const own = (positives: readonly number[], negatives: readonly number[]): AreaRow[] => [
  ...positives.map((score, i) => ({ group: `p${i}`, positive: true, score })),
  ...negatives.map((score, i) => ({ group: `n${i}`, positive: false, score })),
]
/** Shares of the others that lie below, ties for half. */
const placements = (some: readonly number[], others: readonly number[]): number[] =>
  some.map((x) => others.reduce((sum, y) => sum + (y < x ? 1 : y === x ? 0.5 : 0), 0) / others.length)
const varianceOf = (values: readonly number[]): number => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  return values.length < 2 ? 0 : values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1)
}
const repeated = (rows: readonly AreaRow[], times: number): AreaRow[] =>
  rows.flatMap((row) => Array.from({ length: times }, () => row))

describe('areaWithInterval', () => {
  it.each([
    // So many ties that the placements vary less than Newcombe's variance says: it counts.
    [
      [1, 2, 2, 2],
      [2, 2, 2, 3],
    ],
    // One class at both ends, the other in the middle; and both out of order, with ties.
    [
      [9, -9, 8, -8, 7, -7, 0.5],
      [0.5, -1, 1, 0, 0.75],
    ],
    [
      [4, 1, 3, 3, 0, 9],
      [3, 0.5, 8, 0, 7],
    ],
    [[2], [3, 1, 4]],
    [[2, 5], [3]],
    [
      [2, 5],
      [1, 3],
    ],
    [[1], [1]],
  ])('ends where the squared distance is t² variances of the limit itself: %j over %j', (positives, negatives) => {
    const { area, ci, worth } = areaWithInterval(own(positives, negatives))!
    const [m, n] = [positives.length, negatives.length]
    expect(area).toBe(auc(positives, negatives))
    expect(worth).toEqual({ positives: m, negatives: n })
    const deLong = varianceOf(placements(positives, negatives)) / m + varianceOf(placements(negatives, positives)) / n
    const widening = Math.max(1, deLong / hanleyMcNeil(area, m, n))
    const t = studentQuantile(0.975, Math.max(1, m + n - 2))
    for (const end of ci) expect((area - end) ** 2 / (t ** 2 * widening * hanleyMcNeil(end, m, n))).toBeCloseTo(1, 6)
    expect(ci[0]).toBeLessThan(area)
    expect(ci[1]).toBeGreaterThan(area)
  })

  it('has a width at 1 and at 0, on the one side that is left', () => {
    const { area, ci } = areaWithInterval(own([3, 4], [1, 2]))!
    expect(area).toBe(1)
    expect(ci[1]).toBe(1)
    expect((1 - ci[0]) ** 2).toBeCloseTo(studentQuantile(0.975, 2) ** 2 * hanleyMcNeil(ci[0], 2, 2), 10)
    expect(ci[0]).toBeGreaterThan(0.01)
    expect(ci[0]).toBeLessThan(0.9)
    const below = areaWithInterval(own([1, 2], [3, 4]))!
    expect(below.area).toBe(0)
    expect(below.ci[0]).toBe(0)
    expect(below.ci[1]).toBeCloseTo(1 - ci[0], 12)
  })

  it('mirrors when the classes change places', () => {
    const [a, b] = [
      [0.2, 0.5, 0.9, 0.91, 1.3],
      [0.1, 0.5, 0.6],
    ] as const
    const [one, other] = [areaWithInterval(own(a, b))!, areaWithInterval(own(b, a))!]
    expect(other.area).toBeCloseTo(1 - one.area, 14)
    expect(other.ci[0]).toBeCloseTo(1 - one.ci[1], 12)
    expect(other.ci[1]).toBeCloseTo(1 - one.ci[0], 12)
  })

  it('learns nothing from hearing each score again, from the same person', () => {
    const rows = own([3, 5, 6, 8], [1, 2, 4, 7])
    const [once, thrice] = [areaWithInterval(rows)!, areaWithInterval(repeated(rows, 3))!]
    expect(thrice.area).toBeCloseTo(once.area, 14)
    expect(thrice.worth.positives).toBeLessThanOrEqual(4.5)
    expect(thrice.ci[1] - thrice.ci[0]).toBeGreaterThanOrEqual(once.ci[1] - once.ci[0] - 0.05)
  })

  it('takes ties for half', () => expect(areaWithInterval(own([1, 1], [1, 1, 1]))!.area).toBe(0.5))

  it('needs both classes', () => {
    expect(areaWithInterval(own([1], []))).toBeNull()
    expect(areaWithInterval(own([], [1]))).toBeNull()
    expect(areaWithInterval([])).toBeNull()
  })

  it('of one score of each kind knows nothing', () => {
    const { area, ci } = areaWithInterval(own([1], [1]))!
    expect(area).toBe(0.5)
    expect(ci[0]).toBeLessThan(0.01)
    expect(ci[1]).toBeGreaterThan(0.99)
  })
})

it('the variance is Newcombe’s: A(1 - A)(1 + k(1 - A)/(2 - A) + kA/(1 + A))/mn with k = (m + n)/2 - 1', () => {
  expect(hanleyMcNeil(0.5, 10, 10)).toBeCloseTo(0.0175, 14)
  expect(hanleyMcNeil(0.8, 4, 8)).toBeCloseTo((0.16 * (1 + (5 * 0.2) / 1.2 + (5 * 0.8) / 1.8)) / 32, 14)
  expect(hanleyMcNeil(0, 3, 3)).toBe(0)
  expect(hanleyMcNeil(1, 3, 3)).toBe(0)
})
