/**
 * @file Masking for the shareable kind of export. What is known to be private goes, with all its parts, in
 * whatever spelling the scorer's rules know; of what is left only words of a list pass (passing.ts), so that
 * what nobody knows to be private goes too: a value in code or backwards, another person's, one that the
 * picture shows and no item asks for.
 */
import type { PrivateType, PrivateValue, Sample } from '../../domain/sample.ts'
import type { Span } from '../../domain/score.ts'
import { PASSING } from './passing.ts'

export type ExportKind = 'private' | 'shareable'

/** What stands in place of a masked value. Has no digits and no `@`, so that masking twice changes nothing. */
export function placeholder(type: PrivateType | null): string {
  return `[${type ?? 'value'} withheld]`
}

const ESCAPE = /[.*+?^${}()|[\]\\]/g
const EMAIL = /[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}.-]+\.\p{L}{2,}/giu
const LONG_DIGITS = /\+?\(?\d(?:[\s().\-/]{0,3}\d){6,}/g
/** A word with what an apostrophe hangs on it, or a sign that is not of ASCII and not of the common ones. */
const PIECE =
  /([\p{L}\p{M}\p{N}]+)(?:['’](?:s|t|m|d|re|ll|ve)(?![\p{L}\p{N}]))?|[^\p{ASCII}\s“”‘’–—…·•€£。，、？！：；「」《》]/giu
/** Words that link the parts of an address or an employer's name, and say nothing by themselves. */
const LINKS = ['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with']
const NAME_PART = 3
const PARTIAL_DIGITS = 3
const PARTIAL_LOCAL = 4

interface Cut {
  readonly start: number
  readonly end: number
  readonly type: PrivateType | null
}

/**
 * Replaces every private value in `text` by a placeholder: the given spans (matched by the scorer in the
 * text), the values in any letter case, spacing and separators, their subjects' names (whole and in parts),
 * parts of numbers of three digits and more, local parts of addresses, and, as a net below, everything that
 * has the shape of an e-mail address or a number of seven digits and more.
 */
export function maskText(text: string, values: readonly PrivateValue[], spans: readonly Span[] = []): string {
  return replace(text, cutsOf(text, values, spans))
}

/** Masks the texts of one run. */
export interface Masker {
  /**
   * What a model or a shard says: known values, and every word that is not on the list. @param own values of
   * the sample, which are named by their type.
   */
  text(text: string, own?: readonly PrivateValue[], spans?: readonly Span[]): string
  /** What the app says or a user named: known values alone. */
  line(text: string): string
}

const maskers = new WeakMap<readonly Sample[], Masker>()

/**
 * The masker of a run; made once, since a shard may hold a hundred thousand values. @param shards all private
 * values of the run's shards.
 */
export function maskerForRun(samples: readonly Sample[], shards: readonly PrivateValue[] = []): Masker {
  const made = maskers.get(samples) ?? maskerOf(valuesOfRun(samples, shards))
  maskers.set(samples, made)
  return made
}

/** @param values all private values of the run's shards, not only of the samples that were asked. */
export function maskerOf(values: readonly PrivateValue[]): Masker {
  const texts = new Set(values.flatMap(({ value, subject }) => [value, subject ?? '']))
  const known = new Set([...texts].flatMap(wordsOf))
  for (const word of LINKS) known.delete(word)
  const words = (text: string, passes: (word: string) => boolean, before: readonly Cut[]): string => {
    const digits = [...text].filter((character) => /\p{N}/u.test(character)).length
    const cuts = [...before]
    for (const match of text.matchAll(PIECE)) {
      const word = (match[1] ?? match[0]).toLowerCase()
      if (passes(word) && (digits <= 1 || !/\p{N}/u.test(word))) continue
      cuts.push({ start: match.index, end: match.index + match[0].length, type: null })
    }
    return replace(text, cuts)
  }
  return {
    text: (text, own = [], spans = []) =>
      words(text, (word) => !known.has(word) && (PASSING.has(word) || /^\d$/.test(word)), cutsOf(text, own, spans)),
    line(text) {
      const cuts: Cut[] = []
      for (const match of text.matchAll(PIECE)) {
        const word = (match[1] ?? match[0]).toLowerCase()
        if (known.has(word)) cuts.push({ start: match.index, end: match.index + match[0].length, type: null })
      }
      return replace(text, cuts)
    },
  }
}

/** All private values that a run's samples know of, beside those of its shards. */
export function valuesOfRun(samples: readonly Sample[], shards: readonly PrivateValue[] = []): PrivateValue[] {
  const own = samples.flatMap(({ truths, distractors, control }) => [
    ...truths,
    ...distractors,
    ...(control == null ? [] : [control]),
  ])
  return [...own, ...shards]
}

function wordsOf(text: string): string[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(([word]) => word.toLowerCase())
}

function cutsOf(text: string, values: readonly PrivateValue[], spans: readonly Span[]): Cut[] {
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
  return cuts
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
    const gap = last === undefined ? '' : text.slice(last.end, cut.start)
    const apart =
      last === undefined ||
      (cut.start >= last.end && !(last.type === null && cut.type === null && !/[\p{L}\p{N}\n]/u.test(gap)))
    if (last === undefined || apart) merged.push(cut)
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
