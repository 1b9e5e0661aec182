/** @file Values beside, below, above or behind the label that names them. */
import type { PrivateType } from '../../domain/sample.ts'
import { follows, isStreet, isTown, mayContinue } from './addresses.ts'
import { datesIn } from './dates.ts'
import { labelBefore, labelOf } from './labels.ts'
import { namePartOf } from './name-parts.ts'
import { hasNameWord, mayBeName, nameIn } from './names.ts'
import type { NamePart, Page } from './page.ts'
import { type Direction, middle } from './page.ts'
import type { Proposal } from './proposal.ts'
import type { TextBlock } from './text-blocks.ts'
import { isCompanyOnly, isPhone, nameValue, PHONE_LIKE, trimmed } from './text-of-values.ts'

/** Every value that a label names, in reading order. */
export function labelledValues(page: Page): void {
  const order = page.directions()
  for (const cell of page.cells) {
    const label = page.labels.get(cell)
    if (label === undefined) valueWithin(page, cell)
    else valueBeside(page, cell, label, order)
  }
}

/** A label and its value in one cell. */
function valueWithin(page: Page, cell: TextBlock): void {
  const label = labelBefore(cell.text)
  if (label === null) return
  const { type, at, marked } = label
  if (type === 'other') {
    // What stands behind such a label is no phone and no name, whatever its form.
    if (marked) page.take('other', [{ cell, start: at, end: cell.text.length }], 'labelled')
    return
  }
  const part = namePartOf(cell.text.slice(0, at))
  page.takePart(part, () => takeValue(page, type, cell, at, marked, part))
}

