/**
 * @file What of a picture's text is private: a proposal, which a person confirms. First what can be checked
 * (checksums, the calendar, numbering plans, machine-readable zones), then what a label beside it names, then
 * blocks that are addresses, then names by lists, and on identity documents what only its place gives away.
 */
import { findPhoneNumbersInText } from 'libphonenumber-js/max'
import { findValues, overlaps, readable, type Stretch } from '../../domain/measures/pii.ts'
import type { PrivateType } from '../../domain/sample.ts'
import { addressesIn, follows, isStreet, isTown, mayContinue } from './addresses.ts'
import { datesIn, type FoundDate } from './dates.ts'
import { labelBefore, labelOf } from './labels.ts'
import { isSameName, isZoneLine, zoneIn } from './mrz.ts'
import { isFamilyName, isGivenName, nameIn } from './names.ts'
import { nationalNumbers } from './national-numbers.ts'
import { around, type Box, type TextBlock } from './text-blocks.ts'
import { compact, folded } from './text-forms.ts'

export interface Proposal {
  readonly type: PrivateType
  readonly value: string
  /** About the cells that hold the value, on the picture. */
  readonly box: Box
  /** `checked`: its form or checksum proves it; `labelled`: a label beside it says so; `guessed`: it looks like one. */
  readonly because: 'checked' | 'labelled' | 'guessed'
}

/** Every private value that a picture seems to show, each once, in reading order. */
export function detectPrivate(cells: readonly TextBlock[]): Proposal[] {
  return new Page(cells).proposals()
}

/** One page on its way: which parts of which cells are spoken for, and what was proposed. */
class Page {
  readonly #cells: readonly TextBlock[]
  readonly #labels = new Map<TextBlock, PrivateType | 'other'>()
  readonly #taken = new Map<TextBlock, Stretch[]>()
  readonly #found: Proposal[] = []
  readonly #zone: ReturnType<typeof zoneIn>
  readonly #kind: 'identity' | 'licence' | 'card' | null

  constructor(cells: readonly TextBlock[]) {
    this.#zone = zoneIn(cells)
    this.#kind = kindOf(cells, this.#zone.length > 0)
    this.#cells = cells.filter(({ text }) => !isZoneLine(text)).flatMap(parted)
    for (const cell of this.#cells) {
      const label = labelOf(cell.text.replace(/[:：*.]+\s*$/, ''))
      if (label !== null) this.#labels.set(cell, label)
    }
  }

