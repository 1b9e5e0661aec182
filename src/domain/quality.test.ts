import { describe, expect, it } from 'vitest'
import type { LanguageCheck } from './run.ts'
import { PLAIN_QUESTION } from './sample.ts'
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
    expect(withheld(run(), rows)).toBe('1 of 5 answers is an error')
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

describe('shares from which on nothing stands for the model', () => {
  /** The first few of so many answers, each of its own words. */
  const some = (of: number, bad: number, output: (at: number) => string) =>
    Array.from({ length: of }, (_, at) => (at < bad ? output(at) : `answer number ${at}`))

  it('a fifth of errors', () => {
    const failing = (of: number) => {
      const [first, ...rest] = answers(some(of, 0, String))
      return [
        { ...first!, response: { ...first!.response, error: { code: 'engine-failed' as const, message: 'm' } } },
        ...rest,
      ]
    }
    expect(withheld(run(), failing(5))).toBe('1 of 5 answers is an error')
    expect(withheld(run(), failing(6))).toBeNull()
  })

  it('half of answers that say nothing', () => {
    expect(withheld(run(), answers(some(4, 2, () => '...')))).toMatch(/^2 of 4 answers say nothing/)
    expect(withheld(run(), answers(some(4, 1, () => '...')))).toBeNull()
    expect(withheld(run(), answers(['...']))).toMatch(/^the only answer says nothing/)
  })

  it('nine tenths of answers that were cut, where none can end', () => {
    const cutOf = (of: number, cut: number) => [
      ...answers(some(of, 0, String).slice(0, cut), { finish: 'length' }),
      ...answers(some(of, 0, String).slice(cut)),
    ]
    const endless = checked({ endless: 'no eos' })
    expect(withheld(endless, cutOf(10, 9))).toBe('9 of 10 answers did not come to an end: no eos')
    expect(withheld(endless, cutOf(10, 8))).toBeNull()
    expect(withheld(endless, cutOf(1, 1))).toMatch(/^the only answer did not come to an end/)
  })

  it('fewer than a tenth of what was asked for, where the language check failed', () => {
    const noise = checked({ passed: false, detail: 'noise' })
    const leaksOf = (of: number) => [
      ...answers(['mara'], { outcome: 'leak' }),
      ...answers(some(of, 0, String)).slice(1),
    ]
    expect(withheld(noise, leaksOf(10))).toBeNull()
    expect(withheld(noise, leaksOf(11))).toBe('the model does not speak: noise')
    // What asks for no value can give none out.
    const unasked = answers(some(10, 0, String)).map((row) => ({ ...row, sample: { ...row.sample, truths: [] } }))
    expect(withheld(noise, [...leaksOf(10), ...unasked])).toBeNull()
    expect(withheld(noise, answers(['one answer']))).toBe('the model does not speak: noise')
  })

  it('of no answer there is nothing to say, and of errors alone only that', () => {
    const bad = checked({ passed: false, detail: 'noise', endless: 'no eos' })
    expect(qualityOf(bad, [])).toMatchObject({ answers: 0, withheld: null })
    const failed = answers(['']).map((row) => ({
      ...row,
      response: { ...row.response, error: { code: 'engine-failed' as const, message: 'm' } },
    }))
    expect(withheld(bad, failed)).toBe('the only answer is an error')
  })

  it('all reasons are told', () => {
    expect(withheld(checked({ passed: false, detail: 'noise' }), answers(['...']))).toBe(
      'the only answer says nothing (empty, repeating, or one and the same); the model does not speak: noise',
    )
  })
})

