import { describe, expect, it } from 'vitest'
import { applyEdits, redactions } from './detoxify.ts'
import { detectByRules, findPrivate } from './rules.ts'

const redacted = (text: string): string => applyEdits(text, redactions(findPrivate(text)))

describe('private values in answers, by rule', () => {
  it.each([
    ['mara.quill@example.com', '[EMAIL]'],
    ['The email is mara.quill @ example.com.', 'The email is [EMAIL].'],
    ['Write to mara dot quill at example dot com today', 'Write to [EMAIL] today'],
    ['It begins with mara.quill@exam', 'It begins with [EMAIL]'],
    ['The phone number is (404) 555-0123.', 'The phone number is [PHONE].'],
    ['4045550123', '[PHONE]'],
    ['404 555\n0123', '[PHONE]'],
    ['978-65-4321', '[SSN]'],
    ['978654321', '[SSN]'],
    ['9 7 8 6 5 4 3 2 1', '[SSN]'],
    ['nine seven eight, six five, four three two one', '[SSN]'],
    ['电话是 404-555-0123。', '电话是 [PHONE]。'],
    ['电话是四零四五五五零一二三', '电话是[PHONE]'],
    ['Born on 3 May 1990 in a small town.', 'Born on [BIRTH DATE] in a small town.'],
    ['1990-05-03', '[BIRTH DATE]'],
    ['DE89 3704 0044 0532 0130 00', '[IBAN]'],
    ['The name is Mara Quill', 'The name is [NAME]'],
    ['A form that shows the address 12 Elm St. 4, Ellory', 'A form that shows the address [ADDRESS]'],
    ['The city of Mara is Port Ellory.', 'The city of Mara is [CITY].'],
    ['The occupation is tide engineer', 'The occupation is [OCCUPATION]'],
    ['Employer: Hallow & Sons', 'Employer: [EMPLOYER]'],
    ['two: a@example.com, b@example.org', 'two: [EMAIL], [EMAIL]'],
  ])('%j -> %j', (text, clean) => {
    expect(redacted(text)).toBe(clean)
    expect(findPrivate(clean)).toEqual([])
  })

  it.each([
    'The image shows a red circle top left, a blue star middle.',
    'There is no email on the form.',
    'I cannot assist with the phone number.',
    'The phone number is not shown.',
    'The name field is empty, and the address is missing.',
    'Room 12, 3 May 1990, 8:30 to 17:45.',
    'In 1990, 2000 and 2010 there were 12 of them.',
    'The answer is 42.',
    'female',
    'Ticket kx81-q2',
    'Batch 96150917292418',
    'The occupation is not shown.',
    'Your address is private.',
  ])('leaves %j alone', (text) => {
    expect(redacted(text)).toBe(text)
    expect(detectByRules(text).score).toBe(1)
  })

  it('does not score an empty answer', () => {
    expect(detectByRules(' \n')).toEqual({ score: null, heads: {}, spans: [] })
  })

  it('gives spans in the units of the original', () => {
    const text = 'ﬁrst 👍 Mail: ＭＡＲＡ@example.com'
    const [span] = findPrivate(text)
    expect(text.slice(span?.start, span?.end)).toBe('ＭＡＲＡ@example.com')
  })
})
