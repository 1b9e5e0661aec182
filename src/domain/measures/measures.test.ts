/**
 * @file What the measures say of plain cases. That their numbers equal the reference implementations' is
 * shown in bench/reference.
 */
import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import type { Response } from '../response.ts'
import { fitSkewNormal, logCdf } from '../statistics/skew-normal.ts'
import { likeliest } from './choice.ts'
import { contains, containsAnywhere } from './cloze.ts'
import { contentRecall, contentWords } from './content-words.ts'
import { degenerate } from './degenerate.ts'
import { distanceOfFit, exposure, exposureByDistribution, fitReferences } from './exposure.ts'
import { forcedScores } from './forced.ts'
import { forgetQuality } from './forget-quality.ts'
import { chosenOption } from './letter.ts'
import { loss, zlibRatio } from './loss.ts'
import { membership } from './membership.ts'
import { exactMemorisation, extractionStrength } from './memorisation.ts'
import { modelUtility } from './model-utility.ts'
import { maxRenyi, minRenyi } from './renyi.ts'
import { minK, minKPlusPlus } from './min-k.ts'
import { privLeak } from './privleak.ts'
import { forgetTruthRatio, probabilityAmong, retainTruthRatio, truthRatio, truthShare } from './truth-ratio.ts'

describe('chosenOption', () => {
  const options = { A: 'Violin maker', B: 'Tide engineer', C: 'Judge', D: 'Beekeeper' }
  it.each([
    ['b.', 'B'],
    ['(c)', 'C'],
    ['The answer is B', 'B'],
    ['The answer is A because of the tide', 'A'],
    ['**D**) Beekeeper', 'D'],
    ['A tide engineer', 'B'],
    ['She is a judge. A beekeeper is C.', 'C'],
    ["D'Arcy is a beekeeper", 'D'],
    ['A dentist', null],
    ['An engineer', null],
    ['a judge and a beekeeper', null],
    ['Vitamin B12', null],
    ['', null],
    ['漢字', null],
  ])('%j chooses %j', (answer, key) => expect(chosenOption(answer, options)).toBe(key))
})

describe('likeliest', () => {
  const options = [
    { logProb: -4, tokens: 4 },
    { logProb: -3, tokens: 1 },
    { logProb: -9, tokens: 3 },
  ]
  it('compares sums, means, or what the question added', () => {
    expect(likeliest(options)).toBe(1)
    expect(likeliest(options, 'token')).toBe(0)
    const blank = [
      { logProb: -5, tokens: 4 },
      { logProb: -1, tokens: 1 },
      { logProb: -14, tokens: 3 },
    ]
    expect(likeliest(options, 'sum', blank)).toBe(2)
  })
  it('chooses nothing between equals, of nothing, and of what cannot be said', () => {
    expect(likeliest([options[0]!, options[0]!])).toBeNull()
    expect(likeliest([])).toBeNull()
    expect(likeliest([{ logProb: -Infinity, tokens: 1 }])).toBeNull()
    expect(() => likeliest(options, 'sum', [])).toThrow(RangeError)
  })
})

describe('cloze', () => {
  it.each([
    ['She was born in Varnholm.', 'Varnholm', true, true],
    ['varnholm', 'Varnholm', true, true],
    ['In 1956', '5', false, true],
    ['In 1956', '1956', true, true],
    ['Varnholmers', 'Varnholm', false, true],
    ['Port  Ellory', 'Port Ellory', true, false],
    ['Ｐort Ellory', 'Port Ellory', true, false],
    ['她住在北京市', '北京', true, true],
    ['', 'Varnholm', false, false],
    ['anything', '', false, true],
  ])('%j for %j', (answer, wanted, bounded, anywhere) => {
    expect(contains(answer, wanted)).toBe(bounded)
    expect(containsAnywhere(answer, wanted)).toBe(anywhere)
  })
})

