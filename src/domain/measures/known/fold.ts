/**
 * @file A text as a reader sees it: what is written in entities and escapes is decoded, what nobody sees is
 * gone, digits of every script are ASCII, letters have no accents, look-alikes inside Latin words are Latin.
 * The same function reads true values and answers.
 */
import { foldPunctuation, type NormalisedText, normaliseWithOffsets } from '../normalise.ts'
import { enclosedCharacter } from '../enclosed.ts'
import confusables from './data/confusables.json' with { type: 'json' }
import { placesUpTo, UnitWriter } from '../units.ts'
import { decodeMarkup } from './markup.ts'

/**
 * Soft hyphens, joiners, bidi controls, variation selectors, Hangul fillers, combining grapheme joiner,
 * keycap enclosure.
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u20e3\ufe0e\ufe0f]/u
/** Accents and vowel points that are left out in writing; vowel signs of Indic scripts and kana marks are none. */
const ACCENT = /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc]/
const ACCENTED = /[\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff\u0620-\u064a]/
const DIGIT = /\p{Nd}/u

/** Letters that no decomposition takes apart, and variants of one letter. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ŋ: 'n',
  ŧ: 't',
  ſ: 's',
  ς: 'σ',
  ё: 'е',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ٱ: 'ا',
  ـ: '',
}
/** Traditional characters that names and addresses are written with, and the simplified ones, in pairs. */
const TRADITIONAL =
  '號号區区縣县鎮镇鄉乡東东門门樓楼層层臺台灣湾廣广慶庆雲云龍龙陳陈張张劉刘楊杨黃黄趙赵吳吴孫孙馬马鄭郑謝谢許许鄧邓馮冯蕭萧蔣蒋葉叶蘇苏呂吕盧卢鐘钟鍾钟譚谭陸陆羅罗韓韩國国華华偉伟麗丽強强軍军傑杰靜静豔艳濤涛蘭兰鳳凤飛飞鵬鹏紅红輝辉剛刚寧宁衛卫曉晓興兴榮荣學学勝胜義义鄒邹賀贺顧顾龔龚錢钱嚴严莊庄閻阎賈贾韋韦傅傅廈厦漢汉濱滨蘇苏錦锦長长陽阳鄰邻橋桥島岛溝沟澤泽濟济師师業业員员銀银醫医護护經经理理總总監监設设計计會会'
const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from({ length: TRADITIONAL.length / 2 }, (_, pair) => [
    TRADITIONAL.charAt(2 * pair),
    TRADITIONAL.charAt(2 * pair + 1),
  ]),
)
const SIGNS: Readonly<Record<string, string>> = {
  '\u30fb': '·',
  '\u2022': '·',
  '\u2027': '·',
  '\u2219': '·',
  '\u22c5': '·',
  '\u25cf': '·',
  '\u25e6': '·',
  '\u05be': '-',
  '\u30a0': '-',
  '\u2043': '-',
  '\u2012': '-',
  '\u301c': '-',
  '\u2796': '-',
  '\u2795': '+',
  '\u3002': '.',
  '\u060c': ',',
  '\u3001': ',',
}

const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries(confusables).flatMap(([letter, alike]) =>
    [...alike].map((other): [string, string] => [other, letter]),
  ),
)
/** Letters of Latin, Greek, Cyrillic and the scripts whose letters pass for them. */
const WESTERN =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}]+/gu
const PLAIN = /^[\t\n\r -~]*$/

/** Folds a text, its units still tied to where they stood. Text of plain ASCII takes a short way. */
export function fold(original: string): NormalisedText {
  const decoded = decodeMarkup(original)
  const base = normaliseWithOffsets(decoded.text)
  if (decoded.at === null && PLAIN.test(original)) return base
  const [text, index] = PLAIN.test(base.text)
    ? [base.text, placesUpTo(base.text.length)]
    : foldUnits(foldPunctuation(base.text))
  const starts = new Int32Array(text.length)
  const ends = new Int32Array(text.length)
  for (let unit = 0; unit < text.length; unit++) {
    const from = index[unit] as number
    const [start, end] = [base.starts[from] as number, base.ends[from] as number]
    starts[unit] = decoded.at === null ? start : (decoded.at.starts[start] ?? 0)
    ends[unit] = decoded.at === null ? end : (decoded.at.ends[end - 1] ?? 0)
  }
  return { text, original, starts, ends }
}

