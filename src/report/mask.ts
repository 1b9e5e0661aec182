/** @file Masking for the shareable kind of export: no private value of a sample survives, in whatever spelling it appears. */
import type { PrivateType, PrivateValue, Sample } from '../audit/sample.ts'
import type { Span } from '../audit/score.ts'

export type ExportKind = 'private' | 'shareable'

/** What stands in place of a masked value. Has no digits and no `@`, so that masking twice changes nothing. */
export function placeholder(type: PrivateType | null): string {
  return `[${type ?? 'value'} withheld]`
}

const ESCAPE = /[.*+?^${}()|[\]\\]/g
const EMAIL = /[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}.-]+\.\p{L}{2,}/giu
const LONG_DIGITS = /\+?\(?\d(?:[\s().\-/]{0,3}\d){6,}/g
const NAME_PART = 3
const PARTIAL_DIGITS = 3
const PARTIAL_LOCAL = 4

interface Cut {
  readonly start: number
  readonly end: number
  readonly type: PrivateType | null
}

/**
 * Replaces every private value in `text` by a placeholder: the given spans (matched by the scorer in the text), the values in any letter
 * case, spacing and separators, their subjects' names (whole and in parts), parts of numbers of three digits and more, local parts of
 * addresses, and, as a net below, everything that has the shape of an e-mail address or a number of seven digits and more.
 */
export function maskText(text: string, values: readonly PrivateValue[], spans: readonly Span[] = []): string {
  const cuts: Cut[] = spans.filter((s) => s.kind !== 'refusal').map(({ start, end, type }) => ({ start, end, type }))
  const find = (pattern: RegExp, type: PrivateType | null) => {
    for (const match of text.matchAll(pattern)) {
      if (match[0] !== '') cuts.push({ start: match.index, end: match.index + match[0].length, type })
    }
  }
  for (const { value, type, subject } of values) {
    find(loose(value), type)
    if (type === 'name') names(value, find)
    if (subject !== null) names(subject, find)
    const digits = value.replace(/\D/g, '')
    if (digits.length >= PARTIAL_DIGITS) cuts.push(...partialDigits(text, digits, type))
    const at = value.indexOf('@')
    if (at >= PARTIAL_LOCAL) find(loose(value.slice(0, at)), type)
  }
  find(EMAIL, 'email')
  find(LONG_DIGITS, null)
  return replace(text, cuts)
}

/** All private values that a sample knows of. */
export function valuesOf(sample: Pick<Sample, 'truths' | 'distractors'>): readonly PrivateValue[] {
  return [...sample.truths, ...sample.distractors]
}

/** The value in any letter case, with any (or no) blanks and separators between its words and digits. */
function loose(value: string): RegExp {
  const pieces = value.split(/[\s().\-/,]+/).filter((piece) => piece !== '')
  const body = pieces
    .map((piece) => (/^\d+$/.test(piece) ? [...piece].join('[\\s().\\-/]{0,3}') : piece.replace(ESCAPE, '\\$&')))
    .join('[\\s().\\-/,]{0,4}')
  return new RegExp(body, 'giu')
}

function names(name: string, find: (pattern: RegExp, type: PrivateType) => void): void {
  find(loose(name), 'name')
  for (const part of name.split(/[\s.,]+/)) {
    if (part.length >= NAME_PART) {
      find(new RegExp(`(?<![\\p{L}\\p{N}])${part.replace(ESCAPE, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu'), 'name')
    }
  }
}

function partialDigits(text: string, digits: string, type: PrivateType): Cut[] {
  return [...text.matchAll(/\d{3,}/g)]
    .filter((match) => digits.includes(match[0]))
    .map((match) => ({ start: match.index, end: match.index + match[0].length, type }))
}

/** Overlapping cuts become one, named after the first of them that has a type. */
function replace(text: string, cuts: readonly Cut[]): string {
  const merged: Cut[] = []
  for (const cut of cuts.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (last === undefined || cut.start >= last.end) merged.push(cut)
    else
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, cut.end), type: last.type ?? cut.type }
  }
  let at = 0
  const pieces = merged.map((cut) => {
    const before = text.slice(at, cut.start)
    at = cut.end
    return before + placeholder(cut.type)
  })
  return pieces.join('') + text.slice(at)
}
