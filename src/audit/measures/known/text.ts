/** @file Names and free text: all words of the value, in their order or in another, among nothing but what belongs to a name, a record or an address. */
import { type Answer, overlapping, type Place } from './answer.ts'
import { type AddressWords, addressWords, isAddressFiller } from './address.ts'
import { mayBegin, mayEnd } from './bounds.ts'
import { isCommonWord } from './common-words.ts'
import { folded } from './fold.ts'
import type { KnownValue } from './known.ts'
import { originalSpan } from '../normalise.ts'
import { gapBefore, NO_SPACES, placesOf, type Signs, type Stretch, stretchOf } from './signs.ts'
import { scriptOf, soundsAlike, latin } from './transliterate.ts'
import type { Word } from './words.ts'

export type TextKind = 'name' | 'address' | 'city' | 'employer' | 'text'

const TITLES = new Set(
  'mr mrs ms miss mx dr prof professor sir madam dame lord lady herr frau fraulein hr fr dipl ing mag monsieur madame mademoiselle m mme mlle mlles senor senora senorita sr sra srta don dona dott dottor dottoressa signor signora signorina sig dhr mevr pan pani господин госпожа г-н г-жа bay bayan hanim bey san sama kun chan jr snr ii iii iv phd md esq dds rn mba msc bsc ma ba the applicant patient student employee'.split(
    ' ',
  ),
)
const LEGAL = new Set(
  'inc incorporated ltd limited llc llp plc corp corporation co company gmbh ag kg ohg ev se sa sas sarl srl spa bv nv ab oy as aps kk pty pte sl ltda ooo оао ооо зао sti as the holding group'.split(' '),
)
/** Words between the fields of one record. */
const LABELS = new Set(
  `name names first last given family middle sur surname forename full fullname firstname lastname givenname familyname initial of is the and her his their its she he s with field value title text label key person applicant holder as
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

/** @returns null where nothing of `value` can be looked for. */
export function knownText(value: string, kind: TextKind): KnownValue | null {
  const text = folded(value).trim()
  if (text === '') return null
  const core = coreWords(text, kind)
  const compacts = compactsOf(value, text, core)
  const people = kind === 'name'
  const address = kind === 'address' ? addressWords(text) : null
  return {
    keys: [core.length > 0 ? core.join(' ') : text],
    find(answer) {
      const contiguous = compacts.flatMap((compact) => wholes(answer, compact, value, people))
      const found = contiguous.length > 0 ? contiguous : loose(answer, core, kind, address)
      const meant = isWord(value, kind) ? found.filter((place) => isMeant(place, answer, value)) : found
      if (meant.length > 0) return distinct(meant)
      if (contiguous.length > 0) return []
      return backwards(answer, compacts[0]?.signs ?? '')
    },
    partial: (answer, except) => shownWords(answer, text, core, kind, address, except),
  }
}

/** The value's letters and digits, and where blanks stand between them. */
interface Compact {
  readonly signs: string
  readonly breaks: ReadonlySet<number>
  /** Spelled as it is without the letters that the answer must have: ä as ae. */
  readonly onlyAccented: boolean
}

function compactsOf(value: string, text: string, core: readonly string[]): Compact[] {
  const forms = new Map<string, Compact>()
  const add = (form: string, onlyAccented = false): void => {
    const compact = compactOf(form, onlyAccented)
    if (compact.signs !== '' && !forms.has(compact.signs)) forms.set(compact.signs, compact)
  }
  add(text)
  if (core.length > 1 || (core[0]?.length ?? 0) > 1) add(core.join(' '))
  const expanded = folded(
    value.normalize('NFC').replace(/[äæ]/gi, 'ae').replace(/[öøœ]/gi, 'oe').replace(/ü/gi, 'ue').replace(/å/gi, 'aa').replace(/þ/gi, 'th'),
  )
  add(expanded)
  if (/[aou]e|aa/.test(text)) add(text.replace(/([aou])e/g, '$1').replace(/aa/g, 'a'), true)
  return [...forms.values()]
}

function compactOf(form: string, onlyAccented: boolean): Compact {
  let signs = ''
  const breaks = new Set<number>()
  for (const character of form) {
    if (/[\p{L}\p{N}\p{M}]/u.test(character)) signs += character
    else breaks.add(signs.length)
  }
  return { signs, breaks, onlyAccented }
}

/** Signs without letters ("-") and nothing else are no value. */
function wholes(answer: Answer, compact: Compact, value: string, people: boolean): Place[] {
  const { signs } = answer
  const count = compact.signs.length
  const found: Place[] = []
  for (const at of placesOf(signs, compact.signs)) {
    const from = signs.from[at] ?? 0
    const to = signs.to[at + count - 1] ?? 0
    if (!mayBegin(signs.text.text, from) || !mayEnd(signs.text.text, to, compact.signs, people)) continue
    if (people && isJoined(signs.text.text, from, to)) continue
    const level = spacing(answer, signs, at, compact)
    if (level === null) continue
    const stretch = stretchOf(signs, at, count)
    const shown = answer.original.slice(stretch.start, stretch.end)
    if (compact.onlyAccented && !/[^\u0000-\u007f]/.test(shown)) continue
    found.push({ ...stretch, level: level === 'norm' && exactly(answer.original, stretch, value) ? 'exact' : level })
  }
  return found
}

/** The value to the letter, at or around a stretch: its own signs ("C++") may stand outside of its letters. */
function exactly(original: string, { start, end }: Stretch, value: string): boolean {
  const room = value.length
  const low = Math.max(0, start - room)
  const at = original.slice(low, end + room).indexOf(value)
  return at >= 0 && low + at <= start && low + at + room >= end
}

/** "Ann-Marie" is not Ann, nor is "Quill-Jones" Quill. */
function isJoined(text: string, from: number, to: number): boolean {
  return /^-\p{L}/u.test(text.slice(to, to + 3)) || /\p{L}-$/u.test(text.slice(Math.max(0, from - 3), from))
}

const MARKS = /^[*`~_\\{}$|"'’[\]()<>]{1,6}$/
const HYPHENATED = /^-\s$/

/** Whether what stands between the letters is what may: blanks where the value has some, marks anywhere, or all letters apart. */
function spacing(answer: Answer, signs: Signs, at: number, { signs: value, breaks }: Compact): 'norm' | 'spelled' | null {
  let apart = 0
  let together = 0
  let joined = 0
  for (let sign = 1; sign < value.length; sign++) {
    const gap = gapBefore(signs, at + sign)
    if (breaks.has(sign)) {
      if (gap === '') joined++
      else if (gap.length > 10) return null
      continue
    }
    if (gap === '' || MARKS.test(gap) || (HYPHENATED.test(gap) && /-\r?\n/.test(answer.original))) together++
    else if (NO_SPACES.test(value[sign] ?? '') && gap.length <= 2) together++
    else if (gap.length > 6) return null
    else apart++
  }
  if (apart > 0) return apart >= 2 && together === 0 ? 'spelled' : null
  if (joined === 0) return 'norm'
  return value.length >= 8 || NO_SPACES.test(value[0] ?? '') || isCamel(answer, signs, at, value.length) ? 'norm' : null
}

function isCamel({ original }: Answer, signs: Signs, at: number, count: number): boolean {
  const { start, end } = stretchOf(signs, at, count)
  return /\p{Ll}\p{Lu}/u.test(original.slice(start, end))
}

/** Words that must come: without titles, legal forms and, where others are left, initials. */
function coreWords(text: string, kind: TextKind): string[] {
  const words = text.match(/\p{Script=Han}|[\p{L}\p{M}\p{N}]+/gu) ?? []
  if (kind === 'address' || kind === 'text' || kind === 'city') return [...words]
  const dropped = kind === 'name' ? TITLES : LEGAL
  const kept = words.filter((word) => !dropped.has(word) && word !== 'and')
  if (kept.length === 0) return [...words]
  const full = kept.filter((word) => word.length > 1 || NO_SPACES.test(word))
  return kind === 'name' && full.length >= 2 ? full : kept
}

/** All words near each other: in another order, in fields of a record, with an initial or a name more between, in another script. */
function loose(answer: Answer, core: readonly string[], kind: TextKind, address: AddressWords | null): Place[] {
  if (address !== null) return addressPlaces(answer, address)
  if (core.length < 2 || core.length > 8) return []
  const hits = answer.words.flatMap((word): Hit[] => {
    const which = core.findIndex((wanted) => sameWord(wanted, word, answer))
    return which < 0 ? [] : [{ word, which }]
  })
  if (hits.length >= core.length) {
    const found = groups(answer, hits, core, kind)
    if (found.length > 0) return found
  }
  return kind === 'name' ? otherScript(answer, core) : []
}

interface Hit {
  readonly word: Word
  readonly which: number
}

function sameWord(wanted: string, { text, from, to }: Word, answer: Answer): boolean {
  if (text !== wanted) {
    const accented = umlauts(wanted) === umlauts(text) && !answer.isAscii
    if (!accented) return false
  }
  return mayBegin(answer.text.text, from) && mayEnd(answer.text.text, to, text, false)
}

function umlauts(word: string): string {
  return word.replace(/([aou])e/g, '$1')
}

/** Runs of hits that cover all words of the value. */
function groups(answer: Answer, hits: readonly Hit[], core: readonly string[], kind: TextKind): Place[] {
  const found: Place[] = []
  for (let first = 0; first < hits.length; first++) {
    const missing = new Set(core.keys())
    let used = first
    let more = 0
    for (let at = first; at < hits.length; at++) {
      const hit = hits[at] as Hit
      const before = hits[at - 1] as Hit
      if (at > first) {
        const kindOfGap = between(answer, before.word, hit.word, hit.which === before.which + 1 && kind === 'name')
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
    if (kind === 'name' && isJoined(answer.text.text, from, to)) continue
    found.push({ ...originalSpan(answer.text, from, to), level: 'norm' })
    first = used
  }
  return found
}

/** What stands between two words of a value: nothing or the labels of a record; one more name or initial; or something else. */
function between(answer: Answer, one: Word, other: Word, inOrder: boolean): 'near' | 'more' | null {
  const gap = answer.text.text.slice(one.to, other.from)
  if (gap.length > LONGEST_GAP) return null
  const words = gap.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  if (words.length === 0) return gap.length <= 12 ? 'near' : null
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

/** A name in Latin letters in an answer of another script, or the other way about. */
function otherScript(answer: Answer, core: readonly string[]): Place[] {
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
    const near = run.every((word, at) => at === 0 || /^[\s·.,=|"'-]{0,6}$/.test(answer.text.text.slice(run[at - 1]?.to, word.from)))
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
      if (!run.every((word, at) => at === 0 || /^[\s,-]{1,3}$/.test(answer.text.text.slice(run[at - 1]?.to, word.from)))) break
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

/** All words of an address, in any order, with nothing else between but labels and a word or two. */
function addressPlaces(answer: Answer, { wanted, key }: AddressWords): Place[] {
  if (wanted.length < 2) return []
  const words = answer.words.map((word) => ({ ...word, key: key(word.text) }))
  const count = new Map<string, number>()
  for (const one of wanted) count.set(one, (count.get(one) ?? 0) + 1)
  const found: Place[] = []
  for (let first = 0; first < words.length; first++) {
    if (!count.has(words[first]?.key ?? '')) continue
    const left = new Map(count)
    let missing = wanted.length
    let strangers = 0
    for (let at = first; at < Math.min(words.length, first + 2 * wanted.length + 16); at++) {
      const word = words[at]
      if (word === undefined) break
      const open = left.get(word.key) ?? 0
      if (open > 0) {
        left.set(word.key, open - 1)
        if (--missing === 0) {
          found.push({ ...originalSpan(answer.text, words[first]?.from ?? 0, word.to), level: 'norm' })
          first = at
          break
        }
      } else if (!count.has(word.key) && !isAddressFiller(word.text)) {
        // Another house's number makes it another address.
        if (/^\d{1,4}[a-z]?$/.test(word.text) || ++strangers > 2) break
      }
    }
  }
  return found
}

function backwards(answer: Answer, compact: string): Place[] {
  const reversed = [...compact].toReversed().join('')
  if (reversed.length < 5 || reversed === compact) return []
  const { signs } = answer
  return [...placesOf(signs, reversed)]
    .filter((at) => mayBegin(signs.text.text, signs.from[at] ?? 0) && mayEnd(signs.text.text, signs.to[at + reversed.length - 1] ?? 0, reversed, false))
    .map((at): Place => ({ ...stretchOf(signs, at, reversed.length), level: 'reversed' }))
}

function isWord(value: string, kind: TextKind): boolean {
  return kind !== 'text' && kind !== 'address' && /^\p{Lu}[\p{Ll}']+$/u.test(value.trim())
}

/** Before a value that is also a common word: what says that the value is meant. */
const SAYS =
  /(?:^|[\s"'(])(?:name|city|town|place|employer|company|is|was|named|called|by|in|from|at|of|to|near|for|with|mr|mrs|ms|dr|with|stadt|ort|ville|ciudad|citta|cidade|aus|von|bei|de|en|a|à)\s*["'*_:(-]*\s*$|[:=|"'*_>是为在は]\s*$/iu

/** Whether "Reading" is the city and not what somebody does: as it is written, or by what stands before it. */
function isMeant(place: Place, answer: Answer, value: string): boolean {
  const { original } = answer
  const shown = original.slice(place.start, place.end)
  const before = original.slice(Math.max(0, place.start - 30), place.start)
  const isAlone = answer.letters === shown.replace(/[^\p{L}\p{N}]/gu, '').length
  if (isAlone) return true
  const common = isCommonWord(value)
  const isCapital = /^\p{Lu}/u.test(shown)
  const isCased = answer.capitals > (shown.match(/\p{Lu}/gu)?.length ?? 0)
  if (isCapital && /\p{Ll}/u.test(original)) {
    if (!common) return true
    const starts = /(?:^|[.!?]\s*["'*]?|\n\s*)$/.test(before)
    return !starts || !/^\s\p{Ll}/u.test(original.slice(place.end, place.end + 2)) || /^\s(?:is|was|lives|works|has)\b/.test(original.slice(place.end))
  }
  if (isCapital) return true
  if (!isCased && !common) return true
  return common ? /(?:name|city|town|place|employer|company|named|called|lives? in|from|works? (?:at|for))(?: is| was)?\s*["'*_:(-]*\s*$|[:=|"]\s*$/i.test(before) : SAYS.test(before)
}

function shownWords(
  answer: Answer,
  text: string,
  core: readonly string[],
  kind: TextKind,
  address: AddressWords | null,
  except: readonly Stretch[],
): number {
  const parts =
    kind === 'address' && text.includes(',')
      ? text.split(',').map((part) => part.trim()).filter((part) => part !== '')
      : [...new Set(core)]
  if (parts.length === 0) return 0
  const isTaken = overlapping(except)
  const free = answer.words.filter((word) => except.length === 0 || !isTaken(originalSpan(answer.text, word.from, word.to)))
  const key = address?.key ?? ((word: string) => word)
  const shown = new Set(free.filter((word) => mayBegin(answer.text.text, word.from) || NO_SPACES.test(word.text)).map(({ text: word }) => key(word)))
  const joined = kind === 'name' ? hyphened(answer) : new Set<string>()
  const came = parts.filter((part) => {
    const words = part.match(/\p{Script=Han}|[\p{L}\p{M}\p{N}]+/gu) ?? []
    return words.length > 0 && words.every((word) => shown.has(key(word)) && !joined.has(word))
  })
  return Math.min(came.length / parts.length, parts.length === 1 ? 0 : 1)
}

/** Names that occur within a hyphened one only. */
function hyphened(answer: Answer): Set<string> {
  const { text } = answer.text
  const inside = new Set<string>()
  const alone = new Set<string>()
  for (const { text: word, from, to } of answer.words) (isJoined(text, from, to) ? inside : alone).add(word)
  return new Set([...inside].filter((word) => !alone.has(word)))
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [`${place.start} ${place.end}`, place])).values()]
}
