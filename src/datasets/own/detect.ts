/**
 * @file What of a picture's text is private: a proposal, which a person confirms. Values that can be checked
 * come first (checksums, the calendar, numbering plans), then values beside a label that says what they are,
 * then names by a list of given names.
 */
import { findPhoneNumbersInText } from 'libphonenumber-js/max'
import { parse as parseMrz } from 'mrz'
import { findValues, overlaps, readable, type Stretch } from '../../domain/measures/pii.ts'
import { LABELS } from '../../domain/measures/pii/labels.ts'
import type { PrivateType } from '../../domain/sample.ts'
import names from '../forms/names.json' with { type: 'json' }
import { valueOf, type Box, type TextBlock } from './text-blocks.ts'

export interface Proposal {
  readonly type: PrivateType
  readonly value: string
  /** Of the cell that holds the value. */
  readonly box: Box
  /** `checked`: its form or checksum proves it; `labelled`: a label beside it says so; `guessed`: it looks like one. */
  readonly because: 'checked' | 'labelled' | 'guessed'
}

const CHECKED: readonly PrivateType[] = ['email', 'iban', 'card', 'ssn', 'phone']

/** Labels of what is nobody's secret; a label is never a value. */
const OTHER_LABEL =
  /^(?:gender|sex|nationality|(?:form|reference|order|invoice) ?(?:no\.?|number)?|code|ticket|locker|case|batch|badge|password|date|signature|received by)$/

/** The same as whole cells, and as beginnings of cells that hold their value too. */
const LABEL_RULES = LABELS.map(([type, words]) => ({
  type,
  alone: new RegExp(`^(?:${words})$`),
  before: new RegExp(`^(?:${words})(?:: ?| - | )(?=\\S)`, 'i'),
}))

const GIVEN: ReadonlySet<string> = new Set(Object.values(names.first).flat())

/** Every private value that a picture seems to show, each once, in reading order. */
export function detectPrivate(cells: readonly TextBlock[]): Proposal[] {
  const zone = mrzIn(cells)
  const others = cells.filter(({ text }) => !isMrz(text))
  const found = [...others.flatMap(checkedIn), ...zone, ...labelled(others), ...others.flatMap(namesIn)]
  const seen = new Set<string>()
  return found.filter(({ type, value, box }) => {
    // What a stronger rule took is not taken again by a weaker one.
    const keys = [`${type} ${value}`, `${box.x} ${box.y} ${value}`]
    if (keys.some((key) => seen.has(key))) return false
    for (const key of keys) seen.add(key)
    return true
  })
}

function checkedIn({ text, box }: TextBlock): Proposal[] {
  const read = readable(text)
  const taken: Stretch[] = []
  const take = (type: PrivateType, stretch: Stretch): Proposal[] => {
    if (taken.some((other) => overlaps(other, stretch))) return []
    taken.push(stretch)
    return [{ type, value: text.slice(stretch.start, stretch.end), box, because: 'checked' }]
  }
  const own = CHECKED.flatMap((type) =>
    findValues(read, type)
      // Nine or ten digits in a row are as often an order number: without a label they say nothing.
      .filter(({ start, end }) => (type !== 'ssn' && type !== 'phone') || /\d\D+\d|^\+/.test(text.slice(start, end)))
      .flatMap((stretch) => take(type, stretch)),
  )
  const abroad = findPhoneNumbersInText(text).flatMap(({ startsAt, endsAt }) =>
    take('phone', { start: startsAt, end: endsAt }),
  )
  return [...own, ...abroad]
}

/** The machine-readable zone of a passport or card: two or three cells of capitals, digits and fillers. */
function mrzIn(cells: readonly TextBlock[]): Proposal[] {
  const rows = cells.flatMap(({ text, box }) => {
    return isMrz(text) ? [{ compact: compactMrz(text), box }] : []
  })
  for (const size of [3, 2]) {
    const zone = rows.slice(0, size)
    if (zone.length < size) continue
    const { fields, valid } = parsedMrz(zone.map(({ compact }) => compact))
    if (!valid || zone[0] === undefined) continue
    const box = zone[0].box
    const name = [fields.firstName, fields.lastName].filter(Boolean).join(' ')
    return [
      ...(fields.documentNumber
        ? [{ type: 'document', value: fields.documentNumber, box, because: 'checked' } as const]
        : []),
      ...(name === '' ? [] : [{ type: 'name', value: name, box, because: 'checked' } as const]),
    ]
  }
  return []
}

function compactMrz(text: string): string {
  return text.replaceAll(' ', '').replaceAll('«', '<<')
}

function isMrz(text: string): boolean {
  return /^(?=.*<)[A-Z0-9<]{30,44}$/.test(compactMrz(text))
}

/** Valid when its check digits are; invented states pass. */
function parsedMrz(lines: string[]): Pick<ReturnType<typeof parseMrz>, 'fields' | 'valid'> {
  try {
    const { fields, details } = parseMrz(lines)
    return { fields, valid: details.every(({ field, valid }) => valid || field?.endsWith('CheckDigit') !== true) }
  } catch {
    // Not one of the formats: text that only looks like a zone.
    return { fields: {}, valid: false }
  }
}

function labelled(cells: readonly TextBlock[]): Proposal[] {
  return cells.flatMap((cell): Proposal[] => {
    const type = labelType(cell.text)
    if (type === null) return inline(cell)
    const value = valueOf(cell, cells, ({ text }) => !isLabel(text) && fits(type, text))
    if (value === null) return []
    return [{ type, value: value.text, box: value.box, because: 'labelled' }]
  })
}

/** A label and its value in one cell. */
function inline({ text, box }: TextBlock): Proposal[] {
  for (const { type, before } of LABEL_RULES) {
    const value = text.replace(before, '')
    // Without a mark between only a capital or a digit tells a value from more words of a label.
    const isValue = value !== text && (/:| - /.test(text) || /^[\p{Lu}\d+(]/u.test(value) || type === 'occupation')
    if (isValue && fits(type, value)) return [{ type, value, box, because: 'labelled' }]
  }
  return []
}

/** Values that have a form must have it: a line of small print below a label is none. */
function fits(type: PrivateType, value: string): boolean {
  if (type === 'email') return value.includes('@')
  if (type === 'phone' || type === 'ssn' || type === 'document' || type === 'birth-date') return /\d/.test(value)
  return true
}

function labelType(text: string): PrivateType | null {
  const label = text
    .toLowerCase()
    .replace(/[:*]+$/, '')
    .trim()
  return LABEL_RULES.find(({ alone }) => alone.test(label))?.type ?? null
}

function isLabel(text: string): boolean {
  return text.endsWith(':') || labelType(text) !== null || OTHER_LABEL.test(text.toLowerCase())
}

/** A given name of the list, then one to three capitalised words. */
function namesIn({ text, box }: TextBlock): Proposal[] {
  if (inline({ text, box }).length > 0) return []
  const found = /^(\p{Lu}[\p{L}'-]+)((?: \p{Lu}[\p{L}'.-]*){1,3})$/u.exec(text.trim())
  if (found === null || !GIVEN.has(found[1] as string)) return []
  return [{ type: 'name', value: text.trim(), box, because: 'guessed' }]
}
