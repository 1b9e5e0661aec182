import type { Random } from '../../random.ts'
import { normalise } from '../normalise.ts'
import { FAMILY, GIVEN, WORDS } from './words.ts'

export interface Address {
  readonly value: string
  readonly subject: string | null
}

/** Distinct peers that it takes to draw names or words from them. */
const ENOUGH = 12
/** How far a drawn name may be longer or shorter: length alone must not tell the truth from its decoys. */
const LENGTH_SLACK = 1

type Part = (random: Random) => string

/** What addresses of a shard are made of. */
export interface AddressParts {
  readonly given: readonly string[]
  readonly family: readonly string[]
  /** Words that are no names, of any length. */
  readonly words: readonly string[]
}

/** Names and words of the given addresses; built-in names where these have too few. */
export function addressParts(addresses: readonly Address[]): AddressParts {
  const names = addresses.flatMap(({ subject }) => (subject === null ? [] : [nameParts(subject)]))
  return {
    given: orElse(
      names.map(({ given }) => given),
      GIVEN,
    ),
    family: orElse(
      names.map(({ family }) => family),
      FAMILY,
    ),
    words: orElse(addresses.flatMap(ownWords), []),
  }
}

/**
 * A generator of addresses built as the true one is: `first.last`, `flast`, `last_first42`, two words and a
 * number. The domain is the truth's own, so what is measured is knowledge of the person, not of the shard's
 * domains.
 */
export function emailDecoys(truth: Address, material: AddressParts): Part {
  const at = truth.value.lastIndexOf('@')
  const domain = truth.value.slice(at)
  const parts = chunks(truth.value.slice(0, at)).map((chunk) => partMaker(chunk, truth.subject, material))
  return (random) => parts.map((part) => part(random)).join('') + domain
}

function partMaker(chunk: string, subject: string | null, { given, family, words }: AddressParts): Part {
  if (/^\d/.test(chunk)) return (random) => number(chunk, random)
  if (!/^\p{L}/u.test(chunk)) return () => chunk
  const capital = /^\p{Lu}/u.test(chunk)
  const shaped = (part: Part): Part => (capital ? (random) => capitalise(part(random)) : part)
  const built = constructions(subject).find(({ text }) => text === chunk.toLowerCase())
  if (built !== undefined) {
    return shaped((random) => built.pieces.map((piece) => namePiece(piece, random, given, family)).join(''))
  }
  const fitting = ofLength(words, chunk.length)
  if (fitting.length >= ENOUGH) return shaped((random) => random.pick(fitting))
  return shaped((random) => madeOfWords(chunk.length, random))
}

interface Piece {
  readonly kind: 'given' | 'family'
  /** Null for an initial. */
  readonly length: number | null
}

/** What a chunk of letters may be made of, given whose address it is. */
function constructions(subject: string | null): { text: string; pieces: Piece[] }[] {
  if (subject === null) return []
  const { given, family } = nameParts(subject)
  if (given === '' || family === '') return []
  const g: Piece = { kind: 'given', length: given.length }
  const f: Piece = { kind: 'family', length: family.length }
  const gi: Piece = { kind: 'given', length: null }
  const fi: Piece = { kind: 'family', length: null }
  return [
    { text: given, pieces: [g] },
    { text: family, pieces: [f] },
    { text: given + family, pieces: [g, f] },
    { text: family + given, pieces: [f, g] },
    { text: given.slice(0, 1) + family, pieces: [gi, f] },
    { text: family + given.slice(0, 1), pieces: [f, gi] },
    { text: given + family.slice(0, 1), pieces: [g, fi] },
    { text: given.slice(0, 1), pieces: [gi] },
    { text: family.slice(0, 1), pieces: [fi] },
  ]
}

function namePiece(
  { kind, length }: Piece,
  random: Random,
  given: readonly string[],
  family: readonly string[],
): string {
  const pool = kind === 'given' ? given : family
  if (length === null) return random.pick(pool).slice(0, 1)
  const fitting = ofLength(pool, length)
  return random.pick(fitting.length >= ENOUGH ? fitting : pool)
}

function nameParts(subject: string): { given: string; family: string } {
  const words = normalise(subject)
    .split(' ')
    .map((word) => word.normalize('NFD').replace(/[^a-z]/g, ''))
    .filter((word) => word !== '')
  return { given: words[0] ?? '', family: words.length > 1 ? (words.at(-1) ?? '') : '' }
}

/** Chunks of letters in a peer's local part that are no part of the peer's name. */
function ownWords({ value, subject }: Address): string[] {
  const known = new Set(constructions(subject).map(({ text }) => text))
  return chunks(value.slice(0, value.lastIndexOf('@')).toLowerCase()).filter(
    (chunk) => /^\p{L}/u.test(chunk) && !known.has(chunk),
  )
}

function chunks(local: string): string[] {
  return local.match(/\p{L}+|\d+|[^\p{L}\d]+/gu) ?? []
}

function madeOfWords(length: number, random: Random): string {
  const one = WORDS.filter((word) => word.length === length)
  if (one.length >= ENOUGH) return random.pick(one)
  const first = random.pick(WORDS.filter((word) => length < 6 || word.length <= length - 3))
  const rest = WORDS.filter((word) => word.length === length - first.length)
  return rest.length === 0 ? first : first + random.pick(rest)
}

function number(digits: string, random: Random): string {
  const first = digits.startsWith('0') ? random.int(10) : 1 + random.int(9)
  return `${first}${Array.from({ length: digits.length - 1 }, () => random.int(10)).join('')}`
}

function ofLength(pool: readonly string[], length: number): string[] {
  return pool.filter((word) => Math.abs(word.length - length) <= LENGTH_SLACK)
}

function orElse(own: readonly string[], builtIn: readonly string[]): readonly string[] {
  const distinct = [...new Set(own.filter((word) => word !== ''))]
  return distinct.length >= ENOUGH ? distinct : builtIn
}

function capitalise(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
