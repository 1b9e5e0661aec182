/**
 * @file Our scorers against the published rules, answer by answer, on the cases of make_scorers.py; what
 * differs by intention is counted here and said in the READMEs. The authors' own code on the same cases:
 * originals.ts.
 */
import { describe, expect, it } from 'vitest'
import { disagreements, type Fixture, readFixture } from './fixtures.ts'
import { type Cases, ourBlanks, ourChoices, ourNoise, ourOptions, ourPlaces, ourSentences } from './scored-cases.ts'

const cases = readFixture('scorers') as Cases & Fixture

describe('MLLMU-Bench, eval.py', () => {
  it('choices by the first character', () => {
    expect(cases.choices.length).toBeGreaterThanOrEqual(300)
    const ours = ourChoices(cases)
    expect(cases.choices.filter(({ right }, i) => ours[i] !== Number(right))).toEqual([])
  })

  it('blanks anywhere in lower case', () => {
    expect(cases.blanks.length).toBeGreaterThanOrEqual(300)
    const ours = ourBlanks(cases)
    expect(cases.blanks.filter(({ right }, i) => ours[i] !== Number(right))).toEqual([])
  })

  it('ROUGE and BLEU of sentences', () => {
    expect(cases.sentences.length).toBeGreaterThanOrEqual(300)
    const ours = ourSentences(cases)
    const pairs = cases.sentences.flatMap(({ rouge, bleu }, i) =>
      [...rouge, bleu].map((theirs, at) => [ours[i]![at]!, theirs] as const),
    )
    expect(disagreements(pairs)).toEqual([])
  })
})

describe('MLLMGuard, guardrank/eval.py and score.py', () => {
  const { places } = cases
  const meant = places.rows.flatMap((row) => row.meant)

  it('noise, to the letter', () => {
    const { rows, ASD, PAR } = cases.noise
    expect(rows.length).toBeGreaterThanOrEqual(300)
    const ours = ourNoise(cases)
    expect(ours.wrong).toEqual(rows.map((row) => row.wrong))
    expect(ours.ASD).toBeCloseTo(ASD, 12)
    expect(ours.PAR).toBeCloseTo(PAR, 12)
  })

  // The original wants A, B or "No Answer", made of the answers by hand; ours reads the answers.
  it('swapped positions: the letter that is meant, read from whole answers', () => {
    expect(places.rows.length).toBeGreaterThanOrEqual(300)
    const ours = ourPlaces(cases)
    expect(ours.letters).toEqual(meant)
    expect(ours.ASD).toBeCloseTo(places.ASD, 12)
    expect(ours.PAR).toBeCloseTo(places.PAR, 12)
  })

  it('options as whole answers give them', () => {
    expect(ourOptions(cases)).toEqual(meant)
  })
})
