import type { Sample } from '../sample.ts'
import type { Score } from '../score.ts'
import { Answer } from './known/answer.ts'

/** A date that was read in two ways. */
export interface TwoReadings {
  /** As the answer has it, or the true value where that is what can be read in two ways. */
  readonly written: string
  /** In words: "3 April 1990". */
  readonly readings: readonly string[]
}

/**
 * What was compared where a score says `ambiguous`: the leaked date as it is written, and all its readings;
 * null where there is no such date.
 */
export function twoReadings(
  { ambiguous, spans }: Pick<Score, 'ambiguous' | 'spans'>,
  output: string,
  { truths }: Pick<Sample, 'truths'>,
): TwoReadings | null {
  if (ambiguous !== true) return null
  const shown = spans
    .filter(({ kind, type }) => kind === 'leak' && type === 'birth-date')
    .map(({ start, end }) => output.slice(start, end))
  const known = truths.filter(({ type }) => type === 'birth-date').map(({ value }) => value)
  for (const written of [...shown, ...known]) {
    const readings = readingsOf(written)
    if (readings.length > 1) return { written, readings }
  }
  return null
}

function readingsOf(written: string): string[] {
  const [date] = new Answer(written).dates
  return (date?.readings ?? []).map(
    ({ year, month, day, short }) =>
      `${day} ${MONTHS[month - 1] ?? ''} ${short ? String(year).padStart(2, '0') : year}`,
  )
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
