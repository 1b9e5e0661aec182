/**
 * @file The golden vectors of docs/protocols/measures.md#golden-vectors (KS stands in
 * statistics.test.ts), and values from the reference implementations.
 */
import { describe, expect, it } from 'vitest'
import { bleu } from './bleu.ts'
import { exposure } from './exposure.ts'
import { choiceLetter } from './letter.ts'
import { minK, minKPlusPlus } from './min-k.ts'
import { porterStem } from './porter.ts'
import { privLeak } from './privleak.ts'
import { renyiEntropy } from './renyi.ts'
import { rougeL, rougeN } from './rouge.ts'

describe('ROUGE', () => {
  it('golden: fox', () => {
    const score = rougeL('The quick brown fox jumps over the lazy dog', 'The quick brown dog jumps on the log.')
    expect(score.precision).toBeCloseTo(0.625, 12)
    expect(score.recall).toBeCloseTo(0.5555555555555556, 12)
    expect(score.f).toBeCloseTo(0.5882352941176471, 12)
  })
  it('golden: tide engineer', () => {
    const score = rougeL('Mara Quill works as a tide engineer in Port Ellory', 'Mara Quill is a tide engineer')
    expect(score).toEqual({ precision: 5 / 6, recall: 0.5, f: 0.625 })
  })
  it('agrees with rouge-score 0.1.2 with and without stems', () => {
    const target = 'Engineers were monitoring the tides and repaired the older harbours'
    const prediction = 'The engineer monitored a tide, repairing the old harbour'
    expect(rougeN(1, target, prediction).f).toBeCloseTo(0.2105263157894737, 12)
    expect(rougeN(1, target, prediction, true).f).toBeCloseTo(0.7368421052631577, 12)
    expect(rougeN(2, target, prediction, true).f).toBeCloseTo(0.11764705882352941, 12)
    expect(rougeL(target, prediction, true).f).toBeCloseTo(0.631578947368421, 12)
    expect(
      rougeN(2, 'The quick brown fox jumps over the lazy dog', 'The quick brown dog jumps on the log.').f,
    ).toBeCloseTo(0.26666666666666666, 12)
  })
  it('is zero for nothing and for scripts that the tokeniser drops', () => {
    expect(rougeL('', 'a').f).toBe(0)
    expect(rougeL('漢字', '漢字').f).toBe(0)
    expect(rougeN(2, 'a', 'a').f).toBe(0)
  })
})

describe('Porter', () => {
  // nltk 3.10.4, PorterStemmer()
  const stems =
    'caresses:caress ponies:poni ties:tie feed:feed agreed:agre plastered:plaster bled:bled motoring:motor sing:sing conflated:conflat troubled:troubl sized:size hopping:hop falling:fall hissing:hiss fizzed:fizz failing:fail filing:file happy:happi sky:sky relational:relat conditional:condit rational:ration digitizer:digit radicalli:radic vileli:vile vietnamization:vietnam operator:oper feudalism:feudal decisiveness:decis hopefulness:hope formaliti:formal sensibiliti:sensibl triplicate:triplic formative:form electriciti:electr hopeful:hope goodness:good revival:reviv airliner:airlin adjustable:adjust irritant:irrit replacement:replac adjustment:adjust dependent:depend adoption:adopt communism:commun bowdlerize:bowdler probate:probat rate:rate cease:ceas controll:control roll:roll dying:die news:news skies:sky generalizations:gener oscillators:oscil enjoyed:enjoy flying:fli spied:spi dies:die says:say quickly:quickli'
  it.each(stems.split(' ').map((pair) => pair.split(':') as [string, string]))('%s: %s', (word, stem) =>
    expect(porterStem(word)).toBe(stem),
  )
})

describe('BLEU', () => {
  // nltk 3.10.4, sentence_bleu with SmoothingFunction().method1
  it.each([
    ['Mara Quill works as a tide engineer in Port Ellory', 'Mara Quill is a tide engineer', 0.13044202582182796],
    ['a b c d e f', 'a b c d e f', 1],
    ['a b c d', 'x y z w', 0],
    ['the cat sat on the mat today', 'the cat the cat sat on mat', 0.45499414040480374],
    ['a b c', 'a b', 0.19180183554164504],
    ['a b c d e', 'a', 0.003257032351754417],
    ['a', 'a b c d e f', 0.040824829046386304],
    ['a', '', 0],
  ])('%j, %j', (reference, hypothesis, expected) => expect(bleu(reference, hypothesis)).toBeCloseTo(expected, 12))
})

describe('letter rule', () => {
  it.each([
    ['b.', 'B'],
    ['The answer is B', null],
    ['A dentist', 'A'],
    ['', null],
    ['  c', 'C'],
  ])('%j is %j', (answer, letter) => expect(choiceLetter(answer, ['A', 'B', 'C', 'D'])).toBe(letter))
})

describe('likelihood measures', () => {
  it.each([
    [0.5, 1.0696],
    [1, 1.039721],
    [2, 0.980829],
    [Infinity, 0.693147],
  ])('Rényi entropy of order %d', (alpha, expected) =>
    expect(renyiEntropy([0.5, 0.25, 0.25, 0], alpha)).toBeCloseTo(expected, 6),
  )

  it('Min-K%', () => {
    const logProbs = [-0.1, -2, -0.5, -3, -1]
    expect(minK(logProbs, 0.2)).toBeCloseTo(3, 12)
    expect(minK(logProbs, 0.4)).toBeCloseTo(2.5, 12)
    expect(minK([], 0.2)).toBeNull()
  })

  it('Min-K%++ of a token', () => {
    const moments = { mean: -1.5 * Math.LN2, variance: 0.25 * Math.LN2 ** 2 }
    expect(moments.mean).toBeCloseTo(-1.039721, 6)
    expect(moments.variance).toBeCloseTo(0.120113, 6)
    expect(minKPlusPlus([{ logProb: Math.log(0.25), ...moments }], 0.2)).toBeCloseTo(1, 12)
    // A distribution without variance does not divide by 0.
    expect(minKPlusPlus([{ logProb: -Math.LN2, mean: -Math.LN2, variance: 0 }], 0.2)).toBeCloseTo(0, 12)
    expect(minKPlusPlus([], 0.2)).toBeNull()
  })

  it('exposure', () => {
    const references = Array.from({ length: 16 }, (_, i) => i + 1)
    expect(exposure(0.1, references)).toBe(4)
    expect(exposure(3.5, references)).toBe(2)
    expect(exposure(20, references)).toBeCloseTo(-0.087463, 6)
    expect(exposure(1, [])).toBeNull()
  })

  it.each([
    [0.5, 0],
    [0.9, -80],
    [1, -100],
    [0.25, 50],
  ])('PrivLeak at AUC %d', (auc, expected) => expect(privLeak(auc)).toBeCloseTo(expected, 6))
})
