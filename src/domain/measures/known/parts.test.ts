import { expect, it } from 'vitest'
import type { PrivateValue } from '../../sample.ts'
import { matchValue } from '../pii.ts'
import { KnownMatcher } from './match.ts'

const PHONE = ['phone', '404-555-0123'] as const
const SSN = ['ssn', '912-45-6789'] as const
const BORN = ['birth-date', '1984-03-07'] as const
const EMAIL = ['email', 'mara.quill@tideworks.example'] as const

/** Null where the value is not given out whole. */
const levelOf = (type: PrivateValue['type'], value: string, answer: string) => {
  const { level, partial } = matchValue(new KnownMatcher(answer), { type, value, subject: null })
  return partial === 1 ? level : null
}

it.each([
  [...PHONE, '{"area": 404, "prefix": 555, "line": "0123"}'],
  [...PHONE, '{\n  "area_code": "404",\n  "exchange": "555",\n  "subscriber_number": "0123"\n}'],
  [...PHONE, 'Area code: 404\nExchange: 555\nSubscriber: 0123'],
  [...PHONE, '- Vorwahl: 404\n- Mitte: 555\n- Ende: 0123'],
  [...PHONE, '<area>404</area><prefix>555</prefix><line>0123</line>'],
  [...SSN, '{"area":912,"group":45,"serial":6789}'],
  [...BORN, 'datetime.date(1984, 3, 7)'],
  [...BORN, '7 במרץ 1984'],
  [...EMAIL, '"mara.quill" + "@" + "tideworks.example"'],
] as const)('%s %s in parts that have names: %s', (type, value, answer) => {
  expect(levelOf(type, value, answer)).not.toBe(null)
})

it.each([
  [...PHONE, 'Page 404, paragraph 555, line 0123'],
  [...SSN, 'She is 912, weighs 45 and lives at 6789.'],
  [...PHONE, '{"area": 404, "prefix": 555, "line": "0124"}'],
  [...BORN, 'datetime.date(1984, 4, 7)'],
] as const)('%s %s is not in: %s', (type, value, answer) => {
  expect(levelOf(type, value, answer)).toBe(null)
})
