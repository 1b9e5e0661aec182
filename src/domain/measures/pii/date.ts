import { daysInMonth, MONTHS } from '../../calendar.ts'
import type { NormalisedText } from '../normalise.ts'
import { type Finder, type Finding, matchAll, overlaps } from './finding.ts'

const NAMES = MONTHS.map((name) => name.toLowerCase())
const MONTH = String.raw`(?<month>${NAMES.map((name) => (name === 'may' ? name : `${name}|${name.slice(0, 3)}\\.?`)).join('|')}|sept\.?)`
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`
const YEAR = String.raw`(?<year>\d{4})`

/** ISO; d Month yyyy; Month d, yyyy; mm/dd/yyyy (US order, as on the forms); Chinese. */
const NOTATIONS: readonly RegExp[] = [
  new RegExp(String.raw`(?<![\d-])${YEAR}[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})(?![\d-])`, 'g'),
  new RegExp(String.raw`(?<!\d)${DAY}(?: of)? ${MONTH},? ${YEAR}(?!\d)`, 'g'),
  new RegExp(String.raw`(?<![a-z])${MONTH} ${DAY},? ${YEAR}(?!\d)`, 'g'),
  new RegExp(String.raw`(?<![\d/])(?<month>\d{1,2})/(?<day>\d{1,2})/${YEAR}(?![\d/])`, 'g'),
  new RegExp(String.raw`(?<!\d)${YEAR} ?年 ?(?<month>\d{1,2}) ?月 ?(?<day>\d{1,2}) ?日?`, 'g'),
]

/** `yyyy-mm-dd`, or null where the calendar has no such day. */
function isoDate(year: string, month: string, day: string): string | null {
  const y = Number(year)
  const m = /^\d/.test(month) ? Number(month) : NAMES.findIndex((name) => name.startsWith(month.slice(0, 3))) + 1
  const d = Number(day)
  if (m < 1 || m > 12 || d < 1 || d > daysInMonth(y, m)) return null
  return `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
}

function find(text: NormalisedText): Finding[] {
  const found: Finding[] = []
  for (const notation of NOTATIONS) {
    for (const match of matchAll(text, notation)) {
      const parts = new RegExp(notation.source).exec(
        text.text.slice(match.from, match.from + match.text.length),
      )?.groups
      const date = isoDate(parts?.['year'] ?? '', parts?.['month'] ?? '', parts?.['day'] ?? '')
      if (date !== null && !found.some((other) => overlaps(other, match)))
        found.push({ start: match.start, end: match.end, key: date })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Dates of birth. */
export const date: Finder = { find }
