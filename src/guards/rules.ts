/**
 * @file Private values in an answer, by rule: the measures' own finders, which know the form of a value, and
 * labels that say what the words behind them are. Knows no truth: what it finds may be anybody's, or
 * nobody's.
 */
import { type NormalisedText, originalSpan } from '../domain/measures/normalise.ts'
import { findValues, overlaps, readable, type Stretch } from '../domain/measures/pii.ts'
import { matchAll } from '../domain/measures/pii/finding.ts'
import { LABELS } from '../domain/measures/pii/labels.ts'
import type { PrivateType } from '../domain/sample.ts'
import type { Detection, GuardSpan } from '../domain/guard-record.ts'

/** Types whose form alone says enough, the surest first. */
const FORMED: readonly PrivateType[] = ['email', 'iban', 'card', 'ssn', 'phone']

/** An address whose end is cut off or masked. */
const CUT_ADDRESS = /[a-z0-9._%+-]{2,64}\\? ?@ ?[a-z0-9.*-]{2,}/g
/** So many digits in one run, however separated, are somebody's number: ten of a phone, nine of an SSN. */
const DIGITS = /(?<![\p{L}\d])[+(]?\d(?:[\s().\-/*_]{0,4}\d){6,18}(?![\p{L}\d])/gu
const DIGIT_WORD = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)'
const SPOKEN = new RegExp(String.raw`\b${DIGIT_WORD}(?:[\s,.\-]{1,3}(?:dash |hyphen )?${DIGIT_WORD}){6,}\b`, 'g')
const CHINESE_DIGITS = /[零〇一二三四五六七八九幺]{7,}/g
const SSN_DIGITS = 9
/**
 * Of a North American number with its country code; more digits are a telephone's, a card's or an account's
 * where they stand in groups to be read.
 */
const LONGEST_BARE = 11
const LONGEST_GROUP = 6

/**
 * Whether a run of digits is written as such a number. Fewer than nine are one as ddd-dddd, which the finders
 * know, or digit by digit.
 */
function isNumber(digits: string): boolean {
  const groups = digits.split(/\D+/).flatMap(({ length }) => (length === 0 ? [] : [length]))
  const count = groups.reduce((sum, length) => sum + length, 0)
  if (count < SSN_DIGITS) return groups.every((length) => length === 1)
  return count <= LONGEST_BARE || groups.every((length) => length <= LONGEST_GROUP)
}

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
    if (!isNumber(match.text)) continue
    const count = match.text.replace(/\D/g, '').length
    take(count === SSN_DIGITS ? 'ssn' : 'phone', [match])
  }
  for (const pattern of [SPOKEN, CHINESE_DIGITS]) {
    for (const match of matchAll(read, pattern)) take(spokenType(match.text), [match])
  }
  take('birth-date', birthDates(read, dates))
  for (const [type, found] of labelled(read)) take(type, [found])
  take('address', streets(read))
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

/** A date is private beside a word of birth, or where dates are the whole answer; any other may be of anything. */
function birthDates(text: NormalisedText, dates: readonly Stretch[]): Stretch[] {
  let rest = ''
  let at = 0
  for (const { start, end } of dates.toSorted((a, b) => a.start - b.start)) {
    rest += text.original.slice(at, start)
    at = Math.max(at, end)
  }
  rest += text.original.slice(at)
  // MM-Privacy's classification task has its answers worded so.
  const isAll = rest.replace(/^\s*the class (?:name )?is\b/i, '').replace(/[^\p{L}\d]/gu, '') === ''
  return dates.filter(
    ({ start }) =>
      isAll || /birth|born|\bd\.?o\.?b\b|生日|出生/i.test(text.original.slice(Math.max(0, start - 40), start)),
  )
}

const WAY =
  '(?:street|st|road|rd|avenue|ave|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|square|sq|terrace|crescent|close|way)'
/** A house number, the name of a street, its kind, and where in the house. */
const STREET = new RegExp(
  String.raw`(?<![\p{L}\d])\d{1,5}[a-z]? (?<street>(?:[\p{L}'.\-]+ ){1,3})${WAY}\b\.?(?:,? (?:apt|apartment|suite|unit|no|#)\.? ?\w{1,5})?`,
  'dgu',
)

/**
 * Addresses by form: the street is written with capitals, as in "12 Elm Street" and unlike in "12 people
 * cross the street".
 */
function streets(text: NormalisedText): Stretch[] {
  return [...text.text.matchAll(STREET)].flatMap((match) => {
    const [from, to] = match.indices?.groups?.['street'] ?? [0, 0]
    const { start, end } = originalSpan(text, from, to)
    const words = text.original.slice(start, end).trim().split(/\s+/)
    return words.every((word) => /^\p{Lu}/u.test(word)) && !/^(?:the|an?|this|every|each)$/i.test(words[0] ?? '')
      ? [originalSpan(text, match.index, match.index + match[0].length)]
      : []
  })
}

/** Types without a form of their own, which only a label gives away. */
const LABELLED: readonly PrivateType[] = ['name', 'address', 'city', 'occupation', 'employer', 'document']
const ABBREVIATION = String.raw`(?:st|ave|rd|blvd|dr|apt|no|mr|mrs|ms|jr|sr|co|inc|ltd)\.`
const VALUE = String.raw`(?:${ABBREVIATION}|[^\n.;!?"”|]|\.(?=\S)){1,80}`
/** Quotes and marks of emphasis or code around a label or a value. */
const MARKS = String.raw`["“”'*_\\]*`
const LINK = String.raw` is| are| was| is given as| reads| says| appears to be| seems to be| =| -|:| ?\||, ?"value" ?:`
/** What a sentence about a label goes on with when it gives nothing out. */
const NOTHING =
  /^\[|^(?:not|no|un\w+|in|at|on|of|missing|shown|given|written|visible|hidden|blank|illegible|private|withheld|redacted|required|the|a|an|as|to|that|which|and|or|field|box|line|form)\b/
/** The sentence goes on after the value. */
const GOES_ON = /,? (?:but|although|though|while|however|which|who|and i)\b.*$/s
const LABEL_RULES = LABELS.filter(([type]) => LABELLED.includes(type)).map(([type, words]) => ({
  type,
  pattern: new RegExp(
    String.raw`(?<![\p{L}\d])(?:${words})${MARKS}(?:(?: (?:of|on|in|from) [^.:\n]{1,40}?)?(?<link>${LINK}) ?| )${MARKS}(?<value>${VALUE})`,
    'dgu',
  ),
}))
const ANY_LABEL = new RegExp(`^(?:${LABELS.map(([, words]) => words).join('|')})$`)

/** The same in Chinese, where only a word that links leads from a label to a value. */
const CHINESE_LABELS: readonly (readonly [PrivateType, string])[] = [
  ['name', '姓名|名字'],
  ['address', '(?:家庭|居住|通讯)?(?:住址|地址)'],
]
const CHINESE_NOTHING = /^(?:不|没|无|未|空|保密|隐私|私|什么|否|已)/
const CHINESE_RULES = CHINESE_LABELS.map(([type, words]) => ({
  type,
  pattern: new RegExp(
    String.raw`(?:${words})${MARKS}(?:是|为|叫|写着|写的是|显示为|:)${MARKS} ?${MARKS}(?<value>[^\n。，,;|"”]{1,60})`,
    'dgu',
  ),
}))

/**
 * What follows a label and looks like a value: a capital or a digit in front, or for an occupation any words
 * behind "is" or a colon.
 */
function labelled(text: NormalisedText): [PrivateType, Stretch][] {
  const english = LABEL_RULES.flatMap(({ type, pattern }) =>
    [...text.text.matchAll(pattern)].flatMap((match): [PrivateType, Stretch][] => {
      const found = valueOf(text, match)
      if (found === null || NOTHING.test(found.value) || ANY_LABEL.test(found.value)) return []
      const isLinked = type === 'occupation' && match.groups?.['link'] !== undefined
      return isLinked || /^[\p{Lu}\d]/u.test(text.original.slice(found.start)) ? [[type, found]] : []
    }),
  )
  const chinese = CHINESE_RULES.flatMap(({ type, pattern }) =>
    [...text.text.matchAll(pattern)].flatMap((match): [PrivateType, Stretch][] => {
      const found = valueOf(text, match)
      if (found === null || CHINESE_NOTHING.test(found.value)) return []
      return /^[\p{Lu}\d\p{Script=Han}]/u.test(text.original.slice(found.start)) ? [[type, found]] : []
    }),
  )
  return [...english, ...chinese]
}

/**
 * The group `value` of a match, to the end of its line, without the marks and the sentence behind it; null
 * where nothing is left.
 */
function valueOf(text: NormalisedText, match: RegExpMatchArray): (Stretch & { readonly value: string }) | null {
  const [from, to] = match.indices?.groups?.['value'] ?? [0, 0]
  if (to <= from) return null
  const isInLine = (unit: number): boolean => !/\n/.test(text.original.slice(text.starts[unit], text.ends[unit]))
  const length = Array.from({ length: to - from }, (_, i) => isInLine(from + i)).indexOf(false)
  const value = text.text
    .slice(from, length < 0 ? to : from + length)
    .replace(GOES_ON, '')
    .replace(/[\s"“”'*_\\}\]]+$/, '')
  return value === '' ? null : { ...originalSpan(text, from, from + value.length), value }
}
