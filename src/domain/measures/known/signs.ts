/**
 * @file The letters and digits of a text without what stands between them: a value is found in it whatever
 * separates its parts, and what separated them is looked at afterwards.
 */
import { type NormalisedText, originalSpan } from '../normalise.ts'
import { unitTable, UnitWriter } from '../units.ts'
import { NUMBER_START, NUMBER_WORDS, NUMBERS, NUMBERS_BEGUN, type Token } from './number-words.ts'

export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Sign `i` stands at the units [from[i], to[i]) of `text.text`; two digits may stand for one word. */
export interface Signs {
  readonly text: NormalisedText
  readonly signs: string
  readonly from: ArrayLike<number>
  readonly to: ArrayLike<number>
}

const ALNUM = /[\p{L}\p{N}\p{M}]/u
export const NO_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
export const NON_LATIN = /[^\p{ASCII}\u0080-\u024f\u1e00-\u1eff]/u

const isAlnumUnit = unitTable((unit) => (ALNUM.test(unit) ? 1 : 0))

export function isAlnum(code: number): boolean {
  if (code < 0x80) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90)
  return code <= 0xffff ? isAlnumUnit(code) === 1 : ALNUM.test(String.fromCodePoint(code))
}

/** Every letter and digit. */
export function signsOf(text: NormalisedText): Signs {
  return collect(text, isAlnum)
}

/** Digits alone. */
export function digitsOf(text: NormalisedText): Signs {
  return collect(text, (code) => code >= 48 && code <= 57)
}

function collect(text: NormalisedText, keep: (code: number) => boolean): Signs {
  const units = text.text
  const kept = new UnitWriter(units.length)
  let unit = 0
  while (unit < units.length) {
    const code = units.codePointAt(unit) ?? 0
    const size = code > 0xffff ? 2 : 1
    if (keep(code)) for (let half = unit; half < unit + size; half++) kept.push(units.charCodeAt(half), half, half + 1)
    unit += size
  }
  return { text, signs: kept.text, from: kept.starts, to: kept.ends }
}

/**
 * The same with number words of many languages as digits; null where there is none. `lettersToo`: letters
 * between stay, as signs of their own.
 */
export function spelledSigns(text: NormalisedText, lettersToo: boolean): Signs | null {
  if (!NUMBER_START.test(text.text)) return null
  const words: Token[] = []
  for (const { 0: word, index } of text.text.matchAll(/[\p{L}\p{M}]+|\p{N}/gu))
    words.push({ text: word, from: index, to: index + word.length })
  const signs = new UnitWriter(text.text.length)
  let isSpelled = false
  const push = (digits: string, start: number, end: number, isWord: boolean): void => {
    if (isWord) isSpelled = true
    for (let place = 0; place < digits.length; place++)
      signs.push(digits.charCodeAt(place), place === 0 ? start : end, end)
  }
  let times = 1
  let repeated = 0
  for (let at = 0; at < words.length; at++) {
    const { text: first, from: start, to: end } = words[at] as Token
    if (/^\p{N}$/u.test(first)) {
      const character = CHARACTERS.get(first)
      push(character ?? first, start, end, character !== undefined)
      times = 1
      continue
    }
    const repeat = TIMES[first]
    if (repeat !== undefined) {
      times = repeat
      repeated = start
      continue
    }
    const [digits, used] = NUMBER_WORDS.has(first) ? numberAt(text.text, words, at) : [null, 0]
    if (digits !== null) {
      const written = digits.length === 1 ? digits.repeat(times) : digits
      push(written, times > 1 ? repeated : start, words[at + used - 1]?.to ?? end, true)
      at += used - 1
    } else if (NO_SPACES.test(first)) unspaced(first, start, push, lettersToo)
    else if (lettersToo)
      for (let unit = 0; unit < first.length; unit++) push(first[unit] ?? '', start + unit, start + unit + 1, false)
    times = 1
  }
  return isSpelled ? { text, signs: signs.text, from: signs.starts, to: signs.ends } : null
}

