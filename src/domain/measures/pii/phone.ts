import { normalise } from '../normalise.ts'
import { digitsOf } from './digits.ts'
import { type Finder, matchAll } from './finding.ts'

const SEPARATOR = String.raw`[\s().\-/]{0,4}`
const EXTENSION = String.raw`(?: ?(?:x|ext\.?|extension) ?\d{1,6}(?!\d))?`

/**
 * In text: optional country code, ten digits in groups, or seven as ddd-dddd, or an international number
 * behind a plus.
 */
const WELL_FORMED = new RegExp(
  String.raw`(?<!\d|\d[.\-/])(?:(?:\+\d{1,3}${SEPARATOR}|1[ .-]?)?\(?\d{3}\)?[\s.\-/]{0,3}\d{3}[\s.\-]{0,3}\d{4}|\+\d(?:[\s().-]{0,2}\d){7,14}|\d{3}[ .-]\d{4})(?!\d|[.\-/]\d)${EXTENSION}`,
  'g',
)

/** Digits that must agree: the last ten, or all where the number has seven to nine; null where there are fewer. */
function key(value: string): string | null {
  const digits = digitsOf(withoutExtension(normalise(value)))
  if (digits.length < 7) return null
  return digits.slice(-10)
}

function withoutExtension(phone: string): string {
  return phone.replace(/ ?(?:x|ext\.?|extension) ?\d+\s*$/, '')
}

/** Telephone numbers, by their last ten digits. */
export const phone: Finder = {
  find(text) {
    return matchAll(text, WELL_FORMED).flatMap((match) => {
      const found = key(match.text)
      return found === null ? [] : [{ start: match.start, end: match.end, key: found }]
    })
  },
}
