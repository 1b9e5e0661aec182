/**
 * @file Telephone numbers: the national number must agree, whatever leads to it (a country's code, a trunk
 * prefix in or out of brackets, an exit code). `libphonenumber-js` says what of the true number is which.
 */
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Answer, Place } from './answer.ts'
import { folded } from './fold.ts'
import { endsAlone, holdsTogether, startsAlone } from './gaps.ts'
import type { KnownValue } from './known.ts'
import { shownDigits } from './number.ts'
import { originalSpan } from '../normalise.ts'
import { gapBefore, placesOf, type Signs, stretchOf } from './signs.ts'

const SHORTEST = 5
const EXTENSION = / ?(?:x|ext\.?|extension|#|durchwahl|poste|interno|ramal|доб\.?) ?\d{1,6}\s*$/

/** One way to read a true number. */
interface Reading {
  readonly national: string
  /** Of the country; null where the true number does not say. */
  readonly country: string | null
  /** Digits that may lead to the national number. */
  readonly leads: ReadonlySet<string>
}

const COUNTRY_CODES: ReadonlySet<string> = new Set(getCountries().map((country) => getCountryCallingCode(country)))
/** What is dialled before a national number, where it is not 0. */
const TRUNKS: Readonly<Record<string, string>> = {
  '1': '1',
  '7': '8',
  '36': '06',
  '370': '8',
  '375': '8',
  '993': '8',
  '998': '8',
}

/** @returns null where `value` has too few digits for a number. */
export function knownPhone(value: string): KnownValue | null {
  const readings = readNumber(folded(value).replace(EXTENSION, ''))
  const [first] = readings
  if (first === undefined) return null
  return {
    keys: [...new Set(readings.map(({ national }) => national))],
    find(answer) {
      for (const [signs, level] of [
        [answer.digits, 'norm'],
        [answer.spelledDigits, 'spelled'],
      ] as const) {
        if (signs === null) continue
        const found = readings.flatMap((reading) => wholes(signs, reading))
        if (found.length > 0)
          return found.map((place): Place => {
            const isExact = level === 'norm' && answer.original.slice(place.start, place.end).includes(value)
            return { ...place, level: isExact ? 'exact' : level }
          })
      }
      return reversed(answer, readings)
    },
    partial: (answer, except) => Math.max(...readings.map(({ national }) => shownDigits(answer, national, except))),
  }
}

function readNumber(value: string): Reading[] {
  const digits = value.replace(/\D/g, '')
  if (digits.length < SHORTEST) return []
  const international = /^\D*\+/.test(value)
    ? digits
    : /^\D*(?:00|011)\d/.test(value)
      ? digits.replace(/^(?:00|011)/, '')
      : null
  if (international !== null) return [abroad(international.replace(/^0+/, ''), value)]
  const readings: Reading[] = []
  // North America's 1 and ten digits; Chinese mobile numbers have a 1 of their own.
  if (/^1[2-9]\d{9}$/.test(digits)) return [abroad(digits, value), home(digits)]
  if (digits.length >= 11 && !digits.startsWith('0')) {
    const parsed = parsePhoneNumberFromString(`+${digits}`)
    if (parsed?.isValid() === true) readings.push(abroad(digits, value))
  }
  readings.push(home(digits))
  return readings
}

/** A number with its country. The trunk prefix that some write in brackets is dropped by the library. */
function abroad(digits: string, value: string): Reading {
  const bracketed = value
    .replace(/\(0\)/, '')
    .replace(/\D/g, '')
    .replace(/^(?:00|011)/, '')
  const parsed = parsePhoneNumberFromString(`+${/\(0\)/.test(value) ? bracketed : digits}`)
  if (parsed === undefined) return { ...home(digits), country: null }
  const country = parsed.countryCallingCode
  const national = nationalOf(country, parsed.nationalNumber)
  return { national, country, leads: leadsOf(country, national) }
}

/** Argentine mobiles have a 9 after the country's code that is not dialled at home. */
function nationalOf(country: string, national: string): string {
  return country === '54' && national.length === 11 && national.startsWith('9') ? national.slice(1) : national
}

function leadsOf(country: string, national: string): Set<string> {
  const trunks = new Set(['', '0', TRUNKS[country] ?? '0'])
  if (country === '54') trunks.add('9')
  if (country === '52') trunks.add('1')
  // Where the zero belongs to the number (Italy) it is written behind the country's code as well.
  const leads = [...trunks].flatMap((trunk) => [
    trunk,
    country + trunk,
    `00${country}${trunk}`,
    `011${country}${trunk}`,
  ])
  return new Set(national === '' ? [] : leads)
}

/** A number without its country: any country's code may lead to it. */
function home(digits: string): Reading {
  const national = digits.replace(/^0/, '')
  const leads = new Set(['', '0'])
  if (/^[2-9]\d{9}$/.test(national)) for (const lead of ['1', '001', '0111']) leads.add(lead)
  if (/^[3489]\d{9}$/.test(digits)) leads.add('8')
  if (/^8[3-9]\d{9}$/.test(digits)) {
    for (const lead of ['7', '8', '007']) leads.add(lead)
    return { national: digits.slice(1), country: null, leads }
  }
  return { national, country: null, leads }
}

const LONGEST_LEAD = 8
/** What stands between the parts of a number, brackets and a bracketed trunk prefix included. */
const INSIDE = /^(?!.*\.\s)[\s()[\]+.\-/·_]{0,5}$/

function wholes(signs: Signs, reading: Reading): { start: number; end: number }[] {
  const { national } = reading
  const found: { start: number; end: number }[] = []
  for (const at of placesOf(signs, national)) {
    if (!endsAlone(signs, at, national.length) || !holdsTogether(signs, at, national.length)) continue
    const lead = leadBefore(signs, at, reading)
    if (lead !== null) found.push(widened(signs, at - lead, national.length + lead))
  }
  return found
}

const EXTENSION_AFTER = /^ ?(?:x|ext\.?|extension) ?\d{1,6}(?!\d)/

/** With the plus and the bracket before it, and the extension behind. */
function widened(signs: Signs, at: number, count: number): { start: number; end: number } {
  const { text, from, to } = signs
  const [first, last] = [from[at] ?? 0, to[at + count - 1] ?? 0]
  const before = /(?:\+ ?\(?|\()$/.exec(text.text.slice(Math.max(0, first - 3), first))?.[0].length ?? 0
  const after = EXTENSION_AFTER.exec(text.text.slice(last, last + 20))?.[0].length ?? 0
  return originalSpan(text, first - before, Math.max(last, first + 1) + after)
}

/** How many digits lead to the national number; null where what stands before it makes it another one. */
function leadBefore(signs: Signs, at: number, reading: Reading): number | null {
  let digits = ''
  let longest: number | null = null
  for (let lead = 0; lead <= LONGEST_LEAD; lead++) {
    if (lead > 0) {
      const sign = at - lead
      if (sign < 0 || !INSIDE.test(gapBefore(signs, sign + 1))) break
      digits = (signs.signs[sign] ?? '') + digits
    }
    const plus = /\+\s?\(?$/.test(gapBefore(signs, at - lead).slice(-3))
    if (
      isLead(digits, plus, reading) &&
      startsAlone(signs, at - lead, reading.national.length + lead) &&
      !isOtherCountry(signs, at - lead, plus, digits, reading)
    )
      longest = lead
  }
  return longest
}

function isLead(digits: string, plus: boolean, { national, country, leads }: Reading): boolean {
  if (leads.has(digits)) return !(plus && digits === '' && country !== null)
  if (country !== null) return false
  if (national.length === 7 && /^(?:1|001)?[2-9]\d\d$/.test(digits) && !plus) return true
  const bare = plus ? digits : /^(?:00|011)/.test(digits) ? digits.replace(/^(?:00|011)/, '') : null
  if (bare === null) return isCountryOf(digits, national)
  return COUNTRY_CODES.has(bare) || (bare.length > 1 && /[01]$/.test(bare) && COUNTRY_CODES.has(bare.slice(0, -1)))
}

/** "8610 5555 0131": a country's code without a plus, where the whole may be a number of that country. */
function isCountryOf(digits: string, national: string): boolean {
  if (!/^[2-9]\d{1,3}$/.test(digits)) return false
  const code = COUNTRY_CODES.has(digits) ? digits : digits.endsWith('0') ? digits.slice(0, -1) : ''
  return COUNTRY_CODES.has(code) && parsePhoneNumberFromString(`+${code}${national}`)?.isPossible() === true
}

/** "+44 20 7946 0018" is not "+49 20 7946 0018": a plus with another code in front, a blank between. */
function isOtherCountry(signs: Signs, at: number, plus: boolean, digits: string, { country }: Reading): boolean {
  if (country === null || plus || (digits !== '' && digits !== '0')) return false
  let before = ''
  for (let sign = at - 1; sign >= 0 && before.length < 5; sign--) {
    if (!INSIDE.test(gapBefore(signs, sign + 1))) return false
    before = (signs.signs[sign] ?? '') + before
    if (/\+\s?\(?$/.test(gapBefore(signs, sign).slice(-3))) return before !== country
  }
  return false
}

function reversed(answer: Answer, readings: readonly Reading[]): Place[] {
  const signs = answer.digits
  return readings.flatMap(({ national }) => {
    const backwards = [...national].toReversed().join('')
    if (backwards === national) return []
    return [...placesOf(signs, backwards)]
      .filter((at) => startsAlone(signs, at, national.length) && holdsTogether(signs, at, national.length))
      .map((at): Place => ({ ...stretchOf(signs, at, national.length), level: 'reversed' }))
  })
}
