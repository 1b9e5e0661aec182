/**
 * @file Whose form a picture shows, by what was read on it. A wrong person's values would be scored as truths
 * of this picture, which is worse than none: what is taken must be plain, and fit one person alone.
 */
import type { PrivateValue } from '../../../domain/sample.ts'
import type { TruthRow } from './truth-table.ts'

/** What agreements weigh; so many are enough: a whole name, two values, a value and a part of the name. */
const ENOUGH = 3
const NAME = 3
/** A name with up to a letter in four misread stands for somebody only beside a value. */
const NEAR_NAME = 2
const PART = 1
const VALUE = 2
const NEAR_VALUE = 1

/**
 * The one person whose name or values are printed; null where nobody's are, or those of several people.
 * @param text what was read, by lines; several readings of one picture may follow each other.
 */
export function personPrinted(text: string, rows: readonly TruthRow[]): TruthRow | null {
  const read = readingOf(text)
  const words = new Set(rows.flatMap(({ name }) => partsOf(name ?? '')))
  let best: { score: number; rows: TruthRow[] } = { score: 0, rows: [] }
  for (const row of rows) {
    const score = scoreOf(row, read, words)
    if (score > best.score) best = { score, rows: [row] }
    else if (score === best.score) best.rows.push(row)
  }
  const [first, ...others] = best.rows
  if (first === undefined || best.score < ENOUGH) return null
  // Two tables may have the same person.
  return others.every((other) => isSame(first, other)) ? first : null
}

interface Reading {
  /** Words of letters of each line, folded; empty where a number stood. */
  readonly lines: readonly (readonly string[])[]
  /** Words that stand alone in their cell, its label apart. */
  readonly alone: ReadonlySet<string>
  /** All words. */
  readonly all: ReadonlySet<string>
  /** Addresses with an at sign. */
  readonly emails: readonly string[]
  /** Digits of each line. */
  readonly digits: readonly string[]
  /** What looks like a Social Security number, nine digits. */
  readonly ssns: readonly string[]
}

/** Words of labels, which may stand in a cell beside a part of a name. */
const LABELS = new Set(
  'name names first last middle initial given family full surname forename legal of if any applicant employee holder person customer member patient'.split(
    ' ',
  ),
)
/** What stands before and after names and is no part of them. */
const TITLES = new Set('dr mr mrs ms miss prof jr sr ii iii iv md dds dvm phd esq'.split(' '))

function readingOf(text: string): Reading {
  const source = text.split(/\n+/)
  const lines = source.map((line) => line.split(/[\s,;|/]+/).map(fold))
  const cells = source
    .flatMap((line) => line.split(/[|:\])}]|\s{3,}/))
    .map((cell) =>
      cell
        .split(/[\s,;/()]+/)
        .map(fold)
        .filter((word) => word !== '' && !LABELS.has(word)),
    )
  return {
    lines,
    alone: new Set(cells.flatMap((cell) => (cell.length === 1 ? cell : []))),
    all: new Set(lines.flat().filter((word) => word !== '')),
    emails: source.flatMap((line) => line.toLowerCase().match(/[\w.+-]+\s?@\s?[\w-]+\s?\.\s?\w{2,}/g) ?? []).map(tight),
    digits: source.map((line) => line.replaceAll(/\D/g, '')).filter((digits) => digits.length >= 7),
    ssns: [...text.matchAll(/(?<!\d)(\d{3})\s?[-–—]\s?(\d{2})\s?[-–—]\s?(\d{4})(?!\d)/g)].map(
      ([, a, b, c]) => `${a}${b}${c}`,
    ),
  }
}

/** A word without accents and marks, in small letters; digits among letters are the letters that they are read for. */
function fold(word: string): string {
  const plain = word
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}|]/gu, '')
  const letters = plain.replaceAll(/[^\p{L}]/gu, '').length
  if (letters === 0 || letters < plain.length / 2) return ''
  return plain
    .replaceAll('0', 'o')
    .replaceAll(/[1|]/g, 'l')
    .replaceAll('5', 's')
    .replaceAll('8', 'b')
    .replaceAll(/[^\p{L}]/gu, '')
}

