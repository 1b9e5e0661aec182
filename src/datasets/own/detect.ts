/**
 * @file What of a picture's text is private: a proposal, which a person confirms. First what can be checked
 * (checksums, the calendar, numbering plans, machine-readable zones), then what a label beside it names, then
 * blocks that are addresses, then names by lists, and on identity documents what only its place gives away.
 */
import type { PrivateType } from '../../domain/sample.ts'
import { cardInPieces, onPlainCards } from './cards.ts'
import { acrossCells, checkedIn, phonesIn } from './checked-values.ts'
import {
  inZone,
  licenceFields,
  namesAboveAddress,
  onBusinessCard,
  onDocuments,
  phonesOnCard,
} from './document-values.ts'
import { labelledValues } from './labelled-values.ts'
import { nameOfCv, namesAnnounced, namesInLetters, namesOnTickets, plates } from './letters.ts'
import { addressBlocks, namesByForm, phonesBelowAddress } from './likely-values.ts'
import { joinNames } from './name-parts.ts'
import { Page } from './page.ts'
import type { Proposal } from './proposal.ts'
import type { TextBlock } from './text-blocks.ts'
import { folded } from './text-forms.ts'
import { squeezed } from './text-of-values.ts'

/** Every private value that a picture seems to show, each once, in reading order. */
export function detectPrivate(cells: readonly TextBlock[]): Proposal[] {
  const page = new Page(cells)
  for (const cell of page.cells) checkedIn(page, cell)
  acrossCells(page)
  cardInPieces(page)
  if (page.kind === 'licence') licenceFields(page)
  labelledValues(page)
  joinNames(page)
  inZone(page)
  for (const cell of page.cells) phonesIn(page, cell)
  phonesOnCard(page)
  addressBlocks(page)
  phonesBelowAddress(page)
  namesAboveAddress(page)
  namesAnnounced(page)
  namesByForm(page)
  namesInLetters(page)
  namesOnTickets(page)
  nameOfCv(page)
  plates(page)
  onPlainCards(page)
  if (page.kind !== null) onDocuments(page)
  onBusinessCard(page)
  const seen = new Set<string>()
  return page.found
    .filter(({ type, value }) => {
      const key = `${type} ${folded(value).replace(/[\s.,]/g, '')}`
      return !seen.has(key) && seen.add(key)
    })
    .filter(({ type, value }, index, all) => !isPartOfAnother(type, value, index, all))
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

export type { Proposal } from './proposal.ts'
