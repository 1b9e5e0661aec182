/** @file What a condition is: one change to how a question is put, or to what the model is shown. */
import type { RawPixels } from '../domain/pixels.ts'
import type { Sample } from '../domain/sample.ts'

/**
 * `ask`: another way of asking; `protect`: what is meant to keep values in; `tries`: the same, several times.
 * A run may combine one of each (registry.ts).
 */
export const CONDITION_KINDS = ['ask', 'protect', 'tries'] as const
export type ConditionKind = (typeof CONDITION_KINDS)[number]

/**
 * What a condition needs of a sample; others are not asked under it. `picture`: one to change; `open`: an
 * answer in own words, whose beginning is the model's.
 */
export type ConditionNeed = 'picture' | 'open'

/** What a condition may change of a sample. */
export type SampleChange = Partial<
  Pick<Sample, 'prompt' | 'answerPrefix' | 'system' | 'sampling' | 'conversation' | 'pictureText' | 'tokenLimit'>
>

/** What a run gives its conditions. */
export interface ConditionInput {
  readonly seed: number
  /** The config's own; null where it has none. */
  readonly systemPrompt: string | null
}

/** A file, and a line in the registry beside this one. Pure: the same sample gives the same questions. */
export interface Condition {
  /** Part of stored names: lower case, digits and hyphens; never another one. */
  readonly id: string
  /** Raised when it changes what is asked or shown. */
  readonly version: number
  readonly kind: ConditionKind
  /** Where it is chosen. */
  readonly title: string
  /** What it changes, in one sentence. */
  readonly does: string
  /** Whom it follows; null: nobody. */
  readonly source: string | null
  /** Where it departs from the source; null where it does not, or has none. */
  readonly deviation: string | null
  readonly needs: readonly ConditionNeed[]
  /** One change for each try, none where it cannot be put to the sample; absent: one that changes nothing. */
  readonly ask?: (sample: Sample, given: ConditionInput) => readonly SampleChange[]
  /**
   * Changes the decoded picture, in the worker that decodes it. May not write into what it is given.
   * @param text the sample's `pictureText`; absent or empty where it has none.
   */
  readonly picture?: (pixels: RawPixels, text?: string) => RawPixels
  /**
   * Set where a config has a key of its own for it, under which runs store it: the guard that changes the answers,
   * or the escape clause withheld.
   */
  readonly key?: { readonly guard: string } | { readonly escapeClause: 'off' }
}
