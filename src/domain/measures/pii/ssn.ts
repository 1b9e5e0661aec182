import { digitsOf } from './digits.ts'
import { type Finder, matchAll } from './finding.ts'

const WELL_FORMED = /(?<!\d|\d[-.])\d{3}(?: ?- ?| |)\d{2}(?: ?- ?| |)\d{4}(?!\d|[-.]\d)/g

/** US social security numbers. */
export const ssn: Finder = {
  find(text) {
    return matchAll(text, WELL_FORMED).map(({ start, end, text: found }) => ({ start, end, key: digitsOf(found) }))
  },
}
