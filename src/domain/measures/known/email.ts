/**
 * @file E-mail addresses: the signs of the address in order, whether its at and dots are signs, words or in
 * brackets.
 */
import { type Answer, overlaps, type Place } from './answer.ts'
import { fold } from './fold.ts'
import type { KnownValue } from './known.ts'
import { PUBLIC_DOMAINS } from '../public-domains.ts'
import type { NormalisedText } from '../normalise.ts'
import { unitTable, UnitWriter } from '../units.ts'
import { gapBefore, isAlnum, NO_SPACES, NON_LATIN, placesOf, type Signs, type Stretch, stretchOf } from './signs.ts'

const AT =
  'at(?: ?sign)?|malpa|zavinac|snabel-?a|alfakrøll|krøllalfa|krollalfa|kukac|miukumauku|miuku|ät|at-merkki|παπακι|a cong|a moc|a vong|kuyruklu a|arond|coada de maimuta|маймунско а|кльомба|равлик|שטרודל|כרוכית|manki|majmun|et merkki|แอท|arroba|arr?obase|chez|et|chiocciola|klammeraffe|apenstaartje|собака|собачка|골뱅이|앳|アットマーク|アット|艾特|圈a|at işareti|et işareti|آت|ऐट'
const DOT =
  'dot|punktum|tecka|pont|piste|punt|punct|τελεια|cham|крапка|نقطة|נקודה|จุด|tocka|bodka|prik|punkt|punto|ponto|point|period|full stop|точка|kropka|nokta|titik|점|닷|ドット|点|點|نقطه|دوت|डॉट'
