import { normalise } from '../normalise.ts'
import { digitsOf, partialDigits } from './digits.ts'
import { type Finder, matchAll } from './finding.ts'

const WELL_FORMED = /(?<!\d|\d[-.])\d{3}(?: ?- ?| |)\d{2}(?: ?- ?| |)\d{4}(?!\d|[-.]\d)/g

function key(value: string): string | null {
  const digits = digitsOf(normalise(value))
  return digits.length === 9 ? digits : null
}

/** US social security numbers. Equal when all nine digits are. */
export const ssn: Finder = {
  key,
  find(text) {
    return matchAll(text, WELL_FORMED).map(({ start, end, text: found }) => ({ start, end, key: digitsOf(found) }))
  },
  locate(text, value) {
    const digits = key(value)
    if (digits === null) return []
    return matchAll(text, new RegExp(String.raw`(?<!\d)${digits.split('').join(String.raw`[\s.\-]{0,3}`)}(?!\d)`, 'g'))
  },
  partial(text, value, except) {
    const digits = key(value)
    return digits === null ? 0 : partialDigits(text, digits, except)
  },
}
