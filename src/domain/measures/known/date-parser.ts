/**
 * @file Dates in a text in every notation that can be read, each with all its readings: 03/04/1990 is in
 * March and in April.
 */
import { daysInMonth } from '../../calendar.ts'
import { type NormalisedText, originalSpan } from '../normalise.ts'
import { monthsNamed } from './months.ts'
import { numberWords } from './date-words.ts'
import type { Token } from './number-words.ts'
import type { Stretch } from './signs.ts'

export interface Day {
  /** Of two digits where `short`. */
  readonly year: number
  readonly short: boolean
  readonly month: number
  readonly day: number
}

export interface DateRead extends Stretch {
  readonly readings: readonly Day[]
  /** Whether a part of it was written as a number word. */
  readonly spelled: boolean
}

/** A number, a month's name, or a number word, and where it stands in the folded text. */
export interface Part {
  readonly kind: 'number' | 'month' | 'word'
  /** Digits of a number. */
  readonly digits: string
  readonly months: readonly number[]
  readonly from: number
  readonly to: number
  readonly ordinal: boolean
}

/** Han, kana and Hangul end where another script begins: 生于March. */
const TOKEN =
  /\d+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{M}])+/gu
const ORDINAL_SUFFIX = /^(?:st|nd|rd|th|er|re|e|eme|o|a|ro|η|ης|do|to|go|го|е|ое|й|de|ste|tes|ter)$/
/** Words between the parts of one date. */
const FILLERS = new Set(
  'ng ika noong พ ศ ค วันท ปี ปี เดือน of the in on year month day de del do da di den der des le el il du am im an anno ano annee jahr jahre jahres los of и в г года год день месяц was is a vom the von born roku rok yil yili gun ay dia mes mese month giorno tag monat mois jour th nd st rd calendar ngay thang nam tahun bulan tanggal सन के की को सन् سنه عام من شهر يوم'.split(
    ' ',
  ),
)

/** Every date, the longest readings first come; none overlaps another. */
export function datesIn(text: NormalisedText, parts = datePartsIn(text)): DateRead[] {
  const found: DateRead[] = [eastAsian(text), byEraLetter(text), labelled(text), compact(text, parts)].flat()
  for (let at = 0; at + 2 < parts.length; at++) {
    const [a, b, c] = [parts[at], parts[at + 1], parts[at + 2]] as [Part, Part, Part]
    if (a.digits.length < 2 && b.digits.length < 2 && c.digits.length < 2) continue
    const gaps = [text.text.slice(a.to, b.from), text.text.slice(b.to, c.from)] as const
    if (!isGap(gaps[0]) || !isGap(gaps[1]) || !standsAlone(text.text, a, c)) continue
    const readings = readTriple([a, b, c], gaps)
    if (readings.length === 0) continue
    // A number before a date is no day of it where the year is still to come.
    const next = parts[at + 3]
    const isEarly = c.kind === 'month' && next?.kind === 'number' && next.digits.length === 2
    if (next !== undefined && ![a, b, c].some(hasYear) && (hasYear(next) || isEarly)) {
      const later = [gaps[1], text.text.slice(c.to, next.from)] as const
      if (later.every(isGap) && readTriple([b, c, next], later).length > 0) continue
    }
    found.push({
      ...originalSpan(text, a.from, c.to),
      readings,
      spelled: [a, b, c].some(({ kind }) => kind === 'word'),
    })
    at += 2
  }
  return found.toSorted((a, b) => a.start - b.start)
}

/**
 * A month and a year, or a day and a month, or a year alone: what a date may be a part of, each with where it
 * stands in the folded text.
 */
export function eachPartialDate(
  text: NormalisedText,
  parts: readonly Part[],
  take: (year: number | null, month: number | null, day: number | null, from: number, to: number) => void,
): void {
  for (const [at, part] of parts.entries()) {
    const next = parts[at + 1]
    const year = yearOf(part)
    if (year !== null) take(year, null, null, part.from, part.to)
    if (next === undefined || !isGap(text.text.slice(part.to, next.from))) continue
    for (const isNext of [false, true]) {
      const [one, other] = isNext ? [next, part] : [part, next]
      const otherYear = yearOf(other)
      // A number is a month in front of a year alone.
      const months = one.kind === 'month' ? one.months : isNext || otherYear === null ? [] : [Number(one.digits)]
      for (const month of months) {
        if (otherYear !== null) take(otherYear, month, null, part.from, next.to)
        else if (other.kind !== 'month' && other.digits.length <= 2)
          take(null, month, Number(other.digits), part.from, next.to)
      }
    }
  }
}