/** The folded text alone. */
export function folded(text: string): string {
  return fold(text).text
}

/** @returns the text, and for each of its units the unit that it came from. */
function foldUnits(text: string): [string, ArrayLike<number>] {
  const out = new UnitWriter(text.length)
  let at = 0
  while (at < text.length) {
    const code = text.codePointAt(at) as number
    const single = code <= 0xffff ? (singles[code] as number) : 0
    if (single > 0) write(out, single, at)
    else {
      const form = formOf(code)
      if (form.length === 1 && code <= 0xffff) singles[code] = form.charCodeAt(0)
      for (let unit = 0; unit < form.length; unit++) write(out, form.charCodeAt(unit), at)
    }
    at += code > 0xffff ? 2 : 1
  }
  return [unmasked(out.text), out.starts]
}

const BLANK = 32

/** Blanks at the beginning and beside each other are left out. */
function write(out: UnitWriter, unit: number, at: number): void {
  if (unit !== BLANK || (out.length > 0 && out.last !== BLANK)) out.push(unit, at, at + 1)
}

const TILDE = 126
const forms = new Map<number, string>()
/** The forms that are one unit, by the unit that they stand for; 0 where that is not known. */
const singles = new Uint16Array(0x10000)
const MOST_FORMS = 16_384

function formOf(code: number): string {
  const known = forms.get(code)
  if (known !== undefined) return known
  const form = code <= TILDE ? String.fromCharCode(code) : foldCharacter(String.fromCodePoint(code))
  if (forms.size >= MOST_FORMS) forms.clear()
  forms.set(code, form)
  return form
}

function foldCharacter(character: string): string {
  const letter = LETTERS[character] ?? SIGNS[character] ?? SIMPLIFIED.get(character)
  if (letter !== undefined) return letter
  if (UNSEEN.test(character) || ACCENT.test(character)) return ''
  const code = character.codePointAt(0) ?? 0
  if (DIGIT.test(character)) return digit(code)
  const enclosed = enclosedCharacter(code)
  if (enclosed !== null) return enclosed
  if (!ACCENTED.test(character)) return character
  const bare = [...character.normalize('NFD')].filter((part) => !ACCENT.test(part) && part !== '\u0653').join('')
  return LETTERS[bare] ?? bare
}

/** Blocks of decimal digits begin at a code that ends in 0 or in 6. */
function digit(code: number): string {
  const row = code & ~0xf
  return String(DIGIT.test(String.fromCodePoint(row)) ? code - row : code - row - 6)
}

/** Look-alikes become Latin in words that have Latin letters too; each is one unit, so nothing moves. */
function unmasked(text: string): string {
  return MIXED.test(text)
    ? text.replace(WESTERN, (word) => (/[a-z]/.test(word) && /[^a-z]/.test(word) ? latinised(word) : word))
    : text
}

const MIXED = /[a-z](?![a-z])[\p{L}\p{M}]|(?![a-z])[\p{L}\p{M}][a-z]/u

function latinised(word: string): string {
  let latin = ''
  for (const letter of word) latin += LOOKALIKES.get(letter) ?? letter
  return latin
}

/** The same text with every look-alike made Latin, whatever word it stands in; null where there is none. */
export function unmaskedWholly(text: NormalisedText): NormalisedText | null {
  let found = false
  const plain = text.text.replace(WESTERN, (word) => {
    if (/^[a-z]+$/.test(word)) return word
    const latin = latinised(word)
    if (latin !== word) found = true
    return latin
  })
  return found ? { ...text, text: plain } : null
}
