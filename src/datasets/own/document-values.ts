/** @file What only the kind of a paper gives away: numbered fields of licences, zones, cards without labels. */
import type { PrivateType } from '../../domain/sample.ts'
import { follows, isStreet } from './addresses.ts'
import { datesIn, type FoundDate } from './dates.ts'
import { takeAddress, takeDate, takeNumber } from './labelled-values.ts'
import { labelOf } from './labels.ts'
import { isSameName } from './mrz.ts'
import type { Page } from './page.ts'
import type { TextBlock } from './text-blocks.ts'
import { compact, folded } from './text-forms.ts'
import { cleanName, fullYear, isCompanyOnly, nameValue, squeezed } from './text-of-values.ts'

/** Driving licences number their fields: ISO/IEC 18013-1, and AAMVA in North America. */
export function licenceFields(page: Page): void {
  const american = page.cells.some(({ text }) => /\b(?:4d|DOB|DLN|ISS|HGT|WGT)\b/.test(text))
  for (const cell of page.cells) {
    // "4d NUMBER" above its value.
    if (american && /^\s*4d\D*$/i.test(cell.text)) {
      const value = ['below', 'right']
        .map((way) => page.beside(cell, way as 'below' | 'right')[0])
        .find((one) => one !== undefined && /\d/.test(one.text) && datesIn(one.text).length === 0)
      if (value !== undefined) takeNumber(page, 'document', value, 0, 6)
      continue
    }
    const field = /^\s*(4d|[1235678])(?:[.,]\s*(?=\S)|\s*(?=[\p{L}*"'°^<])|\s+(?=\d))(.*)$/u.exec(cell.text)
    if (american && /^\s*[128]\s*$/.test(cell.text)) loneField(page, cell)
    // California's letters, whose blank small print loses.
    const named = /^\s*(LN|FN)(?= ?\p{Lu}{2}) ?(\p{Lu}[\p{Lu} '-]+)$/u.exec(cell.text)
    if (named !== null && !page.labels.has(cell)) {
      const from = cell.text.length - named[2]!.length
      page.takePart(named[1] === 'LN' ? 'family' : 'given', () =>
        page.take('name', [{ cell, start: from, end: cell.text.length }], 'labelled'),
      )
      continue
    }
    if (field === null || page.labels.has(cell)) continue
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
      page.takePart(number === '1' ? 'family' : 'given', () => page.take('name', [whole], 'labelled', cleanName(rest)))
    else if (number === '3') takeDate(page, 'birth-date', cell, start)
    else if (number === (american ? '4d' : '5')) takeNumber(page, 'document', cell, start, american ? 6 : 5)
    else if (number === '8' && rest.length > 5 && (isStreet(rest) || american))
      takeAddress(page, cell, start, 'labelled')
  }
}

/** A field's number that stands apart from its value. */
function loneField(page: Page, cell: TextBlock): void {
  const value = page.beside(cell, 'right')[0]
  if (value === undefined || value.box.x > cell.box.x + 5 * value.box.height || !page.isFree(value)) return
  if (cell.text.trim() === '8') takeAddress(page, value, 0, 'labelled')
  else if (/^\p{L}[\p{L} .'’-]*$/u.test(value.text))
    page.takePart(cell.text.trim() === '1' ? 'family' : 'given', () =>
      page.take('name', [{ cell: value, start: 0, end: value.text.length }], 'labelled'),
    )
}

/** What a machine-readable zone says, in the form in which the page prints it where it does. */
export function inZone(page: Page): void {
  const proved = page.zone.some(({ checked }) => checked)
  for (const { type, value, checked, cell } of page.zone) {
    const because = checked || (proved && type === 'name') ? 'checked' : 'guessed'
    const box = cell.onPicture ?? cell.box
    if (type === 'document') {
      const isPrinted = page.found.some(
        (found) => found.type === 'document' && squeezed(found.value) === squeezed(value),
      )
      if (!isPrinted) page.found.push({ type, value, box, because })
    } else if (type === 'name') {
      const printed = page.found.filter((found) => found.type === 'name' && isSameName(found.value, value))
      const shared = page.found.some(
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
        for (const one of printed) page.found.splice(page.found.indexOf(one), 1)
        const accents =
          printed.length > 1 && isWhole
            ? printed
                .map((one) => one.value)
                .toReversed()
                .join(' ')
            : value
        page.found.push({ type, value: accents, box: printed[0]?.box ?? box, because })
      }
    } else if (!page.found.some((found) => found.type === 'birth-date')) {
      const printed = page.cells
        .flatMap((one) => datesIn(one.text).map((date) => ({ one, date })))
        .find(({ date }) => isZoneDate(date, value))
      if (printed !== undefined) {
        const { one, date } = printed
        page.found.push({ type, value: date.text, box: one.onPicture ?? one.box, because })
        page.taken.set(one, [...(page.taken.get(one) ?? []), { start: date.start, end: date.start + date.text.length }])
      } else
        page.found.push({
          type,
          value: `${fullYear(value.slice(0, 2))}-${value.slice(2, 4)}-${value.slice(4)}`,
          box,
          because,
        })
    }
  }
}

/** A card with an address of e-mail or two numbers, and a name: what it says of work. */
export function onBusinessCard(page: Page): void {
  if (!isBusinessCard(page)) return
  const email = page.found.find(({ type }) => type === 'email')
  const domain = folded(email?.value.split('@')[1]?.split('.')[0] ?? '')
  for (const cell of page.cells) {
    if (!page.isFree(cell) || /[@\d]|www\./.test(cell.text) || cell.text.length > 45) continue
    const whole = [{ cell, start: 0, end: cell.text.length }]
    if (
      isCompanyOnly(cell.text) ||
      (domain.length > 3 && compact(cell.text).length > 3 && domain.includes(compact(cell.text)))
    )
      page.take('employer', whole, 'guessed')
    else if (isJob(cell.text)) page.take('occupation', whole, 'guessed')
  }
}

/** A few lines with an address of e-mail, or a number and a site; a form names its fields, a card only its numbers. */
export function isBusinessCard(page: Page): boolean {
  if (page.cells.length > 22 || page.kind !== null || page.labels.size > 3) return false
  if (page.found.some(({ type, because }) => because === 'labelled' && ON_FORMS.has(type))) return false
  const has = (type: PrivateType) => page.found.some((found) => found.type === type)
  const hasSite = page.cells.some(({ text }) => /w ?w ?w ?\.|\.com(?!\p{L})/iu.test(text))
  if (!has('email') && !(has('phone') && hasSite)) return false
  return !page.cells.some(({ text }) => /(?<!\p{L})(?:total|invoice|receipt|subtotal|form)(?!\p{L})/iu.test(text))
}

const ON_FORMS: ReadonlySet<PrivateType> = new Set(['birth-date', 'ssn', 'document', 'iban', 'card'])

/** Numbers on a business card are for calling, however their country groups them. */
export function phonesOnCard(page: Page): void {
  if (!isBusinessCard(page)) return
  for (const cell of page.cells) {
    if (!page.isFree(cell)) continue
    const match = /^\D{0,4}?(\+?\(?\d(?:[\s().-]{0,2}\d){7,14})\D{0,3}$/.exec(cell.text)
    if (match === null || datesIn(cell.text).length > 0) continue
    const start = cell.text.indexOf(match[1]!)
    page.take('phone', [{ cell, start, end: start + match[1]!.length }], 'guessed')
  }
}

/** What a person is by a card's line. */
export function isJob(text: string): boolean {
  return JOB.test(folded(text)) || JOB.test(text)
}

/** On an identity document the earliest of its dates is that of birth, and a code with digits is its number. */
export function onDocuments(page: Page): void {
  if (page.kind !== 'card' && !page.found.some(({ type }) => type === 'birth-date')) {
    const dates = page.cells
      .filter((cell) => !page.labels.has(cell))
      .flatMap((cell) => datesIn(cell.text).map((date) => ({ cell, date })))
      .toSorted((a, b) => a.date.year - b.date.year)
    const [first, last] = [dates[0], dates.at(-1)]
    if (first !== undefined && last !== undefined && last.date.year - first.date.year >= 14) {
      const { cell, date } = first
      page.found.push({ type: 'birth-date', value: date.text, box: cell.onPicture ?? cell.box, because: 'guessed' })
    }
  }
  if (page.kind !== 'identity' && page.kind !== 'licence') return
  for (const cell of page.cells)
    if (page.isFree(cell) && /^\p{Lu}{1,3}\d{6,9}$/u.test(cell.text) && !isFoundNumber(page, cell.text))
      page.take('document', [{ cell, start: 0, end: cell.text.length }], 'guessed')
  for (const cell of page.cells) {
    // "GEB. GABLER", "née Durand", "e/v Molenaar": the name at birth, or of whom one married.
    const other = BIRTH_NAME.exec(cell.text)
    if (other === null || !page.isFree(cell) || nameValue(other[1]!) === null) continue
    page.take('name', [{ cell, start: cell.text.length - other[1]!.length, end: cell.text.length }], 'labelled')
  }
  if (page.found.some(({ type }) => type === 'document')) return
  const code = page.cells.find(
    (cell) =>
      page.isFree(cell) &&
      (/^(?=.*\d.*\d.*\d)(?=.*\p{Lu}|\d{8})[\p{Lu}\d]{1,3} ?[\p{Lu}\d]{5,12}$/u.test(cell.text) ||
        /^\d{4}([ -])\d{4}\1\d{4}(?:\1\d{4})?$/.test(cell.text)) &&
      datesIn(cell.text).length === 0,
  )
  if (code !== undefined) page.take('document', [{ cell: code, start: 0, end: code.text.length }], 'guessed')
}

const BIRTH_NAME = /^\s*(?:geb\.?|geborene?|n[ée]e|[ée]p(?:ouse|\.)|e\/[vg])\s+(\p{Lu}[\p{L}'’ -]+)$/iu

function isFoundNumber(page: Page, text: string): boolean {
  return page.found.some(({ type, value }) => type === 'document' && squeezed(value).includes(squeezed(text)))
}

/** A licence whose small figures were not read: both names stand above the address (AAMVA, fields 1, 2, 8). */
export function namesAboveAddress(page: Page): void {
  if (page.kind !== 'licence' || page.found.some(({ type }) => type === 'name')) return
  const isName = (cell: TextBlock | undefined): cell is TextBlock =>
    cell !== undefined && page.isFree(cell) && /^\p{Lu}[\p{Lu} .'-]+$/u.test(cell.text) && nameValue(cell.text) !== null
  for (const cell of page.cells) {
    if (page.isFree(cell) || !isStreet(cell.text)) continue
    const above = (below: TextBlock) => page.cells.filter((other) => follows(other, below) && isName(other)).at(-1)
    const given = above(cell)
    const family = given === undefined ? undefined : above(given)
    if (given === undefined || family === undefined) continue
    const parts = [given, family].map((one) => ({ cell: one, start: 0, end: one.text.length }))
    page.take('name', parts, 'guessed', `${given.text} ${family.text}`)
    return
  }
}

/** What people are by their cards, in the words that most of them have in common. */
const JOB =
  /(?<!\p{L})(?:manager|director|engineer|developer|researcher|consultant|founder|co-founder|ceo|cto|cfo|coo|cmo|president|vice president|vp|officer|analyst|designer|architect|specialist|coordinator|assistant|associate|representative|executive|administrator|supervisor|technician|attorney|lawyer|partner|accountant|professor|teacher|nurse|physician|surgeon|dentist|therapist|realtor|agent|advisor|adviser|scientist|photographer|journalist|editor|writer|owner|head of \p{L}+|chief \p{L}+|sales|geschaftsfuhrer(?:in)?|leiter(?:in)?|berater(?:in)?|ingenieur|directeur|directrice|gerant|responsable|chef de projet|conseiller|gerente|direttore|responsabile|ingeniero|abogado|director general|engenheiro|diretor|kierownik|dyrektor|部長|課長|社長|代表取締役|取締役|主任|係長|経理|总经理|总监|主任|董事|董事长|教授|工程师|대표|이사|부장|과장|팀장)(?!\p{Ll})/iu

function isZoneDate(date: FoundDate, zone: string): boolean {
  const [year, month, day] = [zone.slice(0, 2), zone.slice(2, 4), zone.slice(4)].map(Number)
  return (
    date.year % 100 === year &&
    ((date.month === month && date.day === day) || (date.month === day && date.day === month))
  )
}
