/** @file A name in one script in an answer of another: transliterated word by word, or characters together against words together. */
import { originalSpan } from '../normalise.ts'
import type { Answer, Place } from './answer.ts'
import { mayEnd } from './bounds.ts'
import { latin, scriptOf, soundsAlike } from './transliterate.ts'
import type { Word } from './words.ts'

/** A name in Latin letters in an answer of another script, or the other way about. */
export function otherScript(answer: Answer, core: readonly string[]): Place[] {
  const script = scriptOf(core[0] ?? '')
  const words = answer.words.filter(({ text }) => {
    const own = scriptOf(text)
    return own !== 'other' && (script === 'latin' ? own !== 'latin' : own === 'latin')
  })
  if (words.length === 0) return []
  const matches = (wanted: string, word: string): boolean =>
    script === 'latin' ? soundsAlike(wanted, word) : soundsAlike(word, wanted)
  const inWords = wordByWord(answer, core, words, matches)
  return inWords.length > 0 ? inWords : unspacedNames(answer, core, script, words)
}

function wordByWord(
  answer: Answer,
  core: readonly string[],
  words: readonly Word[],
  matches: (wanted: string, word: string) => boolean,
): Place[] {
  const found: Place[] = []
  for (let first = 0; first + core.length <= words.length; first++) {
    const run = words.slice(first, first + core.length)
    const left = new Set(core)
    for (const word of run) {
      const wanted = [...left].find((one) => matches(one, word.text))
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

/** "王小明" and "Wang Xiaoming", "김민수" and "Kim Min-su": characters together against words together, family name first or last. */
function unspacedNames(answer: Answer, core: readonly string[], script: string, words: readonly Word[]): Place[] {
  const found: Place[] = []
  const take = (run: readonly Word[], from = run[0]?.from ?? 0, to = run.at(-1)?.to ?? 1): void => {
    found.push({ ...originalSpan(answer.text, from, to), level: 'norm' })
  }
  if (script === 'latin') {
    const orders = new Set([core.join(''), [...core.slice(-1), ...core.slice(0, -1)].join('')])
    for (const [first, word] of words.entries()) {
      if (scriptOf(word.text) === 'hangul') {
        for (const length of [3, 2, 4]) {
          const name = word.text.slice(0, length)
          if (name.length !== length || !mayEnd(answer.text.text, word.from + length, name, true)) continue
          if (koreanOrders(core, name)) take([word], word.from, word.from + length)
        }
        continue
      }
      if (scriptOf(word.text) !== 'han') continue
      let sounds = ''
      for (let length = 1; length <= 4; length++) {
        const next = words[first + length - 1]
        if (next === undefined || (length > 1 && next.from !== words[first + length - 2]?.to)) break
        sounds += latin(next.text)
        const run = words.slice(first, first + length)
        if (length < 2 || !orders.has(sounds)) continue
        if (mayEnd(answer.text.text, next.to, run.map(({ text }) => text).join(''), true)) take(run)
      }
    }
    return found
  }
  const whole = core.join('')
  const orders = new Set([latin(whole), latin(whole.slice(1)) + latin(whole.slice(0, 1))])
  for (const first of words.keys()) {
    for (let length = 2; length <= 3; length++) {
      const run = words.slice(first, first + length)
      if (run.length < length) break
      if (
        !run.every((word, at) => at === 0 || /^[\s,-]{1,3}$/.test(answer.text.text.slice(run[at - 1]?.to, word.from)))
      )
        break
      const spelled = run.map(({ text }) => text)
      if (script === 'hangul' ? koreanOrders(spelled, whole) : orders.has(spelled.join(''))) take(run)
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
