/** @file Values that their form or a checksum proves, wherever they stand. */
import { findPhoneNumbersInText } from 'libphonenumber-js/max'
import { findValues, readable } from '../../domain/measures/pii.ts'
import { nationalNumbers } from './national-numbers.ts'
import type { Page } from './page.ts'
import { middle } from './page.ts'
import type { TextBlock } from './text-blocks.ts'
import { IBAN, isLuhnCard } from './text-of-values.ts'

/** Addresses of e-mail, accounts, cards and numbers of registers in one cell. */
export function checkedIn(page: Page, cell: TextBlock): void {
  const { text } = cell
  const read = readable(text)
  const isPaper = page.kind === 'identity' || page.kind === 'licence'
  for (const type of ['email', 'iban'] as const)
    for (const { start, end } of findValues(read, type))
      if (type === 'email' || IBAN.test(text.slice(start, end))) page.take(type, [{ cell, start, end }], 'checked')
  for (const { start, end } of findValues(read, 'card'))
    if (isLuhnCard(text.slice(start, end)))
      // One number in ten passes the check by chance, and identity papers carry none of a bank's.
      page.take(isPaper ? 'document' : 'card', [{ cell, start, end }], 'checked')
  for (const { start, end } of findValues(read, 'ssn')) {
    const found = text.slice(start, end)
    if (/^\d{3}([- ])\d{2}\1\d{4}$/.test(found) && !/\d[- ]$/.test(text.slice(0, start)))
      page.take('ssn', [{ cell, start, end }], 'checked')
  }
  for (const { start, end } of nationalNumbers(text)) page.take('document', [{ cell, start, end }], 'checked')
  if (page.kind !== null || /credit|debit|visa|master|valid/i.test(text))
    for (const match of text.matchAll(/(?<!\d)[3-6]\d{3}([ -])\d{4}\1\d{4}\1\d{3,4}(?!\d)/g))
      page.take(
        isPaper ? 'document' : 'card',
        [{ cell, start: match.index, end: match.index + match[0].length }],
        'guessed',
      )
}

/** Codes whose groups stand in boxes of their own. */
export function acrossCells(page: Page): void {
  for (const row of rowsOf(page.cells)) {
    if (row.length < 3) continue
    const text = row.map((cell) => cell.text).join(' ')
    for (const type of ['iban'] as const)
      for (const { start, end } of findValues(readable(text), type)) {
        const parts = piecesOf(row, start, end)
        if (parts.length > 1 && IBAN.test(text.slice(start, end)))
          page.take(type, parts, 'checked', text.slice(start, end))
      }
  }
  for (const [cell, label] of page.labels) {
    if (label !== 'ssn') continue
    const below = page.cells
      .filter((other) => other !== cell && isNear(cell, other) && /^[\d\s-]{1,8}$/.test(other.text))
      .toSorted((a, b) => a.box.x - b.box.x)
    const digits = below.map(({ text }) => text.replace(/[\s-]/g, '')).join('')
    if (digits.length === 9 && below.length > 1)
      page.take(
        'ssn',
        below.map((one) => ({ cell: one, start: 0, end: one.text.length })),
        'labelled',
        `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`,
      )
  }
}

/** Numbers of telephones that no label names, by their grouping or numbering plan. */
export function phonesIn(page: Page, cell: TextBlock): void {
  const { text } = cell
  if (page.labels.has(cell)) return
  const own = findValues(readable(text), 'phone')
    // Digits in a row are as often an order number: without a label they say nothing.
    .filter(({ start, end }) => /^\+|\d\D+\d{3,4}\D+\d|\)\s*\d/.test(text.slice(start, end)))
  const abroad = findPhoneNumbersInText(text).map(({ startsAt, endsAt }) => ({ start: startsAt, end: endsAt }))
  const french = [...text.matchAll(/(?<![\d.])0[1-9](?:([ .-])\d{2})(?:\1\d{2}){3}(?!\d)/g)].map(
    ({ index, 0: found }) => ({
      start: index,
      end: index + found.length,
    }),
  )
  // What is called or texted, in the grouping of any country.
  const called = [...text.matchAll(CALLED)].map(({ index, 0: whole, 1: number }) => ({
    start: index + whole.length - number!.length,
    end: index + whole.length,
  }))
  const mobile = MOBILES.flatMap((form) => [...text.matchAll(form)]).map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }))
  for (const { start, end } of [...own, ...abroad, ...french, ...called, ...mobile])
    page.take('phone', [{ cell, start, end }], 'checked')
}

/** Mobile numbers, in the groups in which their country prints them. */
const MOBILES: readonly RegExp[] = [
  // United Kingdom, Germany, the Netherlands, Turkey, Australia.
  /(?<![\d.-])07\d{3} \d{3} ?\d{3}(?![\d.-])/g,
  /(?<![\d.-])01[567]\d[ /-]\d{6,8}(?![\d.-])/g,
  /(?<![\d.-])06[ -]\d{2} \d{2} \d{2} \d{2}(?![\d.-])/g,
  /(?<![\d.-])05\d{2} \d{3} \d{2} ?\d{2}(?![\d.-])/g,
  /(?<![\d.-])04\d{2} \d{3} \d{3}(?![\d.-])/g,
  // Spain, Japan, Brazil.
  /(?<![\d.-])[67]\d{2} \d{2} \d{2} \d{2}(?![\d.-])/g,
  /(?<![\d.-])0[789]0-\d{4}-\d{4}(?![\d.-])/g,
  /\(\d{2}\) ?9\d{4}-\d{4}(?![\d.-])/g,
]

const CALLED =
  /(?<!\p{L})(?:call|phone|tel|telephone|number|mobile|cell|text|sms|whatsapp|ring|fax|anrufen|telefon|handy|nummer|appele[rz]?|numero|llam[ae]r?|chiamare|ligue)(?: (?:me|us|is|on|at|new|now|ist|unter|au|al|it's|:))* ?[:.]? ?(\+?\(?\d(?:[\s()./-]{0,2}\d){7,13})(?![\d.,]\d)/giu

function rowsOf(cells: readonly TextBlock[]): TextBlock[][] {
  const rows: TextBlock[][] = []
  for (const cell of cells.toSorted((a, b) => middle(a) - middle(b))) {
    const row = rows.at(-1)
    const last = row?.at(-1)
    if (
      row !== undefined &&
      last !== undefined &&
      Math.abs(middle(last) - middle(cell)) < 0.45 * Math.min(last.box.height, cell.box.height)
    )
      row.push(cell)
    else rows.push([cell])
  }
  return rows.map((row) => row.toSorted((a, b) => a.box.x - b.box.x))
}

/** The cells of a row, joined by blanks, that a stretch of its text covers. */
function piecesOf(
  row: readonly TextBlock[],
  start: number,
  end: number,
): { cell: TextBlock; start: number; end: number }[] {
  let at = 0
  return row.flatMap((cell) => {
    const [from, to] = [Math.max(0, start - at), Math.min(cell.text.length, end - at)]
    at += cell.text.length + 1
    return from < to ? [{ cell, start: from, end: to }] : []
  })
}

function isNear(label: TextBlock, cell: TextBlock): boolean {
  const { box } = label
  const drop = cell.box.y - box.y
  return (
    drop > -0.5 * box.height &&
    drop < 3 * box.height &&
    cell.box.x > box.x - 2 * box.height &&
    cell.box.x < box.x + box.width + 12 * box.height
  )
}
