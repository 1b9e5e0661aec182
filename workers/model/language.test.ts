import { describe, expect, it } from 'vitest'
import { foreign, judgeLanguage, shuffled, type LanguageFacts } from './language.ts'

const facts = (change: Partial<LanguageFacts> = {}): LanguageFacts => ({
  vocabulary: 1000,
  heard: [{ straight: [-3, -4], shuffled: [-5, -6], foreign: [-10, -12] }],
  roundTrips: [{ text: 'The man is here.', back: 'the man is here.' }],
  ends: new Set([2]),
  likeliestEnd: -5,
  closing: { id: 2, text: '<end>' },
  ...change,
})

describe('judgeLanguage', () => {
  it('passes a model to which known sentences are likelier than chance', () => {
    expect(judgeLanguage(facts())).toMatchObject({ passed: true, endless: null })
  })

  // As control-reader: 9.0 nats of 7.3, .75 and 5.93.
  it('passes a narrow one, to which they are unlikely, as long as order and ids matter', () => {
    expect(judgeLanguage(facts({ heard: [{ straight: [-9], shuffled: [-9.75], foreign: [-14.9] }] }))).toMatchObject({
      passed: true,
    })
  })

  it.each([
    ['a permuted vocabulary', [-15.1], [-15.3], [-15.2]],
    ['weights that were never trained', [-7], [-7.01], [-6.99]],
    ['one token that drowns all others', [-10_003], [-10_004], [-10_010]],
  ])('fails %s', (_, straight, other, ids) => {
    const check = judgeLanguage(facts({ heard: [{ straight, shuffled: other, foreign: ids }] }))
    expect(check).toMatchObject({ passed: false })
    expect(check.detail).toMatch(/^known sentences are as unlikely to the model as noise/)
  })

  it('fails a tokenizer that does not give back what it reads', () => {
    expect(judgeLanguage(facts({ roundTrips: [{ text: 'The man is here.', back: 'e e' }] }))).toMatchObject({
      passed: false,
    })
  })

  it.each([
    [{ ends: new Set<number>() }, /name no eos_token_id/],
    [{ ends: new Set([5000]), closing: null }, /beyond the vocabulary/],
    [{ ends: new Set([5]) }, /closes an answer with <end> \(2\), and eos_token_id is 5/],
    [{ likeliestEnd: -9000 }, /all but impossible/],
  ])('says why no answer comes to an end', (change, says) => {
    expect(judgeLanguage(facts(change)).endless).toMatch(says)
  })
})

it('other orders and other ids are the same at each call, and no special token', () => {
  const ids = [7, 8, 9, 8, 10, 11]
  expect(shuffled(ids, 0)).toEqual(shuffled(ids, 0))
  expect(shuffled(ids, 0)).not.toEqual(shuffled(ids, 1))
  const other = foreign(ids, 12, new Set([0, 1, 2, 3, 4, 5]), 0)
  expect(other[1]).toBe(other[3])
  expect(other.every((id) => id > 5)).toBe(true)
})