  proposals(): Proposal[] {
    for (const cell of this.#cells) this.#checkedIn(cell)
    this.#acrossCells()
    if (this.#kind === 'licence') this.#licenceFields()
    this.#labelled()
    this.#inZone()
    for (const cell of this.#cells) this.#phonesIn(cell)
    this.#addresses()
    this.#names()
    if (this.#kind !== null) this.#onDocuments()
    this.#onBusinessCard()
    const seen = new Set<string>()
    return this.#found
      .filter(({ type, value }) => {
        const key = `${type} ${folded(value).replace(/[\s.,]/g, '')}`
        return !seen.has(key) && seen.add(key)
      })
      .filter(({ type, value }, index, all) => !isPartOfAnother(type, value, index, all))
  }

  #take(
    type: PrivateType | 'other',
    parts: readonly { readonly cell: TextBlock; readonly start: number; readonly end: number }[],
    because: Proposal['because'],
    value?: string,
  ): boolean {
    const isTaken = parts.some(({ cell, start, end }) =>
      this.#taken.get(cell)?.some((other) => overlaps(other, { start, end })),
    )
    if (isTaken) return false
    for (const { cell, start, end } of parts) this.#taken.set(cell, [...(this.#taken.get(cell) ?? []), { start, end }])
    if (type === 'other') return true
    const text = value ?? parts.map(({ cell, start, end }) => trimmed(cell.text.slice(start, end))).join(', ')
    const box = around(parts.map(({ cell }) => cell.onPicture ?? cell.box))
    if (text !== '') this.#found.push({ type, value: text, box, because })
    return true
  }

  #isFree(cell: TextBlock): boolean {
    return !this.#labels.has(cell) && !this.#taken.has(cell)
  }

  #checkedIn(cell: TextBlock): void {
    const { text } = cell
    const read = readable(text)
    for (const type of ['email', 'iban'] as const)
      for (const { start, end } of findValues(read, type))
        if (type === 'email' || IBAN.test(text.slice(start, end))) this.#take(type, [{ cell, start, end }], 'checked')
    for (const { start, end } of findValues(read, 'card'))
      if (isLuhnCard(text.slice(start, end))) this.#take('card', [{ cell, start, end }], 'checked')
    for (const { start, end } of findValues(read, 'ssn')) {
      const found = text.slice(start, end)
      if (/^\d{3}([- ])\d{2}\1\d{4}$/.test(found) && !/\d[- ]$/.test(text.slice(0, start)))
        this.#take('ssn', [{ cell, start, end }], 'checked')
    }
    for (const { start, end } of nationalNumbers(text)) this.#take('document', [{ cell, start, end }], 'checked')
    if (this.#kind !== null || /credit|debit|visa|master|valid/i.test(text))
      for (const match of text.matchAll(/(?<!\d)[3-6]\d{3}([ -])\d{4}\1\d{4}\1\d{3,4}(?!\d)/g))
        this.#take('card', [{ cell, start: match.index, end: match.index + match[0].length }], 'guessed')
  }

  /** Codes whose groups stand in boxes of their own. */
  #acrossCells(): void {
    for (const row of rowsOf(this.#cells)) {
      if (row.length < 3) continue
      const text = row.map((cell) => cell.text).join(' ')
      for (const type of ['iban'] as const)
        for (const { start, end } of findValues(readable(text), type)) {
          const parts = piecesOf(row, start, end)
          if (parts.length > 1 && IBAN.test(text.slice(start, end)))
            this.#take(type, parts, 'checked', text.slice(start, end))
        }
    }
    for (const [cell, label] of this.#labels) {
      if (label !== 'ssn') continue
      const below = this.#cells
        .filter((other) => other !== cell && isNear(cell, other) && /^[\d\s-]{1,8}$/.test(other.text))
        .toSorted((a, b) => a.box.x - b.box.x)
      const digits = below.map(({ text }) => text.replace(/[\s-]/g, '')).join('')
      if (digits.length === 9 && below.length > 1)
        this.#take(
          'ssn',
          below.map((one) => ({ cell: one, start: 0, end: one.text.length })),
          'labelled',
          `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`,
        )
    }
  }

  /** Driving licences number their fields: ISO/IEC 18013-1, and AAMVA in North America. */
  #licenceFields(): void {
    const american = this.#cells.some(({ text }) => /\b(?:4d|DOB|DLN|ISS|HGT|WGT)\b/.test(text))
    for (const cell of this.#cells) {
      const field = /^\s*(4d|[1235678])(?:[.,]\s*(?=\S)|\s*(?=[\p{L}*"'°^<])|\s+(?=\d))(.*)$/u.exec(cell.text)
      if (american && /^\s*[128]\s*$/.test(cell.text)) this.#loneField(cell)
      if (field === null || this.#labels.has(cell)) continue
      const [, number, rest] = field as unknown as [string, string, string]
      const start = cell.text.length - rest.length
      const whole = { cell, start, end: cell.text.length }
      const hasMark = /^\s*(?:4d|\d)[.,]/.test(cell.text) || american
      if (!hasMark) continue
      if (
        (number === '1' || number === '2') &&
        /^\p{L}[\p{L} .'’-]*$/u.test(cleanName(rest)) &&
        !/^(?:sex|eyes|rest|end|class|hair|hgt|wgt)/i.test(rest) &&
        labelOf(rest) === null
      )
        this.#take('name', [whole], 'labelled', cleanName(rest))
      else if (number === '3') this.#date('birth-date', cell, start)
      else if (number === (american ? '4d' : '5')) this.#number('document', cell, start, american ? 6 : 5)
      else if (number === '8' && rest.length > 5 && (isStreet(rest) || american)) this.#address(cell, start, 'labelled')
    }
  }

  /** A field's number that stands apart from its value. */
  #loneField(cell: TextBlock): void {
    const value = this.#beside(cell, 'right')[0]
    if (value === undefined || value.box.x > cell.box.x + 5 * value.box.height || !this.#isFree(value)) return
    if (cell.text.trim() === '8') this.#address(value, 0, 'labelled')
    else if (/^\p{L}[\p{L} .'’-]*$/u.test(value.text))
      this.#take('name', [{ cell: value, start: 0, end: value.text.length }], 'labelled')
  }

  #labelled(): void {
    const order = this.#directions()
    for (const cell of this.#cells) {
      const label = this.#labels.get(cell)
      if (label === undefined) this.#inline(cell)
      else this.#valueOf(cell, label, order)
    }
  }

  /** A label and its value in one cell. */
  #inline(cell: TextBlock): void {
    const label = labelBefore(cell.text)
    if (label === null) return
    const { type, at, marked } = label
    if (type === 'other') {
      // What stands behind such a label is no phone and no name, whatever its form.
      if (marked) this.#take('other', [{ cell, start: at, end: cell.text.length }], 'labelled')
      return
    }
    this.#value(type, cell, at, marked)
  }

  /** The value that stands in a cell from a place on, if it has the form of its type. */
  #value(type: PrivateType, cell: TextBlock, start: number, sure: boolean): boolean {
    const text = cell.text.slice(start)
    switch (type) {
      case 'birth-date':
        return this.#date(type, cell, start)
      case 'document':
        return this.#number(type, cell, start, sure ? 4 : 5)
      case 'ssn': {
        const match = /\d{3}[- ]?\d{2}[- ]?\d{4}(?!\d)/.exec(text)
        return (
          match !== null &&
          this.#take(
            type,
            [{ cell, start: start + match.index, end: start + match.index + match[0].length }],
            'labelled',
          )
        )
      }
      case 'phone':
        return this.#phones(cell, start)
      case 'email':
      case 'iban':
      case 'card': {
        const match =
          type === 'email' ? /\S+@\S+/.exec(text) : type === 'card' ? /\d(?:[ -]?\d){11,18}/.exec(text) : null
        return (
          match !== null &&
          this.#take(
            type,
            [{ cell, start: start + match.index, end: start + match.index + match[0].length }],
            'labelled',
          )
        )
      }
      case 'name': {
        const both = text.split(/ (?:&|and|und|et|y|e) /)
        if (both.length === 2 && both.every((one) => nameIn(one) !== null)) {
          const [one, other] = both as [string, string]
          const second = cell.text.length - other.length
          return (
            this.#take(type, [{ cell, start, end: start + one.length }], 'labelled') &&
            this.#take(type, [{ cell, start: second, end: cell.text.length }], 'labelled')
          )
        }
        const value = nameValue(text)
        if (value === null || (!sure && nameIn(value) === null && value !== value.toUpperCase())) return false
        const from = start + text.indexOf(value)
        return this.#take(
          type,
          [{ cell, start: from, end: from + value.length }, ...this.#moreOfName(cell, value)],
          'labelled',
          undefined,
        )
      }
      case 'address':
        return (
          text.length >= 5 &&
          (sure || isStreet(text) || isTown(text)) &&
          /\p{L}{3}|\p{Script=Han}{2}/u.test(text) &&
          !isCompanyOnly(text) &&
          this.#address(cell, start, 'labelled')
        )
      default: {
        const value = trimmed(text)
        const most = type === 'city' ? 3 : 5
        const isWords =
          /^\p{L}.*\p{L}/u.test(value) &&
          value.length <= 50 &&
          !/@|\d{2}|^n\/a|[?[\]]/i.test(value) &&
          value.split(' ').length <= most &&
          !(type === 'city' && /[^\p{L} .'-]/u.test(value)) &&
          !/(?<!\p{L})(?:if|this|is|does|apply|applies|current|check|date)(?!\p{L})/iu.test(value)
        if (!isWords || (!sure && type !== 'occupation' && !/^\p{Lu}/u.test(value)) || labelOf(value) !== null)
          return false
        const more =
          type === 'occupation'
            ? this.#moreLines(
                cell,
                1,
                (other) => other.text === other.text.toUpperCase() && cell.text === cell.text.toUpperCase(),
              )
            : []
        return this.#take(
          type,
          [{ cell, start, end: cell.text.length }, ...more],
          'labelled',
          [value, ...more.map((part) => trimmed(part.cell.text))].join(' '),
        )
      }
    }
  }

  #date(type: 'birth-date', cell: TextBlock, start: number): boolean {
    const date = datesIn(cell.text.slice(start))[0]
    const split = date === undefined ? this.#splitDate(cell, start) : null
    if (split !== null) return split
    const bare =
      date === undefined
        ? /(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}(?!\d)/.exec(cell.text.slice(start))
        : null
    if (bare !== null)
      return this.#take(type, [{ cell, start: start + bare.index, end: start + bare.index + 8 }], 'labelled')
    const year = date === undefined && start > 0 ? /^\D{0,3}((?:19|20)\d{2})\D*$/.exec(cell.text.slice(start)) : null
    if (year !== null) return this.#take(type, [{ cell, start, end: cell.text.length }], 'labelled', year[1]!)
    return (
      date !== undefined &&
      this.#take(
        type,
        [{ cell, start: start + date.start, end: start + date.start + date.text.length }],
        'labelled',
        date.text,
      )
    )
  }

