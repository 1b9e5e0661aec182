import { type NormalisedText, originalSpan } from '../normalise.ts'
import { type Finder, matchAll, overlaps } from './finding.ts'

const LETTER = String.raw`a-z0-9\u00c0-\u024f`
/**
 * Nothing that would make the local part longer: no letter, no sign or mask (`a***w@`) behind a letter. A dash or
 * dots that end a sentence before it are none of it.
 */
const NOT_WITHIN = String.raw`(?<![${LETTER}])(?<![${LETTER}][._%+\-])(?<![${LETTER}][*•·…]{1,20})`
const DOT = String.raw`\\? ?(?:\.|[([{] ?dot ?[)\]}]|(?<= )dot(?= )) ?`

const PLAIN = new RegExp(
  String.raw`${NOT_WITHIN}[a-z0-9%+](?:\\?[a-z0-9._%+\-]){0,63} ?@ ?[a-z0-9](?:[a-z0-9.\-]{0,250}[a-z0-9])?\.[a-z]{2,24}(?![a-z0-9])`,
  'g',
)
/** ` at ` alone is a common word: taken for an @ only in brackets, or where the dots are spelled out too. */
const SPELLED = new RegExp(
  String.raw`${NOT_WITHIN}[a-z0-9]{1,64}(?:(?:[._\-]| dot )[a-z0-9]{1,64}){0,6}(?: ?[([{] ?at ?[)\]}] ?[a-z0-9\-]{1,64}(?:${DOT}[a-z0-9\-]{1,64}){0,4}${DOT}[a-z]{2,24}| at [a-z0-9\-]{1,64}(?: dot [a-z0-9\-]{1,64}){0,4} dot [a-z]{2,24})(?![a-z0-9])`,
  'g',
)

/** The found address with every word and bracket put back to its sign. */
function canonical(found: string): string {
  return found
    .replace(/\\/g, '')
    .replace(/ ?[([{] ?at ?[)\]}] ?| at /g, '@')
    .replace(/ ?[([{] ?dot ?[)\]}] ?| dot /g, '.')
    .replace(/ /g, '')
}

/**
 * E-mail addresses, also with blanks around the @, with escaped signs, or spelled out (`at`, `dot`). Equal
 * when the strings are.
 */
export const email: Finder = {
  find(text) {
    const plain = matchAll(text, PLAIN).map((match) => {
      const length = sentenceEnd(text, match.from, match.text)
      return { ...originalSpan(text, match.from, match.from + length), key: canonical(match.text.slice(0, length)) }
    })
    const spelled = matchAll(text, SPELLED)
      .filter((match) => !plain.some((other) => overlaps(other, match)))
      .map((match) => ({ start: match.start, end: match.end, key: canonical(match.text) }))
    return [...plain, ...spelled].sort((a, b) => a.start - b.start)
  },
}

/**
 * "…@example.com.Her phone": a full stop between a small and a capital letter ends a sentence, not a label of
 * the domain.
 */
function startsSentence(text: NormalisedText, dot: number): boolean {
  const before = text.original[(text.ends[dot - 1] ?? 0) - 1] ?? ''
  const after = text.original[text.starts[dot + 1] ?? 0] ?? ''
  return /\p{Ll}|\d/u.test(before) && /\p{Lu}/u.test(after)
}

function sentenceEnd(text: NormalisedText, from: number, found: string): number {
  const at = found.indexOf('@')
  for (let dot = found.indexOf('.', found.indexOf('.', at) + 1); dot > 0; dot = found.indexOf('.', dot + 1)) {
    if (startsSentence(text, from + dot)) return dot
  }
  return found.length
}
