import { describe, expect, it } from 'vitest'
import { auc } from '../../src/domain/statistics/auc.ts'
import { holm } from '../../src/domain/statistics/holm.ts'
import { ks } from '../../src/domain/statistics/ks.ts'
import { mcnemar } from '../../src/domain/statistics/mcnemar.ts'
import { balancedAccuracy, tprAtFpr } from '../../src/domain/statistics/roc.ts'
import { corrected, disagreements, type Fixture, readFixture } from './fixtures.ts'

interface Cases extends Fixture {
  auc: [positives: number[], negatives: number[], auc: number, tpr: number, accuracy: number][]
  ks: [a: number[], b: number[], d: number, p: number][]
  mcnemar: [b: number, c: number, p: number][]
  holm: [p: number[], adjusted: number[]][]
}
const fixture = readFixture('statistics') as Cases
const { versions } = fixture

describe(`scikit-learn ${versions['scikit-learn']}`, () => {
  it('roc_auc_score', () => expect(disagreements(fixture.auc.map(([a, b, area]) => [auc(a, b), area]))).toEqual([]))
  it('roc_curve, hits at under 5% false alarms', () =>
    expect(disagreements(fixture.auc.map(([a, b, , tpr]) => [tprAtFpr(a, b, 0.05), tpr]))).toEqual([]))
  it('roc_curve, best balanced accuracy', () =>
    expect(disagreements(fixture.auc.map(([a, b, , , accuracy]) => [balancedAccuracy(a, b), accuracy]))).toEqual([]))
})

describe(`SciPy ${versions.scipy}`, () => {
  it('ks_2samp, exact', () =>
    expect(
      disagreements(
        fixture.ks.flatMap(([a, b, d, p]) => {
          const ours = ks(a, b)!
          return [[ours.d, d] as const, [ours.p, corrected(a, b, d, p)] as const]
        }),
      ),
    ).toEqual([]))
})

describe(`statsmodels ${versions.statsmodels}`, () => {
  it('mcnemar, exact', () => {
    expect(disagreements(fixture.mcnemar.map(([b, c, p]) => [mcnemar(b, c), p]))).toEqual([])
    // The smallest too, digit by digit; beyond 1e-300 there are none.
    const small = fixture.mcnemar.filter(([, , p]) => p > 1e-300 && p < 1e-6)
    expect(disagreements(small.map(([b, c, p]) => [mcnemar(b, c) / p, 1]))).toEqual([])
  })
  it('multipletests, holm', () =>
    expect(
      disagreements(fixture.holm.flatMap(([p, adjusted]) => holm(p).map((ours, i) => [ours, adjusted[i]!] as const))),
    ).toEqual([]))
})
