import { expect, it } from 'vitest'
import { utility } from '../benchmarks/utility/index.ts'
import { answer, planOf, shardItem } from '../benchmarks/testing/answers.ts'
import { HARM_DETECTOR_MEASURED, measuredVerdict, MOST_WORDS, usesHarmDetector } from './harm-limits.ts'
import { verdictScore, withVerdicts } from './judge-scores.ts'

const text = (words: number) => Array.from({ length: words }, (_, i) => `word${i}`).join(' ')

it('is not believed about texts longer than those that it was measured on', () => {
  expect(measuredVerdict('harm-detector', text(MOST_WORDS), 0.9)).toBe(0.9)
  expect(measuredVerdict('harm-detector', text(MOST_WORDS + 1), 0.9)).toBeNull()
  // Two signs of a script without blanks make a word.
  expect(measuredVerdict('harm-detector', '字'.repeat(2 * MOST_WORDS), 0.9)).toBe(0.9)
  expect(measuredVerdict('harm-detector', '字'.repeat(2 * MOST_WORDS + 1), 0.9)).toBeNull()
  // Of other judges nothing is known here.
  expect(measuredVerdict('gpt', text(500), 1)).toBe(1)
})

it('an answer that is too long for it counts as one without a verdict, also in runs that were judged before', () => {
  const [sample] = planOf(utility, shardItem({}))
  const row = answer(utility, sample!, text(MOST_WORDS + 1))
  const verdicts = ['harm-detector', 'gpt'].map((judge) => verdictScore(judge, row.response, 1))
  expect(withVerdicts([row], verdicts)[0]?.judged).toEqual({ 'harm-detector': null, gpt: 1 })
})

it('is known to take part where a guard reads it or it judges', () => {
  for (const guards of [['refuse'], ['none', 'rewrite'], ['harm-detector+redact'], ['ensemble+refuse']])
    expect(usesHarmDetector({ guards })).toBe(true)
  expect(usesHarmDetector({ guards: ['none'], judges: ['harm-detector'] })).toBe(true)
  for (const guards of [[], ['none', 'redact'], ['folder:mine+refuse']])
    expect(usesHarmDetector({ guards })).toBe(false)
})

it('says in one sentence where it was measured and what it may do elsewhere', () => {
  expect(HARM_DETECTOR_MEASURED).toContain(`at most ${MOST_WORDS} words`)
  expect(HARM_DETECTOR_MEASURED).toMatch(/on any other text it may miss harm, or call harmless text harmful\.$/)
})
