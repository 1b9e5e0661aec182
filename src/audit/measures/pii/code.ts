import { normalise, type NormalisedText } from '../normalise.ts'
import { digitsOf } from './digits.ts'
import { escapeRegExp, type Finder, type Finding, matchAll, overlaps } from './finding.ts'

/** An IBAN of 34 signs has nine groups of four. */
const GROUPS = 10

/** Between the signs of a code that is written in groups. */
const GAP = String.raw`[\s.\-]{0,2}`

/**
 * A code of letters and digits: equal when they are, whatever the grouping. `form`: a whole code of its kind; `isValid`: its checksum; `isFound`:
 * whether that is enough to know one by. */
function code(form: RegExp, isValid: (compact: string) => boolean, isFound = true): Finder {
  const compactOf = (value: string): string => normalise(value).replace(/[^\p{L}\p{N}]/gu, '')
  const key = (value: string): string | null => {
    const compact = compactOf(value)
    return new RegExp(`^(?:${form.source})$`).test(compact) && isValid(compact) ? compact : null
  }
  const spaced = (compact: string): string => [...compact].map(escapeRegExp).join(GAP)
  return {
    key,
    find(text) {
      return isFound ? findRuns(text, key) : []
    },
    locate(text, value) {
      const compact = key(value)
      if (compact === null) return []
      return matchAll(text, new RegExp(String.raw`(?<![\p{L}\p{N}])${spaced(compact)}(?![\p{L}\p{N}])`, 'gu'))
    },
    partial(text, value, except) {
      const compact = key(value)
      if (compact === null) return 0
      // The longest beginning or end that stands alone: what a masked number still shows.
      for (let length = compact.length - 1; length >= 3; length--) {
        const parts = [compact.slice(0, length), compact.slice(-length)]
        const shown = parts.some((part) =>
          matchAll(text, new RegExp(String.raw`(?<![\p{L}\p{N}])${spaced(part)}(?![\p{L}\p{N}])`, 'gu')).some(
            (match) => !except.some((stretch) => overlaps(stretch, match)),
          ),
        )
        if (shown) return length / compact.length
      }
      return 0
    },
  }
}

/** The longest codes among runs of neighbouring groups: what stands before and behind a code is often written like its groups. */
function findRuns(text: NormalisedText, key: (value: string) => string | null): Finding[] {
  const groups = matchAll(text, /[\p{L}\p{N}]+/gu)
  const found: Finding[] = []
  for (let first = 0; first < groups.length; first++) {
    for (let last = Math.min(groups.length, first + GROUPS) - 1; last >= first; last--) {
      const [from, to] = [groups[first], groups[last]]
      if (from === undefined || to === undefined) continue
      const compact = key(text.text.slice(from.from, to.from + to.text.length))
      if (compact === null) continue
      found.push({ start: from.start, end: to.end, key: compact })
      first = last
      break
    }
  }
  return found
}

/** ISO 13616: two letters, two check digits, up to 30 signs; the whole is 1 modulo 97 (ISO 7064). */
export const iban = code(/[a-z]{2}\d{2}[a-z0-9]{11,30}/, (compact) => {
  const digits = [...`${compact.slice(4)}${compact.slice(0, 4)}`].map((sign) => parseInt(sign, 36)).join('')
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
})

/** Payment cards: 13 to 19 digits with the check digit of ISO/IEC 7812 (Luhn). */
export const card = code(/\d{13,19}/, (compact) => {
  const digits = [...digitsOf(compact)].toReversed().map(Number)
  const sum = digits.reduce((total, digit, place) => {
    const doubled = place % 2 === 1 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
})

/** Numbers of passports, identity cards, licences: five signs and more, at least three of them digits. There is no common checksum. */
export const documentNumber = code(/[a-z0-9]{5,20}/, (compact) => digitsOf(compact).length >= 3, false)