function valueBeside(page: Page, label: TextBlock, type: PrivateType | 'other', order: readonly Direction[]): void {
  const ends = /[:：#]\s*$/.test(label.text)
  // A street tells which of the cells about a label is its address.
  const isAt = (direction: Direction) => {
    const text = page.beside(label, direction)[0]?.text ?? ''
    return isStreet(text) || isTown(text)
  }
  const usual = ends ? (['right', 'below'] as const) : order
  const directions = type === 'address' ? usual.toSorted((a, b) => Number(isAt(b)) - Number(isAt(a))) : usual
  for (const direction of directions) {
    // Hints in small print stand between a label and its value.
    const cell = page.beside(label, direction).find((other) => !isHint(other.text))
    if (cell === undefined || page.labels.has(cell)) continue
    const before = labelBefore(cell.text)
    if (before?.marked === true) continue
    if (type === 'other') {
      // Only what is surely that label's: a name below "Date" is a name.
      const isOwn = /\d/.test(cell.text)
        ? !PHONE_LIKE.test(cell.text)
        : page.kind === 'identity' || page.kind === 'licence'
      // A label that asks for something private has the better claim to a line below both.
      const isOthers = [...page.labels].some(
        ([other, its]) => its !== 'other' && other !== label && page.beside(other, direction)[0] === cell,
      )
      if (isOwn && !isOthers && direction === directions[0])
        page.take('other', [{ cell, start: 0, end: cell.text.length }], 'labelled')
      return
    }
    const part = namePartOf(label.text)
    if (!page.takePart(part, () => takeValue(page, type, cell, 0, true, part))) continue
    if (type === 'document' && direction === 'below') restOfColumn(page, cell)
    if (type === 'name' && direction === 'below' && isTableHead(page, label)) moreNames(page, cell)
    return
  }
  if (type === 'birth-date' || type === 'phone') valueBefore(page, label, type)
}

/** A list of contacts says behind a day or a number what it is: "Birthday", "Mobile". */
function valueBefore(page: Page, label: TextBlock, type: 'birth-date' | 'phone'): void {
  const { box } = label
  const before = page.cells
    .filter(
      (other) =>
        Math.abs(middle(other) - middle(label)) < 0.55 * box.height &&
        other.box.x < box.x &&
        box.x - other.box.x - other.box.width < 14 * box.height,
    )
    .toSorted((a, b) => b.box.x - a.box.x)[0]
  if (before === undefined || !page.isFree(before)) return
  if (type === 'birth-date') takeDate(page, type, before, 0)
  else if (/^[+(]*\d[\d ().-]{6,}$/.test(before.text.trim())) takePhones(page, before, 0)
}

/** Further numbers of the same form in a table's column. */
function restOfColumn(page: Page, first: TextBlock): void {
  const form = (text: string) => text.trim().replace(/\d/g, '0').replace(/\p{L}/gu, 'A')
  if (!/\d{3}/.test(first.text)) return
  let last = first
  for (;;) {
    const next = page.cells
      .filter(
        (other) =>
          page.isFree(other) &&
          middle(other) > middle(last) + 0.5 * last.box.height &&
          other.box.y - last.box.y < 5 * last.box.height &&
          Math.abs(other.box.x - first.box.x) < first.box.height,
      )
      .toSorted((a, b) => a.box.y - b.box.y)
      .find((other) => form(other.text) === form(first.text))
    if (next === undefined || !takeNumber(page, 'document', next, 0, 5)) return
    last = next
  }
}

/** Whether a label is one of three or more in a row, as at the head of a table. */
function isTableHead(page: Page, label: TextBlock): boolean {
  const row = [...page.labels.keys()].filter(
    (other) => Math.abs(middle(other) - middle(label)) < 0.5 * label.box.height,
  )
  return row.length >= 3
}

/** Further names in a table's column: a form has one below its label. */
function moreNames(page: Page, first: TextBlock): void {
  for (let last = first; ;) {
    const next = page.cells.find(
      (other) =>
        page.isFree(other) &&
        middle(other) > middle(last) &&
        other.box.y - last.box.y < 2.5 * last.box.height &&
        Math.abs(other.box.x - first.box.x) < 0.7 * first.box.height,
    )
    if (next === undefined || !mayBeName(next.text) || nameValue(next.text) === null) return
    page.take('name', [{ cell: next, start: 0, end: next.text.length }], 'labelled')
    last = next
  }
}

/** "mm", "(first, last)" and the like. */
function isHint(text: string): boolean {
  return (
    /^(?:mm|dd|yy|yyyy|mm ?\/ ?dd ?\/ ?yyyy|dd ?\/ ?mm ?\/ ?yyyy)$/i.test(text.trim()) || /^\(.*\)$/.test(text.trim())
  )
}

/** The value that stands in a cell from a place on, if it has the form of its type. */
function takeValue(
  page: Page,
  type: PrivateType,
  cell: TextBlock,
  start: number,
  sure: boolean,
  namePart: NamePart | null,
): boolean {
  const text = cell.text.slice(start)
  switch (type) {
    case 'birth-date':
      return takeDate(page, type, cell, start)
    case 'document':
      if (start === 0 && /\p{L}{4}/u.test(text) && (isTown(text) || isStreet(text))) return false
      return takeNumber(page, type, cell, start, 5)
    case 'ssn': {
      // Boxes of a form set each digit apart.
      const match = /(?<!\d)\d(?: ?\d){2}[- ]{0,3}\d ?\d[- ]{0,3}\d(?: ?\d){3}(?! ?\d)/.exec(text)
      if (match === null) return false
      const part = { cell, start: start + match.index, end: start + match.index + match[0].length }
      const digits = match[0].replace(/\D/g, '')
      const isSpaced = /\d \d \d/.test(match[0])
      return page.take(
        type,
        [part],
        'labelled',
        isSpaced ? `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}` : undefined,
      )
    }
    case 'phone':
      return takePhones(page, cell, start)
    case 'email':
    case 'iban':
    case 'card': {
      const match = type === 'email' ? /\S+@\S+/.exec(text) : type === 'card' ? /\d(?:[ -]?\d){11,18}/.exec(text) : null
      // On an identity document a card's number is that of the document.
      if (match === null && type === 'card' && (page.kind === 'identity' || page.kind === 'licence'))
        return takeNumber(page, 'document', cell, start, 5)
      return (
        match !== null &&
        page.take(type, [{ cell, start: start + match.index, end: start + match.index + match[0].length }], 'labelled')
      )
    }
    case 'name': {
      // "Diana McLodges – Coordinator": what a person is stands behind.
      const both = text.replace(/(?<=\p{L}{2}) [-–—|] .*$/u, '').split(/ (?:&|and|und|et|y|e) /)
      if (both.length === 2 && both.every((one) => nameIn(one) !== null)) {
        const [one, other] = both as [string, string]
        const second = start + text.indexOf(other, one.length)
        return (
          page.take(type, [{ cell, start, end: start + one.length }], 'labelled') &&
          page.take(type, [{ cell, start: second, end: second + other.length }], 'labelled')
        )
      }
      const value = isStreet(text) ? null : nameValue(text.replace(/(?<=\p{L}{2}) [-–—|] .*$/u, ''))
      // On forms a single word is as often a heading of the next field.
      const isLone = value !== null && page.kind === null && namePart === null && /^\p{Lu}[\p{L}'’-]*\.?$/u.test(value)
      if (isLone && !hasNameWord(value)) return false
      if (value === null || (!sure && nameIn(value) === null && value !== value.toUpperCase())) return false
      const from = start + text.indexOf(value)
      return page.take(
        type,
        [{ cell, start: from, end: from + value.length }, ...moreOfName(page, cell, value)],
        'labelled',
        undefined,
      )
    }
    case 'address':
      if (namedAddress(page, cell, start)) return true
      return (
        text.length >= 5 &&
        /\s|\p{Script=Han}/u.test(text.trim()) &&
        (isStreet(text) ||
          isTown(text) ||
          (sure && mayContinue(text) && /\p{L}{2}.*[ ,]\P{L}*\p{L}{2}|\p{Script=Han}{2}/u.test(text))) &&
        /\p{L}{3}|\p{Script=Han}{2}/u.test(text) &&
        !isCompanyOnly(text) &&
        // A heading or a question of the form is no address.
        (/\d/.test(text) ||
          (/^\p{Lu}.*[ ,]/u.test(text.trim()) &&
            !text.includes('?') &&
            (page.kind !== null || text.includes(',') || isTitled(text)))) &&
        takeAddress(page, cell, start, 'labelled')
      )
    default: {
      const value = trimmed(text)
      const most = type === 'city' ? 3 : 5
      const isWords =
        /^\p{L}.*\p{L}/u.test(value) &&
        value.length <= 50 &&
        !/@|\d{2}|^(?:n\/a|only|information|see)(?!\p{L})|[?[\]]/iu.test(value) &&
        value.split(' ').length <= most &&
        !(type === 'city' && /[^\p{L} .'-]/u.test(value)) &&
        !/(?<!\p{L})(?:if|this|is|does|apply|applies|current|check|date)(?!\p{L})/iu.test(value)
      if (!isWords || (!sure && type !== 'occupation' && !/^\p{Lu}/u.test(value)) || labelOf(value) !== null)
        return false
      const more =
        type === 'occupation'
          ? page.moreLines(
              cell,
              1,
              (other) => other.text === other.text.toUpperCase() && cell.text === cell.text.toUpperCase(),
            )
          : []
      return page.take(
        type,
        [{ cell, start, end: cell.text.length }, ...more],
        'labelled',
        [value, ...more.map((part) => trimmed(part.cell.text))].join(' '),
      )
    }
  }
}

/** Whose address it is, then the address, as on parcels and invoices. */
function namedAddress(page: Page, cell: TextBlock, start: number): boolean {
  const text = cell.text.slice(start)
  const guess = nameIn(text)
  if (guess === null || guess.likely < 0.3 || isStreet(text) || isTown(text)) return false
  const [below] = page.moreLines(cell, 1, (other) => /\d/.test(other.text) && mayContinue(other.text))
  return (
    below !== undefined &&
    page.take('name', [{ cell, start, end: cell.text.length }], 'labelled', guess.text) &&
    takeAddress(page, below.cell, 0, 'labelled')
  )
}

/** Whether every word but the smallest has a capital, as names of places do. */
function isTitled(text: string): boolean {
  return text.split(/\s+/).every((word) => /^(?:\P{Ll}.*|\p{L}{1,3})$/u.test(word))
}

/** Day, month and year in boxes of their own, as forms have them. */
function takeSplitDate(page: Page, cell: TextBlock, start: number): boolean | null {
  if (!/^\s*\d{1,2}\s*$/.test(cell.text.slice(start))) return null
  const row = page.cells
    .filter(
      (other) =>
        Math.abs(middle(other) - middle(cell)) < 0.6 * cell.box.height &&
        other.box.x >= cell.box.x &&
        other.box.x < cell.box.x + 9 * cell.box.height,
    )
    .toSorted((a, b) => a.box.x - b.box.x)
  const text = row.map((one) => one.text.trim()).join(' ')
  const date = datesIn(text)[0]
  if (date === undefined || date.start > 0) return null
  let length = 0
  const parts = row.flatMap((one) => {
    const from = length
    length += one.text.trim().length + 1
    return from < date.text.length
      ? [{ cell: one, start: 0, end: Math.min(one.text.length, date.text.length - from) }]
      : []
  })
  return page.take('birth-date', parts, 'labelled', date.text)
}

/** The first day of the calendar in a cell from a place on. */
export function takeDate(page: Page, type: 'birth-date', cell: TextBlock, start: number): boolean {
  const date = datesIn(cell.text.slice(start))[0]
  const split = date === undefined ? takeSplitDate(page, cell, start) : null
  if (split !== null) return split
  const bare =
    date === undefined
      ? /(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}(?!\d)/.exec(cell.text.slice(start))
      : null
  if (bare !== null)
    return page.take(type, [{ cell, start: start + bare.index, end: start + bare.index + 8 }], 'labelled')
  const year = date === undefined && start > 0 ? /^\D{0,3}((?:19|20)\d{2})\D*$/.exec(cell.text.slice(start)) : null
  if (year !== null) return page.take(type, [{ cell, start, end: cell.text.length }], 'labelled', year[1])
  return (
    date !== undefined &&
    page.take(
      type,
      [{ cell, start: start + date.start, end: start + date.start + date.text.length }],
      'labelled',
      date.text,
    )
  )
}

/** The first code of at least so many signs, two of them digits, in a cell from a place on. */
export function takeNumber(page: Page, type: 'document', cell: TextBlock, start: number, least: number): boolean {
  const text = cell.text.slice(start)
  for (const match of text.matchAll(/[\p{L}\d][\p{L}\d/.-]*(?: (?:- )?[\p{L}\d][\p{L}\d/-]*){0,7}/gu)) {
    const words = match[0].split(' ')
    const first = words.findIndex((word) => /\d/.test(word) || (/^\p{Lu}{1,3}$/u.test(word) && word.length < 4))
    if (first < 0) continue
    // Groups of digits go on; words behind a number are no part of it.
    let last = first + 1
    const signsOf = (to: number) => words.slice(first, to).join('').length
    while (
      last < words.length &&
      last < first + 8 &&
      words[first]!.length < 8 &&
      ((words[last] === '-' && words.length > last + 1) ||
        (/\d/.test(words[last]!) && words[last]!.length <= 6) ||
        signsOf(last) < 4 ||
        /^\p{Lu}$/u.test(words[last]!))
    )
      last++
    let value = words
      .slice(first, last)
      .join(' ')
      .replace(/[/.\-\s]+$/, '')
    if (/^\d{1,6}[.,]\d{2}$|^\d{1,2} (?:19|20)\d{2}$/.test(value)) continue
    if (/\p{Ll}/u.test(value) && (value.match(/\d/g)?.length ?? 0) < 4) continue
    const signs = value.replace(/[^\p{L}\d]/gu, '')
    const digits = value.replace(/\D/g, '')
    if (signs.length < least || signs.length > 26 || digits.length < 2 || digits.length < 0.25 * signs.length) continue
    const date = datesIn(value)[0]
    if (date !== undefined && date.start < least) continue
    if (date !== undefined) value = value.slice(0, date.start).trim()
    if (/^(?:1[ -])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}$/.test(value)) continue
    const at = text.indexOf(value, match.index)
    return page.take(type, [{ cell, start: start + at, end: start + at + value.length }], 'labelled', value)
  }
  return false
}

function takePhones(page: Page, cell: TextBlock, start: number): boolean {
  let found = false
  for (const match of cell.text.slice(start).matchAll(/(?:\+|\(\+?)?\d(?:[\s()./-]{0,3}\d){5,14}(?!\d)/g)) {
    const digits = match[0].replace(/\D/g, '').length
    if (digits < 7 || digits > 15 || datesIn(match[0]).length > 0) continue
    const from = start + match.index
    const opens = cell.text.slice(from).startsWith('(') || !cell.text.slice(0, from).endsWith('(')
    const because = isPhone(match[0]) ? 'checked' : 'labelled'
    found =
      page.take('phone', [{ cell, start: opens ? from : from - 1, end: from + match[0].length }], because) || found
  }
  return found
}

/** Further lines of a name below its first: passports give family and given names one label. */
function moreOfName(page: Page, cell: TextBlock, value: string): { cell: TextBlock; start: number; end: number }[] {
  if (value.split(' ').length > 1 || value !== value.toUpperCase() || page.kind === null) return []
  return page.moreLines(
    cell,
    1,
    (other) =>
      Math.abs(other.box.x - cell.box.x) < 0.5 * cell.box.height &&
      Math.abs(other.box.height - cell.box.height) < 0.25 * cell.box.height &&
      /^\p{Lu}[\p{Lu}'-]+(?: \p{Lu}[\p{Lu}'-]+)?$/u.test(other.text) &&
      nameValue(other.text) !== null,
  )
}

/** A line of an address with those below that go on with it. */
export function takeAddress(page: Page, cell: TextBlock, start: number, because: Proposal['because']): boolean {
  const lines = [{ cell, start, end: cell.text.length }]
  const hasTown = (text: string) => isTown(text)
  for (let last = cell; lines.length < 4; last = lines.at(-1)!.cell) {
    const below = page.cells
      .filter((other) => page.isFree(other) && follows(last, other))
      .toSorted((a, b) => a.box.y - b.box.y)[0]
    if (below === undefined || !mayContinue(below.text)) break
    if (labelBefore(below.text) !== null || nameIn(below.text) !== null || datesIn(below.text).length > 0) break
    const isMore =
      /,\s*$/.test(last.text) ||
      /,.*\p{L}/u.test(below.text) ||
      (page.kind !== null && below.text === below.text.toUpperCase())
    if (!isStreet(below.text) && !isTown(below.text) && (lines.some((line) => hasTown(line.cell.text)) || !isMore))
      break
    if (isStreet(below.text) && lines.some((line) => isStreet(line.cell.text)) && !isMore) break
    lines.push({ cell: below, start: 0, end: below.text.length })
  }
  return page.take('address', lines, because)
}
