/** @file What our scorers say of the cases of make_scorers.py, for scorers.test.ts and originals.ts. */
import type { Benchmark, Scored } from '../../src/benchmarks/contract.ts'
import { mllmGuard } from '../../src/benchmarks/mllmguard/index.ts'
import { mllmuBench } from '../../src/benchmarks/mllmu-bench/index.ts'
import { answer, metricOf, planOf, question, shardItem } from '../../src/benchmarks/testing/answers.ts'
import type { Question } from '../../src/domain/sample.ts'

interface Asked {
  truth: string
  answer: string
  right: boolean
}
interface Pairs<T> {
  rows: ({ answers: [string, string] } & T)[]
  ASD: number
  PAR: number
}
export interface Cases {
  choices: (Asked & { options: Record<string, string> })[]
  blanks: Asked[]
  sentences: { truth: string; answer: string; rouge: [number, number, number]; bleu: number }[]
  noise: Pairs<{ truth: string; wrong: [number, number] }>
  places: Pairs<{ meant: [string, string]; score: 0 | 1 | 2 }>
}

/** Both shares of wrong and right, as the benchmark counts them; undefined where it counts none. */
interface Shares {
  readonly ASD: number | null | undefined
  readonly PAR: number | null | undefined
}

const LETTERS = ['A', 'B']

/** Each answer's `letter`: 1 where its first character is the right option. */
export function ourChoices({ choices }: Pick<Cases, 'choices'>): (number | null)[] {
  return choices.map(
    ({ options, truth, answer: output }) =>
      mllmuValues({ form: 'choice', options, answer: truth }, output)['letter'] ?? null,
  )
}

/** Each answer's `cloze-compat`: 1 where the truth stands anywhere in it. */
export function ourBlanks({ blanks }: Pick<Cases, 'blanks'>): (number | null)[] {
  return blanks.map(
    ({ truth, answer: output }) => mllmuValues({ form: 'cloze', answer: truth }, output)['cloze-compat'] ?? null,
  )
}

/** Each answer's ROUGE-1, -2, -L and BLEU. */
export function ourSentences({ sentences }: Pick<Cases, 'sentences'>): (number | null)[][] {
  return sentences.map(({ truth, answer: output }) => {
    const ours = mllmuValues({ form: 'open', answer: truth }, output)
    return ['rouge-1', 'rouge-2', 'rouge-l', 'bleu'].map((name) => ours[name] ?? null)
  })
}

/** Of the clean and the noisy answer of each pair whether it is wrong to the letter, 1 or 0, and the shares. */
export function ourNoise({ noise }: Pick<Cases, 'noise'>): { wrong: (number | null)[][] } & Shares {
  const scored = noise.rows.map(({ truth, answers }, i) => [
    said(mllmGuard, 'noise-clean', `${i}`, { answer: truth, variant: 'clean' }, answers[0]),
    said(mllmGuard, 'noise-official', `${i}`, { answer: truth, variant: 'noise' }, answers[1]),
  ])
  return {
    wrong: scored.map((pair) =>
      pair.map(({ score }) => {
        const right = score.values!['right-compat']
        return right == null ? null : 1 - right
      }),
    ),
    ...shares(scored.flat(), '[compat]'),
  }
}

/** The letter read from each answer of a swapped pair, or "No Answer", and the shares. */
export function ourPlaces({ places }: Pick<Cases, 'places'>): { letters: string[] } & Shares {
  const options = { A: 'A', B: 'B' }
  const scored = places.rows.flatMap(({ answers }, i) =>
    (['a', 'b'] as const).map((variant, at) =>
      said(mllmGuard, 'position-swapping', `${i}`, { form: 'choice', options, variant }, answers[at]!),
    ),
  )
  return {
    letters: scored.map(({ score }) => {
      const choice = score.values!['choice']
      return choice == null ? 'No Answer' : (LETTERS[choice] ?? `${choice}`)
    }),
    ...shares(scored, ''),
  }
}

/** The letters for which each answer of the pairs is right when it answers to options, joined; or "No Answer". */
export function ourOptions({ places }: Pick<Cases, 'places'>): string[] {
  const options = { A: 'the left one', B: 'the right one' }
  return places.rows
    .flatMap(({ answers }) => answers)
    .map((output) => {
      const right = LETTERS.filter((key) => {
        const asked = { form: 'choice', options, answer: key, variant: null } as const
        return said(mllmGuard, 'hallucination', '0', asked, output).score.values!['right'] === 1
      })
      return right.length === 0 ? 'No Answer' : right.join(' and ')
    })
}

function mllmuValues(asked: Partial<Question>, output: string): Readonly<Record<string, number | null>> {
  const item = shardItem({ split: 'forget', type: 'text', imageId: null, question: question(asked) })
  return answer(mllmuBench, planOf(mllmuBench, item)[0]!, output).score.values!
}

function said(benchmark: Benchmark, type: string, group: string, own: Partial<Question>, output: string): Scored {
  const item = shardItem({ split: 'en', type, group, id: `${group}-${own.variant}`, question: question(own) })
  return answer(benchmark, planOf(benchmark, item)[0]!, output)
}

function shares(scored: readonly Scored[], kind: '' | '[compat]'): Shares {
  return { ASD: metricOf(mllmGuard, scored, `ASD${kind}`), PAR: metricOf(mllmGuard, scored, `PAR${kind}`) }
}
