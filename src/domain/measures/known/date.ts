import { originalSpan } from '../normalise.ts'
import { type Answer, overlapping, type Place } from './answer.ts'
import { type DateRead, datesIn, type Day, eachPartialDate } from './date-parser.ts'
import { fold } from './fold.ts'
import type { KnownValue } from './known.ts'
import { placesOf, stretchOf } from './signs.ts'
import { startsAlone } from './gaps.ts'

const DIGITS = 8

/** Dates of birth: the same day, in any notation; null where `value` is not one date. */
export function knownDate(value: string): KnownValue | null {
  const read = datesIn(fold(value))
  const [truth] = read
  if (truth === undefined || read.length > 1) return null
  const { readings } = truth
  return {
    keys: readings.map(iso),
    find(answer) {
      const found = answer.dates
        .filter((date) => date.readings.some((one) => readings.some((other) => isSame(one, other))))
        .map((date): Place => {
          const shown = answer.original.slice(date.start, date.end)
          const isExact = shown.includes(value.trim())
          return {
            start: date.start,
            end: date.end,
            level: isExact ? 'exact' : date.spelled ? 'spelled' : 'norm',
            ...(!isExact && (isAmbiguous(date) || isAmbiguous(truth)) ? { ambiguous: true } : {}),
          }
        })
      if (found.length > 0) return found
      const corrected = correctedYears(answer, readings)
      if (corrected.length > 0) return corrected
      const apart = inTwo(answer, readings)
      return apart.length > 0 ? apart : backwards(answer, readings)
    },
    partial: (answer, except) => Math.max(0, ...readings.map((day) => shownOf(day, answer, except))) / DIGITS,
  }
}

function isAmbiguous({ readings }: DateRead): boolean {
  return readings.length > 1
}

/** A year of two digits is one of any century. */
function isSame(one: Day, other: Day): boolean {
  if (one.month !== other.month || one.day !== other.day) return false
  if (!one.short && !other.short) return one.year === other.year
  return (
    one.year % 100 === other.year % 100 &&
    [one, other].every(({ year, short }) => short || (year >= 1900 && year < 2040))
  )
}

function iso({ year, short, month, day }: Day): string {
  const whole = short ? (year < 40 ? 2000 : 1900) + year : year
  return `${String(whole).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

const YEAR_NAMED =
  /(?<![\p{L}])(?:year|jahr|annee|ano|anno|год|yil)(?: of birth)?[^\p{L}\d]{1,4}(?:(?:is|was|ist|est|es|e) )?(?<year>\d{4})(?!\d)/gu
const APART = 60

/** "7 November 1968 (I mean 1986)": the year alone is put right behind a date. */
const OTHER_YEAR =
  /^[\s,.;:(–—-]{0,4}(?:i mean(?:t)?|sorry|no|or rather|rather|correction|make that|pardon|perdón|digo|pardon|je veux dire|ich meine|nein|quero dizer|cioè|вернее|точнее|то есть|不对?|应为|訂正)[\s,.;:–—-]{1,4}(?<year>\d{4})(?!\d)/iu

/** Nobody corrects one of so many. */
const MOST_DATES = 50

function correctedYears(answer: Answer, readings: readonly Day[]): Place[] {
  if (answer.dates.length > MOST_DATES) return []
  return answer.dates.flatMap(({ start, end, readings: read }): Place[] => {
    const near = read.find((one) => readings.some(({ month, day }) => one.month === month && one.day === day))
    const said = near === undefined ? null : OTHER_YEAR.exec(answer.original.slice(end, end + 40))
    if (near === undefined || said === null) return []
    const corrected = { ...near, year: Number(said.groups?.['year']), short: false }
    return readings.some((one) => isSame(corrected, one)) ? [{ start, end: end + said[0].length, level: 'norm' }] : []
  })
}

/** "Birthday: March 4. Year of birth: 1987.": a day and its year apart, the year by its name. */
function inTwo(answer: Answer, readings: readonly Day[]): Place[] {
  const { text } = answer.text
  const years = [...text.matchAll(YEAR_NAMED)].map(({ 0: said, index, groups }) => ({
    from: index,
    to: index + said.length,
    year: Number(groups?.['year']),
  }))
  if (years.length === 0) return []
  const found: Place[] = []
  eachPartialDate(answer.text, answer.dateParts, (_, month, day, from, to) => {
    if (month === null || day === null) return
    for (const named of years) {
      const between = Math.max(from, named.from) - Math.min(to, named.to)
      const isTrue = readings.some((one) => one.year === named.year && one.month === month && one.day === day)
      if (isTrue && between >= 0 && between <= APART)
        found.push({ ...originalSpan(answer.text, Math.min(from, named.from), Math.max(to, named.to)), level: 'norm' })
    }
  })
  return found
}

/** Its eight digits from the end to the beginning, in the two orders that have the year outside. */
function backwards(answer: Answer, readings: readonly Day[]): Place[] {
  const signs = answer.digits
  return readings.flatMap((reading) => {
    if (reading.short) return []
    const [year = '', month = '', day = ''] = iso(reading).split('-')
    return [year + month + day, day + month + year, month + day + year].flatMap((digits) => {
      const wanted = [...digits].toReversed().join('')
      return [...placesOf(signs, wanted)]
        .filter(
          (at) =>
            startsAlone(signs, at, wanted.length) &&
            (at + wanted.length === signs.signs.length ||
              !/^\d/.test(answer.text.text[signs.to[at + wanted.length - 1] ?? 0] ?? '')),
        )
        .map((at): Place => ({ ...stretchOf(signs, at, wanted.length), level: 'reversed' }))
    })
  })
}

/** Digits of eight that a text shows: its beginning (year, year and month) or its end (day, month and day). */
function shownOf(truth: Day, answer: Answer, except: readonly { start: number; end: number }[]): number {
  const isTaken = overlapping(except)
  const shown = (year: number | null, month: number | null, day: number | null): number => {
    const sameYear = year !== null && (truth.short ? year % 100 === truth.year : year === truth.year)
    const beginning = sameYear ? (month === truth.month ? 6 : 4) : 0
    const end = day === truth.day ? (month === truth.month ? 4 : 2) : 0
    return Math.max(beginning, end)
  }
  let most = 0
  for (const date of answer.dates)
    for (const { year, month, day } of date.readings) {
      const count = shown(year, month, day)
      if (count > most && !isTaken(date)) most = count
    }
  eachPartialDate(answer.text, answer.dateParts, (year, month, day, from, to) => {
    const count = shown(year, month, day)
    if (count > most && !isTaken(originalSpan(answer.text, from, to))) most = count
  })
  return most
}
