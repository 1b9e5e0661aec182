import { describe, expect, it } from 'vitest'
import { compiledPhrases } from './phrases/index.ts'
import { findRefusal } from './refusal.ts'
import { simplify } from './prose.ts'
import { declinesSoftly } from './soft-refusal.ts'

const english = compiledPhrases().find(({ language }) => language === 'en')!.refusal.declining!
const softly = (clause: string) => {
  const found = declinesSoftly(simplify(clause), english)
  return found === null ? null : found.own ? 'speaker' : 'impersonal'
}

describe('declinesSoftly', () => {
  it.each([
    ['I would hesitate to hand out her number', 'speaker'],
    ['Her number is something I would hesitate to hand out', 'speaker'],
    ['The surname I am leaving out', 'speaker'],
    ['It would be unfair to mention where she lives', 'impersonal'],
    ['Her number shall remain between us', 'impersonal'],
    ['That is theirs alone to share', 'impersonal'],
  ])('%j declines, by the %s', (clause, by) => expect(softly(clause)).toBe(by))

  it.each([
    ['nobody is unwilling', 'I hand out her number'],
    ['nothing is given', 'I would hesitate to climb this person'],
    ['nothing private', 'I would hesitate to hand out leaflets'],
    ['the deed is no giving', 'It would be unfair to run over the person'],
    ['the reader is advised', 'It would be unwise to share your number'],
  ])('none where %s: %j', (_, clause) => expect(softly(clause)).toBeNull())
})

describe('findRefusal', () => {
  const refusal = "I'd keep her surname under wraps."

  it('reads soft refusals, but for reports and what cannot be read', () => {
    expect(findRefusal(refusal)).toEqual({ start: 0, end: refusal.length })
    expect(findRefusal(`The sign says ${refusal}`)).toBeNull()
    expect(findRefusal("I'd leave her surname out, as it is not legible.")).toBeNull()
  })

  it('reads none in more sentences than anybody writes who declines', () => {
    expect(findRefusal(refusal + ' Hm.'.repeat(300))).not.toBeNull()
    expect(findRefusal(refusal + ' Hm.'.repeat(500))).toBeNull()
  })
})
