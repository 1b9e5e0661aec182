import { foldPunctuation, type NormalisedText, normaliseWithOffsets, originalSpan } from '../normalise.ts'

/** A stretch of the original text, in UTF-16 units, half open. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A well-formed value found in a text; two are the same value if their keys are equal. */
export interface Finding extends Stretch {
  readonly key: string
}

/** How the values of one kind are found and compared. Everything works on text made by `readable`. */
export interface Finder {
  /** Canonical form for equality; null if `value` is not of this kind. */
  key(value: string): string | null
  /** All well-formed values of the kind. */
  find(text: NormalisedText): Finding[]
  /** Where the given value stands, in any notation that 0.4 calls equal. */
  locate(text: NormalisedText, value: string): Stretch[]
  /** Share of the value that came out (0 to 1) when `locate` found nothing; stretches in `except` are not looked at. */
  partial(text: NormalisedText, value: string, except: readonly Stretch[]): number
}

/** Normalises a text for the finders: base normalisation, then one kind of dash and apostrophe. */
export function readable(text: string): NormalisedText {
  const normalised = normaliseWithOffsets(text)
  return { ...normalised, text: foldPunctuation(normalised.text) }
}

/** All matches of a global pattern as stretches of the original. */
export function matchAll(
  text: NormalisedText,
  pattern: RegExp,
): (Stretch & { readonly text: string; readonly from: number })[] {
  return [...text.text.matchAll(pattern)]
    .filter((match) => match[0] !== '')
    .map((match) => ({
      ...originalSpan(text, match.index, match.index + match[0].length),
      text: match[0],
      from: match.index,
    }))
}

export function overlaps(a: Stretch, b: Stretch): boolean {
  return a.start < b.end && b.start < a.end
}

export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