  /** Month, day and year in boxes of their own, as forms have them. */
  #splitDate(cell: TextBlock, start: number): boolean | null {
    if (!/^\s*\d{1,2}\s*$/.test(cell.text.slice(start))) return null
    const row = this.#cells
      .filter(
        (other) =>
          Math.abs(middle(other) - middle(cell)) < 0.6 * cell.box.height &&
          other.box.x >= cell.box.x &&
          other.box.x < cell.box.x + 9 * cell.box.height,
      )
      .toSorted((a, b) => a.box.x - b.box.x)
    const [, month, year] = row
    const found =
      month !== undefined && year !== undefined && /^\d{1,2}$/.test(month.text.trim())
        ? /^\d{4}/.exec(year.text.trim())
        : null
    if (month === undefined || year === undefined || found === null) return null
    return this.#take(
      'birth-date',
      [
        { cell, start, end: cell.text.length },
        { cell: month, start: 0, end: month.text.length },
        { cell: year, start: 0, end: 4 },
      ],
      'labelled',
      `${cell.text.slice(start).trim()} ${month.text.trim()} ${found[0]}`,
    )
  }

  #number(type: 'document', cell: TextBlock, start: number, least: number): boolean {
    const text = cell.text.slice(start)
    for (const match of text.matchAll(/[\p{L}\d][\p{L}\d/.-]*(?: [\p{L}\d][\p{L}\d/-]*){0,5}/gu)) {
      const words = match[0].split(' ')
      const first = words.findIndex((word) => /\d/.test(word) || (/^\p{Lu}{1,3}$/u.test(word) && word.length < 4))
      if (first < 0) continue
      // Groups of digits go on; words behind a number are no part of it.
      let last = first + 1
      const signsOf = (to: number) => words.slice(first, to).join('').length
      while (
        last < words.length &&
        last < first + 5 &&
        words[first]!.length < 8 &&
        ((/\d/.test(words[last]!) && words[last]!.length <= 6) || signsOf(last) < 4 || /^\p{Lu}$/u.test(words[last]!))
      )
        last++
      let value = words
        .slice(first, last)
        .join(' ')
        .replace(/[/.\-\s]+$/, '')
      if (/\p{Ll}/u.test(value) && (value.match(/\d/g)?.length ?? 0) < 4) continue
      const signs = value.replace(/[^\p{L}\d]/gu, '')
      const digits = value.replace(/\D/g, '')
      if (signs.length < least || signs.length > 24 || digits.length < 2 || digits.length < 0.25 * signs.length)
        continue
      const date = datesIn(value)[0]
      if (date !== undefined && date.start < least) continue
      if (date !== undefined) value = value.slice(0, date.start).trim()
      if (/^(?:1[ -])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}$/.test(value)) continue
      const at = text.indexOf(value, match.index)
      return this.#take(type, [{ cell, start: start + at, end: start + at + value.length }], 'labelled', value)
    }
    return false
  }

  #phones(cell: TextBlock, start: number): boolean {
    let found = false
    for (const match of cell.text.slice(start).matchAll(/(?:\+|\(\+?)?\d(?:[\s().-]{0,3}\d){5,14}(?!\d)/g)) {
      const digits = match[0].replace(/\D/g, '').length
      if (digits < 7 || digits > 15 || datesIn(match[0]).length > 0) continue
      const from = start + match.index
      const opens = cell.text.slice(from).startsWith('(') || !cell.text.slice(0, from).endsWith('(')
      const because = isPhone(match[0]) ? 'checked' : 'labelled'
      found =
        this.#take('phone', [{ cell, start: opens ? from : from - 1, end: from + match[0].length }], because) || found
    }
    return found
  }

  #phonesIn(cell: TextBlock): void {
    const { text } = cell
    if (this.#labels.has(cell)) return
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
    for (const { start, end } of [...own, ...abroad, ...french]) this.#take('phone', [{ cell, start, end }], 'checked')
  }

  /** Further lines of a name below its first: passports give family and given names one label. */
  #moreOfName(cell: TextBlock, value: string): { cell: TextBlock; start: number; end: number }[] {
    if (value.split(' ').length > 1 || value !== value.toUpperCase() || this.#kind === null) return []
    return this.#moreLines(
      cell,
      1,
      (other) =>
        Math.abs(other.box.x - cell.box.x) < 0.5 * cell.box.height &&
        Math.abs(other.box.height - cell.box.height) < 0.25 * cell.box.height &&
        /^\p{Lu}[\p{Lu}'-]+(?: \p{Lu}[\p{Lu}'-]+)?$/u.test(other.text) &&
        nameValue(other.text) !== null,
    )
  }

  #moreLines(
    cell: TextBlock,
    most: number,
    isMore: (cell: TextBlock) => boolean,
  ): { cell: TextBlock; start: number; end: number }[] {
    const found: TextBlock[] = []
    for (let last = cell; found.length < most; last = found.at(-1)!) {
      const below = this.#cells
        .filter(
          (other) =>
            this.#isFree(other) &&
            follows(last, other) &&
            other.box.y - last.box.y < 1.7 * last.box.height &&
            isMore(other),
        )
        .toSorted((a, b) => a.box.y - b.box.y)[0]
      if (below === undefined) break
      found.push(below)
    }
    return found.map((one) => ({ cell: one, start: 0, end: one.text.length }))
  }

  #address(cell: TextBlock, start: number, because: Proposal['because']): boolean {
    const lines = [{ cell, start, end: cell.text.length }]
    const hasTown = (text: string) => isTown(text)
    for (let last = cell; lines.length < 4; last = lines.at(-1)!.cell) {
      const below = this.#cells
        .filter((other) => this.#isFree(other) && follows(last, other))
        .toSorted((a, b) => a.box.y - b.box.y)[0]
      if (below === undefined || !mayContinue(below.text)) break
      if (labelBefore(below.text) !== null || nameIn(below.text) !== null || datesIn(below.text).length > 0) break
      const isMore =
        /,\s*$/.test(last.text) ||
        /,.*\p{L}/u.test(below.text) ||
        (this.#kind !== null && below.text === below.text.toUpperCase())
      if (!isStreet(below.text) && !isTown(below.text) && (lines.some((line) => hasTown(line.cell.text)) || !isMore))
        break
      if (isStreet(below.text) && lines.some((line) => isStreet(line.cell.text)) && !isMore) break
      lines.push({ cell: below, start: 0, end: below.text.length })
    }
    return this.#take('address', lines, because)
  }

  /** Where this page's values stand from their labels, by those whose form tells: the best first. */
  #directions(): readonly Direction[] {
    const votes: Record<Direction, number> = { right: 0, below: 0, above: 0 }
    for (const [cell, label] of this.#labels) {
      const fits = FORMS[label]
      if (fits === undefined) continue
      for (const direction of DIRECTIONS) if (fits(this.#beside(cell, direction)[0]?.text ?? '')) votes[direction] += 1
    }
    // Labels below their values are rare: without a sign of it, a heading would be taken for a value.
    return DIRECTIONS.filter((one) => one !== 'above' || 3 * votes.above > votes.right + votes.below).toSorted(
      (a, b) => votes[b] - votes[a],
    )
  }

  #valueOf(label: TextBlock, type: PrivateType | 'other', order: readonly Direction[]): void {
    const ends = /[:：#]\s*$/.test(label.text)
    const directions = ends ? (['right', 'below'] as const) : order
    for (const direction of directions) {
      const [nearest, next] = this.#beside(label, direction)
      // Hints in small print stand between a label and its value.
      const cell = nearest !== undefined && next !== undefined && isHint(nearest.text) ? next : nearest
      if (cell === undefined || this.#labels.has(cell)) continue
      const before = labelBefore(cell.text)
      if (before?.marked === true) continue
      if (type === 'other') {
        // Only what is surely that label's: a name below "Date" is a name.
        const isOwn = /\d/.test(cell.text)
          ? !PHONE_LIKE.test(cell.text)
          : this.#kind === 'identity' || this.#kind === 'licence'
        if (isOwn && direction === directions[0])
          this.#take('other', [{ cell, start: 0, end: cell.text.length }], 'labelled')
        return
      }
      if (this.#value(type, cell, 0, true)) return
    }
  }

  #beside(label: TextBlock, direction: Direction): TextBlock[] {
    const { box } = label
    const others = this.#cells.filter((other) => other !== label)
    if (direction === 'right')
      return others
        .filter((other) => {
          const gap = other.box.x - (box.x + box.width)
          const high = Math.max(box.height, other.box.height)
          return gap > -0.6 * high && gap < 14 * high && Math.abs(middle(other) - middle(label)) < 0.55 * high
        })
        .toSorted((a, b) => a.box.x - b.box.x)
        .slice(0, 1)
    return others
      .filter((other) => {
        const [upper, lower] = direction === 'below' ? [label, other] : [other, label]
        const gap = lower.box.y - (upper.box.y + upper.box.height)
        const high = Math.max(box.height, other.box.height)
        const shared = Math.min(box.x + box.width, other.box.x + other.box.width) - Math.max(box.x, other.box.x)
        const begins = Math.abs(other.box.x - box.x) < 3 * high
        return (
          gap > -0.5 * high && gap < 1.6 * high && middle(lower) > middle(upper) + 0.3 * high && (shared > 0 || begins)
        )
      })
      .toSorted(
        (a, b) =>
          Math.abs(middle(a) - middle(label)) +
          0.15 * Math.abs(a.box.x - box.x) -
          Math.abs(middle(b) - middle(label)) -
          0.15 * Math.abs(b.box.x - box.x),
      )
  }

  /** What a machine-readable zone says, in the form in which the page prints it where it does. */
  #inZone(): void {
    const proved = this.#zone.some(({ checked }) => checked)
    for (const { type, value, checked, cell } of this.#zone) {
      const because = checked || (proved && type === 'name') ? 'checked' : 'guessed'
      const box = cell.onPicture ?? cell.box
      if (type === 'document') {
        const isPrinted = this.#found.some(
          (found) => found.type === 'document' && squeezed(found.value) === squeezed(value),
        )
        if (!isPrinted) this.#found.push({ type, value, box, because })
      } else if (type === 'name') {
        const printed = this.#found.filter((found) => found.type === 'name' && isSameName(found.value, value))
        const shared = this.#found.some(
          (found) =>
            found.type === 'name' &&
            !isSameName(found.value, value) &&
            found.value.includes(' ') &&
            folded(found.value)
              .split(' ')
              .some((part) => part.length > 2 && folded(value).split(' ').includes(part)),
        )
        // Print is read better than a zone: a page that has the family name has the whole.
        if (shared) continue
        const parts = printed.flatMap((found) =>
          folded(found.value)
            .split(/[^a-z]+/)
            .filter((part) => part.length > 1),
        )
        const isWhole = folded(value)
          .split(' ')
          .every((part) => part.length < 2 || parts.includes(part))
        // The whole name is one value, however the page splits it.
        if (!isWhole || printed.length !== 1) {
          for (const one of printed) this.#found.splice(this.#found.indexOf(one), 1)
          const accents =
            printed.length > 1 && isWhole
              ? printed
                  .map((one) => one.value)
                  .toReversed()
                  .join(' ')
              : value
          this.#found.push({ type, value: accents, box: printed[0]?.box ?? box, because })
        }
      } else if (!this.#found.some((found) => found.type === 'birth-date')) {
        const printed = this.#cells
          .flatMap((one) => datesIn(one.text).map((date) => ({ one, date })))
          .find(({ date }) => isZoneDate(date, value))
        if (printed !== undefined) {
          const { one, date } = printed
          this.#found.push({ type, value: date.text, box: one.onPicture ?? one.box, because })
          this.#taken.set(one, [
            ...(this.#taken.get(one) ?? []),
            { start: date.start, end: date.start + date.text.length },
          ])
        } else
          this.#found.push({
            type,
            value: `${fullYear(value.slice(0, 2))}-${value.slice(2, 4)}-${value.slice(4)}`,
            box,
            because,
          })
      }
    }
  }

  #addresses(): void {
    for (const block of addressesIn(this.#cells, (cell) => this.#isFree(cell)))
      this.#take(
        'address',
        block.map((cell) => ({ cell, start: 0, end: cell.text.length })),
        'guessed',
      )
  }

  #names(): void {
    const emails = this.#found
      .filter(({ type }) => type === 'email')
      .map(({ value }) => folded(value.split('@')[0] ?? ''))
    for (const cell of this.#cells) {
      if (!this.#isFree(cell) || isStreet(cell.text) || isTown(cell.text) || isCompanyOnly(cell.text)) continue
      const guess = nameIn(cell.text)
      const words = folded(cell.text)
        .split(/[^a-z]+/)
        .filter((word) => word.length > 2)
      const isInEmail =
        words.length >= 2 &&
        words.length <= 4 &&
        emails.some((local) => words.filter((word) => local.includes(word)).length >= Math.min(2, words.length))
      const isAboveAddress = this.#found.some(
        ({ type, box }) => type === 'address' && isJustAbove(cell.onPicture ?? cell.box, box),
      )
      const least = isAboveAddress ? 0.3 : this.#kind !== null ? 0.45 : 0.6
      if (guess !== null && (guess.likely >= least || isInEmail)) {
        const at = cell.text.indexOf(guess.text)
        this.#take(
          'name',
          [{ cell, start: Math.max(0, at), end: Math.max(0, at) + guess.text.length }],
          'guessed',
          guess.text,
        )
      } else if (isInEmail && !/\d|@/.test(cell.text))
        this.#take('name', [{ cell, start: 0, end: cell.text.length }], 'guessed')
      else if (guess === null) this.#namesWithin(cell)
    }
    this.#namesInTwoLines()
  }

  /** Names in running text: capitalised words, all of them in the lists, a given name first. */
  #namesWithin(cell: TextBlock): void {
    if (cell.text.length < 8) return
    for (const match of cell.text.matchAll(
      /(?<![\p{L}\d])\p{Lu}[\p{L}'’-]+(?: \p{Lu}\.?)?(?: \p{Lu}[\p{L}'’-]+){1,2}(?![\p{L}\d])/gu,
    )) {
      const words = match[0].split(' ')
      for (let from = 0; from <= words.length - 2; from++) {
        const part = words.slice(from).join(' ')
        const guess = nameIn(part)
        if (guess === null || guess.likely < 1 || !isGivenName(words[from]!) || !isFamilyName(words.at(-1)!)) continue
        const start = match.index + match[0].length - part.length
        this.#take('name', [{ cell, start, end: start + part.length }], 'guessed')
        break
      }
    }
  }

  /** A given name above a family name, each alone on its line, as cards and CVs print them. */
  #namesInTwoLines(): void {
    for (const cell of this.#cells) {
      if (!this.#isFree(cell) || !/^\p{Lu}[\p{L}'-]+$/u.test(cell.text)) continue
      const below = this.#cells.find(
        (other) =>
          this.#isFree(other) && other !== cell && follows(cell, other) && /^\p{Lu}[\p{L}'-]+$/u.test(other.text),
      )
      if (below === undefined) continue
      const isName =
        (isGivenName(cell.text) && isFamilyName(below.text)) || (isFamilyName(cell.text) && isGivenName(below.text))
      if (isName)
        this.#take(
          'name',
          [cell, below].map((one) => ({ cell: one, start: 0, end: one.text.length })),
          'guessed',
          `${cell.text} ${below.text}`,
        )
    }
  }

  /** A card with an address of e-mail or two numbers, and a name: what it says of work. */
  #onBusinessCard(): void {
    if (this.#cells.length > 22 || this.#kind !== null) return
    // A form names its fields, a card only its numbers.
    if (this.#found.some(({ type, because }) => because === 'labelled' && type !== 'phone' && type !== 'email')) return
    const email = this.#found.find(({ type }) => type === 'email')
    const phones = this.#found.filter(({ type }) => type === 'phone').length
    if (email === undefined && (phones === 0 || !this.#cells.some(({ text }) => /www\.|\.com(?!\p{L})/u.test(text))))
      return
    if (this.#cells.some(({ text }) => /(?<!\p{L})(?:total|invoice|receipt|subtotal)(?!\p{L})/iu.test(text))) return
    const domain = folded(email?.value.split('@')[1]?.split('.')[0] ?? '')
    for (const cell of this.#cells) {
      if (!this.#isFree(cell) || /[@\d]|www\./.test(cell.text) || cell.text.length > 45) continue
      const whole = [{ cell, start: 0, end: cell.text.length }]
      if (
        isCompanyOnly(cell.text) ||
        (domain.length > 3 && compact(cell.text).length > 3 && domain.includes(compact(cell.text)))
      )
        this.#take('employer', whole, 'guessed')
      else if (JOB.test(folded(cell.text)) || JOB.test(cell.text)) this.#take('occupation', whole, 'guessed')
    }
  }

  /** On an identity document the earliest of its dates is that of birth, and a code with digits is its number. */
  #onDocuments(): void {
    if (this.#kind !== 'card' && !this.#found.some(({ type }) => type === 'birth-date')) {
      const dates = this.#cells
        .filter((cell) => !this.#labels.has(cell))
        .flatMap((cell) => datesIn(cell.text).map((date) => ({ cell, date })))
        .toSorted((a, b) => a.date.year - b.date.year)
      const [first, last] = [dates[0], dates.at(-1)]
      if (first !== undefined && last !== undefined && last.date.year - first.date.year >= 14) {
        const { cell, date } = first
        this.#found.push({ type: 'birth-date', value: date.text, box: cell.onPicture ?? cell.box, because: 'guessed' })
      }
    }
    if (this.#kind !== 'identity' && this.#kind !== 'licence') return
    if (this.#found.some(({ type }) => type === 'document')) return
    const code = this.#cells.find(
      (cell) =>
        this.#isFree(cell) &&
        /^(?=.*\d.*\d.*\d)(?=.*\p{Lu}|\d{8})[\p{Lu}\d]{1,3} ?[\p{Lu}\d]{5,12}$/u.test(cell.text) &&
        datesIn(cell.text).length === 0,
    )
    if (code !== undefined) this.#take('document', [{ cell: code, start: 0, end: code.text.length }], 'guessed')
  }
}

/** As it is printed: a run of small words has the right remainder one time in a hundred. */
const IBAN = /^[A-Z]{2} ?\d{2}[ \dA-Z]+$/

const PHONE_LIKE = /^\(?\+?\d{2,4}\)?[ .-]\d{2,4}[ .-]\d{3,4}/

/** "mm", "(first, last)" and the like. */
function isHint(text: string): boolean {
  return (
    /^(?:mm|dd|yy|yyyy|mm ?\/ ?dd ?\/ ?yyyy|dd ?\/ ?mm ?\/ ?yyyy)$/i.test(text.trim()) || /^\(.*\)$/.test(text.trim())
  )
}

/** What people are by their cards, in the words that most of them have in common. */
const JOB =
  /(?<!\p{L})(?:manager|director|engineer|developer|researcher|consultant|founder|co-founder|ceo|cto|cfo|coo|cmo|president|vice president|vp|officer|analyst|designer|architect|specialist|coordinator|assistant|associate|representative|executive|administrator|supervisor|technician|attorney|lawyer|partner|accountant|professor|teacher|nurse|physician|surgeon|dentist|therapist|realtor|agent|advisor|adviser|scientist|photographer|journalist|editor|writer|owner|head of \p{L}+|chief \p{L}+|sales|geschaftsfuhrer(?:in)?|leiter(?:in)?|berater(?:in)?|ingenieur|directeur|directrice|gerant|responsable|chef de projet|conseiller|gerente|direttore|responsabile|ingeniero|abogado|director general|engenheiro|diretor|kierownik|dyrektor|部長|課長|社長|代表取締役|取締役|主任|係長|経理|总经理|总监|主任|董事|董事长|教授|工程师|대표|이사|부장|과장|팀장)(?!\p{Ll})/iu

type Direction = 'right' | 'below' | 'above'
const DIRECTIONS: readonly Direction[] = ['below', 'right', 'above']

/** What tells by its form whether it is the value of a label. */
const FORMS: Readonly<Partial<Record<PrivateType | 'other', (text: string) => boolean>>> = {
  'birth-date': (text) => datesIn(text).length > 0,
  email: (text) => text.includes('@'),
  phone: (text) => text.replace(/\D/g, '').length >= 7 && labelOf(text) === null,
  ssn: (text) => text.replace(/\D/g, '').length >= 9,
  document: (text) => /\d{3}/.test(text) && labelOf(text) === null && datesIn(text).length === 0,
  name: (text) => text !== '' && labelOf(text) === null && (nameIn(text)?.likely ?? 0) >= 0.6,
}

function kindOf(cells: readonly TextBlock[], hasZone: boolean): 'identity' | 'licence' | 'card' | null {
  const all = folded(cells.map(({ text }) => text).join(' \n '))
  const letters = compact(all)
  if (
    /driver'?s? ?licen[cs]e|driving ?licen[cs]e|permis de conduire|fuhrerschein|patente di guida|permiso de conduc|carta de conducao|rijbewijs|prawo jazdy|ridicsky prukaz|vodicsky|vozacka|permis auto|korkort|korekort|ajokortti|vezetoi engedely|surucu belgesi|licencia de conducir|运转|驾驶证|運転免許/.test(
      all,
    )
  )
    return 'licence'
  if (
    hasZone ||
    (cells.length < 90 &&
      /passport|passeport|pasaporte|passaporto|passaporte|reisepass|paszport|identitycard|carted?identite|cartenationale|cartadidentita|personalausweis|identidad|residentcard|permanentresident|residencepermit|visa(?:waiver)?$|nationalid|aadhaar|cartevitale|socialsecurity|greencard|身份证|護照|护照|個人番号|在留カード/.test(
        letters,
      ))
  )
    return 'identity'
  if (
    cells.length < 40 &&
    /valid\s*thru|mastercard|member ?id|health ?plan|insurance|library card|student card|carte d.assurance|krankenkasse|versicher|copay|rx ?bin|subscriber/.test(
      all,
    )
  )
    return 'card'
  return null
}

/** Two labels with their values in one cell are two cells. */
function parted(cell: TextBlock): TextBlock[] {
  const cuts = [0]
  for (const match of cell.text.matchAll(
    /(?<=\S\s+|[\d)]\s*)(?:\d{1,2}[a-d]?\.? ?)?(\p{L}[\p{L}.'’]*(?: \p{L}[\p{L}.'’]*){0,2})\s*[:：#]/gu,
  )) {
    const words = [...match[1]!.matchAll(/\S+/g)]
    const first = words.findIndex((word) => labelOf(match[1]!.slice(word.index)) !== null)
    const from = match.index + match[0].indexOf(match[1]!)
    if (
      first >= 0 &&
      from + words[first]!.index > 2 &&
      labelOf(cell.text.slice(cuts.at(-1)!, from + match[1]!.length)) === null
    )
      cuts.push(from + words[first]!.index)
  }
  if (cuts.length === 1) return [cell]
  const { box, text } = cell
  return cuts.map((start, index) => {
    const end = cuts[index + 1] ?? text.length
    return {
      ...cell,
      text: text.slice(start, end).trim(),
      box: { ...box, x: box.x + (box.width * start) / text.length, width: (box.width * (end - start)) / text.length },
    }
  })
}

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

function isJustAbove(upper: Box, lower: Box): boolean {
  const drop = lower.y - upper.y
  return drop > 0 && drop < 2.2 * upper.height && Math.abs(upper.x - lower.x) < 2 * upper.height
}

function middle({ box }: TextBlock): number {
  return box.y + box.height / 2
}

/** A number of a numbering plan, or grouped as North American ones are. */
function isPhone(text: string): boolean {
  return findPhoneNumbersInText(text).length > 0 || findValues(readable(text), 'phone').length > 0
}

function trimmed(text: string): string {
  return text.replace(/^[\s:：,;.*#"'“-]+|[\s,;:*"'”“-]+$/g, '')
}

function cleanName(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}.]+$/gu, '')
}

function squeezed(text: string): string {
  return folded(text).replace(/[^\p{L}\d]/gu, '')
}

/** What behind a label may be a name: words without digits, not a firm, not another label. */
function nameValue(text: string): string | null {
  const value = trimmed(text.replace(/\([^)]*\)|\s[\d/].*$/g, '')).replace(/^[^\p{L}]+/u, '')
  const letters = value.replace(/[^\p{L}]/gu, '').length
  if (letters < 2 || value.length > 45 || letters < 0.7 * value.length || /[@/\\|]|\d{2}/.test(value)) return null
  const words = value.split(/\s+/)
  if (
    words.length > 6 ||
    labelOf(value) !== null ||
    isCompanyOnly(value) ||
    words.some((word) => NO_NAME.has(folded(word)))
  )
    return null
  if (!/^(?:\p{Lu}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Katakana}|\p{Script=Hiragana})/u.test(value)) return null
  // A sentence of small letters is a hint, and words of papers are no names.
  if (words.filter((word) => /^\p{Ll}{3,}/u.test(word)).length > 1) return null
  return /^(?:n\/?a|none|same|yes|no|null|void|specimen copy|male|female|sex|m|f|signature|date|user)$/i.test(value)
    ? null
    : value
}

