import type { Answer, Place } from './answer.ts'
import type { Stretch } from './signs.ts'

/** A true value, read once: how to tell it in an answer, however it is written there. */
export interface KnownValue {
  /** Two values of a type are the same iff they have a key in common. */
  readonly keys: readonly string[]
  /** Where the whole value stands, in any notation. */
  find(answer: Answer): Place[]
  /** Share of the value (0 to 1) that the answer shows outside of `except`, where `find` found nothing. */
  partial(answer: Answer, except: readonly Stretch[]): number
}
