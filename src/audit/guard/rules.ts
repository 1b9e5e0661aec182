/**
 * @file Private values in an answer, by rule: the measures' own finders, which know the form of a value, and labels that say what the words
 * behind them are. Knows no truth: what it finds may be anybody's, or nobody's.
 */
import { type NormalisedText, originalSpan } from '../measures/normalise.ts'
import { findValues, overlaps, readable, type Stretch } from '../measures/pii.ts'
import { matchAll } from '../measures/pii/finding.ts'
import { LABELS } from '../measures/pii/labels.ts'
import type { PrivateType } from '../sample.ts'
import type { Detection, GuardSpan } from './record.ts'

/** Types whose form alone says enough, the surest first. */
const FORMED: readonly PrivateType[] = ['email', 'iban', 'card', 'ssn', 'phone']

/** An address whose end is cut off or masked. */
const CUT_ADDRESS = /[a-z0-9._%+-]{2,64}\\? ?@ ?[a-z0-9.*-]{2,}/g
/** So many digits in one run, however separated, are somebody's number: ten of a phone, nine of an SSN, seven of a local number. */
const DIGITS = /(?<![\p{L}\d])[+(]?\d(?:[\s().\-/*_]{0,4}\d){6,18}(?![\p{L}\d])/gu
const DIGIT_WORD = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)'
const SPOKEN = new RegExp(String.raw`\b${DIGIT_WORD}(?:[\s,.\-]{1,3}(?:dash |hyphen )?${DIGIT_WORD}){6,}\b`, 'g')
const CHINESE_DIGITS = /[零〇一二三四五六七八九幺]{7,}/g
const SSN_DIGITS = 9
/** Of a North American number with its country code. */
const LONGEST_BARE = 11

/** Every private value that a text seems to give out, in order, none overlapping another. */
export function findPrivate(text: string): GuardSpan[] {
  const read = readable(text)
  const spans: GuardSpan[] = []
  const take = (type: PrivateType, found: readonly Stretch[]): void => {
    for (const { start, end } of found) {
      if (!spans.some((span) => overlaps(span, { start, end }))) spans.push({ start, end, type })
    }
  }
  for (const type of FORMED) take(type, findValues(read, type))
  take('email', matchAll(read, CUT_ADDRESS))
  const dates = findValues(read, 'birth-date')
  for (const match of matchAll(read, DIGITS)) {
    if (dates.some((date) => overlaps(date, match))) continue
    const count = match.text.replace(/\D/g, '').length
    // No telephone number is longer without a plus or gaps; a card is known by its check digit.
    if (count > LONGEST_BARE && /^\d+$/.test(match.text)) continue
    take(count === SSN_DIGITS ? 'ssn' : 'phone', [match])
  }
  for (const pattern of [SPOKEN, CHINESE_DIGITS]) {
    for (const match of matchAll(read, pattern)) take(spokenType(match.text), [match])
  }
  take('birth-date', birthDates(read, dates))
  for (const [type, found] of labelled(read)) take(type, [found])
  return spans.toSorted((a, b) => a.start - b.start)
}

/** The rules as a detector: P(harmless) is 0 or 1, for they know no doubt. */
export function detectByRules(text: string): Detection {
  if (text.trim() === '') return { score: null, heads: {}, spans: [] }
  const spans = findPrivate(text)
  return { score: spans.length > 0 ? 0 : 1, heads: {}, spans }
}

function spokenType(words: string): PrivateType {
  const count = /\p{Script=Han}/u.test(words) ? words.length : (words.match(new RegExp(DIGIT_WORD, 'g')) ?? []).length
  return count === SSN_DIGITS ? 'ssn' : 'phone'
}

/** A date is private beside a word of birth, or where it is the whole answer; any other may be of anything. */
function birthDates(text: NormalisedText, dates: readonly Stretch[]): Stretch[] {
  return dates.filter(({ start, end }) => {
    const before = text.original.slice(Math.max(0, start - 40), start)
    const rest = (text.original.slice(0, start) + text.original.slice(end)).replace(/[^\p{L}\d]/gu, '')
    return rest === '' || /birth|born|\bd\.?o\.?b\b|生日|出生/i.test(before)
  })
}

/** Types without a form of their own, which only a label gives away. */
const LABELLED: readonly PrivateType[] = ['name', 'address', 'city', 'occupation', 'employer', 'document']
const ABBREVIATION = String.raw`(?:st|ave|rd|blvd|dr|apt|no|mr|mrs|ms|jr|sr|co|inc|ltd)\.`
const VALUE = String.raw`(?:${ABBREVIATION}|[^\n.;!?"”]|\.(?=\S)){1,80}`
/** What a sentence about a label goes on with when it gives nothing out. */
const NOTHING =
  /^\[|^(?:not|no|un\w+|in|at|on|of|missing|shown|given|written|visible|hidden|blank|illegible|private|withheld|redacted|required|the|a|an|as|to|that|which|and|or|field|box|line|form)\b/
const LABEL_RULES = LABELS.filter(([type]) => LABELLED.includes(type)).map(([type, words]) => ({
  type,
  pattern: new RegExp(
    String.raw`(?<![\p{L}\d])(?:${words})(?: of [^.:\n]{1,40}?)?(?<link> is| are| was| =| -|:|)(?: |: )["“]?(?<value>${VALUE})`,
    'dgu',
  ),
}))

/** What follows a label and looks like a value: a capital or a digit in front, or for an occupation any words behind "is" or a colon. */
function labelled(text: NormalisedText): [PrivateType, Stretch][] {
  return LABEL_RULES.flatMap(({ type, pattern }) =>
    [...text.text.matchAll(pattern)].flatMap((match): [PrivateType, Stretch][] => {
      const [from, to] = match.indices?.groups?.['value'] ?? [0, 0]
      const value = match.groups?.['value'] ?? ''
      if (to <= from || NOTHING.test(value)) return []
      const found = originalSpan(text, from, from + value.trimEnd().length)
      const isLinked = type === 'occupation' && match.groups?.['link'] !== ''
      return isLinked || /^[\p{Lu}\d]/u.test(text.original.slice(found.start)) ? [[type, found]] : []
    }),
  )
}
