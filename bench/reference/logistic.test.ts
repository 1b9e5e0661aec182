import { describe, expect, it } from 'vitest'
import { coordinates } from '../../src/domain/statistics/coordinates.ts'
import { fitLogistic, logOdds } from '../../src/domain/statistics/logistic.ts'
import { bytesOf, disagreements, type Fixture, readFixture } from './fixtures.ts'

interface Cases extends Fixture {
  small: [x: number[][], y: number[], c: number, standardise: boolean, weights: number[], intercept: number][]
  wide: { d: number; x: string; y: number[]; accuracy: number; decision: number[] }[]
}
const fixture = readFixture('logistic') as Cases

describe(`scikit-learn ${fixture.versions['scikit-learn']}, LogisticRegression`, () => {
  it('weights and intercept at the optimum', () =>
    expect(
      disagreements(
        fixture.small.flatMap(([x, y, c, standardise, weights, intercept]) => {
          const labels = y.map((label) => label === 1)
          const model = fitLogistic(x, labels, { c, standardise, tolerance: 1e-11 })
          return [
            [model.intercept, intercept] as const,
            ...weights.map((weight, j) => [model.weights[j]!, weight] as const),
          ]
        }),
      ),
    ).toEqual([]))

  // The answers of lbfgs, its default solver, which stops at a gradient of 1e-4 of the *mean* loss, short of
  // the optimum; and the log-odds at the optimum.
  it.each(fixture.wide.map((wide, i) => [i, wide] as const))(
    'on rows of many dimensions, case %i',
    (_, { d, x, y, accuracy, decision }) => {
      const sixteenths = new Int8Array(bytesOf(x))
      const rows = y.map((_label, i) =>
        Float64Array.from(sixteenths.subarray(i * d, (i + 1) * d), (value) => value / 16),
      )
      const labels = y.map((label) => label === 1)
      const answers = (points: readonly Float64Array[], tolerance?: number) => {
        const model = fitLogistic(points.slice(0, 160), labels.slice(0, 160), { tolerance })
        return points.slice(160).map((row) => logOdds(model, row))
      }
      for (const points of [rows, coordinates(rows)]) {
        const right = answers(points).filter((odds, i) => odds > 0 === labels[160 + i]).length / 40
        expect(Math.abs(right - accuracy)).toBeLessThan(1e-3)
        // The fixture has six decimals.
        expect(
          disagreements(
            answers(points, 1e-9).map((odds, i) => [odds, decision[i]!]),
            6e-7,
          ),
        ).toEqual([])
      }
    },
  )
})
