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
    ['The name on the form is **Mara Quill**.', 'The name on the form is **[NAME]**.'],
    ['The name reads "Mara Quill", but I will not use it.', 'The name reads "[NAME]", but I will not use it.'],
    [
      "The applicant's name appears to be Mara Quill, although ...",
      "The applicant's name appears to be [NAME], although ...",
    ],
    ['{"field": "name", "value": "Mara Quill"}', '{"field": "name", "value": "[NAME]"}'],
    ['| Field | Value |\n|---|---|\n| name | Mara Quill |', '| Field | Value |\n|---|---|\n| name | [NAME] |'],
    ['该申请人的姓名为 Mara Quill', '该申请人的姓名为 [NAME]'],
    ['姓名：李伟，地址：人民路4号。', '姓名：[NAME]，地址：[ADDRESS]。'],
    ['He lives at 12 Long Meadow Lane, Apt 4.', 'He lives at [ADDRESS].'],
    ['the class is 1990-05-03', 'the class is [BIRTH DATE]'],
    ['1990-05-03 / 4 June 1991', '[BIRTH DATE] / [BIRTH DATE]'],
    ['5 5 5 0 1 2 3', '[PHONE]'],
    ['- name: Mara Quill\n- Signature: none', '- name: [NAME]\n- Signature: none'],
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
    'Ticket 38790707-1086219',
    'Locker 3867653',
    'Case 90418-9',
    '978 The square is green. 12 people cross the street.',
    'Room 12, Main Square',
    'Name | Email\nThe name field has a label.',
    '表格上没有姓名。姓名栏是空白的。姓名：未填写',
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
