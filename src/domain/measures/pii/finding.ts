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

/** How the values of one kind are found where none is known. Everything works on text made by `readable`. */
export interface Finder {
  /** All well-formed values of the kind. */
  find(text: NormalisedText): Finding[]
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
