/**
 * @file Cards of banks, shops, clubs, schools and libraries: whose they are and their number, where no label says so.
 */
import { findValues, readable } from '../../domain/measures/pii.ts'
import { isStreet, isTown } from './addresses.ts'
import { datesIn } from './dates.ts'
import { isBusinessCard, isJob } from './document-values.ts'
import { hasNameWord, mayBeInitialled, mayBeName } from './names.ts'
import type { Page } from './page.ts'
import { middle } from './page.ts'
import type { TextBlock } from './text-blocks.ts'
import { folded } from './text-forms.ts'
import { isCompanyOnly, isLuhnCard, nameValue } from './text-of-values.ts'

const CARDS =
  /(?<!\p{L})(?:valid ?(?:thru|from|until|till)|good thru|gultig bis|expires?|expire a fin|valid[ao] (?:hasta|ate|fino)|member|membership|member since|loyalty|rewards?|bonus ?card|clubcard|library|bibliothek|bibliotheque|biblioteca|student|studierendenausweis|etudiant|faculty|staff|employee id|visitor|mitgliedskarte|mitglied|adherent|socio|tessera|klantenkaart|security code|debit|credit card|visa|mastercard|maestro|american express|gesundheitskarte|versichert\p{L}*|health|insurance|medicare)(?!\p{L})/u

/** A card number whose groups of four stand in a row or a column of cells. */
export function cardInPieces(page: Page): void {
  const groups = page.cells.filter((cell) => /^\d{4}$/.test(cell.text.trim()) && !page.labels.has(cell))
  for (const first of groups) {
    const inRow = groups
      .filter((other) => Math.abs(middle(other) - middle(first)) < 0.5 * first.box.height)
      .toSorted((a, b) => a.box.x - b.box.x)
    const inColumn = groups
      .filter((other) => Math.abs(other.box.x - first.box.x) < first.box.height)
      .toSorted((a, b) => a.box.y - b.box.y)
    for (const line of [inRow, inColumn]) {
      const four = line.slice(line.indexOf(first), line.indexOf(first) + 4)
      const number = four.map(({ text }) => text.trim()).join(' ')
      if (four.length === 4 && isLuhnCard(number) && findValues(readable(number), 'card').length > 0)
        page.take(
          'card',
          four.map((cell) => ({ cell, start: 0, end: cell.text.length })),
          'checked',
          number,
        )
    }
  }
}

/** The name and the number of a card with few words, by where they stand. */
export function onPlainCards(page: Page): void {
  if (!isPlainCard(page)) return
  if (!page.found.some(({ type }) => type === 'name')) {
    const best = nameOnCard(page)
    if (best !== null)
      page.take(
        'name',
        best.map((cell) => ({ cell, start: 0, end: cell.text.length })),
        'guessed',
        best.map(({ text }) => text.trim()).join(' '),
      )
  }
  if (!page.found.some(({ type }) => type === 'document' || type === 'card')) {
    const number = page.cells.find((cell) => page.isFree(cell) && isNumber(cell.text))
    if (number !== undefined) page.take('document', [{ cell: number, start: 0, end: number.text.length }], 'guessed')
  }
}

function isPlainCard(page: Page): boolean {
  if (page.cells.length > 24 || page.kind === 'identity' || page.kind === 'licence' || isBusinessCard(page))
    return false
  const texts = page.cells.map(({ text }) => folded(text))
  return texts.some((text) => CARDS.test(text)) && !texts.some((text) => PAPERS.test(text))
}

/** Words of what is no card, however short. */
const PAPERS =
  /(?<!\p{L})(?:total|subtotal|invoice|receipt|qty|price|dear|amount|balance due|questionnaire|form|tax|menu|statement)(?!\p{L})/u

function nameOnCard(page: Page): TextBlock[] | null {
  const free = page.cells.filter((cell) => page.isFree(cell) && mayStand(cell.text))
  const whole = free.filter(({ text }) => mayBeName(text) || mayBeInitialled(text))
  const top = Math.min(...page.cells.map(({ box }) => box.y))
  const isBeside = (cell: TextBlock) =>
    page.cells.some(
      (other) =>
        other !== cell &&
        (/\d{4}/.test(other.text) || page.labels.has(other) || CARDS.test(folded(other.text)) || isJob(other.text)) &&
        Math.abs(middle(other) - middle(cell)) < 2.2 * cell.box.height,
    )
  const ranked = whole
    .map((cell) => ({
      cell,
      rank: (hasNameWord(cell.text) ? 2 : 0) + (isBeside(cell) ? 1 : 0) - (cell.box.y < top + cell.box.height ? 1 : 0),
    }))
    .toSorted((a, b) => b.rank - a.rank)
  const [first] = ranked
  if (first !== undefined && (first.rank > 0 || whole.length === 1)) return [first.cell]
  for (const upper of free) {
    const lower = page.beside(upper, 'below').find((other) => free.includes(other))
    if (
      lower !== undefined &&
      isWord(upper.text) &&
      isWord(lower.text) &&
      Math.abs(upper.box.height - lower.box.height) < 0.4 * upper.box.height &&
      hasNameWord(`${upper.text} ${lower.text}`) &&
      mayBeName(`${upper.text} ${lower.text}`)
    )
      return [upper, lower]
  }
  return null
}

function isWord(text: string): boolean {
  return /^\p{Lu}[\p{L}'’-]{2,}$/u.test(text.trim())
}

function mayStand(text: string): boolean {
  return !isCompanyOnly(text) && !isJob(text) && !isStreet(text) && !isTown(text) && nameValue(text) !== null
}

function isNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '').length
  const isGrouped = /^\d[\d ]{6,26}\d$/.test(text.trim()) && digits >= 8 && digits <= 20
  return datesIn(text).length === 0 && (isGrouped || /^\p{Lu}{1,4}[ -]?\d{5,12}$/u.test(text.trim()))
}
