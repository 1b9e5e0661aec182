import { describe, expect, it } from 'vitest'
import { forgetQuality } from '../../src/domain/measures/forget-quality.ts'
import { loss } from '../../src/domain/measures/loss.ts'
import { exactMemorisation, extractionStrength } from '../../src/domain/measures/memorisation.ts'
import { minK, minKPlusPlus } from '../../src/domain/measures/min-k.ts'
import { modelUtility } from '../../src/domain/measures/model-utility.ts'
import { privLeak } from '../../src/domain/measures/privleak.ts'
import { maxRenyi } from '../../src/domain/measures/renyi.ts'
import {
  forgetTruthRatio,
  probabilityAmong,
  retainTruthRatio,
  truthRatio,
  truthShare,
} from '../../src/domain/measures/truth-ratio.ts'
import { forcedToken } from '../../workers/model/logits.ts'
import { corrected, disagreements, type Fixture, readFixture } from './fixtures.ts'

interface Cases extends Fixture {
  truthRatio: [correct: number, wrong: number[], [ratio: number, forget: number, retain: number, share: number]][]
  options: [correct: number, wrong: number[], probability: number][]
  minK: [logProbs: number[], k: number, minK: number, mean: number][]
  forced: [logits: number[][], ids: number[], k: number, plusPlus: number, loss: number, renyi: number[]][]
  privLeak: [auc: number, reference: number, percent: number][]
  forgetQuality: [a: number[], b: number[], d: number, p: number][]
  modelUtility: [parts: number[], mean: number][]
  greedy: [tokens: number[], exact: number, strength: number][]
}
const fixture = readFixture('likelihood') as Cases

describe("open-unlearning's formulas", () => {
  it('truth ratio, its aggregates and its newer form', () =>
    expect(
      disagreements(
        fixture.truthRatio.flatMap(([correct, wrong, [ratio, forget, retain, share]]) => {
          const ours = truthRatio(correct, wrong)!
          return [
            [ours, ratio] as const,
            [forgetTruthRatio(ours), forget] as const,
            [retainTruthRatio(ours), retain] as const,
            [truthShare(correct, wrong), share] as const,
          ]
        }),
      ),
    ).toEqual([]))
  it('probability among options', () =>
    expect(disagreements(fixture.options.map(([correct, wrong, p]) => [probabilityAmong(correct, wrong), p]))).toEqual(
      [],
    ))
  it('Min-K%', () =>
    expect(disagreements(fixture.minK.map(([logProbs, k, score]) => [minK(logProbs, k), score]))).toEqual([]))
  it('PrivLeak', () =>
    expect(
      disagreements(fixture.privLeak.map(([auc, reference, percent]) => [privLeak(auc, reference), percent])),
    ).toEqual([]))
  it(`forget quality (SciPy ${fixture.versions.scipy} ks_2samp)`, () =>
    expect(
      disagreements(fixture.forgetQuality.map(([a, b, d, p]) => [forgetQuality(a, b), corrected(a, b, d, p)])),
    ).toEqual([]))
  it(`model utility (SciPy ${fixture.versions.scipy} hmean)`, () =>
    expect(disagreements(fixture.modelUtility.map(([parts, mean]) => [modelUtility(parts), mean]))).toEqual([]))
  it('exact memorisation', () =>
    expect(
      disagreements(fixture.greedy.map(([tokens, exact]) => [exactMemorisation(tokens.map(Boolean)), exact])),
    ).toEqual([]))
  // The original is never below 1/n, also where nothing was extracted: compat. Elsewhere both are the same.
  it('extraction strength', () =>
    expect(
      disagreements(
        fixture.greedy.flatMap(([tokens, , strength]) => {
          const greedy = tokens.map(Boolean)
          return [
            [extractionStrength(greedy, true), strength] as const,
            [extractionStrength(greedy), greedy.at(-1) === true ? strength : 0] as const,
          ]
        }),
      ),
    ).toEqual([]))
})

describe('of logits, as the model worker reduces them', () => {
  const texts = fixture.forced.map(([logits, ids, k, plusPlus, mean, renyi]) => ({
    tokens: logits.map((row, i) => forcedToken(Float32Array.from(row), ids[i]!)),
    k,
    plusPlus,
    mean,
    renyi,
  }))
  it('Min-K%++ (open-unlearning)', () =>
    expect(disagreements(texts.map(({ tokens, k, plusPlus }) => [minKPlusPlus(tokens, k), plusPlus]))).toEqual([]))
  it('loss (open-unlearning)', () =>
    expect(disagreements(texts.map(({ tokens, mean }) => [loss(tokens.map(({ logProb }) => logProb)), mean]))).toEqual(
      [],
    ))
  it.each([0, 1, 2, 3])('MaxRényi-K%% (VL-MIA), order %i of ½, 1, 2, ∞', (order) =>
    expect(
      disagreements(
        texts.map(({ tokens, k, renyi }) => [
          maxRenyi(
            tokens.map((token) => token.renyi[order]!),
            k,
          ),
          renyi[order]!,
        ]),
      ),
    ).toEqual([]),
  )
  it('MaxRényi-K% of any numbers (VL-MIA)', () =>
    expect(disagreements(fixture.minK.map(([values, k, , mean]) => [maxRenyi(values, k), mean]))).toEqual([]))
})
