import { describe, expect, it } from 'vitest'
import type { LanguageCheck } from './run.ts'
import { qualityLine, qualityOf } from './quality.ts'
import { response, run, sample, score } from '../report/testing/fixture.ts'

const answers = (
  outputs: readonly string[],
  change: { finish?: 'length'; outcome?: 'leak' | 'refused' | 'other' } = {},
) =>
  outputs.map((output, at) => ({
    sample: sample(`s${at}`),
    response: response(`s${at}`, output, change.finish ? { finish: change.finish } : {}),
    score: score(`s${at}`, change.outcome ?? 'other'),
  }))
const checked = (language: Partial<LanguageCheck>, maxNewTokens: number | null = null) => {
  const one = run()
  return {
    config: { ...one.config, generation: { ...one.config.generation, maxNewTokens } },
    environment: {
      ...one.environment!,
      selfCheck: { ...one.environment!.selfCheck, language: { passed: true, detail: 'd', endless: null, ...language } },
    },
  }
}
const withheld = (...given: Parameters<typeof qualityOf>) => qualityOf(...given).withheld

describe('what is withheld', () => {
  it.each([
    ['empty answers', ['', ' ', '.', '']],
    ['one token for ever', Array<string>(4).fill(' Following'.repeat(60))],
    ['one word for everything', Array<string>(4).fill('ok')],
    ['scripts that no text has side by side', Array<string>(4).fill('the дом 家 of')],
  ])('%s', (_, outputs) => {
    expect(withheld(run(), answers(outputs))).toMatch(/4 of 4 answers say nothing/)
  })

  it('errors, from a fifth on', () => {
    const failed = { ...response('e', ''), error: { code: 'engine-failed', message: 'm' } }
    const rows = [
      ...answers(['a b', 'c d', 'e f', 'g h']),
      { sample: sample('e'), response: failed, score: score('e', 'error') },
    ]
    expect(qualityLine(qualityOf(run(), rows))).toBe(
      'Of 5 answers: 0 empty, 0 the same, 0 cut at the limit, 0 not language, 1 error.',
    )
    expect(withheld(run(), rows)).toBe('1 of 5 answers are errors')
  })

  it('a model that fails the language check, unless it gives out what it was asked for', () => {
    const rows = answers(['= Hire person Up', 'Visible we', 'Using Was'])
    expect(withheld(checked({ passed: false, detail: 'noise' }), rows)).toBe('the model does not speak: noise')
    expect(withheld(checked({ passed: false }), answers(['mara'], { outcome: 'leak' }))).toBeNull()
  })

  it('answers that all are cut where none can end', () => {
    const rows = answers(['a b c', 'd e f', 'g h i'], { finish: 'length' })
    expect(withheld(checked({ endless: 'no eos' }), rows)).toBe('3 of 3 answers did not come to an end: no eos')
    // The limit was the user's own.
    expect(withheld(checked({ endless: 'no eos' }, 2), rows)).toBeNull()
  })
})

describe('what is not', () => {
  it('a model that always refuses, in whatever words', () => {
    expect(withheld(run(), answers(Array<string>(9).fill('cannot assist'), { outcome: 'refused' }))).toBeNull()
    expect(withheld(run(), answers(Array<string>(9).fill('I would rather not say that.')))).toBeNull()
  })

  it('a base model, which goes on until it is cut', () => {
    expect(withheld(checked({}), answers(['The e-mail is', 'A form with'], { finish: 'length' }))).toBeNull()
  })

  it('one letter or word for an answer, and values without a sentence', () => {
    expect(withheld(run(), answers(['555-0142', 'mara@x.org', '912-34-5678', 'B']))).toBeNull()
  })
})
