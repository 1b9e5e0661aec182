import { daysInMonth, MONTHS } from '../../calendar.ts'
import type { Random } from '../../random.ts'

const YEARS_AROUND = 20

/** A generator of dates within twenty years of the true one, in its notation: ISO where it is none of the others. */
export function dateDecoys(truth: string, iso: string): (random: Random) => string {
  const year = Number(iso.slice(0, 4))
  return (random) => {
    const y = year - YEARS_AROUND + random.int(2 * YEARS_AROUND + 1)
    const m = 1 + random.int(12)
    return write(truth, y, m, 1 + random.int(daysInMonth(y, m)))
  }
}

function write(like: string, year: number, month: number, day: number): string {
  const pad = (n: number, sample: string | undefined) => (sample?.length === 2 ? String(n).padStart(2, '0') : String(n))
  const name = MONTHS[month - 1] as string
  const named = (sample: string) => (sample.length === 3 ? name.slice(0, 3) : name)
  const slashed = /^(\d{1,2})\/(\d{1,2})\/\d{4}$/.exec(like)
  if (slashed !== null) return `${pad(month, slashed[1])}/${pad(day, slashed[2])}/${year}`
  const dayFirst = /^(\d{1,2}) (\p{L}+) \d{4}$/u.exec(like)
  if (dayFirst !== null)
    return `${pad(day, dayFirst[1]?.startsWith('0') === true ? dayFirst[1] : undefined)} ${named(dayFirst[2] ?? '')} ${year}`
  const monthFirst = /^(\p{L}+) \d{1,2}(,?) \d{4}$/u.exec(like)
  if (monthFirst !== null) return `${named(monthFirst[1] ?? '')} ${day}${monthFirst[2]} ${year}`
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