/** Signs that are said: in brackets or between dashes, or as words by themselves. */
const SAID = new RegExp(
  [
    String.raw`(?<at>[ \-_]{0,2}[([{<«] ?(?:${AT}|a|@|ä) ?[)\]}>»][ \-_]{0,2}| (?:${AT}) |[-_](?:at)[-_]|(?:골뱅이|アットマーク|アット|艾特))`,
    String.raw`(?<dot> ?[([{<«] ?(?:${DOT}|\.) ?[)\]}>»] ?| (?:${DOT}) |[-_](?:dot)[-_]|(?:ドット|點|点)|(?<=[a-z0-9])점(?=[a-z0-9]))`,
    String.raw`(?<under> (?:underscore|unterstrich|tiret bas|guion bajo|underline|sublinhado|下划线|アンダーバー|밑줄) )`,
    String.raw`(?<dash> (?:dash|hyphen|minus|bindestrich|tiret|guion|hifen|trattino|дефис) )`,
    String.raw`(?<plus> plus )`,
  ].join('|'),
  'g',
)
const SIGN: readonly (readonly [string, string])[] = [
  ['at', '@'],
  ['dot', '.'],
  ['under', '_'],
  ['dash', '-'],
  ['plus', '+'],
]
const HAS_SAID =
  /[([{<«]|[ _-](?:at|dot)[ _-]| (?:malpa|punktum|zavinac|tecka|snabel|alfakr|kukac|pont|miuku|piste|punt|punct|a (?:cong|moc|vong)|cham|kuyruklu|arond|coada|manki|majmun|tocka|bodka|prik|arroba|chez|chiocciola|klammer|apen|punkt|punto|ponto|point|period|full|kropka|nokta|titik|under|dash|plus)|\P{ASCII}/u

const isMailSign = unitTable((unit) => (/[@._%+-]/.test(unit) ? 1 : 0))

/** Letters, digits and the signs of an address; everything else is a gap. */
function mailSigns(text: NormalisedText, lettersApart: boolean): Signs {
  const units = text.text
  const signs = new UnitWriter(units.length)
  const copy = (start: number, end: number): void => {
    for (let unit = start; unit < end; unit++) {
      const code = units.charCodeAt(unit)
      if (isAlnum(code) || (isMailSign(code) === 1 && !(lettersApart && isBetweenLetters(units, unit))))
        signs.push(code, unit, unit + 1)
    }
  }
  let at = 0
  if (HAS_SAID.test(units)) {
    for (const match of units.matchAll(SAID)) {
      copy(at, match.index)
      at = match.index + match[0].length
      const sign = SIGN.find(([name]) => match.groups?.[name] !== undefined)?.[1] ?? ''
      signs.push(sign.charCodeAt(0), match.index, at)
    }
  }
  copy(at, units.length)
  return { text, signs: signs.text, from: signs.starts, to: signs.ends }
}

const LETTERS_APART = /(?<![a-z\d])[a-z\d]-[a-z\d]-|-[a-z\d]-[a-z\d](?![a-z\d])|\P{ASCII}/u

/** "m-a-r-a": a dash that parts single letters. */
function isBetweenLetters(units: string, unit: number): boolean {
  if (units[unit] !== '-') return false
  const isLetter = (offset: number): boolean => isAlnum(units.charCodeAt(unit + offset) || 0)
  return isLetter(-1) && isLetter(1) && (!isLetter(-2) || !isLetter(2))
}

/** @returns null where `value` holds no address, or several. */
export function knownEmail(value: string): KnownValue | null {
  const said = mailSigns(fold(value.trim().replace(/^mailto:\s*/i, '')), false)
  const text = fold(value).text.replace(/^mailto: ?/, '')
  const written = /[^\s<>,;:"'()[\]]{1,64}@[^\s<>,;:"'()[\]]{1,190}\.[^\s<>,;:"'()[\]]{1,63}/
    .exec(text)?.[0]
    .replace(/\\/g, '')
  const address = (written ?? said.signs).replace(/[.]+$/, '')
  if (!/^[^@]+@[^@]+\.[^@.]+$/.test(address)) return null
  const [local = '', domain = ''] = address.split('@')
  return {
    keys: [address],
    find(answer) {
      const signs = streamOf(answer)
      const found = wholes(signs, address, answer, value)
      if (found.length > 0) return found
      const capitals = withCapitals(answer.original)
      for (const other of [
        ...(LETTERS_APART.test(answer.text.text) ? [mailSigns(answer.text, true)] : []),
        ...(capitals === null ? [] : [mailSigns(fold(capitals), false)]),
      ]) {
        if (other.signs === signs.signs) continue
        const spelled = wholes(other, address, answer, value)
        if (spelled.length > 0) return spelled
      }
      const apart = inTwo(signs, local, domain)
      if (apart !== null) return [{ ...apart, level: 'norm' }]
      const backwards = [...address].toReversed().join('')
      return [...placesOf(signs, backwards)]
        .filter((at) => !goesOn(signs, at + backwards.length) && !beginsBefore(signs, at))
        .map((at): Place => ({ ...stretchOf(signs, at, backwards.length), level: 'reversed' }))
    },
    partial(answer, except) {
      const signs = streamOf(answer)
      const isShown = (at: number, count: number): boolean => {
        const stretch = stretchOf(signs, at, count)
        return !except.some((other) => overlaps(other, stretch)) && gaps(signs, at, count) !== null
      }
      const head = `${local}@`
      const tail = `@${domain}`
      const localShown = [...placesOf(signs, head)].some((at) => !beginsBefore(signs, at) && isShown(at, head.length))
      const domainShown =
        !PUBLIC_DOMAINS.has(domain) &&
        [...placesOf(signs, tail)].some((at) => !goesOn(signs, at + tail.length) && isShown(at, tail.length))
      return ((localShown ? local.length : 0) + (domainShown ? domain.length : 0)) / (local.length + domain.length)
    },
  }
}

const streams = new WeakMap<Answer, Signs>()

function streamOf(answer: Answer): Signs {
  let signs = streams.get(answer)
  if (signs === undefined) streams.set(answer, (signs = mailSigns(answer.text, false)))
  return signs
}

/** "maraDOTquillATtideworks": of the same length, so that nothing moves. */
function withCapitals(original: string): string | null {
  if (!/[a-z\d](?:AT|DOT)[a-z\d]/.test(original)) return null
  return original.replace(/(?<=[a-z\d])AT(?=[a-z\d])/g, '@ ').replace(/(?<=[a-z\d])DOT(?=[a-z\d])/g, '.  ')
}

function wholes(signs: Signs, address: string, answer: Answer, value: string): Place[] {
  const found: Place[] = []
  for (const at of placesOf(signs, address)) {
    if (beginsBefore(signs, at) || goesOn(signs, at + address.length)) continue
    const level = gaps(signs, at, address.length)
    if (level === null) continue
    const stretch = stretchOf(signs, at, address.length)
    const isExact = answer.original.slice(stretch.start, stretch.end).includes(value)
    found.push({ ...stretch, level: isExact ? 'exact' : level })
  }
  return found
}

const isSign = (sign: string | undefined): boolean => sign !== undefined && /[@._%+-]/.test(sign)
const LONGEST_GAP = 8

/**
 * Blanks may stand beside the signs, where a line ends, and between all letters of one that is spelled; marks
 * of emphasis anywhere.
 */
function gaps(signs: Signs, at: number, count: number): 'norm' | 'spelled' | null {
  let apart = 0
  let together = 0
  for (let sign = at + 1; sign < at + count; sign++) {
    const gap = gapBefore(signs, sign)
    if (gap.length > LONGEST_GAP) return null
    const beside = isSign(signs.signs[sign]) || isSign(signs.signs[sign - 1])
    if (beside) continue
    if (gap === '') together++
    else if (/^[*`~\\{}$<>[\]()"'|]+$/.test(gap)) together++
    else if (!/[\r\n]/.test(originalGap(signs, sign))) apart++
  }
  if (apart === 0) return 'norm'
  return apart >= together ? 'spelled' : null
}

function originalGap({ text, from, to }: Signs, sign: number): string {
  return text.original.slice(text.ends[(to[sign - 1] ?? 1) - 1] ?? 0, text.starts[from[sign] ?? 0] ?? 0)
}

/** Whether the address is the end of a longer one: more letters before it, or a sign of an address behind letters. */
function beginsBefore(signs: Signs, at: number): boolean {
  if (at === 0 || gapBefore(signs, at) !== '') return false
  const before = signs.signs[at - 1] ?? ''
  if (!isSign(before)) return !NO_SPACES.test(before) && !NON_LATIN.test(before)
  if (before === '_' && !/[a-z\d]/.test(signs.signs[at - 2] ?? '')) return false
  // The word "at" before an address is a word.
  if (before === '@' && isSaid(signs, at - 1)) return false
  return (
    before === '@' ||
    (at > 1 &&
      gapBefore(signs, at - 1) === '' &&
      !isSign(signs.signs[at - 2]) &&
      !NO_SPACES.test(signs.signs[at - 2] ?? ''))
  )
}

function isSaid({ text, from, to }: Signs, at: number): boolean {
  return !text.text.slice(from[at], to[at]).includes('@')
}

/** Whether it goes on at sign `end`, so that what ended there is another address. */
function goesOn(signs: Signs, end: number): boolean {
  const after = signs.signs[end]
  if (after === undefined || gapBefore(signs, end) !== '') return false
  if (!isSign(after)) return !NO_SPACES.test(after) && !NON_LATIN.test(after)
  const next = signs.signs[end + 1]
  if (after === '@') return true
  if (after === '_' || next === undefined || gapBefore(signs, end + 1) !== '') return false
  if (isSign(next) || NO_SPACES.test(next) || NON_LATIN.test(next)) return false
  return !(after === '.' && startsSentence(signs, end))
}

/**
 * "…@example.com.Her phone": a full stop between a small and a capital letter ends a sentence, not a label of
 * the domain.
 */
function startsSentence({ text, from, to }: Signs, dot: number): boolean {
  const before = text.original[(text.ends[(to[dot - 1] ?? 1) - 1] ?? 1) - 1] ?? ''
  const after = text.original[text.starts[from[dot + 1] ?? 0] ?? 0] ?? ''
  return /\p{Ll}|\d/u.test(before) && /\p{Lu}/u.test(after)
}

const BETWEEN = new Set(
  'domain at on host server and the is with provider part user username name mail email e from of local in address under after behind sign symbol part following followed by then comes bei der domane domaine dominio dominio домен 域名 ドメイン 도메인'.split(
    ' ',
  ),
)
const APART = 60

/** In code: `"mara.quill" + "@" + "tideworks.example"`. */
const CONCATENATED = /^["'] ?[+.&] ?["']@["'] ?[+.&] ?["']$/

/** A user name and a domain, each by itself: fields of a record, or said one after the other. */
function inTwo(signs: Signs, local: string, domain: string): Stretch | null {
  const domains = [...placesOf(signs, domain)].filter(
    (at) => (signs.signs[at - 1] === '@' || !beginsBefore(signs, at)) && !goesOn(signs, at + domain.length),
  )
  let next = 0
  for (const at of domains.length === 0 ? [] : placesOf(signs, local)) {
    const end = at + local.length
    while (next < domains.length && (domains[next] ?? 0) < end) next++
    const other = domains[next]
    if (other === undefined) return null
    const after = signs.to[end - 1] ?? 0
    const start = signs.from[other] ?? 0
    if (CONCATENATED.test(signs.text.text.slice(after, start)) && !beginsBefore(signs, at))
      return stretchOf(signs, at, other + domain.length - at)
    // A said at leads to the domain, among words that say so.
    if (start - after > APART || beginsBefore(signs, at) || (signs.signs[end] !== '@' && goesOn(signs, end))) continue
    const between = signs.text.text.slice(after, start).match(/[\p{L}\p{M}\d]+/gu) ?? []
    if (between.length > 0 && between.every((word) => BETWEEN.has(word)))
      return stretchOf(signs, at, other + domain.length - at)
  }
  return null
}
