/**
 * @file All words of a value near each other, in another order, in the fields of a record, or with one more
 * name between.
 */
import { originalSpan } from '../normalise.ts'
import { type AddressWords, isAddressFiller, isRegion } from './address.ts'
import type { Answer, Place } from './answer.ts'
import { mayBegin, mayEnd } from './bounds.ts'
import { casesOf, hasCases } from './cases.ts'
import { folded } from './fold.ts'
import { NO_SPACES } from './signs.ts'
import { isJoined, TITLES } from './titles.ts'
import type { Word } from './words.ts'

/** Words between the fields of one record. */
const LABELS = new Set(
  `name names first last given family middle sur surname forename full fullname firstname lastname givenname familyname initial of is the and her his their its she he s with field value title text label key person applicant holder as above below under beneath followed then line
  vorname nachname familienname zuname ist der die das und sein ihr lautet
  prenom nom famille de est le la et son sa
  nombre apellido apellidos primer segundo es el y su
  nome cognome sobrenome apelido e il
  имя фамилия отчество и это ad adi soyad soyadi isim ve
  姓 名 姓氏 名字 是 氏名 苗字 성 이름 은 는 이고 للاسم الاسم اسم العائله هو नाम उपनाम है
  city town street state country zip postal postcode code address house number no ort stadt strasse plz hausnummer ville rue calle ciudad via citta cidade rua`
    .split(/\s+/)
    .map(folded),
)
const LONGEST_GAP = 60

/**
 * @param inNames whether one more name may stand between two of the value's.
 * @param hasUmlauts whether the value is written with ä, ö or ü, which an answer may spell ae, oe, ue.
 */
export function wordsTogether(answer: Answer, core: readonly string[], inNames: boolean, hasUmlauts = false): Place[] {
  const wanted = core.map((word) => [word, umlauts(word)] as const)
  // Which of the value's words each word is, asked once however often it comes.
  const read = new Map<string, number>()
  const hits: Hit[] = []
  for (const word of answer.words) {
    let which = read.get(word.text)
    if (which === undefined) read.set(word.text, (which = whichOf(wanted, word.text, answer.isAscii && !hasUmlauts)))
    if (which >= 0 && isWhole(word, answer)) hits.push({ word, which })
  }
  const found = isComplete(hits, core) ? groups(answer, hits, core, inNames) : []
  return found.length > 0 || !inNames || !hasCases(answer.original) ? found : inCases(answer, core)
}

function isComplete(hits: readonly Hit[], core: readonly string[]): boolean {
  return new Set(hits.map(({ which }) => core[which])).size === new Set(core).size
}

/** All words of a name in cases of one language: "Иван Петрова" is no case of Иван Петров. */
function inCases(answer: Answer, core: readonly string[]): Place[] {
  const forms = core.map((word) => {
    const cases = casesOf(word)
    return cases.size > 0 ? cases : new Set([word])
  })
  const hits = answer.words.flatMap((word): Hit[] => {
    const which = forms.findIndex((cases) => cases.has(word.text))
    return which >= 0 && isWhole(word, answer) ? [{ word, which }] : []
  })
  return isComplete(hits, core) ? groups(answer, hits, core, true) : []
}

interface Hit {
  readonly word: Word
  readonly which: number
}

function whichOf(wanted: readonly (readonly [string, string])[], text: string, only: boolean): number {
  const exact = wanted.findIndex(([word]) => word === text)
  if (exact >= 0 || only) return exact
  const bare = umlauts(text)
  return wanted.findIndex(([, word]) => word === bare)
}

function isWhole({ text, from, to }: Word, answer: Answer): boolean {
  return mayBegin(answer.text.text, from) && mayEnd(answer.text.text, to, text, false)
}

function umlauts(word: string): string {
  return word.replace(/([aou])e/g, '$1')
}