const TIMES: Readonly<Record<string, number>> = {
  double: 2,
  triple: 3,
  doppel: 2,
  doppelt: 2,
  doble: 2,
  duplo: 2,
  doppio: 2,
}

const MOST_WORDS = 6

/** Longest words first: "vingt et un", "twenty-three", "four hundred and four". */
function numberAt(text: string, words: readonly Token[], at: number): [string | null, number] {
  let phrase = ''
  let found: [string | null, number] = [null, 0]
  for (let used = 1; used <= MOST_WORDS; used++) {
    const word = words[at + used - 1]
    if (word === undefined) break
    if (used > 1) {
      const gap = text.slice(words[at + used - 2]?.to, word.from)
      if (gap !== ' ' && gap !== '-') break
    }
    phrase = used === 1 ? word.text : `${phrase} ${word.text}`
    const digits = NUMBERS.get(phrase)
    if (digits !== undefined) found = [digits, used]
    if (!NUMBERS_BEGUN.has(phrase)) break
  }
  return found
}

const CHARACTERS: ReadonlyMap<string, string> = new Map(
  [
    '零〇○영공',
    '一壹일幺',
    '二贰貳이两',
    '三叁參삼',
    '四肆사',
    '五伍오',
    '六陆陸육륙',
    '七柒칠',
    '八捌팔',
    '九玖구',
  ].flatMap((row, digit) => [...row].map((character): [string, string] => [character, String(digit)])),
)

/** Han and Hangul digits stand one by one inside of what has no blanks; kana words are longer. */
function unspaced(
  word: string,
  start: number,
  push: (digits: string, start: number, end: number, isWord: boolean) => void,
  lettersToo: boolean,
): void {
  let at = 0
  while (at < word.length) {
    const character = word[at] ?? ''
    const kana = IS_KANA.test(character) ? KANA.find(([written]) => word.startsWith(written, at)) : undefined
    const digit = CHARACTERS.get(character)
    if (kana !== undefined) push(kana[1], start + at, start + at + kana[0].length, true)
    else if (digit !== undefined) push(digit, start + at, start + at + 1, true)
    else if (lettersToo) push(character, start + at, start + at + 1, false)
    at += kana?.[0].length ?? 1
  }
}

const IS_KANA = /[\u3040-\u30ff]/
const KANA: readonly (readonly [string, string])[] = [
  ['ゼロ', '0'],
  ['れい', '0'],
  ['いち', '1'],
  ['さん', '3'],
  ['よん', '4'],
  ['ろく', '6'],
  ['なな', '7'],
  ['しち', '7'],
  ['はち', '8'],
  ['きゅう', '9'],
  ['に', '2'],
  ['ご', '5'],
]

/** What stands before sign `at` and after the sign before it. */
export function gapBefore({ text, from, to }: Signs, at: number): string {
  return text.text.slice(at === 0 ? 0 : to[at - 1], from[at] ?? text.text.length)
}

/** Every place at which `wanted` stands in the signs; overlapping ones too. */
export function* placesOf({ signs }: Signs, wanted: string): Generator<number> {
  if (wanted === '') return
  for (let at = signs.indexOf(wanted); at >= 0; at = signs.indexOf(wanted, at + 1)) yield at
}

/** The stretch of the original that `count` signs from `at` on stand for. */
export function stretchOf({ text, from, to }: Signs, at: number, count: number): Stretch {
  return originalSpan(text, from[at] ?? 0, Math.max((from[at] ?? 0) + 1, to[at + count - 1] ?? 0))
}

/** The letters and digits that touch `unit` from the left, and from the right, nothing between. */
export function touchingBefore(text: string, unit: number): string {
  let start = unit
  while (start > 0 && unit - start < 24 && isAlnum(text.charCodeAt(start - 1))) start--
  return text.slice(start, unit)
}

export function touchingAfter(text: string, unit: number): string {
  let end = unit
  while (end < text.length && end - unit < 24 && isAlnum(text.charCodeAt(end))) end++
  return text.slice(unit, end)
}