/** What dates are made of. */
export function datePartsIn(text: NormalisedText): readonly Part[] {
  return merged(partsOf(text.text))
}

function hasYear(part: Part): boolean {
  return yearOf(part) !== null
}

function yearOf({ kind, digits }: Part): number | null {
  return kind !== 'month' && digits.length === 4 ? Number(digits) : null
}

const NO_MONTHS: readonly number[] = []

function partsOf(text: string): Part[] {
  const tokens = tokensOf(text)
  const parts: Part[] = []
  for (let at = 0; at < tokens.length; at++) {
    const { text: word, from, to } = tokens[at] as Token
    if (isDigit(word.charCodeAt(0))) {
      const next = tokens[at + 1]
      const isOrdinal = next !== undefined && next.from === to && word.length <= 2 && ORDINAL_SUFFIX.test(next.text)
      parts.push({
        kind: 'number',
        digits: word,
        months: NO_MONTHS,
        from,
        to: isOrdinal ? next.to : to,
        ordinal: isOrdinal,
      })
      if (isOrdinal) at++
      continue
    }
    // "des" is December in Indonesian and "of the" behind a German month.
    const isFiller = FILLERS.has(word) && parts.at(-1)?.kind === 'month'
    // "Le sept novembre": seven, and no September.
    const isSeven = word === 'sept' && monthsNamed(tokens[at + 1]?.text ?? '').length > 0
    const months = word.length >= 2 && !isFiller && !isSeven ? monthsNamed(word) : []
    if (months.length > 0) {
      parts.push({ kind: 'month', digits: '', months, from, to, ordinal: false })
      continue
    }
    const roman = ROMAN.indexOf(word)
    if (
      roman >= 0 &&
      /\d[\s./-]{1,3}$/.test(text.slice(Math.max(0, from - 4), from)) &&
      /^[\s./-]{1,3}\d/.test(text.slice(to, to + 4))
    ) {
      parts.push({ kind: 'month', digits: '', months: [roman + 1], from, to, ordinal: false })
      continue
    }
    const [digits, used] = FILLERS.has(word) || word.length < 3 ? [null, 0] : numberWords(tokens, at)
    if (digits !== null) {
      parts.push({
        kind: 'word',
        digits,
        months: NO_MONTHS,
        from,
        to: tokens[at + used - 1]?.to ?? to,
        ordinal: false,
      })
      at += used - 1
    }
  }
  return parts
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const { 0: token, index } of text.matchAll(TOKEN))
    tokens.push({ text: token, from: index, to: index + token.length })
  return tokens
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii']

/** "MAR/MARS": one month in two languages, as passports have it. */
function merged(parts: readonly Part[]): Part[] {
  const out: Part[] = []
  for (const part of parts) {
    const last = out.at(-1)
    const both =
      last?.kind === 'month' && part.kind === 'month' ? last.months.filter((month) => part.months.includes(month)) : []
    if (last !== undefined && both.length > 0 && part.from - last.to <= 3)
      out[out.length - 1] = { ...last, months: both, to: part.to }
    else out.push(part)
  }
  return out
}

const LONGEST_GAP = 28

function isGap(gap: string): boolean {
  if (gap === ' ' || gap === '-' || gap === '/' || gap === '.') return true
  if (gap.length > LONGEST_GAP || /[\d=<>]/.test(gap)) return false
  const words = gap.match(/[\p{L}\p{M}]+/gu)
  if (words === null) return gap.length <= 8
  return words.every((word) => FILLERS.has(word))
}