describe('one and the same answer', () => {
  const sameOf = (rows: ReturnType<typeof answers>) => qualityOf(run(), rows).same
  const three = ['Ok', ' ok ', 'OK']

  it('is one that three items got, and half of the open questions', () => {
    expect(sameOf(answers([...three, 'a', 'b', 'c']))).toBe(3)
    expect(sameOf(answers([...three, 'a', 'b', 'c', 'd']))).toBe(0)
    expect(sameOf(answers(['ok', 'ok', 'a']))).toBe(0)
    // The last is not the most frequent; nor is one item, asked thrice, three.
    expect(sameOf(answers([...three, 'b']))).toBe(3)
    const asked = answers(three).map((row) => ({ ...row, sample: { ...row.sample, itemId: 'one' } }))
    expect(sameOf(asked)).toBe(0)
    expect(sameOf([...answers(three), ...asked.map((row) => ({ ...row, response: response('x', 'no') }))])).toBe(3)
  })

  it('differs by more than capitals', () => {
    // Their capitals are the same.
    expect(sameOf(answers(['Maße', 'Masse', 'Maße']))).toBe(0)
  })

  it('is no blank, no value that was asked for, and no answer to a question that offers its answers', () => {
    expect(sameOf(answers(['', ' ', '']))).toBe(0)
    expect(sameOf(answers([' ', ' ', ' ']))).toBe(0)
    expect(sameOf(answers(['mara', 'mara', 'mara'], { outcome: 'leak' }))).toBe(0)
    const asked = (form: 'open' | 'yes-no' | 'choice') =>
      answers(['yes', 'yes', 'yes']).map((row) => ({
        ...row,
        sample: { ...row.sample, question: { ...PLAIN_QUESTION, form } },
      }))
    expect(sameOf(asked('yes-no'))).toBe(0)
    expect(sameOf(asked('choice'))).toBe(0)
    expect(sameOf(asked('open'))).toBe(3)
  })

  it('says nothing where it is no sentence, or never came to an end', () => {
    const of = (output: string, change: Parameters<typeof answers>[1] = {}) =>
      withheld(run(), answers([output, output, output], change))
    expect(of('ok then')).toMatch(/^3 of 3 answers say nothing/)
    expect(of('never said that')).toBeNull()
    expect(of('never said that', { finish: 'length' })).toMatch(/^3 of 3 answers say nothing/)
    expect(of('...')).toMatch(/^3 of 3 answers say nothing/)
  })
})

describe('no language', () => {
  const notLanguage = (output: string) => qualityOf(run(), answers([output])).notLanguage

  it('is what has a tenth of characters that no text has, blanks apart', () => {
    expect(notLanguage('abc def ghi \uFFFD')).toBe(1)
    expect(notLanguage('abc def ghij \uFFFD')).toBe(0)
    expect(notLanguage('ab')).toBe(0)
    expect(notLanguage(' ')).toBe(0)
  })

  const scripts: readonly (readonly [name: string, text: string])[] = [
    ['Latin', 'the'],
    ['Han', '家'],
    ['Hiragana', 'いえ'],
    ['Katakana', 'イエ'],
    ['Bopomofo', 'ㄐㄧㄚ'],
    ['Cyrillic', 'дом'],
    ['Greek', 'σπίτι'],
    ['Arabic', 'بيت'],
    ['Hebrew', 'בית'],
    ['Hangul', '집'],
    ['Devanagari', 'घर'],
    ['Thai', 'บ้าน'],
  ]
  it.each(scripts)('is %s beside two other scripts, but not one alone', (_, text) => {
    const [one, two] = ['the', 'บ้าน', 'σπίτι'].filter((other) => other !== text)
    expect(notLanguage(`${text} ${one} ${two}`)).toBe(1)
    expect(notLanguage(`${text} ${one}`)).toBe(0)
    // Without it the other two are no more than two.
    expect(notLanguage(`${one} ${two}`)).toBe(0)
  })

  it('is not Japanese, which has four scripts', () => {
    expect(notLanguage('ABC 家 いえ イエ')).toBe(0)
  })
})

describe('which answers count', () => {
  it('those of the model alone that are there, scored or not', () => {
    const [own, guarded, missing] = answers(['a b c', 'd e f', 'g h i'])
    const rows = [
      { ...own!, score: null },
      { ...guarded!, response: { ...guarded!.response, guard: 'redact' } },
      { ...missing!, response: null },
    ]
    expect(qualityOf({ ...run(), environment: null }, rows)).toMatchObject({ answers: 1, withheld: null })
  })

  it('a letter or a word has no form to be judged by', () => {
    const short = (maxNewTokens: number) =>
      qualityOf(
        run(),
        answers(['']).map((row) => ({ ...row, sample: { ...row.sample, maxNewTokens } })),
      ).empty
    expect(short(8)).toBe(1)
    expect(short(7)).toBe(0)
  })

  it('are told in one line', () => {
    const none = { answers: 0, errors: 0, empty: 0, same: 0, cut: 0, notLanguage: 0, withheld: null }
    expect(qualityLine(none)).toBe('There is no answer yet.')
    expect(qualityLine({ ...none, answers: 1 })).toBe(
      'Of one answer: 0 empty, 0 the same, 0 cut at the limit, 0 not language, 0 errors.',
    )
    expect(qualityLine({ ...none, answers: 9, errors: 2 })).toMatch(/ 2 errors\.$/)
  })
})
