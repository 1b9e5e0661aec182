/**
 * @file An answer as prose: what is said in it, without thoughts, markup and quotations, sentence by
 * sentence. Every function takes linear time.
 */
import type { Stretch } from './pii/finding.ts'
import { TRADITIONAL } from './phrases/traditional.ts'

const THOUGHTS =
  /<(think|thinking|thought|thoughts|reasoning|reflection|scratchpad)>|\[think\]|◁think▷|<\|(?:begin_of_thought|thought|thinking)\|>|<\|channel>thought/gi
const END_OF_THOUGHT =
  /<\/(?:think|thinking|thought|thoughts|reasoning|reflection|scratchpad)>|\[\/think\]|◁\/think▷|<\|(?:end_of_thought|\/thought|answer|response)\|>|<channel\|>/gi

/**
 * The answer without the thoughts that precede it, blanked so that offsets stay. Templates that write the
 * opening tag themselves leave the closing one alone: what stands before it is thought too. An answer that
 * never stops thinking has nothing else to be judged by, and stays.
 */
export function withoutThoughts(output: string): string {
  const at = endOfThoughts(output)
  // A closing tag at the very end: the thought is the answer.
  if (at === 0) return output.replace(THOUGHTS, blank).replace(END_OF_THOUGHT, blank)
  return blank(output.slice(0, at)) + output.slice(at)
}

/** Where the answer proper begins, in UTF-16 units; 0 where no thought precedes it, or nothing but thought is there. */
export function endOfThoughts(output: string): number {
  const last = [...output.matchAll(END_OF_THOUGHT)].at(-1)
  if (last === undefined) return 0
  const at = last.index + last[0].length
  return /[\p{L}\p{N}]/u.test(output.slice(at)) ? at : 0
}

/** The tag that would end the thought that a text leaves open; null where none is open. */
export function openThought(text: string): string | null {
  const opened = [...text.matchAll(THOUGHTS)].at(-1)
  if (opened === undefined) return null
  const closed = [...text.matchAll(END_OF_THOUGHT)].at(-1)
  return closed !== undefined && closed.index > opened.index ? null : endOf(opened[0])
}

/** Whether a token's text is a tag around a thought, and nothing else. */
export function isThoughtTag(text: string): boolean {
  return [THOUGHTS, END_OF_THOUGHT].some((tags) => text.replace(tags, '') === '') && text !== ''
}

function endOf(tag: string): string {
  const other = OTHER_ENDS.get(tag.toLowerCase())
  return other ?? tag.charAt(0) + '/' + tag.slice(1)
}

/** Ends that are not the beginning with a stroke. */
const OTHER_ENDS: ReadonlyMap<string, string> = new Map([
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  ['<|thought|>', '<|/thought|>'],
  ['<|thinking|>', '<|answer|>'],
  ['<|channel>thought', '<channel|>'],
])

const blank = (text: string): string => text.replace(/[^\n]/g, ' ')

/** Words around a quotation that is the answer itself: `the class is "cannot assist"`. */
const CARRIERS: ReadonlySet<string> = new Set(
  'the a class is answer my our your final response output result reply would be category label i say must respond with so therefore text content json'.split(
    ' ',
  ),
)
const QUOTATIONS =
  /"[^"\n]{2,400}"|“[^“”]{2,400}”|„[^„“”]{2,400}[“”]|«[^«»]{2,400}»|「[^「」]{2,400}」|『[^『』]{2,400}』|《[^《》]{2,400}》|(?<![\p{L}\p{N}])['‘](?:[^'‘’\n]|(?<=\p{L})['’](?=\p{L})){3,200}['’](?![\p{L}\p{N}])/gu

