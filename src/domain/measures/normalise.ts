import { placesUpTo, unitTable, UnitWriter } from './units.ts'

/** A text made comparable, each of its UTF-16 units tied to the stretch of the original that it came from. */
export interface NormalisedText {
  readonly text: string
  readonly original: string
  /** Unit `i` of `text` stands for `original.slice(starts[i], ends[i])`. */
  readonly starts: ArrayLike<number>
  readonly ends: ArrayLike<number>
}

/**
 * Base normalisation of docs/protocols/measures.md#matching-private-values: NFKC, lower case, U+200B-U+200F
 * and U+FEFF deleted, white space collapsed and trimmed.
 */
export function normalise(text: string): string {
  return normaliseWithOffsets(text).text
}

/**
 * What NFKC may compose into one: a base, or a run of Hangul jamo (old, compatible, half-width), each with
 * its marks (with the half-width kana marks). Clusters do not interact, so normalising them one by one equals
 * normalising the whole, and keeps the offsets.
 */
const CLUSTER =
  /[\p{M}\uff9e\uff9f]+|(?:[\uac00-\ud7a3]?[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff\uffa0-\uffdc]+|\P{M})[\p{M}\uff9e\uff9f]*/gsuy
/** Words of ASCII with single blanks between: only the case changes. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/
const DELETED = /[\u200b-\u200f\ufeff]/g

/** A unit that is a cluster by itself unless marks follow; anything else is looked at by `CLUSTER`. */
const isPlain = unitTable((unit) =>
  /[\p{M}\p{Cs}\uff9e\uff9f\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff\uffa0-\uffdc]/u.test(unit) ? 0 : 1,
)
/** Comparable forms of clusters, as they come up. */
const forms = new Map<string, string>()
/** The forms of plain units that are one unit themselves; 0 where that is not known. */
const singles = new Uint16Array(0x10000)
const MOST_FORMS = 4096
const LONGEST_KEPT = 16

/** `normalise` that remembers where everything was. */
export function normaliseWithOffsets(original: string): NormalisedText {
  if (PLAIN.test(original)) {
    const places = placesUpTo(original.length + 1)
    return {
      text: original.toLowerCase(),
      original,
      starts: places.subarray(0, original.length),
      ends: places.subarray(1, original.length + 1),
    }
  }
  const written = new UnitWriter(original.length)
  const write = (unit: number, start: number, end: number): void => {
    if (unit !== BLANK || (written.length > 0 && written.last !== BLANK)) written.push(unit, start, end)
    else written.extend(end)
  }
  let start = 0
  while (start < original.length) {
    const unit = original.charCodeAt(start)
    let end = start + 1
    const isCluster = isPlain(unit) === 1 && (end === original.length || isPlain(original.charCodeAt(end)) === 1)
    const single = isCluster ? (singles[unit] as number) : 0
    if (single > 0) write(single, start, end)
    else {
      CLUSTER.lastIndex = start
      const cluster = isCluster ? String.fromCharCode(unit) : (CLUSTER.exec(original)?.[0] ?? '')
      end = start + cluster.length
      const form = formOf(cluster)
      if (isCluster && form.length === 1) singles[unit] = form.charCodeAt(0)
      for (let at = 0; at < form.length; at++) write(form.charCodeAt(at), start, end)
    }
    start = end
  }
  const { text, starts, ends } = written
  const length = text.endsWith(' ') ? text.length - 1 : text.length
  return { text: text.slice(0, length), original, starts: starts.subarray(0, length), ends: ends.subarray(0, length) }
}

const BLANK = 32

function formOf(cluster: string): string {
  const known = forms.get(cluster)
  if (known !== undefined) return known
  const form = fold(cluster)
  if (cluster.length > LONGEST_KEPT) return form
  if (forms.size >= MOST_FORMS) forms.clear()
  forms.set(cluster, form)
  return form
}

function fold(cluster: string): string {
  return cluster.normalize('NFKC').toLowerCase().replace(DELETED, '').replace(/\s/g, ' ')
}

/** One form for every dash and every apostrophe, unit by unit, so that offsets stay. */
export function foldPunctuation(text: string): string {
  return text
    .replace(/[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g, '-')
    .replace(/[\u2018\u2019\u201b\u02bc\u0060\u00b4\u2032]/g, "'")
}

/** The stretch of the original, in UTF-16 units, that the units [from, to) of the normalised text stand for. */
export function originalSpan(normalised: NormalisedText, from: number, to: number): { start: number; end: number } {
  const start = normalised.starts[from]
  const end = normalised.ends[to - 1]
  if (start === undefined || end === undefined || from >= to) {
    throw new RangeError(`originalSpan: [${from}, ${to}) lies outside of a text of ${normalised.text.length} units`)
  }
  return { start, end }
}