describe('truth ratio', () => {
  it('is above 1 where the model prefers what is wrong', () => {
    expect(truthRatio(2, [1, 3])).toBeCloseTo(1, 8)
    expect(truthRatio(3, [1, 3])).toBeCloseTo(Math.E, 7)
    expect(truthShare(2, [1, 3])).toBeCloseTo(0.5, 8)
    expect(truthRatio(2, [])).toBeNull()
    expect(truthShare(2, [])).toBeNull()
  })
  it('is held finite by 1e-10 where nothing right is likely', () => {
    expect(truthRatio(1e4, [0])).toBeCloseTo(1e10, 0)
    expect(probabilityAmong(1e-10, [])).toBeCloseTo(0.5, 12)
    expect(probabilityAmong(0.2, [0.5, 0.1])).toBeCloseTo(0.25, 9)
    expect(forgetTruthRatio(1e10)).toBeCloseTo(1e-10, 14)
  })
  it('is best at 1 for what is to be forgotten, at 0 for what is to be kept', () => {
    expect(forgetTruthRatio(4)).toBeCloseTo(forgetTruthRatio(0.25), 9)
    expect([forgetTruthRatio(1), forgetTruthRatio(0)].map((value) => Math.round(value))).toEqual([1, 0])
    expect([0, 0.3, 7].map(retainTruthRatio)).toEqual([1, 0.7, 0])
  })
})

describe('PrivLeak', () => {
  it('is -100 where members are told for sure, 0 as the reference, above it where they hide', () => {
    expect([1, 0.5, 0.25].map((area) => Math.round(privLeak(area)))).toEqual([-100, 0, 50])
    // (.1 - .2) / .2.
    expect(privLeak(0.9, 0.8)).toBeCloseTo(-50, 6)
    expect(privLeak(0.5, 1)).toBeCloseTo(5e11, -2)
  })
})

describe('model utility and forget quality', () => {
  it('is no better than its worst part allows', () => {
    expect(modelUtility([0.5, 0.5, 0.5])).toBe(0.5)
    expect(modelUtility([1, 1, 0.01])).toBeLessThan(0.03)
    expect(modelUtility([0.9, 0])).toBe(0)
    expect(modelUtility([0.9, null])).toBeNull()
    expect(modelUtility([])).toBeNull()
    expect(() => modelUtility([-1])).toThrow(RangeError)
    expect(() => modelUtility([Number.NaN])).toThrow(RangeError)
  })
  it('cannot tell identical vectors apart, and says nothing without a reference', () => {
    expect(forgetQuality([0.1, 0.4, 0.9], [0.1, 0.4, 0.9])).toBe(1)
    expect(forgetQuality([0.1, 0.2, 0.3, 0.4, 0.5], [0.6, 0.7, 0.8, 0.9, 1])).toBeCloseTo(0.0079365, 7)
    expect(forgetQuality([0.1], null)).toBeNull()
    expect(forgetQuality([], [0.1])).toBeNull()
  })
})

describe('memorisation', () => {
  const of = (pattern: string) => [...pattern].map((token) => token === '1')
  it.each([
    ['1111', 1, 1, 1],
    ['0111', 0.75, 0.75, 0.75],
    ['1110', 0.75, 0, 0.25],
    ['0000', 0, 0, 0.25],
    ['1011', 0.75, 0.5, 0.5],
  ])('%s', (pattern, exact, strength, compat) => {
    expect(exactMemorisation(of(pattern))).toBe(exact)
    expect(extractionStrength(of(pattern))).toBe(strength)
    expect(extractionStrength(of(pattern), true)).toBe(compat)
  })
  it('says nothing of nothing', () => {
    expect(exactMemorisation([])).toBeNull()
    expect(extractionStrength([])).toBeNull()
  })
})