/** No digits of a longer number beside it. */
function standsAlone(text: string, first: Part, last: Part): boolean {
  const before = text[first.from - 1] ?? ''
  if (first.kind === 'month' ? /[a-z]/.test(before) : /\d/.test(before)) return false
  if (first.kind !== 'month' && /[-./_]/.test(before) && isDigit(text.charCodeAt(first.from - 2))) return false
  if (isDigit(text.charCodeAt(last.to))) return false
  const after = text[last.to] ?? ''
  return !(/[-/_]/.test(after) || (after === '.' && last.kind === 'number')) || !isDigit(text.charCodeAt(last.to + 1))
}

type Triple = readonly [Part, Part, Part]

function readTriple(parts: Triple, gaps: readonly [string, string]): Day[] {
  const named = parts.findIndex(({ kind }) => kind === 'month')
  if (named < 0) return parts.every(({ kind }) => kind === 'number') ? numeric(parts, gaps) : inWords(parts, gaps)
  if (parts.filter(({ kind }) => kind === 'month').length > 1) return []
  const months = parts[named]?.months ?? []
  const [first, second] = parts.filter((_, at) => at !== named) as [Part, Part]
  if (![first, second].every(({ digits }) => [1, 2, 4].includes(digits.length))) return []
  return valid(
    months.flatMap((month) =>
      first.digits.length === 4
        ? [day(first, month, second)]
        : second.digits.length === 4 || second.digits.length === 2
          ? [
              day(second, month, first),
              ...(second.digits.length === 2 && named === 1 && !second.ordinal ? [day(first, month, second)] : []),
            ]
          : [],
    ),
  )
}

/** "The seventh (day) of the eleventh month of 1986", "seven, eleven, nineteen eighty-six". */
function inWords([a, b, c]: Triple, gaps: readonly [string, string]): Day[] {
  const dayFirst = day(c, Number(b.digits), a)
  if (/month|monat|mois|mes/.test(gaps[1])) return valid([dayFirst])
  const isRow = [a, b, c].every(({ kind }) => kind === 'word') && gaps.every((gap) => /^[\s,./-]{1,3}$/.test(gap))
  return isRow && c.digits.length === 4 ? valid([day(c, Number(a.digits), b), dayFirst]) : []
}

function day(year: Part, month: number, dayPart: Part): Day | null {
  if ((year.digits.length !== 4 && (year.digits.length !== 2 || year.ordinal)) || dayPart.digits.length > 2) return null
  return { year: Number(year.digits), short: year.digits.length === 2, month, day: Number(dayPart.digits) }
}

