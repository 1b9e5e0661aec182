/** @file What a stretch of text may be, and what it cannot: names, firms, numbers. */
import { findPhoneNumbersInText } from 'libphonenumber-js/max'
import { findValues, readable } from '../../domain/measures/pii.ts'
import { labelOf } from './labels.ts'
import { folded } from './text-forms.ts'

/** Without punctuation about it. */
export function trimmed(text: string): string {
  return text.replace(/^[\s:：,;.*#"'“-]+|[\s,;:*"'”“-]+$/g, '')
}

/** Without what is no letter about it. */
export function cleanName(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}.]+$/gu, '')
}

/** Letters and digits alone, folded. */
export function squeezed(text: string): string {
  return folded(text).replace(/[^\p{L}\d]/gu, '')
}

/** What behind a label may be a name: words without digits, not a firm, not another label. */
export function nameValue(text: string): string | null {
  const value = trimmed(text.replace(/^\s*\[\w\]|\([^)]*\)|\s[\d/].*$/g, '')).replace(/^[^\p{L}]+/u, '')
  const letters = value.replace(/[^\p{L}]/gu, '').length
  if (
    letters < 2 ||
    value.length > 45 ||
    letters < 0.7 * value.length ||
    /[@/\\|[\]<>]|\d{2}|\.\p{Ll}{2,}$|-(?:to|of|and|in|the)-/u.test(value)
  )
    return null
  const words = value.split(/\s+/)
  if (
    words.length > 6 ||
    labelOf(value) !== null ||
    isCompanyOnly(value) ||
    words.some((word) => NO_NAME.has(folded(word)))
  )
    return null
  if (!/^(?:\p{Lu}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Katakana}|\p{Script=Hiragana})/u.test(value)) return null
  // Small letters are a hint of the form ("Statutory employee"), but for particles.
  if (words.some((word) => /^\p{Ll}{3,}/u.test(word) && !PARTICLE.test(word))) return null
  return /^(?:n\/?a|none|same|yes|no|null|void|exemplar|specimen copy|male|female|sex|m|f|signature|date|user)$/i.test(
    value,
  )
    ? null
    : value
}

const PARTICLE =
  /^(?:van|von|vom|zum|zur|den|der|ten|ter|del|della|dalla|degli|dos|das|les|los|las|bin|bint|binti|binte|ibn|ben|ould|mac|san|und|and|geb|née|nee)$/u

/** Words of forms that stand where a name may be. */
const NO_NAME = new Set(
  'of to is or the this that for from with by your you if not any all other number date name names address city state zip code type class sex male female please print signature signed title section part information application application. employment history description quantity price total amount tax invoice include including degrees provider source related condition self spouse child check one only see instructions yes no none end rest restrictions class donor veteran country nationality street company bank healthcare article relationship before married men corrected insured primary secondary identifier copy customer visa cash ort land tag geburt wohnung strasse gemeinde loan loans mortgage broker ratio ratios lender property checking savings brother sister grandparents parents children relative status expires issued flight seat gate boarding carrier class wages tips plan pay compensation withheld retirement payer payers recipient optional suff statutory experience education skills profile references languages'.split(
    ' ',
  ),
)

const COMPANY =
  /(?<!\p{L})(?:ltd|limited|inc|incorporated|corp|corporation|llc|llp|plc|gmbh|kg|ag|s\.?a\.?r?\.?l?|sas|spa|s\.p\.a|srl|b\.?v|n\.?v|pty|pvt|sdn|bhd|co|company|bank|hotel|university|universitat|college|school|hospital|clinic|church|department|ministry|government|services|trading|enterprise|store|stores|shop|market|restaurant|cafe|insurance|electric|utilities|airlines|agency|headquarters|office|institute|association|foundation|consulting|group|associates|oy|ab|as|株式会社|有限公司)(?!\p{L})\.?/iu

/** Whether a text names a firm or an office. */
export function isCompanyOnly(text: string): boolean {
  return COMPANY.test(text) && !/\d/.test(text)
}

/** A number of a numbering plan, or grouped as North American ones are. */
export function isPhone(text: string): boolean {
  return findPhoneNumbersInText(text).length > 0 || findValues(readable(text), 'phone').length > 0
}

/** Grouped as telephone numbers are. */
export const PHONE_LIKE = /^\(?\+?\d{2,4}\)?[ .-]\d{2,4}[ .-]\d{3,4}/

/** Of a number whose check digit is right: whether an issuer of cards has its first digits. */
export function isLuhnCard(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  // Bar codes and order numbers pass the check one time in ten; issuers begin with 2 to 6.
  return /^(?:4|5[0-5]|2[2-7]|3[4-7]|6)/.test(digits) && digits.length >= 14 && !/^(\d)\1+$/.test(digits)
}

/** The year of the last hundred with two digits. */
export function fullYear(two: string): number {
  return Number(two) + (Number(two) > new Date().getFullYear() % 100 ? 1900 : 2000)
}

/** As it is printed: a run of small words has the right remainder one time in a hundred. */
export const IBAN = /^[A-Z]{2} ?\d{2}[ \dA-Z]+$/
