import { type NormalisedText, originalSpan } from '../normalise.ts'
import { readable, type Stretch } from './finding.ts'

/** Scripts that put no blanks between words: no boundary can be asked for there. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const WORD = /[\p{L}\p{N}]/u

/** Where a text stands in another, normalised and between word boundaries. */
export function locateText(text: NormalisedText, wanted: string): Stretch[] {
  const { text: words } = readable(wanted)
  return words === '' ? [] : locateWords(text, words)
}

/**
 * By searching and looking left and right: compiling a pattern with Unicode classes for each value costs
 * milliseconds.
 */
function locateWords(text: NormalisedText, wanted: string): Stretch[] {
  const found: Stretch[] = []
  let from = 0
  while (true) {
    const at = text.text.indexOf(wanted, from)
    if (at < 0) return found
    const end = at + wanted.length
    const whole = isBoundary(text.text, at) && isBoundary(text.text, end)
    if (whole) found.push(originalSpan(text, at, end))
    from = whole ? end : at + 1
  }
}

/** Whether a word may begin or end between two units: not between two letters or digits of a script with spaces. */
function isBoundary(text: string, at: number): boolean {
  const before = lastCharacter(text.slice(Math.max(0, at - 2), at))
  const after = String.fromCodePoint(text.codePointAt(at) ?? 0x20)
  return !(WORD.test(before) && WORD.test(after)) || UNSPACED.test(before) || UNSPACED.test(after)
}

function lastCharacter(units: string): string {
  return [...units].at(-1) ?? ' '
}
