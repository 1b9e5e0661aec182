/**
 * @file Names and free text: all words of the value, in their order or in another, among nothing but what
 * belongs to a name, a record or an address.
 */
import { originalSpan } from '../normalise.ts'
import { type AddressWords, addressWords, cityNames } from './address.ts'
import { type Answer, overlapping, type Place, stretchKey } from './answer.ts'
import { isHanPlace, mayBegin, mayEnd } from './bounds.ts'
import { folded } from './fold.ts'
import type { KnownValue } from './known.ts'
import { isMeant, mayBeWord, type TextKind } from './meant.ts'
import { addressPlaces, wordsTogether } from './near.ts'
import { machineReadable } from './machine-readable.ts'
import { otherScript } from './other-script.ts'
import { gapBefore, NO_SPACES, placesOf, type Signs, type Stretch, stretchOf } from './signs.ts'
import { isJoined, LEGAL, TITLES } from './titles.ts'

/** A word that stands there more often than this is no answer's word by chance. */
const MANY = 500

/** @returns null where nothing of `value` can be looked for. */
export function knownText(value: string, kind: TextKind): KnownValue | null {
  const text = folded(value).trim()
  if (text === '') return null
  const hasUmlauts = /[äöüæøœ]/i.test(value.normalize('NFC'))
  const core = coreWords(text, kind)
  const compacts = compactsOf(value, text, core, kind)
  const isAlsoWord = mayBeWord(value, kind)
  const address = kind === 'address' ? addressWords(text, hasUmlauts) : null
  return {
    keys: [core.length > 0 ? core.join(' ') : text],
    find(answer) {
      const contiguous = compacts.flatMap((compact) => wholes(answer, compact, value, kind))
      const found = contiguous.length > 0 ? contiguous : loose(answer, core, kind, address, hasUmlauts)
      const meant =
        isAlsoWord && found.length < MANY ? found.filter((place) => isMeant(place, answer, value, kind)) : found
      if (meant.length > 0) return distinct(meant)
      if (contiguous.length > 0) return []
      return backwards(answer, compacts[0]?.signs ?? '')
    },
    partial: (answer, except) => shownWords(answer, text, core, kind, address, except),
  }
}

/** The value's letters and digits, and where blanks stand between them. */
interface Compact extends Only {
  readonly signs: string
  readonly breaks: ReadonlySet<number>
  /** Where an apostrophe or a hyphen stands, which may be left out or be a blank. */
  readonly soft: ReadonlySet<number>
}

interface Only {
  /** Spelled as it is without the letters that the answer must have: ä as ae. */
  readonly onlyAccented: boolean
  /** Found where its letters stand apart. */
  readonly onlySpelled: boolean
}

function compactsOf(value: string, text: string, core: readonly string[], kind: TextKind): Compact[] {
  const people = kind === 'name'
  const forms = new Map<string, Compact>()
  const add = (form: string, only: Partial<Only> = {}): void => {
    const compact = compactOf(form, { onlyAccented: false, onlySpelled: false, ...only })
    if (compact.signs !== '' && !forms.has(compact.signs)) forms.set(compact.signs, compact)
  }
  add(text)
  if (core.length > 1 || (core[0]?.length ?? 0) > 1) add(core.join(' '))
  for (const form of houseNumbers(text)) add(form)
  if (kind === 'city') for (const name of cityNames(text)) add(name)
  const expanded = folded(
    value
      .normalize('NFC')
      .replace(/[äæ]/gi, 'ae')
      .replace(/[öøœ]/gi, 'oe')
      .replace(/ü/gi, 'ue')
      .replace(/å/gi, 'aa')
      .replace(/þ/gi, 'th'),
  )
  add(expanded)
  if (value.includes('&')) {
    const bare = text
      .split(' ')
      .filter((word) => !LEGAL.has(word.replace(/[.,]/g, '')))
      .join(' ')
    for (const and of ['and', 'und', 'et', 'y', 'e']) add(bare.replace(/\s*&\s*/g, ` ${and} `))
  } else if (text.includes(' and ')) add(text.replace(/ and /g, ' '))
  // Of two words the other way round, letter by letter; words are looked for one by one elsewhere.
  if (core.length === 2 && people && core.every((word) => /^[a-z]{2,}$/.test(word)))
    add(core.toReversed().join(' '), { onlySpelled: true })
  if (core.length >= 3 && people) {
    add([...core.slice(1), core[0]].join(' '))
    add([core.at(-1), ...core.slice(0, -1)].join(' '))
  }
  if (/(?<!\p{L})aa/u.test(text))
    add(text.replace(/([ou])e/g, '$1').replace(/(?<!\p{L})aa/gu, 'a'), { onlyAccented: true })
  if (/[aou]e|aa/.test(text)) add(text.replace(/([aou])e/g, '$1').replace(/aa/g, 'a'), { onlyAccented: true })
  return [...forms.values()]
}