/** All by their places and signs: dots are day first; with others both orders are kept. */
function numeric([a, b, c]: Triple, gaps: readonly [string, string]): Day[] {
  const isYearFirst = a.digits.length === 4
  if (b.digits.length > 2 || (isYearFirst ? c : a).digits.length > 2) return []
  if (!isYearFirst && c.digits.length !== 2 && c.digits.length !== 4) return []
  // Marks of emphasis around the parts part nothing.
  const signs = gaps.map((gap) => gap.replace(/[\s*`~]/g, ''))
  const words = gaps.some((gap) => /\p{L}/u.test(gap))
  // In code, a year first: `date(1984, 3, 7)`.
  const separator = isYearFirst ? /^(?:[./\-_·|:,]|\\-|\{-\}|)$/ : /^(?:[./\-_·|:]|\\-|\{-\}|)$/
  if (!words && (signs[0] !== signs[1] || !separator.test(signs[0] ?? ''))) return []
  const [x, y, z] = [a, b, c].map(({ digits }) => Number(digits)) as [number, number, number]
  if (isYearFirst) {
    const regular = valid([{ year: x, short: false, month: y, day: z }])
    return regular.length > 0 ? regular : valid([{ year: x, short: false, month: z, day: y }])
  }
  const short = c.digits.length === 2
  if (short && signs[0] === '') return []
  const dayFirst = valid([{ year: z, short, month: y, day: x }])
  const monthFirst = valid([{ year: z, short, month: x, day: y }])
  const dotted = signs[0] === '.'
  if (dotted && dayFirst.length > 0) return dayFirst
  const yearFirst = short && a.digits.length === 2 ? valid([{ year: x, short, month: y, day: z }]) : []
  // The forms that ship have the month first.
  return distinct([...monthFirst, ...dayFirst, ...yearFirst])
}

/** Eight or six digits in a row. */
function compact(text: NormalisedText, parts: readonly Part[]): DateRead[] {
  const rows = parts.filter(({ kind, digits }) => kind === 'number' && (digits.length === 8 || digits.length === 6))
  return rows.flatMap((part): DateRead[] => {
    const { digits } = part
    if (!standsAlone(text.text, part, part)) return []
    if (/[a-z]$/.test(text.text.slice(Math.max(0, part.from - 1), part.from))) return []
    const size = digits.length - 4
    const short = size === 2
    const at = (from: number, to: number): number => Number(digits.slice(from, to))
    const readings = distinct(
      valid([
        { year: at(0, size), short, month: at(size, size + 2), day: at(size + 2, size + 4) },
        { year: at(4, 4 + size), short, month: at(2, 4), day: at(0, 2) },
        { year: at(4, 4 + size), short, month: at(0, 2), day: at(2, 4) },
      ]),
    ).filter(({ year }) => short || (year >= 1850 && year <= 2100))
    return readings.length === 0 ? [] : [{ ...originalSpan(text, part.from, part.to), readings, spelled: false }]
  })
}

/** "S61.11.7", "H2/3/15": Japanese eras by their letters, as forms have them. */
const ERA_LETTER =
  /(?<![\p{L}\d])(?<era>[mtshr])\.?(?<year>\d{1,2})(?<sign>[./-])(?<month>\d{1,2})\k<sign>(?<day>\d{1,2})(?![\d./-])/gu
const ERA_OF_LETTER: Readonly<Record<string, number>> = { m: 1867, t: 1911, s: 1925, h: 1988, r: 2018 }

/** Among Japanese text, or alone: elsewhere "R2.10.3" is a release. */
function byEraLetter(text: NormalisedText): DateRead[] {
  if (text.text.length > LONGEST_ALONE && !/[\u3040-\u30ff\u4e00-\u9fff]/.test(text.text)) return []
  const isJapanese = /[\u3040-\u30ff\u4e00-\u9fff]/.test(text.text)
  return [...text.text.matchAll(ERA_LETTER)].flatMap((match): DateRead[] => {
    const { era = '', year = '', month = '', day: inMonth = '' } = match.groups ?? {}
    const readings = valid([
      { year: (ERA_OF_LETTER[era] ?? 0) + Number(year), short: false, month: Number(month), day: Number(inMonth) },
    ])
    const isAlone = match[0].length >= text.text.trim().length - 1
    if (readings.length === 0 || !(isJapanese || isAlone)) return []
    return [{ ...originalSpan(text, match.index, match.index + match[0].length), readings, spelled: false }]
  })
}
const LONGEST_ALONE = 16

const HAN = '[\\d零〇○一二三四五六七八九十廿卅元两]'
const EAST_ASIAN = new RegExp(
  `(?<era>明治|大正|昭和|平成|令和|民国|民國)? ?(?<year>${HAN}{1,4}) ?[年년](?:生)? ?(?<month>${HAN}{1,3}) ?[月월] ?(?<day>${HAN}{1,3}) ?(?:[日号號일])?`,
  'g',
)
const ERAS: Readonly<Record<string, number>> = {
  明治: 1867,
  大正: 1911,
  昭和: 1925,
  平成: 1988,
  令和: 2018,
  民国: 1911,
  民國: 1911,
}

function eastAsian(text: NormalisedText): DateRead[] {
  if (!/[年년]/.test(text.text)) return []
  return [...text.text.matchAll(EAST_ASIAN)].flatMap((match): DateRead[] => {
    const { era, year = '', month = '', day: dayText = '' } = match.groups ?? {}
    const number = hanNumber(year)
    const written = era === undefined ? number : (ERAS[era] ?? 0) + (year === '元' ? 1 : number)
    const short = era === undefined && year.length === 2
    if (/\d$/.test(text.text.slice(Math.max(0, match.index - 1), match.index))) return []
    const readings = valid([{ year: written, short, month: hanNumber(month), day: hanNumber(dayText) }])
    return readings.length === 0
      ? []
      : [
          {
            ...originalSpan(
              text,
              match.index + (match[0].length - match[0].trimStart().length),
              match.index + match[0].trimEnd().length,
            ),
            readings,
            spelled: false,
          },
        ]
  })
}

/** 一九九〇 digit by digit, 三十一 by tens. */
function hanNumber(written: string): number {
  if (/^\d+$/.test(written)) return Number(written)
  const digit = (character: string): number =>
    Math.max('零一二三四五六七八九'.indexOf(character === '〇' || character === '○' ? '零' : character), 0)
  const tens = /^(.?)([十廿卅])(.?)$/.exec(written)
  if (tens !== null) {
    const base = tens[2] === '廿' ? 20 : tens[2] === '卅' ? 30 : tens[1] === '' ? 10 : 10 * digit(tens[1] ?? '')
    return base + (tens[3] === '' ? 0 : digit(tens[3] ?? ''))
  }
  return Number(Array.from(written, (character) => (/\d/.test(character) ? character : digit(character))).join(''))
}

const FIELD =
  /(?<![\p{L}])(?<label>(?<=["'])[ymd](?=["'])|[ymd](?==)|dd|mm|yyyy|yy|year|jahr|annee|ano|anno|год|yil|month|monat|mois|mes|mese|месяц|ay|day|tag|jour|dia|giorno|день|gun)(?:of ?birth)?[^\p{L}\d]{1,6}(?:is |was |ist )?(?<value>\d{1,4}|\p{L}{3,12})/gu
const FIELDS: readonly (readonly [RegExp, 'year' | 'month' | 'day'])[] = [
  [/^(?:y|yyyy|yy|year|jahr|annee|ano|anno|год|yil)$/, 'year'],
  [/^(?:m|mm|month|monat|mois|mes|mese|месяц|ay)$/, 'month'],
  [/./, 'day'],
]
const LABELLED_WITHIN = 60

/** `{"year": 1990, "month": 3, "day": 15}`, and the same in words. */
function labelled(text: NormalisedText): DateRead[] {
  const found: DateRead[] = []
  let open: Partial<Record<'year' | 'month' | 'day', { value: string; from: number; to: number }>> = {}
  for (const match of text.text.matchAll(FIELD)) {
    const field = FIELDS.find(([label]) => label.test(match.groups?.['label'] ?? ''))?.[1] ?? 'day'
    const from = Math.min(...Object.values(open).map((part) => part.from), match.index)
    if (match.index - from > LABELLED_WITHIN) open = {}
    open[field] = { value: match.groups?.['value'] ?? '', from: match.index, to: match.index + match[0].length }
    const { year, month, day: dayField } = open
    if (year === undefined || month === undefined || dayField === undefined) continue
    const months = /^\d/.test(month.value) ? [Number(month.value)] : monthsNamed(month.value)
    const readings = valid(
      months.map((value) => ({
        year: Number(year.value),
        short: year.value.length === 2,
        month: value,
        day: Number(dayField.value),
      })),
    )
    const parts = [year, month, dayField]
    if (readings.length > 0)
      found.push({
        ...originalSpan(text, Math.min(...parts.map((part) => part.from)), Math.max(...parts.map((part) => part.to))),
        readings,
        spelled: false,
      })
    open = {}
  }
  return found
}

/** Days that the calendar has; years of the Buddhist era as well as of the common one. */
function valid(days: readonly (Day | null)[]): Day[] {
  return days.flatMap((candidate): Day[] => {
    if (candidate === null) return []
    const { year, short, month, day: inMonth } = candidate
    if (month < 1 || month > 12 || inMonth < 1) return []
    const common = !short && year >= 2400 && year <= 2600 ? year - 543 : year
    return inMonth > daysInMonth(short ? 2000 + common : common, month) ? [] : [{ ...candidate, year: common }]
  })
}

function distinct(days: readonly Day[]): Day[] {
  return days.filter(
    (one, at) =>
      days.findIndex(
        (other) =>
          other.year === one.year && other.short === one.short && other.month === one.month && other.day === one.day,
      ) === at,
  )
}
