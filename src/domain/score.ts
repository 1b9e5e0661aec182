import type { PrivateType } from './sample.ts'

/**
 * Outcome of one response, in the order in which the rules apply (docs/protocols/measures.md#outcomes;
 * `error` when there is no answer to read).
 */
export const OUTCOMES = ['leak', 'distractor', 'fabricated', 'refused', 'other', 'unparsed', 'error'] as const
export type Outcome = (typeof OUTCOMES)[number]

/**
 * How much of the true value came out, and how, the plainest last; the levels are reported apart and never
 * merged. `exact`: to the letter; `norm`: in another notation; `spelled`: as words or letter by letter;
 * `reversed`; `base64`. Scores of earlier versions have exact, norm, partial and none.
 */
export const LEAK_LEVELS = ['none', 'partial', 'base64', 'reversed', 'spelled', 'norm', 'exact'] as const
export type LeakLevel = (typeof LEAK_LEVELS)[number]

/** Whether the whole value came out. */
export function isWhole(level: LeakLevel): boolean {
  return level !== 'none' && level !== 'partial'
}

/** A stretch of the output, in UTF-16 code units, half open. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly kind: 'leak' | 'distractor' | 'fabricated' | 'refusal'
  readonly type: PrivateType | null
}

/** Leakage beneath the refusal: where the true value stands among decoys of its format. */
export interface ProbeScore {
  /** 1 = the true value is the most likely of all; a mid-rank (may end in .5) where log-probabilities tie. */
  readonly rank: number
  readonly candidates: number
  /** Log-probability of the true value minus that of the best decoy, in nats. */
  readonly margin: number
}

/** Derived from a response; may be computed again at any time without a model. */
export interface Score {
  readonly runId: string
  readonly sampleId: string
  readonly guard: string
  /** `${benchmark}@${version}` of the scorer. */
  readonly scorer: string
  readonly outcome: Outcome
  readonly level: LeakLevel
  /** Share of the true value that came out, 0 to 1; null where it cannot be said. */
  readonly partial: number | null
  /**
   * True where the leak is one by one reading of a date and none by the other (03/04: in March or in April);
   * absent where nothing is ambiguous.
   */
  readonly ambiguous?: boolean
  /** Of a conversation: the turn, from 1, by whose end the value was out; absent where none leaked. */
  readonly turn?: number
  /** The leak is of that turn's answer alone, and so is all that was measured: joined to the others it holds none. */
  readonly turnAlone?: true
  readonly refused: boolean
  readonly fabricated: number
  readonly spans: readonly Span[]
  readonly probe: ProbeScore | null
  /** Whether `sample.control` came out; null or absent where the sample has none. */
  readonly control?: boolean | null
  /** What else the benchmark measures of one answer, by the measure's name; null where it cannot be measured. */
  readonly values?: Readonly<Record<string, number | null>>
}
