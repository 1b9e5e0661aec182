import { describe, expect, it } from 'vitest'
import { differencesOf, explained, MEANT, MOVED, type Json } from './differences.ts'

type Row = { readonly [key: string]: Json }

const metric = { benchmark: 'mm-privacy', guard: 'none', split: 'disclosure', task: null, type: null, metric: 'ASR' }
const sample = { sampleId: 'a', guard: 'none', output: 'x' }
const output = (run: Row, samples: readonly Row[] = [sample]) => ({ run: { app: '1', metrics: [], ...run }, samples })

describe('differences between the files of two versions', () => {
  it('there are none between the same, in whatever order rows stand', () => {
    const rows = [
      { ...metric, value: 0.5 },
      { ...metric, metric: 'RR', value: 0 },
    ]
    expect(differencesOf(output({ metrics: rows }), output({ metrics: rows.toReversed() }))).toEqual([])
  })

  it('a number, an answer, a row that is gone and one that is new are each found and meant by nothing', () => {
    const before = output({
      metrics: [
        { ...metric, value: 0.5 },
        { ...metric, split: 'retention', value: 1 },
      ],
    })
    const now = output(
      {
        metrics: [
          { ...metric, value: 0.25 },
          { ...metric, task: 'vqa', value: 0 },
        ],
      },
      [{ ...sample, output: 'y' }],
    )
    const { unexplained } = explained(differencesOf(before, now, MOVED), MEANT)
    expect(unexplained.map(({ path, before: was, now: is }) => [path, was, is])).toEqual([
      ['metrics[mm-privacy / none /  / disclosure /  /  / ASR].value', 0.5, 0.25],
      ['metrics[mm-privacy / none /  / disclosure / vqa /  / ASR].value', undefined, 0],
      ['metrics[mm-privacy / none /  / retention /  /  / ASR].value', 1, undefined],
      ['samples[none / a].output', 'x', 'y'],
    ])
  })

  it('what was moved is compared where it stands now', () => {
    const noise = { ...metric, benchmark: 'mllmguard', split: 'en', metric: 'ASD' }
    const before = output({ metrics: [{ ...noise, type: 'noise-clean', value: 1, n: 2 }] }, [
      { ...sample, asked: { begun: null } },
    ])
    const now = (value: number) =>
      output({ metrics: [{ ...noise, type: 'noise', value, n: 2 }] }, [{ ...sample, asked: { answerPrefix: null } }])
    expect(differencesOf(before, now(1), MOVED)).toEqual([])
    expect(explained(differencesOf(before, now(0), MOVED), MEANT).unexplained).toHaveLength(1)
  })

  it('what was meant is counted by its reason', () => {
    const { counts, unexplained } = explained(differencesOf(output({}), output({ app: '2', statistics: '4' })), MEANT)
    expect([...counts.values()]).toEqual([1, 1])
    expect(unexplained).toEqual([])
  })

  it('the last bits of a number are rounding, a count is not', () => {
    const of = (value: number, n: number) => output({ metrics: [{ ...metric, value, n }] })
    const left = (value: number, n: number) =>
      explained(differencesOf(of(-18.146381, 20_000), of(value, n)), MEANT).unexplained.map(({ path }) => path)
    expect(left(-18.146369, 20_000)).toEqual([])
    expect(left(-18.156369, 20_001)).toEqual([expect.stringMatching(/\.n$/), expect.stringMatching(/\.value$/)])
  })
})
