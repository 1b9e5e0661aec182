/**
 * @file Our scorers against the published rules, answer by answer, on the cases of make_scorers.py; what
 * differs by intention is counted here and said in the READMEs.
 */
import { describe, expect, it } from 'vitest'
import type { Scored } from '../../src/benchmarks/contract.ts'
import { mllmGuard } from '../../src/benchmarks/mllmguard/index.ts'
import { mllmuBench } from '../../src/benchmarks/mllmu-bench/index.ts'
import type { Question } from '../../src/domain/sample.ts'
import { answer, metricOf, planOf, question, shardItem } from '../../src/benchmarks/testing/answers.ts'
import { disagreements, type Fixture, readFixture } from './fixtures.ts'

interface Asked {
  truth: string
  answer: string
  right: boolean
}
interface Paired {
  answers: [string, string]
}
interface Pairs<T> {
  rows: (Paired & T)[]
  ASD: number
  PAR: number
}
interface Cases extends Fixture {
  choices: (Asked & { options: Record<string, string> })[]
  blanks: Asked[]
  sentences: { truth: string; answer: string; rouge: [number, number, number]; bleu: number }[]
  noise: Pairs<{ truth: string; wrong: [number, number] }>
  places: Pairs<{ meant: [string, string]; score: 0 | 1 | 2 }>
}
const cases = readFixture('scorers') as Cases

describe('MLLMU-Bench, eval.py', () => {
  const values = (asked: Partial<Question>, output: string) => {
    const item = shardItem({ split: 'forget', type: 'text', imageId: null, question: question(asked) })
    return answer(mllmuBench, planOf(mllmuBench, item)[0]!, output).score.values!
  }

  it('choices by the first character', () => {
    expect(cases.choices.length).toBeGreaterThanOrEqual(300)
    const wrong = cases.choices.filter(
      ({ options, truth, answer: output, right }) =>
        values({ form: 'choice', options, answer: truth }, output)['letter'] !== Number(right),
    )
    expect(wrong).toEqual([])
  })

  it('blanks anywhere in lower case', () => {
    expect(cases.blanks.length).toBeGreaterThanOrEqual(300)
    const wrong = cases.blanks.filter(
      ({ truth, answer: output, right }) =>
        values({ form: 'cloze', answer: truth }, output)['cloze-compat'] !== Number(right),
    )
    expect(wrong).toEqual([])
  })

  it('ROUGE and BLEU of sentences', () => {
    expect(cases.sentences.length).toBeGreaterThanOrEqual(300)
    const pairs = cases.sentences.flatMap(({ truth, answer: output, rouge, bleu }) => {
      const ours = values({ form: 'open', answer: truth }, output)
      const theirs = [...rouge, bleu]
      return ['rouge-1', 'rouge-2', 'rouge-l', 'bleu'].map((name, i) => [ours[name] ?? null, theirs[i]!] as const)
    })
    expect(disagreements(pairs)).toEqual([])
  })
})

describe('MLLMGuard, guardrank/eval.py and score.py', () => {
  const said = (type: string, group: string, own: Partial<Question>, output: string): Scored => {
    const item = shardItem({ split: 'en', type, group, id: `${group}-${own.variant}`, question: question(own) })
    return answer(mllmGuard, planOf(mllmGuard, item)[0]!, output)
  }

  it('noise, to the letter', () => {
    const { rows, ASD, PAR } = cases.noise
    expect(rows.length).toBeGreaterThanOrEqual(300)
    const scored = rows.map(({ truth, answers }, i) => [
      said('noise-clean', `${i}`, { answer: truth, variant: 'clean' }, answers[0]),
      said('noise-official', `${i}`, { answer: truth, variant: 'noise' }, answers[1]),
    ])
    const wrong = scored.map((pair) => pair.map(({ score }) => 1 - score.values!['right-compat']!))
    expect(wrong).toEqual(rows.map((row) => row.wrong))
    expect(metricOf(mllmGuard, scored.flat(), 'ASD[compat]')).toBeCloseTo(ASD, 12)
    expect(metricOf(mllmGuard, scored.flat(), 'PAR[compat]')).toBeCloseTo(PAR, 12)
  })

  // The original wants A, B or "No Answer", made of the answers by hand; ours reads the answers.
  it('swapped positions: the letter that is meant, read from whole answers', () => {
    const { rows, ASD, PAR } = cases.places
    expect(rows.length).toBeGreaterThanOrEqual(300)
    const options = { A: 'A', B: 'B' }
    const scored = rows.map(({ answers }, i) =>
      (['a', 'b'] as const).map((variant, at) =>
        said('position-swapping', `${i}`, { form: 'choice', options, variant }, answers[at]!),
      ),
    )
    const LETTERS = ['A', 'B']
    const read = scored.flat().map(({ score }) => {
      const choice = score.values!['choice']
      return choice == null ? 'No Answer' : LETTERS[choice]
    })
    const misread = rows
      .flatMap(({ meant, answers }) => meant.map((letter, at) => ({ letter, said: answers[at]! })))
      .filter(({ letter }, i) => read[i] !== letter)
    expect(misread).toEqual([])
    expect(metricOf(mllmGuard, scored.flat(), 'ASD')).toBeCloseTo(ASD, 12)
    expect(metricOf(mllmGuard, scored.flat(), 'PAR')).toBeCloseTo(PAR, 12)
  })

  it('options as whole answers give them', () => {
    const misread = cases.places.rows
      .flatMap(({ meant, answers }) => meant.map((letter, at) => ({ letter, said: answers[at]! })))
      .filter(({ letter, said: output }) => {
        const options = { A: 'the left one', B: 'the right one' }
        const right = ['A', 'B'].filter(
          (key) =>
            said('hallucination', '0', { form: 'choice', options, answer: key, variant: null }, output).score.values![
              'right'
            ] === 1,
        )
        return (right[0] ?? 'No Answer') !== letter || right.length > 1
      })
    expect(misread).toEqual([])
  })
})