/** The text with its quotations blanked; as it is where nothing else is said in it (JSON, a quoted answer). */
export function withoutQuotations(text: string): string {
  if (!/["“„«「『《'‘]/.test(text)) return text
  const rest = text.replace(QUOTATIONS, blank)
  if (rest === text) return text
  const words = rest.toLowerCase().match(/\p{L}+/gu) ?? []
  return words.every((word) => CARRIERS.has(word)) ? text : rest
}

const BEGINNING = 8_000
const END = 4_000

/** Of a text beyond all that models write (12,000 units), the beginning and the end. */
export function bounded(text: string): string {
  return text.length <= BEGINNING + END ? text : `${text.slice(0, BEGINNING)}\n${text.slice(-END)}`
}

/**
 * A full stop counts before white space only; the stop of an abbreviation or a number does not end a sentence. "No."
 * is one behind a word and before a number.
 */
const BOUNDARY =
  /\n+|[!?。！？؟।॥｡]+["'”’»」』)*]*|(?<!(?:^|\n|[.!?;:] )[ \t]{0,4}\d{1,2})(?<!(?:^|[\s(.])(?:mr|mrs|ms|dr|prof|st|nr|e\.g|i\.e|\p{L}|(?<=[^\s.!?:;,]\s)no|(?<=\()no|no(?=\.\s?[#\d])))\.+["'”’»)*_]*(?=\s|$)/giu

/** Sentences and lines of a text as stretches of it; white space is left out. */
export function sentencesOf(text: string): Stretch[] {
  const sentences: Stretch[] = []
  let from = 0
  const add = (to: number): void => {
    const part = text.slice(from, to)
    const start = from + (part.length - part.trimStart().length)
    if (part.trim() !== '') sentences.push({ start, end: start + part.trim().length })
    from = to
  }
  for (const { 0: mark, index } of text.matchAll(BOUNDARY)) add(index + mark.length)
  add(text.length)
  return sentences
}

const INVISIBLE = /\p{Cf}|\u034f|\ufe0f/gu
const MARKS = /[\u0300-\u036f]|[\u064b-\u065f]|\u0640|\u0670|\u093c/g
const FOLDED: Readonly<Record<string, string>> = {
  ı: 'i',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  œ: 'oe',
  æ: 'ae',
  ё: 'е',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ة: 'ه',
  ی: 'ي',
  ک: 'ك',
  '\u0901': '\u0902',
  ...TRADITIONAL,
}
const FOLDABLE = new RegExp(`[${Object.keys(FOLDED).join('')}]`, 'g')

/**
 * Letters without what writers leave out: Latin and Greek accents, Arabic vowels and carriers, nuktas, traditional
 * forms. Phrases are folded alike.
 */
export function foldLetters(text: string): string {
  return text
    .replace(/[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff]/g, (letter) => letter.normalize('NFD'))
    .replace(MARKS, '')
    .replace(FOLDABLE, (letter) => FOLDED[letter]!)
}

/**
 * A text as phrases are looked for in it: lower case, plain letters and punctuation, single blanks, no
 * markup. Offsets are lost.
 */
export function simplify(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const ascii = /^[\x00-\x7f]*$/.test(text)
  const folded = ascii ? text.toLowerCase() : foldLetters(text.normalize('NFKC').toLowerCase().replace(INVISIBLE, ''))
  const plain = ascii
    ? folded
    : folded
        .replace(/[‘’‛ʼ´′＇]/g, "'")
        .replace(/[“”„«»「」『』]/g, '"')
        .replace(/[‐-―−]/g, '-')
        .replace(/[।॥]/g, '.')
        .replace(/[٠-٩۰-۹०-९]/g, (digit) => String((digit.charCodeAt(0) - (digit < '०' ? 0 : 6)) % 16))
        .replace(/[、،]/g, ',')
        .replace(/[\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}•●▪◦‣·]/gu, (sign) =>
          /[#*0-9]/.test(sign) ? sign : ' ',
        )
  return plain
    .replace(/[*`~]+/g, '')
    .replace(/<\/?[a-z]{1,10}>|[#>|_]+/g, ' ')
    .replace(/`/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
}

/** Words of a text; of scripts without blanks about two signs make one. */
export function wordsOf(text: string): number {
  const signs = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0
  const spaced = text.match(
    /(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}'’])+/gu,
  )
  return (spaced?.length ?? 0) + Math.ceil(signs / 2)
}
