import type { NormalisedText } from '../normalise.ts'
import { digitsOf } from './digits.ts'
import { type Finder, type Finding, matchAll } from './finding.ts'

/** An IBAN of 34 signs has nine groups of four. */
const GROUPS = 10

/** A code of letters and digits in any grouping. `form`: a whole code of its kind, of `shortest` to `longest` signs; `isValid`: its checksum. */
function code(
  form: RegExp,
  [shortest, longest]: readonly [number, number],
  isValid: (compact: string) => boolean,
): Finder {
  return { find: (text) => findRuns(text, form, shortest, longest, isValid) }
}

/** The longest codes among runs of neighbouring groups: what stands before and behind a code is often written like its groups. */
function findRuns(
  text: NormalisedText,
  form: RegExp,
  shortest: number,
  longest: number,
  isValid: (compact: string) => boolean,
): Finding[] {
  const groups = matchAll(text, /[\p{L}\p{N}]+/gu)
  const found: Finding[] = []
  for (let first = 0; first < groups.length; first++) {
    let compact = ''
    let best: { readonly compact: string; readonly last: number } | null = null
    for (let last = first; last < Math.min(groups.length, first + GROUPS); last++) {
      compact += groups[last]?.text ?? ''
      if (compact.length > longest) break
      if (compact.length >= shortest && form.test(compact) && isValid(compact)) best = { compact, last }
    }
    if (best === null) continue
    found.push({ start: groups[first]?.start ?? 0, end: groups[best.last]?.end ?? 0, key: best.compact })
    first = best.last
  }
  return found
}

/** ISO 13616: two letters, two check digits, up to 30 signs; the whole is 1 modulo 97 (ISO 7064). */
export const iban = code(/^[a-z]{2}\d{2}[a-z0-9]{11,30}$/, [15, 34], (compact) => {
  const digits = [...`${compact.slice(4)}${compact.slice(0, 4)}`].map((sign) => parseInt(sign, 36)).join('')
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
})

/** Payment cards: 13 to 19 digits with the check digit of ISO/IEC 7812 (Luhn). */
export const card = code(/^\d{13,19}$/, [13, 19], (compact) => {
  const digits = [...digitsOf(compact)].toReversed().map(Number)
  const sum = digits.reduce((total, digit, place) => {
    const doubled = place % 2 === 1 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
})
