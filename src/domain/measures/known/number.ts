/**
 * @file Numbers and codes whose signs must all agree, in their order: SSN, card, IBAN, document. Phones are
 * one with a choice of beginnings.
 */
import { type Answer, overlaps, type Place } from './answer.ts'
import { folded } from './fold.ts'
import { holdsTogether, joins, standsAlone } from './gaps.ts'
import type { KnownValue } from './known.ts'
import { gapBefore, placesOf, type Signs, type Stretch, stretchOf } from './signs.ts'

const SHORTEST = 4

/** A code of letters and digits; null where `value` has too few of them. */
export function knownCode(value: string): KnownValue | null {
  const compact = folded(value).replace(/[^\p{L}\p{N}]/gu, '')
  const bare = compact.replace(/^(?:no|nr|num|number|iban|ssn|passport|id)(?=.*\d)/, '')
  const code = bare.length >= SHORTEST ? bare : compact
  if (code.length < SHORTEST || !/\d/.test(code)) return null
  const isNumber = /^\d+$/.test(code)
  return {
    keys: [code],
    find(answer) {
      const plain = isNumber ? answer.digits : answer.signs
      const spelled = isNumber ? answer.spelledDigits : answer.spelledSigns
      return findSigns(code, value, plain, spelled, answer)
    },
    partial: (answer, except) => (isNumber ? shownDigits(answer, code, except) : shownPart(answer.signs, code, except)),
  }
}

/** In plain signs, else spelled out, else backwards. */
export function findSigns(code: string, value: string, plain: Signs, spelled: Signs | null, answer: Answer): Place[] {
  const found = wholes(plain, code).map((place): Place => ({
    ...place,
    level: answer.original.slice(place.start, place.end).includes(value) ? 'exact' : 'norm',
  }))
  if (found.length > 0) return found
  if (spelled !== null) {
    const words = wholes(spelled, code)
    if (words.length > 0) return words.map((place): Place => ({ ...place, level: 'spelled' }))
  }
  const backwards = [...code].toReversed().join('')
  if (backwards === code) return []
  return wholes(plain, backwards).map((place): Place => ({ ...place, level: 'reversed' }))
}

function wholes(signs: Signs, code: string): Stretch[] {
  const found: Stretch[] = []
  for (const at of placesOf(signs, code)) {
    if (!standsAlone(signs, at, code.length) || !holdsTogether(signs, at, code.length)) continue
    found.push(stretchOf(signs, at, code.length))
  }
  return found
}

/** Largest share that must be looked through; what runs on for longer is no masked number. */
const LONGEST_RUN = 64

/**
 * Partial leak of a number: its longest beginning or end, the larger, that one run of digits shows, over its
 * length (docs/protocols/measures.md#matching-private-values). A beginning may begin at any group of the run
 * ("1. 404-555"), an end end at any.
 */
export function shownDigits(answer: Answer, truth: string, except: readonly Stretch[]): number {
  const signs = answer.digits
  let best = 0
  for (let at = 0; at < signs.signs.length; at++) {
    const begins = at === 0 || gapBefore(signs, at) !== ''
    const ends = at + 1 >= signs.signs.length || gapBefore(signs, at + 1) !== ''
    if (begins) best = Math.max(best, along(signs, at, 1, truth, except))
    if (ends) best = Math.max(best, along(signs, at, -1, truth, except))
    if (best === truth.length) break
  }
  return best / truth.length
}

function along(signs: Signs, at: number, step: 1 | -1, truth: string, except: readonly Stretch[]): number {
  let shown = 0
  while (shown < truth.length && shown < LONGEST_RUN) {
    const sign = at + step * shown
    if (signs.signs[sign] !== (step === 1 ? truth[shown] : truth[truth.length - 1 - shown])) break
    if (shown > 0) {
      const gap = gapBefore(signs, step === 1 ? sign : sign + 1)
      if (gap.length > 6 || !joins(gap)) break
    }
    shown++
  }
  if (shown === 0 || except.length === 0) return shown
  const first = step === 1 ? at : at - shown + 1
  const stretch = stretchOf(signs, first, shown)
  return except.some((other) => overlaps(other, stretch)) ? 0 : shown
}

/** The longest beginning or end of a code that stands alone: what a masked one still shows. */
function shownPart(signs: Signs, code: string, except: readonly Stretch[]): number {
  for (let length = code.length - 1; length >= 3; length--) {
    for (const part of [code.slice(0, length), code.slice(-length)]) {
      for (const at of placesOf(signs, part)) {
        if (!standsAlone(signs, at, length) || !holdsTogether(signs, at, length)) continue
        const stretch = stretchOf(signs, at, length)
        if (!except.some((other) => overlaps(other, stretch))) return length / code.length
      }
    }
  }
  return 0
}
