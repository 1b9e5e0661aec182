/** @file A page's cells, what labels them, and what is proposed of them. */
import { overlaps, type Stretch } from '../../domain/measures/pii.ts'
import type { PrivateType } from '../../domain/sample.ts'
import { follows } from './addresses.ts'
import { datesIn } from './dates.ts'
import { type Kind, kindOf } from './document-kinds.ts'
import { isListed, labelOf } from './labels.ts'
import { isZoneLine, type ZoneField, zoneIn } from './mrz.ts'
import { nameIn } from './names.ts'
import type { Proposal } from './proposal.ts'
import { around, type TextBlock } from './text-blocks.ts'
import { trimmed } from './text-of-values.ts'

/** One page on its way: which parts of which cells are spoken for, and what was proposed. */
export class Page {
  /** Without the lines of a machine-readable zone; two labels with their values in one cell are two cells. */
  readonly cells: readonly TextBlock[]
  readonly labels = new Map<TextBlock, PrivateType | 'other'>()
  readonly taken = new Map<TextBlock, Stretch[]>()
  readonly found: Proposal[] = []
  /** Names that are a part of one, by what their label asks for. */
  readonly nameParts = new Map<Proposal, NamePart>()
  readonly zone: readonly ZoneField[]
  readonly kind: Kind

  constructor(cells: readonly TextBlock[]) {
    this.zone = zoneIn(cells)
    this.kind = kindOf(cells, this.zone.length > 0)
    this.cells = cells.filter(({ text }) => !isZoneLine(text)).flatMap(parted)
    for (const cell of this.cells) {
      const label = labelOf(cell.text.replace(/[:：*.]+\s*$/, ''))
      if (label !== null) this.labels.set(cell, label)
    }
  }

  take(
    type: PrivateType | 'other',
    parts: readonly { readonly cell: TextBlock; readonly start: number; readonly end: number }[],
    because: Proposal['because'],
    value?: string,
  ): boolean {
    const isTaken = parts.some(({ cell, start, end }) =>
      this.taken.get(cell)?.some((other) => overlaps(other, { start, end })),
    )
    if (isTaken) return false
    for (const { cell, start, end } of parts) this.taken.set(cell, [...(this.taken.get(cell) ?? []), { start, end }])
    if (type === 'other') return true
    const text = value ?? parts.map(({ cell, start, end }) => trimmed(cell.text.slice(start, end))).join(', ')
    const box = around(parts.map(({ cell }) => cell.onPicture ?? cell.box))
    if (text !== '') this.found.push({ type, value: text, box, because })
    return true
  }

  /** As `take`, of a name whose label asks for a part of it. */
  takePart(part: NamePart | null, take: () => boolean): boolean {
    const before = this.found.length
    const isTaken = take()
    const proposal = this.found[before]
    if (isTaken && part !== null && proposal?.type === 'name') this.nameParts.set(proposal, part)
    return isTaken
  }

  isFree(cell: TextBlock): boolean {
    return !this.labels.has(cell) && !this.taken.has(cell)
  }

  /** Where this page's values stand from their labels, by those whose form tells: the best first. */
  directions(): readonly Direction[] {
    const votes: Record<Direction, number> = { right: 0, below: 0, above: 0 }
    for (const [cell, label] of this.labels) {
      const fits = FORMS[label]
      if (fits === undefined) continue
      for (const direction of DIRECTIONS) {
        const text = this.beside(cell, direction)[0]?.text ?? ''
        if (fits(text)) votes[direction] += 1
        else if (label === 'name' && this.kind === 'identity' && isInCapitals(text)) votes[direction] += 0.5
      }
    }
    // Labels below their values are rare: without a sign of it, a heading would be taken for a value.
    return DIRECTIONS.filter((one) => one !== 'above' || 3 * votes.above > votes.right + votes.below).toSorted(
      (a, b) => votes[b] - votes[a],
    )
  }

  beside(label: TextBlock, direction: Direction): TextBlock[] {
    const { box } = label
    const others = this.cells.filter((other) => other !== label)
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

  moreLines(
    cell: TextBlock,
    most: number,
    isMore: (cell: TextBlock) => boolean,
  ): { cell: TextBlock; start: number; end: number }[] {
    const found: TextBlock[] = []
    for (let last = cell; found.length < most; last = found.at(-1)!) {
      const below = this.cells
        .filter(
          (other) =>
            this.isFree(other) &&
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
}

/** What of a name a form's label asks for. */
export type NamePart = 'given' | 'middle' | 'family'

export type Direction = 'right' | 'below' | 'above'
const DIRECTIONS: readonly Direction[] = ['below', 'right', 'above']

/** As identity papers print names that no list knows. */
function isInCapitals(text: string): boolean {
  return /^\p{Lu}[\p{Lu}' -]{3,}$/u.test(text) && labelOf(text) === null
}

/** What tells by its form whether it is the value of a label. */
const FORMS: Readonly<Partial<Record<PrivateType | 'other', (text: string) => boolean>>> = {
  'birth-date': (text) => datesIn(text).length > 0,
  email: (text) => text.includes('@'),
  phone: (text) => text.replace(/\D/g, '').length >= 7 && labelOf(text) === null,
  ssn: (text) => text.replace(/\D/g, '').length >= 9,
  document: (text) => /\d{3}/.test(text) && labelOf(text) === null && datesIn(text).length === 0,
  name: (text) => text !== '' && labelOf(text) === null && (nameIn(text)?.likely ?? 0) >= 0.6,
}

/** Two labels with their values in one cell are two cells. */
function parted(cell: TextBlock): TextBlock[] {
  const cuts = [0]
  for (const match of cell.text.matchAll(
    /(?<=\S\s+|[\d)]\s*)(?:\d{1,2}[a-d]?\.? ?)?(\p{L}[\p{L}.'’]*(?: \p{L}[\p{L}.'’]*){0,2})\s*[:：#]/gu,
  )) {
    const words = [...match[1]!.matchAll(/\S+/g)]
    const starts = (isLabel: (text: string) => boolean) =>
      words.findIndex((word) => isLabel(match[1]!.slice(word.index)))
    const listed = starts(isListed)
    const first = listed >= 0 ? listed : starts((text) => labelOf(text) !== null)
    const from = match.index + match[0].indexOf(match[1]!)
    if (
      first >= 0 &&
      from + words[first]!.index > 2 &&
      labelOf(cell.text.slice(cuts.at(-1), from + match[1]!.length)) === null
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

/** Of its height, from the top of the page. */
export function middle({ box }: TextBlock): number {
  return box.y + box.height / 2
}
