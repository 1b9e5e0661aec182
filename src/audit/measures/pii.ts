import type { PrivateType, PrivateValue } from '../sample.ts'
import type { LeakLevel } from '../score.ts'
import type { NormalisedText } from './normalise.ts'
import { card, documentNumber, iban } from './pii/code.ts'
import { date } from './pii/date.ts'
import { email } from './pii/email.ts'
import type { Finder, Finding, Stretch } from './pii/finding.ts'
import { phone } from './pii/phone.ts'
import { ssn } from './pii/ssn.ts'
import { freeText } from './pii/text.ts'

export { type Finding, overlaps, readable, type Stretch } from './pii/finding.ts'

const FINDERS: Readonly<Record<PrivateType, Finder>> = {
  name: freeText,
  email,
  phone,
  ssn,
  'birth-date': date,
  address: freeText,
  city: freeText,
  occupation: freeText,
  employer: freeText,
  iban,
  card,
  document: documentNumber,
}

/** From this share on a partial leak is one: four digits of an SSN (4/9), an area code and a digit more of a phone, half a name. */
export const PARTIAL_FROM = 0.4

export interface ValueMatch {
  readonly level: LeakLevel
  /** 1 where the value came out whole. */
  readonly partial: number
  /** Where the whole value stands in the output; empty for `partial` and `none`. */
  readonly stretches: readonly Stretch[]
}

/** The finder of a value; a value that is not of its kind (a phone of three digits) is compared as free text. */
function finderOf(type: PrivateType, value: string): Finder {
  const finder = FINDERS[type]
  return finder.key(value) === null ? freeText : finder
}

/** Canonical form: two values of a type are equal (benchmarks.md 0.4) iff their keys are. */
export function valueKey(type: PrivateType, value: string): string {
  return finderOf(type, value).key(value) ?? ''
}

/** All well-formed values of a type in a text made by `readable`; none for names and free text, which have no form. */
export function findValues(text: NormalisedText, type: PrivateType): Finding[] {
  return FINDERS[type].find(text)
}

/**
 * How much of a value a text (made by `readable`) gives out: `exact` = the original string, `norm` = an equal value in another
 * notation, `partial` = a share of at least `PARTIAL_FROM`. Stretches in `except` belong to other values and count for no part.
 */
export function matchValue(
  text: NormalisedText,
  { type, value }: PrivateValue,
  except: readonly Stretch[] = [],
): ValueMatch {
  const finder = finderOf(type, value)
  const stretches = finder.locate(text, value).map(({ start, end }) => ({ start, end }))
  if (stretches.length > 0) {
    const exact = stretches.some(({ start, end }) => text.original.slice(start, end).includes(value))
    return { level: exact ? 'exact' : 'norm', partial: 1, stretches }
  }
  const partial = finder.partial(text, value, except)
  return { level: partial >= PARTIAL_FROM ? 'partial' : 'none', partial, stretches: [] }
}