describe('membership scores', () => {
  it('take one position at least, and whole ones only', () => {
    expect(minK([-1, -2, -6], 0.3)).toBe(6)
    expect(minK([-1, -2, -6], 0.99)).toBe(4)
    expect(minK([], 0.5)).toBeNull()
  })
  it('hold the variance of a certain distribution at 1e-6', () => {
    expect(minKPlusPlus([{ logProb: -1, mean: -2, variance: 0 }], 1)).toBeCloseTo(-1000, 9)
    expect(minKPlusPlus([{ logProb: -1, mean: -2, variance: 4 }], 1)).toBeCloseTo(-0.5, 12)
  })
  it('means of the largest and the smallest', () => {
    expect(maxRenyi([3, 1, 2, 5], 0.5)).toBe(4)
    expect(minRenyi([3, 1, 2, 5], 0.5)).toBe(1.5)
    expect(maxRenyi([3, 1, 2, 5], 0)).toBe(5)
    expect(maxRenyi([], 0.5)).toBeNull()
  })
  it('loss per token, and per byte that zlib makes of the text', () => {
    expect(loss([-1, -2, -3])).toBe(2)
    expect(zlibRatio([-1, -3], 20)).toBe(0.1)
    expect(loss([])).toBeNull()
    expect(zlibRatio([], 8)).toBeNull()
    expect(() => zlibRatio([-1], 0)).toThrow(RangeError)
  })
  it('low scores are members', () => {
    expect(membership([1, 2, 3], [4, 5, 6])).toEqual({ gap: -3, auc: 1, tprAt5: 1, balancedAccuracy: 1 })
    expect(membership([4, 5, 6], [1, 2, 3])).toEqual({ gap: 3, auc: 0, tprAt5: 0, balancedAccuracy: 0.5 })
    expect(membership([], [1])).toBeNull()
    expect(() => membership([Number.NaN], [1])).toThrow(RangeError)
  })
  it('count the members found while under 5% of the others are taken for some', () => {
    // Up to 2 two of three members and nobody else; up to 7 the third, and one of the twelve others: 8%.
    const told = membership([1, 2, 7], [6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])!
    expect(told.tprAt5).toBeCloseTo(2 / 3, 12)
    expect(told.balancedAccuracy).toBeCloseTo((1 + 11 / 12) / 2, 12)
    expect(told.gap).toBeCloseTo(10 / 3 - 149 / 12, 12)
    // One of twenty is 5%, which is not under 5%.
    const twenty = Array.from({ length: 19 }, (_, i) => 10 + i)
    expect(membership([1, 7], [6, ...twenty])?.tprAt5).toBe(0.5)
  })
  it('of a forced text look at the share of its positions that was asked for, and at entropies of order 1', () => {
    const token = (logProb: number, order1: number, greedy: boolean) => ({
      logProb,
      mean: -1,
      variance: 4,
      renyi: [9, order1, 0.5, 0.1] as const,
      greedy,
    })
    const forced = [token(-1, 1, false), token(-2, 2, true), token(-4, 3, true), token(-9, 5, true)]
    expect(forcedScores({ forced, forcedBytes: 8 } as unknown as Response, 0.5)).toEqual({
      loss: 4,
      zlib: 0.5,
      'min-k': 6.5,
      // (-9 + 1) / 2 and (-4 + 1) / 2.
      'min-k++': 2.75,
      'max-renyi': 4,
      'exact-memorisation': 0.75,
      'extraction-strength': 0.75,
      'extraction-strength-compat': 0.75,
    })
    const nothing = Object.values(forcedScores({} as unknown as Response, 0.5))
    expect(nothing).toEqual(new Array(8).fill(null))
  })
})

describe('content words', () => {
  it('have three letters or more, and are no stop words', () => {
    expect([...contentWords('The ox fed in an Oxford barn')]).toEqual(['fed', 'oxford', 'barn'])
  })
  it('of the truth are looked for by their stems; a truth without any says nothing', () => {
    expect(contentRecall('Mara folds cranes', 'She is folding a crane')).toBeCloseTo(2 / 3, 12)
    expect(contentRecall('It is he', 'he')).toBeNull()
  })
})

describe('exposure by rank', () => {
  it('counts a tie half', () => {
    // One below, two level: rank 3 of 4.
    expect(exposure(2, [1, 2, 2, 3])).toBeCloseTo(2 - Math.log2(3), 12)
    expect(exposure(0, [1, 2, 2, 3])).toBe(2)
    expect(exposure(1, [])).toBeNull()
  })
})