/** First and last part of a name and what is between; titles apart. */
function partsOf(name: string): string[] {
  return name
    .split(/[\s,]+/)
    .map(fold)
    .filter((part) => part !== '' && !TITLES.has(part))
}

function scoreOf({ name, values }: TruthRow, read: Reading, known: ReadonlySet<string>): number {
  if (contradicts(values, read)) return 0
  const agreeing = values.reduce((sum, value) => sum + valueScore(value, read), 0)
  return agreeing + nameScore(partsOf(name ?? ''), read, known, agreeing > 0)
}

/** @param isBacked whether a value agrees: without one the name must be whole. */
function nameScore(parts: readonly string[], read: Reading, known: ReadonlySet<string>, isBacked: boolean): number {
  const [first, last] = [parts[0], parts.at(-1)]
  if (first === undefined || last === undefined || parts.length < 2) return 0
  const is = (part: string) => (word: string | undefined) => word === part
  if (isNamed(read, is(first), is(last)) || read.all.has(first + last)) return NAME
  if (!isBacked) return 0
  // What is another person's name was not misread.
  const like = (part: string) => (word: string | undefined) =>
    word !== undefined && (word === part || (!known.has(word) && isMisread(word, part)))
  if (isNamed(read, like(first), like(last))) return NEAR_NAME
  return [first, last].some((part) => part.length >= 3 && read.all.has(part)) ? PART : 0
}

type Is = (word: string | undefined) => boolean

/** Side by side in either order, with one word between at most, or each alone in a cell. */
function isNamed({ lines, alone }: Reading, first: Is, last: Is): boolean {
  for (const words of lines)
    for (const [at, word] of words.entries()) {
      if (first(word) && (last(words[at + 1]) || (words[at + 1] !== '' && last(words[at + 2])))) return true
      if (last(word) && first(words[at + 1])) return true
    }
  const cells = [...alone]
  return cells.some(first) && cells.some(last)
}

/** Up to a letter in four wrong, lost or one too many, and no word of under four. */
function isMisread(word: string, part: string): boolean {
  const most = Math.floor(part.length / 4)
  return most > 0 && Math.abs(word.length - part.length) <= most && distance(word, part, most) <= most
}

function valueScore({ type, value }: PrivateValue, { emails, digits, ssns }: Reading): number {
  if (type === 'email') {
    const own = tight(value.toLowerCase())
    if (emails.includes(own)) return VALUE
    return emails.some((email) => distance(email, own, 2) <= Math.min(2, own.length / 10)) ? NEAR_VALUE : 0
  }
  if (type !== 'ssn' && type !== 'phone') return 0
  const own = value.replace(/x\d+$/i, '').replaceAll(/\D/g, '')
  if (own.length < 7) return 0
  if (digits.some((all) => all.includes(own))) return VALUE
  return type === 'ssn' && ssns.some((ssn) => differing(ssn, own) === 1) ? NEAR_VALUE : 0
}

/** A number of this kind is on the picture, and it is nobody's misread one. */
function contradicts(values: readonly PrivateValue[], { ssns }: Reading): boolean {
  const own = values.flatMap(({ type, value }) => (type === 'ssn' ? [value.replaceAll(/\D/g, '')] : []))
  return own.length > 0 && ssns.length > 0 && !ssns.some((ssn) => own.some((one) => differing(ssn, one) <= 2))
}

/** Places in which two numbers differ; all where they are not of one length. */
function differing(a: string, b: string): number {
  return a.length === b.length ? [...a].filter((digit, at) => digit !== b[at]).length : Math.max(a.length, b.length)
}

/** Levenshtein's distance; above `most`, whatever is above it. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    if (Math.min(...next) > most) return most + 1
    row = next
  }
  return row.at(-1)!
}

const tight = (text: string): string => text.replaceAll(/\s/g, '')

function isSame(one: TruthRow, other: TruthRow): boolean {
  const plain = ({ name, values }: TruthRow) =>
    JSON.stringify([
      partsOf(name ?? ''),
      values.map(({ type, value }) => `${type} ${tight(value.toLowerCase())}`).toSorted(),
    ])
  return plain(one) === plain(other)
}