/** Runs of hits that cover all words of the value. */
function groups(answer: Answer, hits: readonly Hit[], core: readonly string[], inNames: boolean): Place[] {
  const found: Place[] = []
  const isInHan = core.every((word) => /^\p{Script=Han}$/u.test(word))
  for (let first = 0; first < hits.length; first++) {
    const missing = new Set(core.keys())
    let used = first
    let more = 0
    for (let at = first; at < hits.length; at++) {
      const hit = hits[at] as Hit
      const before = hits[at - 1] as Hit
      if (at > first) {
        const kindOfGap = between(answer, before.word, hit.word, hit.which === before.which + 1 && inNames)
        const isInOrder = hit.which > before.which
        // Of a name the fields may come in any order; a firm or a city has one, and so have characters side by side.
        if (!isInOrder && (!inNames || (isInHan && hit.word.from === before.word.to))) break
        if (kindOfGap === null || (kindOfGap === 'more' && more++ > 0)) break
      }
      const same = [...missing].find((which) => core[which] === core[hit.which])
      if (same === undefined) break
      missing.delete(same)
      used = at
      if (missing.size === 0) break
    }
    if (missing.size > 0) continue
    const [from, to] = [(hits[first] as Hit).word.from, (hits[used] as Hit).word.to]
    // A name goes on behind a hyphen; a family name in front may be followed by anything.
    if (inNames && isJoined(answer.text.text, from, to)) continue
    // Characters side by side were looked at as a whole, and are the ends of other words.
    if (isInHan && answer.text.text.slice(from, to) === core.join('')) continue
    if (isInHan && !mayEnd(answer.text.text, to, core.join(''), inNames)) continue
    found.push({ ...originalSpan(answer.text, from, to), level: 'norm' })
    first = used
  }
  return found
}

/** Where a word stands on the picture, as readers of text write it: `[102, 44, 160, 61]`, `<loc0102>`. */
const BOX =
  /[[(]{1,2} ?\d{1,4}(?:\.\d{1,4})?(?:, ?\d{1,4}(?:\.\d{1,4})?){3} ?[\])]{1,2}(?:[ ,;:]{0,2}\(?[01]?\.\d{1,6}\)?)?|(?:<loc\d{4}>){2,4}|<\/?(?:box|quad|ref|det)>/g

/**
 * What stands between two words of a value: nothing or the labels of a record; one more name or initial; or
 * something else.
 */
function between(answer: Answer, one: Word, other: Word, inOrder: boolean): 'near' | 'more' | null {
  const gap = answer.text.text.slice(one.to, other.from).replace(BOX, ' ')
  if (gap.length > LONGEST_GAP) return null
  const words = gap.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  if (words.length === 0) return gap.length <= 12 ? 'near' : null
  if (inOrder && isInitial(answer, one, other)) return 'more'
  if (words.every((word) => LABELS.has(word) || TITLES.has(word))) {
    // "Quill and Mara" are two people; a record says what is what.
    const says = words.some((word) => word.length > 3 || NO_SPACES.test(word)) || /[":|,]/.test(gap)
    return says && !/^ (?:and|und|et|y|e|и|ve|with) $/.test(gap) ? 'near' : null
  }
  const isName = inOrder && words.length === 1 && /^ ["“(]?[\p{L}\p{M}'’-]+\.?["”)]? $/u.test(gap)
  if (!isName) return null
  const { start } = originalSpan(answer.text, one.to, other.from)
  return /^\P{L}*\p{Lu}/u.test(answer.original.slice(start, start + 4)) || words[0]?.length === 1 ? 'more' : null
}

/** " M. ", " J ": a letter that may be a title or a word elsewhere. */
function isInitial(answer: Answer, one: Word, other: Word): boolean {
  if (!/^ \p{L}\.? $/u.test(answer.text.text.slice(one.to, other.from))) return false
  const { start, end } = originalSpan(answer.text, one.to, other.from)
  const shown = answer.original.slice(start, end)
  // In capitals throughout, E and Y may be words that join.
  return /\p{Lu}\./u.test(shown) || (/\p{Lu}/u.test(shown) && /\p{Ll}/u.test(answer.original))
}

/** All words of an address, in any order, with nothing else between but labels and a word or two. */
export function addressPlaces(answer: Answer, { forms, without, key }: AddressWords): Place[] {
  const keys = keysOf(answer.words, key)
  for (const wanted of forms) {
    const found = wanted.length < 2 ? [] : runsOfWords(answer, wanted, keys)
    if (found.length > 0) return found.map((run) => placeOf(answer, run))
  }
  return without.flatMap(({ words, region }) =>
    runsOfWords(answer, words, keys)
      .filter((run) => !isElsewhere(answer, run, keys, [...region, ...words]))
      .map((run) => placeOf(answer, run)),
  )
}

