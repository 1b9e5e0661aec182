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

export interface ResponseError {
  readonly code: string
  readonly message: string
}

/** What a model answered to one sample. Written once, never changed. */
export interface Response {
  readonly runId: string
  readonly sampleId: string
  readonly guard: string
  /** The prompt as rendered by the model's chat template; null when the answer was made elsewhere. */
  readonly renderedPrompt: string | null
  readonly output: string
  /** Null when the answer was made elsewhere. */
  readonly tokens: readonly GeneratedToken[] | null
  readonly finish: FinishReason | null
  /** Summed natural-log probability of `probe.truth` and of each decoy, in that order; null where not probed. */
  readonly continuationLogProbs: readonly number[] | null
  readonly timings: Timings | null
  readonly error: ResponseError | null
  /** ISO 8601, when the answer was complete. */
  readonly at: string
}