/** Words of forms that stand where a name may be. */
const NO_NAME = new Set(
  'of to is or the this that for from with by your you if not any all other number date name names address city state zip code type class sex male female please print signature signed title section part information application application. employment history description quantity price total amount tax invoice include including degrees provider source related condition self spouse child check one only see instructions yes no none end rest restrictions class donor veteran country nationality street company bank healthcare article copy customer visa cash'.split(
    ' ',
  ),
)

const COMPANY =
  /(?<!\p{L})(?:ltd|limited|inc|incorporated|corp|corporation|llc|llp|plc|gmbh|kg|ag|s\.?a\.?r?\.?l?|sas|spa|s\.p\.a|srl|b\.?v|n\.?v|pty|pvt|sdn|bhd|co|company|bank|hotel|university|universitat|college|school|hospital|clinic|church|department|ministry|government|services|trading|enterprise|store|stores|shop|market|restaurant|cafe|insurance|electric|utilities|airlines|agency|headquarters|office|institute|association|foundation|consulting|group|associates|oy|ab|as|株式会社|有限公司)(?!\p{L})\.?/iu

function isCompanyOnly(text: string): boolean {
  return COMPANY.test(text) && !/\d/.test(text)
}

function isLuhnCard(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  // Bar codes and order numbers pass the check one time in ten; issuers begin with 2 to 6.
  return /^(?:4|5[0-5]|2[2-7]|3[4-7]|6)/.test(digits) && digits.length >= 14 && !/^(\d)\1+$/.test(digits)
}

function fullYear(two: string): number {
  return Number(two) + (Number(two) > new Date().getFullYear() % 100 ? 1900 : 2000)
}

function isZoneDate(date: FoundDate, zone: string): boolean {
  const [year, month, day] = [zone.slice(0, 2), zone.slice(2, 4), zone.slice(4)].map(Number)
  return (
    date.year % 100 === year &&
    ((date.month === month && date.day === day) || (date.month === day && date.day === month))
  )
}

/** A value within a longer one of its type says nothing more. */
function isPartOfAnother(type: PrivateType, value: string, index: number, all: readonly Proposal[]): boolean {
  if (type !== 'name' && type !== 'address' && type !== 'document') return false
  const own = squeezed(value)
  return all.some(
    (other, at) =>
      at !== index &&
      other.type === type &&
      squeezed(other.value).length > own.length &&
      squeezed(other.value).includes(own),
  )
}