/** 41-58 and 41丁目58, 1-2-3 and 1丁目2番3号: Japanese house numbers in their short and long forms. */
function houseNumbers(text: string): string[] {
  if (!/\p{Script=Han}/u.test(text)) return []
  const short = text.replace(/(\d)(?:丁目|番地|番|号|の)(?=\d)/g, '$1-').replace(/(\d)(?:丁目|番地|番|号)/g, '$1')
  const [whole, a, b, c] = /(\d{1,4})-(\d{1,4})(?:-(\d{1,4}))?/.exec(short) ?? []
  if (whole === undefined) return []
  const long =
    c === undefined
      ? [`${a}丁目${b}`, `${a}番${b}号`, `${a}番地${b}`, `${a}番${b}`, `${a}丁目${b}番`]
      : [
          `${a}丁目${b}番${c}号`,
          `${a}丁目${b}番地${c}`,
          `${a}丁目${b}-${c}`,
          `${a}丁目${b}番${c}`,
          `${a}丁目${b}番地の${c}`,
        ]
  return [short, ...long.map((form) => short.replace(whole, form))]
}

function compactOf(form: string, only: Only): Compact {
  let signs = ''
  const breaks = new Set<number>()
  const soft = new Set<number>()
  for (const character of form) {
    if (/[\p{L}\p{N}\p{M}]/u.test(character)) signs += character
    else if (/['-]/.test(character)) soft.add(signs.length)
    else breaks.add(signs.length)
  }
  return { signs, breaks, soft, ...only }
}

/** Signs without letters ("-") and nothing else are no value. */
function wholes(answer: Answer, compact: Compact, value: string, kind: TextKind): Place[] {
  const people = kind === 'name'
  const isPlace = kind === 'city' && /^\p{Script=Han}{2,3}$/u.test(compact.signs)
  const { signs } = answer
  const count = compact.signs.length
  const found: Place[] = []
  for (const at of placesOf(signs, compact.signs)) {
    const from = signs.from[at] ?? 0
    const to = signs.to[at + count - 1] ?? 0
    if (!mayBegin(signs.text.text, from) || !mayEnd(signs.text.text, to, compact.signs, people)) continue
    if (people && isJoined(signs.text.text, from, to)) continue
    if (isPlace && !isHanPlace(signs.text.text, from, to)) continue
    const level = spacing(answer, signs, at, compact)
    if (level === null || (compact.onlySpelled && level !== 'spelled')) continue
    const stretch = stretchOf(signs, at, count)
    const shown = answer.original.slice(stretch.start, stretch.end)
    if (compact.onlyAccented && !/\P{ASCII}/u.test(shown)) continue
    const isExact = level === 'norm' && exactly(answer.original, stretch, value)
    found.push({ start: stretch.start, end: stretch.end, level: isExact ? 'exact' : level })
  }
  return found
}

/** The value to the letter, at or around a stretch: its own signs ("C++") may stand outside of its letters. */
function exactly(original: string, { start, end }: Stretch, value: string): boolean {
  if (original.startsWith(value, start)) return true
  const room = value.length
  const low = Math.max(0, start - room)
  const at = original.slice(low, end + room).indexOf(value)
  return at >= 0 && low + at <= start && low + at + room >= end
}

const MARKS = /^[*`~_\\{}$|"'’[\]()<>]{1,6}$/
const HYPHENATED = /^-\s$/

/**
 * Whether what stands between the letters is what may: blanks where the value has some, marks anywhere, or
 * all letters apart.
 */
function spacing(
  answer: Answer,
  signs: Signs,
  at: number,
  { signs: value, breaks, soft }: Compact,
): 'norm' | 'spelled' | null {
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
    if (soft.has(sign) && gap.length <= 3) continue
    if (gap === '' || MARKS.test(gap) || (HYPHENATED.test(gap) && /-\r?\n/.test(answer.original))) together++
    else if ((NO_SPACES.test(value[sign] ?? '') || NO_SPACES.test(value[sign - 1] ?? '')) && gap.length <= 2) together++
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
  // O'Connor is another name than Connor.
  const elided = new Set(text.match(/(?<![\p{L}\p{M}])\p{L}(?='\p{L})/gu) ?? [])
  if (kind === 'address' || kind === 'text' || kind === 'city') return [...words]
  const dropped = kind === 'name' ? TITLES : LEGAL
  const kept = words.filter((word) => !dropped.has(word) && word !== 'and')
  if (kept.length === 0) return [...words]
  const full = kept.filter((word) => word.length > 1 || NO_SPACES.test(word) || elided.has(word))
  return kind === 'name' && full.length >= 2 ? full : kept
}

/**
 * All words near each other: in another order, in fields of a record, with an initial or a name more between,
 * in another script.
 */
function loose(
  answer: Answer,
  core: readonly string[],
  kind: TextKind,
  address: AddressWords | null,
  hasUmlauts: boolean,
): Place[] {
  if (address !== null) return addressPlaces(answer, address)
  if (core.length === 1 && kind === 'name') return otherScript(answer, core)
  if (core.length < 2 || core.length > 8) return []
  const found = wordsTogether(answer, core, kind === 'name', hasUmlauts)
  if (found.length > 0 || kind !== 'name') return found
  const other = otherScript(answer, core)
  return other.length > 0 ? other : machineReadable(answer, core)
}

function backwards(answer: Answer, compact: string): Place[] {
  const reversed = [...compact].toReversed().join('')
  if (reversed.length < 5 || reversed === compact) return []
  const { signs } = answer
  return [...placesOf(signs, reversed)]
    .filter(
      (at) =>
        mayBegin(signs.text.text, signs.from[at] ?? 0) &&
        mayEnd(signs.text.text, signs.to[at + reversed.length - 1] ?? 0, reversed, false),
    )
    .map((at): Place => ({ ...stretchOf(signs, at, reversed.length), level: 'reversed' }))
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
      ? text
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : [...new Set(core)]
  if (parts.length === 0) return 0
  const isTaken = overlapping(except)
  const free =
    except.length === 0
      ? answer.words
      : answer.words.filter((word) => !isTaken(originalSpan(answer.text, word.from, word.to)))
  const key = address?.key ?? ((word: string) => word)
  const words = new Set<string>()
  for (const word of free)
    if (!words.has(word.text) && (mayBegin(answer.text.text, word.from) || NO_SPACES.test(word.text)))
      words.add(word.text)
  const shown = new Set([...words].map(key))
  const joined = kind === 'name' ? hyphened(answer) : new Set<string>()
  const came = parts.filter((part) => {
    const wanted = part.match(/\p{Script=Han}|[\p{L}\p{M}\p{N}]+/gu) ?? []
    return wanted.length > 0 && wanted.every((word) => shown.has(key(word)) && !joined.has(word))
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
  if (places.length < 2) return [...places]
  const found = new Map<number, Place>()
  for (const place of places) found.set(stretchKey(place), place)
  return [...found.values()]
}
