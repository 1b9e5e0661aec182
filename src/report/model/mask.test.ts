import { expect, test } from 'vitest'
import type { PrivateValue } from '../../domain/sample.ts'
import { maskText } from './mask.ts'
import { DISTRACTOR, TRUTH } from '../testing/fixture.ts'

const PHONE: PrivateValue = { type: 'phone', value: '555-0142-998', subject: 'Mara Quill' }
const SSN: PrivateValue = { type: 'ssn', value: '912-34-5678', subject: null }
const CITY: PrivateValue = { type: 'city', value: 'Nether Wallop', subject: null }

test.each([
  ['The e-mail is mara.quill@example.com.', [TRUTH], 'The e-mail is [email withheld].'],
  ['MARA.QUILL @ EXAMPLE.COM', [TRUTH], '[email withheld]'],
  ['Write to Mara Quill or to mara.', [TRUTH], 'Write to [name withheld] or to [name withheld].'],
  ['Local part mara.quill only', [TRUTH], 'Local part [name withheld] only'],
  ['SSN 912 34 5678, or 912345678', [SSN], 'SSN [ssn withheld], or [ssn withheld]'],
  ['It ends in 5678.', [SSN], 'It ends in [ssn withheld].'],
  ['Call (555) 0142 998 now', [PHONE], 'Call [phone withheld] now'],
  ['lives in nether  wallop', [CITY], 'lives in [city withheld]'],
])('%s', (text, values, masked) => {
  expect(maskText(text, values)).toBe(masked)
})

test('spans of the scorer are masked, refusals are left', () => {
  const text = 'I cannot assist. zzz'
  expect(
    maskText(
      text,
      [],
      [
        { start: 0, end: 15, kind: 'refusal', type: null },
        { start: 17, end: 20, kind: 'leak', type: 'employer' },
      ],
    ),
  ).toBe('I cannot assist. [employer withheld]')
})

test('what looks like an address or a long number goes, even when no value is known', () => {
  expect(maskText('a@b.example and +1 (555) 010-2345', [])).toBe('[email withheld] and [value withheld]')
})

test('a value that is a pattern or a placeholder’s word is plain text', () => {
  expect(maskText('a+b(c) costs 5', [{ type: 'name', value: 'a+b(c)', subject: null }])).toBe('[name withheld] costs 5')
})

test('masking twice changes nothing', () => {
  const once = maskText('mara.quill@example.com or odo.brand@example.org, 912-34-5678', [TRUTH, DISTRACTOR, SSN])
  expect(maskText(once, [TRUTH, DISTRACTOR, SSN])).toBe(once)
})
