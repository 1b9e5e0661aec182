/**
 * @file The machine-readable zone of passports, visas and identity cards (ICAO 9303; the French card of 1988), as OCR
 * gives it: fillers misread, lines too long or too short. What has a check digit counts only where it is right.
 */
import { folded } from './text-forms.ts'
import type { TextBlock } from './text-blocks.ts'

export interface ZoneField {
  readonly type: 'name' | 'document' | 'birth-date'
  readonly value: string
  /** Whether a check digit proves it. */
  readonly checked: boolean
  readonly cell: TextBlock
}

/** What OCR takes a filler for. */
const FILLER = /[«‹＜く〈ㄑ《ヘへハﾍΛ人]/g

function compactZone(text: string): string {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replaceAll('«', '<<')
      .replaceAll('《', '<<')
      .replace(FILLER, '<')
      .replace(/[\s.,·]/g, '')
      .replaceAll('(', '<')
      .toUpperCase()
      // A card's first line begins with I, which is as often read as 1.
      .replace(/^1(?=[A-Z<][A-Z]{2})/, 'I')
  )
}

/** Whether a line looks like one of a zone; such lines are no values themselves. */
export function isZoneLine(text: string): boolean {
  const line = compactZone(text)
  if (line.length < 24 || line.length > 50) return false
  const signs = [...line].filter((sign) => /[A-Z0-9<]/.test(sign)).length
  if (signs < 0.94 * line.length) return false
  const fillers = [...line].filter((sign) => sign === '<').length
  return (
    fillers >= 4 ||
    (fillers >= 1 && /\d{6,7}[MFX<]?\d{6}/.test(line)) ||
    /^[A-Z0-9]{9,10}\d?[A-Z]{3}\d{7}[MFX]\d{7}/.test(line)
  )
}

/** What a zone on a picture says. */
export function zoneIn(cells: readonly TextBlock[]): ZoneField[] {
  const rows = cells.filter(({ text }) => isZoneLine(text)).map((cell) => ({ cell, line: compactZone(cell.text) }))
  const found: ZoneField[] = []
  for (const [index, { cell, line }] of rows.entries()) {
    found.push(...numbersOf(line, cell), ...nameOf(line, cell, rows[index - 1]?.line))
  }
  return found.filter(
    (field, index) => found.findIndex(({ type, value }) => type === field.type && value === field.value) === index,
  )
}

const DIGIT: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  B: '8',
  G: '6',
}

function digits(text: string): string {
  return text.replace(/[OQDILZSBG]/g, (letter) => DIGIT[letter]!)
}

/** ICAO 9303-3, section 4.9: weights 7, 3, 1. */
export function checkDigit(text: string): string {
  const values = [...text].map((sign) => (sign === '<' ? 0 : parseInt(sign, 36)))
  return String(values.reduce((sum, value, index) => sum + value * [7, 3, 1][index % 3]!, 0) % 10)
}

/** A document number as read, or with one letter O for the digit or the other way round, that its check digit fits. */
function proved(number: string, check: string): string | null {
  const wanted = digits(check)
  if (!/^\d$/.test(wanted)) return null
  for (const candidate of [
    number,
    number.replaceAll('O', '0'),
    number[0]! + digits(number.slice(1)),
    number.slice(0, 2) + digits(number.slice(2)),
    number.replace(/[OQ]/g, '0'),
  ])
    if (/^[A-Z0-9<]+$/.test(candidate) && checkDigit(candidate) === wanted) return candidate
  return null
}