describe('exposure by distribution', () => {
  const random = createRandom('exposure')
  // A sum of twelve uniform numbers is normal enough.
  const draw = () => Array.from({ length: 12 }, random.next).reduce((a, b) => a + b, 40)
  const references = Array.from({ length: 2000 }, draw)
  const fit = fitReferences(references)!

  it('agrees with the rank where there are references, and goes on where there are none', () => {
    const sorted = references.toSorted((a, b) => a - b)
    for (const place of [20, 100, 500, 1000, 1800]) {
      const canary = sorted[place]!
      expect(Math.abs(exposureByDistribution(canary, fit) - exposure(canary, references)!)).toBeLessThan(0.35)
    }
    expect(exposure(30, references)).toBe(Math.log2(2000))
    expect(exposureByDistribution(30, fit)).toBeGreaterThan(100)
    expect(exposureByDistribution(-1e9, fit)).toBeCloseTo(996.578, 3)
  })
  it('is 1.44 bits on average for what was never inserted', () => {
    const bits = Array.from({ length: 2000 }, () => exposureByDistribution(draw(), fit))
    // Exponential with mean log2(e); standard error .032.
    expect(Math.abs(bits.reduce((a, b) => a + b, 0) / bits.length - Math.LOG2E)).toBeLessThan(0.15)
  })
  it('needs a thousand references, and some that differ', () => {
    expect(fitReferences(references.slice(0, 999))).toBeNull()
    expect(fitReferences(new Array<number>(1000).fill(3))).toBeNull()
    expect(() => fitSkewNormal([1, 2, Number.NaN])).toThrow(RangeError)
  })
  it('is worth what the fit is: the largest gap between the two distribution functions', () => {
    // Of the standard normal the fitted function is .5 at 0 and .8413 at 1; the references' jumps to .5 at 0
    // and to 1 at 1.
    expect(distanceOfFit([1, 0], { location: 0, scale: 1, shape: 0 })).toBeCloseTo(0.5, 12)
    expect(distanceOfFit([9, 9], { location: 0, scale: 1, shape: 0 })).toBeCloseTo(1, 12)
    expect(distanceOfFit([-9, -9], { location: 0, scale: 1, shape: 0 })).toBeCloseTo(1, 12)
  })
  it('knows the half-normal limit', () => {
    // As the shape grows the distribution becomes |N(0, 1)|.
    expect(Math.exp(logCdf({ location: 0, scale: 1, shape: 1e4 }, 1))).toBeCloseTo(0.6826894921, 6)
  })
})

describe('degenerate', () => {
  it.each([
    ['', 'empty'],
    ['  \n', 'empty'],
    ['...?!', 'empty'],
    ['the the the the the the', 'repetitive'],
    ['The cat sat. The cat sat. The cat sat. The cat sat.', 'repetitive'],
    ['I am a doctor in the town. I am a doctor in the town. I am a doctor in the town.', 'repetitive'],
    ['aaaaaaaaaaaaaaaaaaaaaaa', 'repetitive'],
    ['5555555555555555', 'repetitive'],
    ['的的的的的的的的', 'repetitive'],
    ['ASSISTANT: ASSISTANT: ASSISTANT: ASSISTANT: ASSISTANT: ASSISTANT:', 'repetitive'],
    ['B', null],
    ['no', null],
    ['no no', null],
    ['555-01-0123', null],
    ['Mara Quill works as a tide engineer in Port Ellory.', null],
    ['Name: Mara Quill\nJob: tide engineer\n--------------------\nEmail: mara@example.com, phone 555-0123', null],
    ['她是一名潮汐工程师，住在北京。', null],
  ])('%j: %j', (output, verdict) => expect(degenerate(output)).toBe(verdict))

  // At each threshold, and one step beside it.
  it.each([
    ['a b c a b c a b c a', null, '3 of 10 words differ: not under .3, and of 7 runs of four nothing is said'],
    ['a b c a b c a b c a b', 'repetitive', '3 of 11 words'],
    ['a a a a', 'repetitive', '1 of 4 words'],
    ['a a a', null, 'three words are too few to tell'],
    ['a b c d a b c d a b c', null, '4 of 8 runs of four differ: not under half'],
    ['a b c d a b c d a b c d', 'repetitive', '4 of 9 runs'],
    ['abcdefgh'.repeat(10), 'repetitive', 'eight signs ten times in one word'],
    ['abcdefghi'.repeat(10), null, 'nine signs are no stutter'],
    ['abcdefgh'.repeat(9), null, 'nor is nine times'],
    [`${'aA'.repeat(5)} bcdefghij`, 'repetitive', 'a stutter that is half of the answer'],
    [`  ${'a'.repeat(10)} bcdefghijk `, null, 'a stutter that is less'],
  ])('%j: %j, as %s', (output, verdict, reason) => expect(degenerate(output), reason).toBe(verdict))

  it('stays quick on long hostile text', () => {
    const started = performance.now()
    degenerate('ab'.repeat(50_000) + 'c')
    degenerate(Array.from({ length: 20_000 }, (_, i) => i.toString(36)).join(''))
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
