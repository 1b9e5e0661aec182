/** @file Values without a label that look like one: blocks of addresses, names by lists. */
import { isBusinessCard, isJob } from './document-values.ts'
import { addressesIn, follows, isStreet, isTown } from './addresses.ts'
import { hasNameWord, isFamilyName, isGivenName, mayBeName, nameIn } from './names.ts'
import type { Page } from './page.ts'
import type { Box, TextBlock } from './text-blocks.ts'
import { folded } from './text-forms.ts'
import { isCompanyOnly, nameValue } from './text-of-values.ts'

/** Addresses that no label names. */
export function addressBlocks(page: Page): void {
  for (const block of addressesIn(page.cells, (cell) => page.isFree(cell)))
    page.take(
      'address',
      block.map((cell) => ({ cell, start: 0, end: cell.text.length })),
      'guessed',
    )
}

/** A short number in the block of an address is for calling. */
export function phonesBelowAddress(page: Page): void {
  const addresses = page.found.filter(({ type }) => type === 'address')
  for (const cell of page.cells) {
    if (!page.isFree(cell) || !/^\(?(?:\d{3}\)?[-. ]){1,2}\d{4}$/.test(cell.text)) continue
    const { x, y, height } = cell.onPicture ?? cell.box
    const isBelow = addresses.some(({ box }) => {
      const gap = y - box.y - box.height
      return gap > -0.5 * height && gap < 1.5 * height && Math.abs(box.x - x) < 2 * height
    })
    if (isBelow) page.take('phone', [{ cell, start: 0, end: cell.text.length }], 'guessed')
  }
}

