import { describe, expect, it } from 'vitest'
import { bleu } from '../../src/domain/measures/bleu.ts'
import { porterStem } from '../../src/domain/measures/porter.ts'
import { type RougeScore, rougeL, rougeN } from '../../src/domain/measures/rouge.ts'
import { disagreements, type Fixture, readFixture } from './fixtures.ts'

type Triple = readonly [precision: number, recall: number, f: number]
type Rouge = Readonly<Record<'rouge1' | 'rouge2' | 'rougeL', readonly Triple[]>>

interface Cases extends Fixture {
  targets: string[]
  predictions: string[]
  rouge: { plain: Rouge; stemmed: Rouge }
  bleu: number[]
  words: string
  stems: string
}
const fixture = readFixture('text') as Cases
const { targets, predictions } = fixture

describe(`rouge-score ${fixture.versions.rouge_score}`, () => {
  const measures = {
    rouge1: (target: string, prediction: string, stem: boolean) => rougeN(1, target, prediction, stem),
    rouge2: (target: string, prediction: string, stem: boolean) => rougeN(2, target, prediction, stem),
    rougeL,
  }
  describe.each(['plain', 'stemmed'] as const)('%s', (kind) => {
    it.each(['rouge1', 'rouge2', 'rougeL'] as const)('%s', (name) => {
      const ours: RougeScore[] = targets.map((target, i) => measures[name](target, predictions[i]!, kind === 'stemmed'))
      expect(
        disagreements(
          fixture.rouge[kind][name].flatMap(([precision, recall, f], i) => [
            [ours[i]!.precision, precision] as const,
            [ours[i]!.recall, recall] as const,
            [ours[i]!.f, f] as const,
          ]),
        ),
      ).toEqual([])
    })
  })
})

describe(`NLTK ${fixture.versions.nltk}`, () => {
  it('sentence_bleu, smoothing method 1', () =>
    expect(disagreements(fixture.bleu.map((reference, i) => [bleu(targets[i]!, predictions[i]!), reference]))).toEqual(
      [],
    ))

  it('PorterStemmer', () => {
    const stems = fixture.stems.split(' ')
    const wrong = fixture.words
      .split(' ')
      .map((word, i) => ({ word, ours: porterStem(word), nltk: stems[i] }))
      .filter(({ ours, nltk }) => ours !== nltk)
    expect(stems.length).toBeGreaterThan(5000)
    expect(wrong).toEqual([])
  })
})
