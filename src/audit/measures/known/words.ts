import type { NormalisedText } from '../normalise.ts'

/** A run of letters and digits. Han characters are words by themselves, for nothing says where theirs end. */
export interface Word {
  readonly text: string
  readonly from: number
  readonly to: number
}

const WORD = /\p{Script=Han}|[^\P{L}\p{Script=Han}][\p{M}]*(?:[^\P{L}\p{Script=Han}]|[\p{M}\p{N}])*|\p{N}+/gu
const ASCII_WORD = /[a-z0-9]+/g
const ASCII = /^[\t\n\r -~]*$/

export function wordsOf(text: NormalisedText): Word[] {
  return [...text.text.matchAll(ASCII.test(text.text) ? ASCII_WORD : WORD)].map((match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }))
}
