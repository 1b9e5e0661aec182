import type { NormalisedText } from '../normalise.ts'
import { datePartsIn, type DateRead, datesIn, type Part } from './date-parser.ts'
import { fold } from './fold.ts'
import { digitsOf, type Signs, signsOf, spelledSigns, type Stretch } from './signs.ts'
import { type Word, wordsOf } from './words.ts'

/** How a value came out, the plainest first. `exact`: to the letter; `norm`: in another notation. */
export type WholeLevel = 'exact' | 'norm' | 'spelled' | 'reversed' | 'base64'

/** Where a whole value stands; `ambiguous`: by one reading of a date, not by the other. */
export interface Place extends Stretch {
  readonly level: WholeLevel
  readonly ambiguous?: boolean
}

/** An answer as known values are looked for in it: each of its forms is made once, when first asked for. */
export class Answer {
  readonly original: string
  readonly text: NormalisedText
  #signs: Signs | null = null
  #digits: Signs | null = null
  #spelledDigits: Signs | null | undefined
  #spelledSigns: Signs | null | undefined
  #isAscii: boolean | null = null
  #letters: number | null = null
  #capitals: number | null = null
  #words: readonly Word[] | null = null
  #dateParts: readonly Part[] | null = null
  #dates: readonly DateRead[] | null = null

  constructor(original: string, text: NormalisedText = fold(original)) {
    this.original = original
    this.text = text
  }

  get signs(): Signs {
    return (this.#signs ??= signsOf(this.text))
  }

  get digits(): Signs {
    return (this.#digits ??= digitsOf(this.text))
  }

  /** Digits and number words. */
  get spelledDigits(): Signs | null {
    return this.#spelledDigits === undefined
      ? (this.#spelledDigits = spelledSigns(this.text, false))
      : this.#spelledDigits
  }

  /** Letters, digits, and number words as digits. */
  get spelledSigns(): Signs | null {
    return this.#spelledSigns === undefined ? (this.#spelledSigns = spelledSigns(this.text, true)) : this.#spelledSigns
  }

  get isAscii(): boolean {
    return (this.#isAscii ??= !/\P{ASCII}/u.test(this.original))
  }

  /** How many letters and digits the original has. */
  get letters(): number {
    return (this.#letters ??= this.original.match(/[\p{L}\p{N}]/gu)?.length ?? 0)
  }

  /** How many capital letters. */
  get capitals(): number {
    return (this.#capitals ??= this.original.match(/\p{Lu}/gu)?.length ?? 0)
  }

  get words(): readonly Word[] {
    return (this.#words ??= wordsOf(this.text))
  }

  get dates(): readonly DateRead[] {
    return (this.#dates ??= datesIn(this.text, this.dateParts))
  }

  get dateParts(): readonly Part[] {
    return (this.#dateParts ??= datePartsIn(this.text))
  }
}

/** One number for each stretch of a text of up to 64 million units. */
export function stretchKey({ start, end }: Stretch): number {
  return start * 0x4000000 + end
}

/** Whether a stretch overlaps one of many, which are sorted once. */
export function overlapping(many: readonly Stretch[]): (stretch: Stretch) => boolean {
  const sorted = many.toSorted((a, b) => a.start - b.start)
  // The furthest end of all that begin at or before each.
  let furthest = -1
  const ends = sorted.map(({ end }) => (furthest = Math.max(furthest, end)))
  return ({ start, end }) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle]?.start ?? 0) < end) low = middle + 1
      else high = middle
    }
    return low > 0 && (ends[low - 1] ?? -1) > start
  }
}

export function overlaps(a: Stretch, b: Stretch): boolean {
  return a.start < b.end && b.start < a.end
}