/** Names that no label names: by lists, by an address of e-mail, above an address. */
export function namesByForm(page: Page): void {
  const emails = page.found.filter(({ type }) => type === 'email').map(({ value }) => folded(value.split('@')[0] ?? ''))
  const isCard = isBusinessCard(page)
  for (const cell of page.cells) {
    if (!page.isFree(cell) || isStreet(cell.text) || isTown(cell.text) || isCompanyOnly(cell.text)) continue
    const guess = nameIn(cell.text)
    const words = folded(cell.text)
      .split(/[^a-z]+/)
      .filter((word) => word.length > 2)
    const isInEmail =
      words.length >= 2 &&
      words.length <= 4 &&
      emails.some((local) => words.filter((word) => local.includes(word)).length >= Math.min(2, words.length))
    const isAboveAddress =
      page.found.some(({ type, box }) => type === 'address' && isJustAbove(cell.onPicture ?? cell.box, box)) ||
      page.beside(cell, 'below').some((other) => /^\d{1,5}[a-z]?,? \p{L}{3,}.*,/iu.test(other.text))
    // A card's name stands above what its owner does.
    const below = isCard ? page.beside(cell, 'below')[0] : undefined
    const isAboveJob = below !== undefined && isJob(below.text)
    const least = isAboveAddress || isAboveJob ? 0.3 : isCard || page.kind !== null ? 0.45 : 0.6
    if (guess !== null && (guess.likely >= least || isInEmail)) {
      const at = cell.text.indexOf(guess.text)
      page.take(
        'name',
        [{ cell, start: Math.max(0, at), end: Math.max(0, at) + guess.text.length }],
        'guessed',
        guess.text,
      )
    } else if (isCard && isAboveJob && /^\p{Lu}\p{L}+\.?(?: \p{Lu}[\p{L}.'’-]*){1,3}$/u.test(cell.text))
      page.take('name', [{ cell, start: 0, end: cell.text.length }], 'guessed')
    else if (isInEmail && !/\d|@/.test(cell.text) && /^\p{Lu}.* /u.test(cell.text))
      page.take('name', [{ cell, start: 0, end: cell.text.length }], 'guessed')
    else if (guess === null) namesWithin(page, cell)
  }
  namesInTwoLines(page)
  namesInColumn(page)
}

/** A column that has three names in one print has more of them: lists of contacts, chats, guests. */
function namesInColumn(page: Page): void {
  const names = page.found.filter(({ type }) => type === 'name').map(({ value }) => value)
  const known = page.cells.filter(({ text }) => names.includes(text.trim()))
  for (const cell of page.cells) {
    if (!page.isFree(cell) || !mayBeName(cell.text) || !hasNameWord(cell.text)) continue
    if (isStreet(cell.text) || isTown(cell.text) || isCompanyOnly(cell.text) || nameValue(cell.text) === null) continue
    const alike = known.filter(
      ({ box }) =>
        Math.abs(box.x - cell.box.x) < 0.5 * cell.box.height &&
        Math.abs(box.height - cell.box.height) < 0.2 * cell.box.height,
    )
    if (alike.length >= 3) page.take('name', [{ cell, start: 0, end: cell.text.length }], 'guessed')
  }
}

/** Names in running text: capitalised words, all of them in the lists, a given name first. */
function namesWithin(page: Page, cell: TextBlock): void {
  if (cell.text.length < 8) return
  for (const match of cell.text.matchAll(TITLED)) {
    const start = match.index + match[0].length - match[1]!.length
    if (nameValue(match[1]!) !== null) page.take('name', [{ cell, start, end: start + match[1]!.length }], 'guessed')
  }
  for (const match of cell.text.matchAll(
    /(?<![\p{L}\d])\p{Lu}[\p{L}'’-]+(?: \p{Lu}\.?)?(?: \p{Lu}[\p{L}'’-]+){1,2}(?![\p{L}\d])/gu,
  )) {
    const words = match[0].split(' ')
    for (let from = 0; from <= words.length - 2; from++) {
      const part = words.slice(from).join(' ')
      const guess = nameIn(part)
      const isWestern = isGivenName(words[from]!) && isFamilyName(words.at(-1)!)
      // "the tenant, Odalis Varnoq," is somebody, whatever the lists hold.
      const isNamed = from === 0 && ROLE.test(cell.text.slice(0, match.index)) && hasNameWord(part) && mayBeName(part)
      // Registers and medical pictures print the family name first, in capitals.
      const isListed =
        from === 0 && part === part.toUpperCase() && isFamilyName(words[0]!) && isGivenName(words.at(-1)!)
      if (!isNamed && (guess === null || guess.likely < 1 || !(isWestern || isListed))) continue
      const start = match.index + match[0].length - part.length
      page.take('name', [{ cell, start, end: start + part.length }], 'guessed')
      break
    }
  }
}

/** "Frau Dr. Heilmann", "Mrs Quill": in running text a title is enough. */
const TITLED =
  /(?<![\p{L}.])(?:Herrn?|Frau|Mr|Mrs|Ms|Dr|Prof|Monsieur|Madame|Mme|Mlle|Se\u00f1ora?|Sig\.ra|Signora?|Mevrouw)\.? (?:(?:Dr|Prof|med)\.? )*(\p{Lu}\p{Ll}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)/gu

const ROLE =
  /(?<!\p{L})(?:patient|caretaker|caregiver|carer|wife|husband|spouse|son|daughter|brother|sister|mother|father|partner|tenant|landlord|employee|employer|client|customer|student|pupil|attorney|plaintiff|defendant|claimant|witness|undersigned|named|called|between|signed by|written by|herr|frau|herrn|monsieur|madame|se[nñ]ora?|mr|mrs|ms|dr)[.,:]? $/iu

/** A given name above a family name, each alone on its line, as cards and CVs print them. */
function namesInTwoLines(page: Page): void {
  for (const cell of page.cells) {
    if (!page.isFree(cell) || !/^\p{Lu}[\p{L}'-]+$/u.test(cell.text)) continue
    const below = page.cells.find(
      (other) => page.isFree(other) && other !== cell && follows(cell, other) && /^\p{Lu}[\p{L}'-]+$/u.test(other.text),
    )
    if (below === undefined) continue
    const isName =
      (isGivenName(cell.text) && isFamilyName(below.text)) || (isFamilyName(cell.text) && isGivenName(below.text))
    if (isName)
      page.take(
        'name',
        [cell, below].map((one) => ({ cell: one, start: 0, end: one.text.length })),
        'guessed',
        `${cell.text} ${below.text}`,
      )
  }
}

function isJustAbove(upper: Box, lower: Box): boolean {
  const drop = lower.y - upper.y
  return drop > 0 && drop < 2.2 * upper.height && Math.abs(upper.x - lower.x) < 2 * upper.height
}
