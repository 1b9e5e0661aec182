import type { NormalisedText } from '../normalise.ts'
import { unitTable } from '../units.ts'

/** A run of letters and digits. Han characters are words by themselves, for nothing says where theirs end. */
export interface Word {
  readonly text: string
  readonly from: number
  readonly to: number
}

const ASCII = /^[\t\n\r -~]*$/
/** A letter or digit of another script: arrows and dashes are none. */
const OTHER_SIGN = /(?![a-z\d])[\p{L}\p{M}\p{N}]/iu
const [NONE, LETTER, HAN, MARK, NUMBER] = [0, 1, 2, 3, 4]
const KINDS: readonly (readonly [RegExp, number])[] = [
  [/\p{Script=Han}/u, HAN],
  [/\p{L}/u, LETTER],
  [/\p{M}/u, MARK],
  [/\p{N}/u, NUMBER],
]
const kindIn = (character: string): number => KINDS.find(([pattern]) => pattern.test(character))?.[1] ?? NONE
const kindOfUnit = unitTable(kindIn)

/** Of ASCII letters a word is any run of letters and digits; elsewhere digits in front are a word of their own. */
export function wordsOf({ text }: NormalisedText): Word[] {
  const isAscii = ASCII.test(text) || !OTHER_SIGN.test(text)
  const words: Word[] = []
  let at = 0
  let from = 0
  let first = NONE
  const end = (): void => {
    if (first !== NONE) words.push({ text: text.slice(from, at), from, to: at })
    first = NONE
  }
  while (at < text.length) {
    const code = text.codePointAt(at) as number
    const kind = code > 0xffff ? kindIn(String.fromCodePoint(code)) : kindOfUnit(code)
    const goesOn = first === LETTER ? kind !== NONE && kind !== HAN : first === NUMBER && kind === NUMBER
    if (!goesOn) {
      end()
      from = at
      if (kind === LETTER || kind === HAN || kind === NUMBER) first = isAscii ? LETTER : kind
    }
    at += code > 0xffff ? 2 : 1
  }
  end()
  return words
}
