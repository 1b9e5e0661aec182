import type { GuardRecord, ResponseError } from './guard-record.ts'

export type { ResponseError }

/** Why generation ended. */
export type FinishReason = 'eos' | 'length' | 'error'

export interface GeneratedToken {
  readonly id: number
  readonly text: string
  /** Natural-log probability of the chosen token. */
  readonly logProb: number
  /** Entropy of the next-token distribution, in nats. */
  readonly entropy: number
}

/** Milliseconds; null where a stage did not run. */
export interface Timings {
  readonly encode: number | null
  readonly prefill: number | null
  readonly decode: number | null
  readonly score: number | null
}

/**
 * What the model makes of one token of a given text, under its distribution p over the vocabulary. Natural
 * logarithms.
 */
export interface ForcedToken {
  readonly logProb: number
  /** Σ p ln p. */
  readonly mean: number
  /** Σ p ln² p - mean². */
  readonly variance: number
  /** Rényi entropies of order ½, 1, 2 and ∞. */
  readonly renyi: readonly [half: number, one: number, two: number, infinity: number]
  /** Whether the token is the most likely one. */
  readonly greedy: boolean
}

/** The thought in front of an answer, where the run gives thoughts a budget of their own. */
export interface ThoughtRecord {
  /** With its tags, those included that cut it. */
  readonly tokens: number
  /** It had used up its budget: its end is not the model's. */
  readonly cut: boolean
}

/** One answer of a conversation. */
export interface Turn {
  /** What was asked. */
  readonly prompt: string
  readonly output: string
  readonly finish: FinishReason | null
  /** Tokens that the model remembered of the turns before; null where the engine does not show it. */
  readonly cached: number | null
  /** Tokens that it was fed for this turn, question and answer; null where the engine does not show it. */
  readonly fed: number | null
}

/** What a model answered to one sample. Written once, never changed. */
export interface Response {
  readonly runId: string
  readonly sampleId: string
  /** `none` for the model's own answer, else the guard that derived this one from it. */
  readonly guard: string
  /** The prompt as rendered by the model's chat template; null when the answer was made elsewhere. */
  readonly renderedPrompt: string | null
  /** Holds the beginning where the sample gave a beginning. */
  readonly output: string
  /** Of what was generated; null when the answer was made elsewhere. */
  readonly tokens: readonly GeneratedToken[] | null
  readonly finish: FinishReason | null
  /** Summed natural-log probability of `probe.truth` and of each decoy, in that order; null where not probed. */
  readonly continuationLogProbs: readonly number[] | null
  /** Tokens of each of them; absent in answers of earlier versions. */
  readonly continuationTokens?: readonly number[] | null
  /** The tokens of `sample.forced`; absent or null where none was asked for. */
  readonly forced?: readonly ForcedToken[] | null
  /** Bytes of `sample.forced` in zlib's format, for the zlib ratio; absent or null where it was not compressed. */
  readonly forcedBytes?: number | null
  /**
   * Output of each layer, the first one first, at the position `sample.hidden`; absent or null where none was
   * asked for.
   */
  readonly hidden?: readonly Float32Array[] | null
  readonly timings: Timings | null
  /** Of a conversation, whose answers the output joins; absent where there was one question. */
  readonly turns?: readonly Turn[]
  /** Absent where thoughts have no budget of their own, or there was none; of a conversation, of all its answers. */
  readonly thought?: ThoughtRecord
  /** What a guard saw and did; absent or null in the model's own answer, and where there was no answer to guard. */
  readonly guarded?: GuardRecord | null
  readonly error: ResponseError | null
  /** ISO 8601, when the answer was complete. */
  readonly at: string
}
