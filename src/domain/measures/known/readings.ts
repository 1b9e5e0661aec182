/**
 * @file Other ways to read an answer than as it stands. Each is of the answer's length, so that places in it
 * are places in the answer; null where there is nothing to read otherwise.
 */

/** What a reader passes over, and no reading sees. */
const UNSEEN = '\u200b'

type Reading = (original: string) => string

/** Of longer texts than models answer with, only what costs little is read otherwise. */
const LONGEST = 20_000

const LINK_TARGET = /\]\((?:https?:|mailto:|tel:|#|\/)[^()\s]{0,300}\)/g

/** `[404-555-0123](tel:4045550123)`: what is shown, without where it leads. */
function withoutTargets(original: string): string {
  return original.replace(LINK_TARGET, blank)
}

const TAG_WITH_ATTRIBUTES = /<[A-Za-z][^<>]{0,300}=[^<>]{0,300}>/g

/** `<a href="tel:+1-404-555-0123">call</a>`: what a tag holds is told, though a page would not show it. */
function withAttributes(original: string): string {
  return original.replace(TAG_WITH_ATTRIBUTES, (tag) => ` ${tag.slice(1, -1)} `)
}

/** "1. 404", "| 2 | 555 |", "digit 3: 0", "3) 0". */
const MARKER = /(?<![\p{L}\p{N}])(?:\p{L}{2,12} )?[#(]?(?<number>\d{1,2}) ?[.):|\]](?=\s)/gu
const AT_LINE_START = /^[\s>|*_#-]*$/

/** Numbers that only count the lines or the parts of a list, from the first to the last, are no part of a value. */
function withoutNumbering(original: string): string {
  const all = [...original.matchAll(MARKER)]
  const first = all.filter(({ index }) =>
    AT_LINE_START.test(original.slice(original.lastIndexOf('\n', index - 1) + 1, index)),
  )
  const counted = counting(first.length > 1 ? first : all.filter(({ 0: text }) => !text.endsWith('|')))
  if (counted.length < 2) return original
  let read = original
  for (const { 0: text, index } of counted) read = read.slice(0, index) + blank(text) + read.slice(index + text.length)
  return read
}

/** The markers that count on from 1 (or 0). */
function counting(markers: readonly RegExpExecArray[]): RegExpExecArray[] {
  const counted: RegExpExecArray[] = []
  for (const marker of markers) {
    const number = Number(marker.groups?.['number'])
    const last = counted.at(-1)
    if (last === undefined ? number <= 1 : number === Number(last.groups?.['number']) + 1) counted.push(marker)
  }
  return counted
}

const NUMBER_WITH_LETTERS = /(?<![\p{L}\p{N}])[\dOoIlSBZ(+][\dOoIlSBZ().\s+/-]{5,30}(?![\p{L}\p{N}])/gu
const MOST_LETTERS = 5
const DIGIT_FOR: Readonly<Record<string, string>> = { O: '0', o: '0', I: '1', l: '1', S: '5', B: '8', Z: '2' }

/** "4O4-555-O123": letters that pass for digits among digits. */
function withDigitsForLetters(original: string): string {
  return original.replace(NUMBER_WITH_LETTERS, (run) => {
    const letters = run.match(/[OoIlSBZ]/g)?.length ?? 0
    const digits = run.match(/\d/g)?.length ?? 0
    if (letters === 0 || letters > MOST_LETTERS || digits <= letters) return run
    return run.replace(/[OoIlSBZ]/g, (letter) => DIGIT_FOR[letter] ?? letter)
  })
}

const OR = 'or|oder|ou|o|или|或者?|または|veya'
/** What takes back the word or the number before it. */
const INSTEAD = `${OR}|sorry|no|wait|actually|correction|i mean(?:t)?|make that|rather|or rather|nein|pardon|perdón|digo|desculpe|scusa|вернее|точнее|不对|更正|訂正`
const FIRST_OF_TWO = new RegExp(
  String.raw`(?<![\d\p{L}])(?<first>\d{1,6}|\p{Lu}[\p{L}\p{M}]{2,30})(?:st|nd|rd|th)?(?<between>[\s,.;:(…–—-]{1,5}(?:(?:${INSTEAD})[\s,.;:–—-]{1,4}){1,3}(?:[^.\n\d:]{0,30}: )?)(?=(?<second>\d{1,6}(?!\d)|\p{Lu}[\p{L}\p{M}]{2,30}))`,
  'giu',
)

/** "415-555-0183, sorry, 0182", "March 21 or 24, 1991", "Tobias Engelhart or Engelhardt": the second of two. */
function withSecond(original: string): string {
  return original.replace(FIRST_OF_TWO, (run: string, first: string, _: string, second: string) =>
    isAlike(first, second) ? UNSEEN.repeat(run.length) : run,
  )
}

/** Numbers of as many digits; words that begin alike and are about as long. */
function isAlike(first: string, second: string): boolean {
  if (/^\d/.test(first) !== /^\d/.test(second)) return false
  if (/^\d/.test(first)) return first.length === second.length
  const begins = first.slice(0, 3).toLowerCase() === second.slice(0, 3).toLowerCase()
  return begins && Math.abs(first.length - second.length) <= 2
}

const SECOND_OF_TWO = new RegExp(
  String.raw`(?<=\d(?:st|nd|rd|th)?|\p{L}{3}) (?:${OR}) (?:\p{L}{3,12} \d{1,2}|\d{1,2}|\p{L}{3,12}(?= \d{1,2},))(?:st|nd|rd|th)?(?=,? \p{L}{0,12} ?\d{4}(?!\d))`,
  'giu',
)

/** "March 24 or March 21, 1991": the first of two days, with the year of both. */
function withFirst(original: string): string {
  return original.replace(SECOND_OF_TWO, (run) => UNSEEN.repeat(run.length))
}

const READINGS: readonly Reading[] = [
  withoutTargets,
  withAttributes,
  withoutNumbering,
  withDigitsForLetters,
  withSecond,
  withFirst,
]

/** The other readings of an answer that differ from it. */
export function otherReadings(original: string): string[] {
  const readings = original.length > LONGEST ? [withoutTargets] : READINGS
  return readings.map((reading) => reading(original)).filter((read) => read !== original)
}

/**
 * "1 5 / 0 3", and "r-h-y-s": the same sign between all characters of a word, of which the value may have
 * some too. Null where nothing is spelled so.
 */
export function spelledTogether(original: string): string | null {
  const together = original.replace(/(?<!\S)(?:\S[-/.,_·|]){2,200}\S(?!\S)/g, (run) => {
    // Of the same length, and of characters that are not seen. Three digits are a date or a code.
    const isSpelled = /^.(.)(?:.\1)*.$/.test(run) && (run.length > 5 || /^\p{L}.\p{L}.\p{L}$/u.test(run))
    return isSpelled ? Array.from(run, (sign, at) => (at % 2 === 1 ? UNSEEN : sign)).join('') : run
  })
  const apart = together.replace(/(?<![\p{L}\d])\d(?: \d){1,18}(?![\p{L}\d])/gu, (run) => run.replaceAll(' ', UNSEEN))
  return apart === original ? null : apart
}

function blank(text: string): string {
  return ' '.repeat(text.length)
}
