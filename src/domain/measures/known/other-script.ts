/**
 * @file A name in one script in an answer of another: transliterated word by word, or characters together
 * against words together.
 */
import { originalSpan } from '../normalise.ts'
import type { Answer, Place } from './answer.ts'
import { mayEnd } from './bounds.ts'
import { latin, type Script, scriptOf, soundsAlike } from './transliterate.ts'
import type { Word } from './words.ts'

/** What a word of the answer may stand for. */
interface Reading {
  readonly script: Script
  /** Words of the name that sound like it. */
  readonly alike: readonly string[]
}
type Readings = ReadonlyMap<string, Reading>

/** A name in Latin letters in an answer of another script, or the other way about. */
export function otherScript(answer: Answer, all: readonly string[]): Place[] {
  // The Arabic article is a part of the word behind it.
  const bare = all.filter((word) => !/^(?:al|el)$/.test(word))
  const core = bare.length >= 2 ? bare : all
  const script = scriptOf(core[0] ?? '')
  // Each word is read once, however often it comes.
  const readings = new Map<string, Reading>()
  const words = answer.words.filter(({ text }) => {
    let reading = readings.get(text)
    if (reading === undefined) readings.set(text, (reading = readWord(text, script, core)))
    return reading.script !== 'other' && (script === 'latin') !== (reading.script === 'latin')
  })
  if (words.length === 0) return []
  const inWords = wordByWord(answer, core, words, readings)
  return inWords.length > 0 ? inWords : unspacedNames(answer, core, script, words, readings)
}

/** No word of a name is longer. */
const LONGEST_WORD = 64

function readWord(text: string, script: Script, core: readonly string[]): Reading {
  if (text.length > LONGEST_WORD) return { script: scriptOf(text), alike: [] }
  const bare = text.replace(/^ال(?=.{3})/u, '')
  const alike = core.filter((wanted) =>
    script === 'latin' ? soundsAlike(wanted, text) || soundsAlike(wanted, bare) : soundsAlike(text, wanted),
  )
  return { script: scriptOf(text), alike }
}

function wordByWord(answer: Answer, core: readonly string[], words: readonly Word[], readings: Readings): Place[] {
  const found: Place[] = []
  if (![...readings.values()].some(({ alike }) => alike.length > 0)) return found
  for (let first = 0; first + core.length <= words.length; first++) {
    if (readings.get(words[first]?.text ?? '')?.alike.length === 0) continue
    const run = words.slice(first, first + core.length)
    const left = new Set(core)
    for (const { text } of run) {
      const wanted = readings.get(text)?.alike.find((one) => left.has(one))
      if (wanted !== undefined) left.delete(wanted)
    }
    const near = run.every(
      (word, at) => at === 0 || /^[\s·.,=|"'-]{0,6}$/.test(answer.text.text.slice(run[at - 1]?.to, word.from)),
    )
    if (left.size > 0 || !near) continue
    found.push({ ...originalSpan(answer.text, run[0]?.from ?? 0, run.at(-1)?.to ?? 1), level: 'norm' })
  }
  return found
}

/**
 * "王小明" and "Wang Xiaoming", "김민수" and "Kim Min-su": characters together against words together, family name
 * first or last.
 */
function unspacedNames(
  answer: Answer,
  core: readonly string[],
  script: Script,
  words: readonly Word[],
  readings: Readings,
): Place[] {
  return script === 'latin'
    ? charactersTogether(answer, core, words, readings)
    : wordsTogether(answer, core, script, words)
}

function charactersTogether(
  answer: Answer,
  core: readonly string[],
  words: readonly Word[],
  readings: Readings,
): Place[] {
  const { text } = answer.text
  const found: Place[] = []
  const take = (from: number, to: number): void => {
    found.push({ ...originalSpan(answer.text, from, to), level: 'norm' })
  }
  const orders = [...new Set([core.join(''), [...core.slice(-1), ...core.slice(0, -1)].join('')])]
  const beginnings = new Set(
    [...readings].flatMap(([word, { script }]) =>
      script === 'hangul' || (script === 'han' && orders.some((order) => order.startsWith(latin(word)))) ? [word] : [],
    ),
  )
  if (beginnings.size === 0) return found
  for (const [first, word] of words.entries()) {
    if (!beginnings.has(word.text)) continue
    if (readings.get(word.text)?.script === 'hangul') {
      for (const length of [3, 2, 4]) {
        const name = word.text.slice(0, length)
        if (name.length !== length || !mayEnd(text, word.from + length, name, true)) continue
        if (koreanOrders(core, name)) take(word.from, word.from + length)
      }
      continue
    }
    let sounds = ''
    for (let length = 1; length <= 4; length++) {
      const next = words[first + length - 1]
      if (next === undefined || (length > 1 && next.from !== words[first + length - 2]?.to)) break
      sounds += latin(next.text)
      if (!orders.some((order) => order.startsWith(sounds))) break
      if (length < 2 || !orders.includes(sounds)) continue
      if (mayEnd(text, next.to, text.slice(word.from, next.to), true)) take(word.from, next.to)
    }
  }
  return found
}

function wordsTogether(answer: Answer, core: readonly string[], script: Script, words: readonly Word[]): Place[] {
  const found: Place[] = []
  const whole = core.join('')
  const orders = new Set([latin(whole), latin(whole.slice(1)) + latin(whole.slice(0, 1))])
  for (const [first, word] of words.entries()) {
    const spelled = [word.text]
    for (let length = 2; length <= 3; length++) {
      const [before, next] = [words[first + length - 2], words[first + length - 1]]
      if (next === undefined || !/^[\s,-]{1,3}$/.test(answer.text.text.slice(before?.to, next.from))) break
      spelled.push(next.text)
      if (script === 'hangul' ? koreanOrders(spelled, whole) : orders.has(spelled.join('')))
        found.push({ ...originalSpan(answer.text, word.from, next.to), level: 'norm' })
    }
  }
  return found
}

/** Family name and given name, in either order, against a Korean name of one family syllable. */
function koreanOrders(spelled: readonly string[], name: string): boolean {
  const [family, given] = [name.slice(0, 1), name.slice(1)]
  return (
    (soundsAlike(spelled[0] ?? '', family) && soundsAlike(spelled.slice(1).join(''), given)) ||
    (soundsAlike(spelled.at(-1) ?? '', family) && soundsAlike(spelled.slice(0, -1).join(''), given))
  )
}
