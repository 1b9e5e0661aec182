/** @file What may stand between the parts of one number, and what before and behind it makes it a part of another. */
import { folded } from './fold.ts'
import { gapBefore, NO_SPACES, type Signs, touchingAfter, touchingBefore } from './signs.ts'

const LEADING_WORDS = `area code number numbers no nr num local prefix suffix then and followed by next first second third last middle part digits digit group dash hyphen minus dot point slash space blank country the is are with a of in two three four five zwei drei vier deux trois quatre dos tres cuatro ends ending begins starting
  und dann gefolgt von vorwahl nummer ziffern strich bindestrich punkt leerzeichen schragstrich die lautet ist
  et puis suivi de tiret indicatif numero le est espace point trait union
  y luego seguido por guion codigo prefijo el es espacio punto e depois traco hifen ponto o espaco codigo poi seguito da trattino punto spazio prefisso il
  и затем тире дефис номер код пробел далее точка
  ve sonra tire numara kod bosluk nokta
  然后 接着 区号 号码 再 是 杠 横杠 和 と の 市外局番 番号 ハイフン 그리고 다음 번호 지역번호 하이픈 ثم شرطه فاصله و رمز رقم फिर डैश और`
/** Words that lead from one part of a number to the next, in the languages in which answers come. */
const LEADING = new Set([...LEADING_WORDS.split(/\s+/), ...folded(LEADING_WORDS).split(' ')])
/** The same where words have no blanks between them. */
const LEADING_UNSPACED = new RegExp(
  `^(?:${folded('然后 接着 区号 号码 电话 本机 后面 再 是 为 则 和 杠 横杠 市外局番 局番 番号 電話 ハイフン と の は が 그리고 다음 번호 지역번호 국번 하이픈 는 은 이').replaceAll(' ', '|')})+$`,
)
/** The name of the next part, in a list, an object, a table or tags: `", "prefix": "`, `</area><prefix>`. */
const NAMED_PART =
  /^["'\])]*(?:[,;|\s-]{0,4}["'([]*\p{L}[\p{L} _-]{0,24}["')\]]*\s?[:=|]\s?["'([]*|<\/[\p{L}_]{1,24}>\s?<[\p{L}_]{1,24}>["'([]*)$/u
const LONGEST_GAP = 12
const LONGEST_WORDS = 48

/** Signs of punctuation, or words that lead on. */
export function joins(gap: string): boolean {
  if (gap === '' || gap === ' ' || gap === '-' || gap === '.') return true
  const words = gap.match(/[\p{L}\p{M}]+/gu)
  if (words === null) return gap.length <= LONGEST_GAP && !/[=<>]/.test(gap)
  return gap.length <= LONGEST_WORDS && words.every((word) => LEADING.has(word) || LEADING_UNSPACED.test(word))
}

/** Whether all gaps inside of `count` signs from `at` on lead on; of a long number the parts may have names. */
export function holdsTogether(signs: Signs, at: number, count: number): boolean {
  for (let sign = at + 1; sign < at + count; sign++) {
    const gap = gapBefore(signs, sign)
    if (!joins(gap) && (count < OWN_NUMBER || gap.length > LONGEST_WORDS || !NAMED_PART.test(gap))) return false
  }
  return true
}

/** One sign that ties digits to what stands beside them. */
const TIGHT = /^[-./·_:]$/
/** Digits from here on are a number of their own. */
const OWN_NUMBER = 7
/** Words before a code that say what it is, written without a blank. */
const LABEL = /(?:iban|id|no|nr|num|ssn|tel|phone|fon|card|dob|passport|ausweis|mobile|cell|fax|call|numero)$/

/** Whether `count` signs from `at` on are a whole number or code, and no part of a longer one. */
export function standsAlone(signs: Signs, at: number, count: number): boolean {
  return startsAlone(signs, at, count) && endsAlone(signs, at, count)
}

/** "404-555-0123404-555-0123": the same digits again, as a model repeats itself, go on with nothing else. */
function isRepeated(signs: Signs, at: number, count: number, step: 1 | -1): boolean {
  const other = at + step * count
  const own = signs.signs.slice(at, at + count)
  return count >= OWN_NUMBER && other >= 0 && !/^(.)\1*$/.test(own) && signs.signs.startsWith(own, other)
}

export function startsAlone(signs: Signs, at: number, count: number): boolean {
  if (isRepeated(signs, at, count, -1)) return true
  const { text, from } = signs
  const touching = touchingBefore(text.text, from[at] ?? 0)
  if (touching !== '' && !mayTouch(touching, touching.at(-1) ?? '', isGrouped(signs, at, count), LABEL.test(touching)))
    return false
  if (at === 0) return true
  return !goesOn(signs, at, gapBefore(signs, at), -1, at, count)
}

export function endsAlone(signs: Signs, at: number, count: number): boolean {
  if (isRepeated(signs, at, count, 1)) return true
  const { text, to } = signs
  const last = at + count - 1
  const touching = touchingAfter(text.text, to[last] ?? 0)
  if (
    touching !== '' &&
    !mayTouch(touching, touching[0] ?? '', isGrouped(signs, at, count), /^(?:x|ext)\d/.test(touching))
  )
    return false
  if (at + count >= signs.signs.length) return true
  return !goesOn(signs, at + count, gapBefore(signs, at + count), 1, at, count)
}

/**
 * Letters that touch: of a script without blanks they are another word; Latin ones only a label, or a word
 * beside a number in groups.
 */
function mayTouch(touching: string, nearest: string, grouped: boolean, label: boolean): boolean {
  if (/\p{N}/u.test(nearest)) return false
  if (NO_SPACES.test(nearest) || /[\p{Script=Devanagari}\p{Script=Arabic}]/u.test(nearest)) return true
  return label || (grouped && !/\d/.test(touching)) || /^\p{L}{4,}$/u.test(touching)
}

function isGrouped(signs: Signs, at: number, count: number): boolean {
  for (let sign = at + 1; sign < at + count; sign++) if (gapBefore(signs, sign) !== '') return true
  return false
}

/** Whether the neighbouring digits in direction `step` belong to the same number. */
function goesOn(signs: Signs, edge: number, gap: string, step: 1 | -1, at: number, count: number): boolean {
  const neighbour = step === 1 ? edge : edge - 1
  // What letters may touch is asked elsewhere.
  if (!/\d/.test(signs.signs[neighbour] ?? '')) return false
  if (gap === '') return true
  if (TIGHT.test(gap)) return !(gap === '/' && runLength(signs, neighbour, step, /^[-./ ()]?$/) >= OWN_NUMBER)
  if (gap !== ' ') return false
  // Groups of one size, a blank between: "1234 4045 5501 23".
  if (!isGrouped(signs, at, count) && count > OWN_NUMBER) return false
  const own = groupSize(signs, step === 1 ? at + count - 1 : at, step === 1 ? -1 : 1, at, at + count)
  const other = groupSize(signs, neighbour, step, 0, signs.signs.length)
  return own === other && runLength(signs, neighbour, step, /^[- ]?$/) < OWN_NUMBER
}

function groupSize(signs: Signs, first: number, step: 1 | -1, low: number, high: number): number {
  let size = 1
  while (size < 20) {
    const next = first + step * size
    if (next < low || next >= high) break
    if (gapBefore(signs, step === 1 ? next : next + 1) !== '') break
    size++
  }
  return size
}

function runLength(signs: Signs, first: number, step: 1 | -1, gap: RegExp): number {
  let length = 1
  while (length < OWN_NUMBER) {
    const next = first + step * length
    if (next < 0 || next >= signs.signs.length) break
    if (!gap.test(gapBefore(signs, step === 1 ? next : next + 1))) break
    length++
  }
  return length
}
