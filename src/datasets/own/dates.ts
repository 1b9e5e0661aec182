/** @file Days of the calendar in the notations of documents: numbers in any order, months in many languages. */
import { daysInMonth } from '../../domain/calendar.ts'
import { folded } from './text-forms.ts'

export interface FoundDate {
  readonly text: string
  readonly start: number
  readonly year: number
  readonly month: number
  readonly day: number
}

/** The first letters of each month's name, over Western and Central European languages, Malay and Turkish. */
const MONTHS: readonly string[] = [
  'jan|ene|gen|sty|led|ian|oca|sij|tam|januar|janv',
  'feb|fev|fevr|febr|lut|uno|sub|vel|hel',
  'mar|mrz|maer|mac|bre|ozu|mars|maar|mart',
  'apr|avr|abr|kwi|dub|tra|nis|huh',
  'may|mai|maj|mei|mag|kve|svi|kvi|mayis|tou',
  'jun|juin|giu|cze|cer|lip|haz|iun|kes',
  'jul|juil|lug|srp|tem|iul|hei|cerv',
  'aug|aout|ago|sie|kol|agu|ogo|elo',
  'sep|set|sept|wrz|zar|ruj|eyl|syy',
  'oct|okt|out|ott|paz|rij|lis|eki|lok',
  'nov|stu|kas|marr|noi',
  'dec|dez|dic|des|dis|pro|gru|ara|jou|deze',
]
const NAMED = MONTHS.map((names) => new RegExp(`^(?:${names})`))

const NUMBERS = /(?<![\d/.-])(\d{1,4})\s?([./\- ])\s?(\d{1,2})\s?\2\s?(\d{2,4})(?![\d/-]|\.\d)/g
const WITH_NAME =
  /(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|º|er)?(?: de(?= ))?[\s.-]{0,2}(\p{L}{3,10})\.?(?:\s?\/\s?(\p{L}{3,10})\.?)?(?: del?(?= ))?[\s.,-]{0,3}(\d{4}|\d{2})(?!\d)/gu
const NAME_FIRST = /(?<!\p{L})(\p{L}{3,9})[. ]{1,2}(\d{1,2})(?:st|nd|rd|th)?[, ]{1,2}(\d{4})(?!\d)/gu
const HAN = /(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日?/g

/** Every day of the calendar that a text names, in order. Two-digit years are of the last hundred. */
export function datesIn(text: string): FoundDate[] {
  const found: FoundDate[] = []
  const take = (match: RegExpMatchArray, year: string, month: number, day: number) => {
    const date = { text: match[0].trim(), start: match.index ?? 0, year: fullYear(year), month, day }
    const isDay = date.month >= 1 && date.month <= 12 && day >= 1 && day <= daysInMonth(date.year, date.month)
    if (!isDay || date.year < 1900 || date.year > 2100) return
    if (
      !found.some(
        (other) => other.start < date.start + date.text.length && date.start < other.start + other.text.length,
      )
    )
      found.push(date)
  }
  for (const match of text.matchAll(HAN)) take(match, match[1]!, Number(match[2]), Number(match[3]))
  // In two languages, of which one may be in letters that are not read.
  for (const match of text.matchAll(WITH_NAME))
    take(match, match[4]!, monthOf(match[2]!) || monthOf(match[3] ?? ''), Number(match[1]))
  for (const match of text.matchAll(NAME_FIRST)) take(match, match[3]!, monthOf(match[1]!), Number(match[2]))
  for (const match of text.matchAll(NUMBERS)) {
    const [, first, mark, second, third] = match as unknown as [string, string, string, string, string]
    if (first.length >= 3) {
      if (first.length === 4 && third.length <= 2) take(match, first, Number(second), Number(third))
    } else if (third.length !== 3 && (mark !== ' ' || third.length === 4)) {
      const [a, b] = [Number(first), Number(second)]
      // Both orders are in use; a number above 12 can only be the day.
      take(match, third, b > 12 ? a : b, b > 12 ? b : a)
      if (a <= 12 && b <= 12) continue
    }
  }
  return found.toSorted((a, b) => a.start - b.start)
}

function monthOf(name: string): number {
  const letters = folded(name)
  return NAMED.findIndex((pattern) => pattern.test(letters)) + 1
}

function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length > 2) return year
  return year + (year > new Date().getFullYear() % 100 ? 1900 : 2000)
}