function numbersOf(line: string, cell: TextBlock): ZoneField[] {
  const found: ZoneField[] = []
  const number = (value: string, check: string, alone = false) => {
    const right = proved(value, check)
    const plain = (right ?? value).replace(/</g, '')
    // An empty field of fillers has a right check digit too.
    if (plain.length >= 5 && /\d/.test(plain) && (right !== null || alone))
      found.push({ type: 'document', value: plain, checked: right !== null, cell })
  }
  const birth = (value: string, check: string) => {
    const plain = digits(value)
    if (/^\d{6}$/.test(plain) && checkDigit(plain) === digits(check))
      found.push({ type: 'birth-date', value: plain, checked: true, cell })
  }
  // Second line of passports and visas, and of cards in two lines: number, check, state, birth, check, sex, expiry.
  const second =
    /^([A-Z0-9<]{9})([A-Z0-9<])([A-Z0-9<]{3})([0-9OQDILZSBG]{6})([0-9OQDILZSBG])([MFX<H])([0-9OQDILZSBG]{6})/.exec(line)
  if (second !== null) {
    number(second[1]!, second[2]!)
    birth(second[4]!, second[5]!)
    const more = /^.{28}([A-Z0-9<]{14})([0-9<])/.exec(line)
    if (more !== null && /\d{4}/.test(more[1]!)) number(more[1]!, more[2]!)
    return found
  }
  // First line of cards in three lines: kind, state, number, check, more.
  const first = /^([IAC][A-Z<])([A-Z0-9<]{3})([A-Z0-9<]{9})([A-Z0-9<])(.*)$/.exec(line)
  if (first !== null && /\d/.test(first[3]!)) {
    number(first[3]!, first[4]!)
    const more = /^<?([A-Z0-9]{6,15})</.exec(first[5]!)?.[1]
    if (more !== undefined && /\d{5}/.test(more)) found.push({ type: 'document', value: more, checked: false, cell })
    return found
  }
  const dates = /^([0-9OQDILZSBG]{6})([0-9OQDILZSBG])([MFX<])([0-9OQDILZSBG]{6})/.exec(line)
  if (dates !== null) birth(dates[1]!, dates[2]!)
  // France, 1988 to 2021: number, given names, birth.
  const french = /^([A-Z0-9]{12})(\d)[A-Z<]{14}([0-9OQDILZSBG]{6})(\d)/.exec(line)
  if (french !== null) {
    number(french[1]!, french[2]!)
    birth(french[3]!, french[4]!)
  }
  return found
}

const LETTER: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '2': 'Z', '5': 'S', '6': 'G', '8': 'B' }

/** Names have no digits: one or two in a line of letters are letters misread. */
function lettersOnly(line: string): string {
  const misread = line.match(/\d/g)?.length ?? 0
  return misread > 0 && misread <= 3 && line.includes('<<') && !/\d{3}/.test(line)
    ? line.replace(/[012568]/g, (digit) => LETTER[digit]!)
    : line
}

function nameOf(read: string, cell: TextBlock, before: string | undefined): ZoneField[] {
  const line = lettersOnly(read)
  const written = (text: string) =>
    text
      .replace(/<+$/, '')
      .replace(/[<\d]+/g, ' ')
      .trim()
  const take = (family: string, given: string): ZoneField[] => {
    const value = [written(given), written(family)].filter((part) => part !== '').join(' ')
    return /\p{L}{2}/u.test(value) && value.length <= 45 ? [{ type: 'name', value, checked: false, cell }] : []
  }
  const isFrench = /^IDFRA([A-Z<]+)/.exec(line)
  if (isFrench !== null) return []
  const behind = before === undefined ? null : /^IDFRA([A-Z]+)</.exec(before)
  const given = /^[A-Z0-9]{13}([A-Z<]{14})/.exec(line)
  if (behind !== null && given !== null) return take(behind[1]!, given[1]!.replace(/<<.*/, ''))
  const passport = /^(?:[PVIAC][A-Z<])([A-Z<]{3})([A-Z<]+<<[A-Z<]*)/.exec(line)
  // The line of names of a card in three lines stands below its dates, whatever it begins with.
  const isThird = before !== undefined && /^[0-9OQDILZSBG]{7}[MFX<]/.test(before)
  const whole =
    passport !== null && !isThird && line.length >= 30 && !/\d/.test(line.slice(0, 20)) ? passport[2]! : null
  const third = /^([A-Z]{2,}(?:<[A-Z]+)*)<<([A-Z<]*)$/.exec(line)
  // A passport's first line begins like the third line of a card of somebody called P.
  if (whole !== null) {
    const [family = '', ...rest] = whole.split('<<')
    return take(family, rest.join('<'))
  }
  return third === null ? [] : take(third[1]!, third[2]!)
}

/** Whether printed words are the name that a zone has without accents. */
export function isSameName(printed: string, zone: string): boolean {
  const parts = (text: string) =>
    folded(text)
      .split(/[^a-z]+/)
      .filter((part) => part.length > 1)
  const [a, b] = [parts(printed), parts(zone)]
  return a.length > 0 && a.every((part) => b.includes(part))
}
