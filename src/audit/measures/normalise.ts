/** A text made comparable, each of its UTF-16 units tied to the stretch of the original that it came from. */
export interface NormalisedText {
  readonly text: string
  readonly original: string
  /** Unit `i` of `text` stands for `original.slice(starts[i], ends[i])`. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** Base normalisation of benchmarks.md 0.4: NFKC, lower case, U+200B-U+200F and U+FEFF deleted, white space collapsed and trimmed. */
export function normalise(text: string): string {
  return normaliseWithOffsets(text).text
}

/**
 * What NFKC may compose into one: a base, or a run of Hangul jamo (old, compatible, half-width), each with its marks (with the
 * half-width kana marks). Clusters do not interact, so normalising them one by one equals normalising the whole, and keeps the offsets.
 */
const CLUSTER =
  /[\p{M}\uff9e\uff9f]+|(?:[\uac00-\ud7a3]?[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff\uffa0-\uffdc]+|\P{M})[\p{M}\uff9e\uff9f]*/gsu
/** Words of ASCII with single blanks between: only the case changes. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/
const DELETED = /[\u200b-\u200f\ufeff]/g

/** `normalise` that remembers where everything was. */
export function normaliseWithOffsets(original: string): NormalisedText {
  if (PLAIN.test(original)) {
    const starts = Array.from(original, (_, at) => at)
    return { text: original.toLowerCase(), original, starts, ends: starts.map((at) => at + 1) }
  }
  let text = ''
  // Looking at the end of a growing string would copy it each time.
  let last = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const cluster of original.matchAll(CLUSTER)) {
    const start = cluster.index
    const end = start + cluster[0].length
    for (const unit of fold(cluster[0])) {
      if (unit === ' ' && (last === '' || last === ' ')) {
        if (last !== '') ends[ends.length - 1] = end
        continue
      }
      text += unit
      last = unit
      starts.push(start)
      ends.push(end)
    }
  }
  if (text.endsWith(' ')) {
    text = text.slice(0, -1)
    starts.pop()
    ends.pop()
  }
  return { text, original, starts, ends }
}

/** A cluster in its comparable form; letters and digits of ASCII, nearly all of a text, need no more than lower case. */
function fold(cluster: string): string | string[] {
  if (/^[!-~]$/.test(cluster)) return cluster.toLowerCase()
  return cluster.normalize('NFKC').toLowerCase().replace(DELETED, '').replace(/\s/g, ' ').split('')
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