/** Numbers of an answer's first and last word. */
interface Run {
  readonly first: number
  readonly last: number
}

function placeOf({ text, words }: Answer, { first, last }: Run): Place {
  return { ...originalSpan(text, words[first]?.from ?? 0, words[last]?.to ?? 0), level: 'norm' }
}

/** So many words behind an address may say where it is. */
const WORDS_BEHIND = 3

/** Whether another postal code or state than its own stands among an address's words or behind them. */
function isElsewhere(answer: Answer, { first, last }: Run, keys: readonly string[], own: readonly string[]): boolean {
  for (let at = first; at <= last + WORDS_BEHIND; at++) {
    const [word, key = ''] = [answer.words[at], keys[at]]
    if (word === undefined || !isRegion(key) || own.includes(key)) continue
    // IN, OR and ME are states, "in", "or" and "me" are none.
    const { start, end } = originalSpan(answer.text, word.from, word.to)
    if (word.text.length > 2 || /^\p{Lu}+$/u.test(answer.original.slice(start, end))) return true
  }
  return false
}

function runsOfWords(answer: Answer, wanted: readonly string[], keys: readonly string[]): Run[] {
  const { words } = answer
  const count = new Map<string, number>()
  for (const one of wanted) count.set(one, (count.get(one) ?? 0) + 1)
  const found: Run[] = []
  for (let first = 0; first < words.length; first++) {
    if (!count.has(keys[first] ?? '') && twoOf(keys[first] ?? '', count) === null) continue
    const left = new Map(count)
    let missing = wanted.length
    let strangers = 0
    for (let at = first; at < Math.min(words.length, first + 2 * wanted.length + 16); at++) {
      const word = words[at]
      if (word === undefined) break
      const own = keys[at] ?? ''
      const open = left.get(own) ?? 0
      // "LS28QD" is "LS2 8QD".
      const joined = open > 0 || count.has(own) ? null : twoOf(own, left)
      if (joined !== null) {
        for (const half of joined) left.set(half, (left.get(half) ?? 0) - 1)
        missing -= 2
        if (missing === 0) {
          found.push({ first, last: at })
          first = at
          break
        }
      } else if (open > 0) {
        left.set(own, open - 1)
        if (--missing === 0) {
          found.push({ first, last: at })
          first = at
          break
        }
      } else if (!count.has(own) && !isAddressFiller(word.text)) {
        // Another house's number makes it another address; the last four digits of a ZIP code do not.
        const isZipEnd =
          /^\d{4}$/.test(word.text) &&
          answer.text.text[word.from - 1] === '-' &&
          /^\d{5}$/.test(words[at - 1]?.text ?? '') &&
          count.has(keys[at - 1] ?? '')
        if (isZipEnd) continue
        if (/^\d{1,4}[a-z]?$/.test(word.text) || ++strangers > 2) break
      }
    }
  }
  return found
}

/** The two words of a postcode that an answer writes as one; null where it is none. */
function twoOf(joined: string, open: ReadonlyMap<string, number>): readonly [string, string] | null {
  if (!/^(?=.*\d)(?=.*[a-z])[a-z\d]{5,8}$/.test(joined)) return null
  for (const at of [3, 4, joined.length - 3]) {
    const [head, tail] = [joined.slice(0, at), joined.slice(at)]
    const isOpen = (half: string): boolean => /\d/.test(half) && (open.get(half) ?? 0) > 0
    if (tail !== '' && head !== tail && isOpen(head) && (open.get(tail) ?? 0) > 0) return [head, tail]
  }
  return null
}

/** The one form of each word, found once however often it comes. */
function keysOf(words: readonly Word[], key: (word: string) => string): string[] {
  const read = new Map<string, string>()
  return words.map(({ text }) => {
    let own = read.get(text)
    if (own === undefined) read.set(text, (own = key(text)))
    return own
  })
}
