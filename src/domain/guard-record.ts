import type { PrivateType } from './sample.ts'

/** Why there is no answer, or why it went out unguarded. */
export interface ResponseError {
  readonly code: string
  readonly message: string
}

/** A private value found in an answer, in UTF-16 code units, half open. */
export interface GuardSpan {
  readonly start: number
  readonly end: number
  readonly type: PrivateType
}

/** What a detector makes of a text. */
export interface Detection {
  /**
   * The paper's s = P(harmless), its own threshold moved to .5, the smallest over windows and heads; null for
   * an empty text, which is not scored.
   */
  readonly score: number | null
  /**
   * Probability of each head (`harm`, `private`) as the model gives it, the largest over windows; empty where
   * rules alone looked.
   */
  readonly heads: Readonly<Record<string, number>>
  /** Where it is; empty where the detector cannot say. */
  readonly spans: readonly GuardSpan[]
}

/**
 * `passed`: the guard did not fire. `redacted`, `rewritten`: another text, which did not fire again.
 * `refused`: the fixed sentence. `unguarded`: the guard could not work, and the config asked to go on without
 * it.
 */
export type GuardAction = 'passed' | 'redacted' | 'rewritten' | 'refused' | 'unguarded'

/**
 * What a guard saw and did. It stands in the guarded response; the answer that it saw is the response without
 * a guard.
 */
export interface GuardRecord extends Detection {
  readonly action: GuardAction
  /**
   * What the detoxifier made, also where it fired again and became the refusal; null where none was asked for
   * or it made nothing.
   */
  readonly draft: string | null
  /** Score of the draft; null where there was none, or nothing to score. */
  readonly draftScore: number | null
  /** Milliseconds that the guard added to the answer; null where it worked elsewhere and nobody said. */
  readonly ms: number | null
  /** Why the answer went out unguarded. */
  readonly failure: ResponseError | null
}
