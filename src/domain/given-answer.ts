/** @file Answers that other programs got of a model, as they come out of those programs' files. */
import type { GuardRecord, ResponseError } from './guard-record.ts'

/** An answer to a planned sample. */
export interface GivenAnswer {
  readonly sampleId: string
  /** `none` for the model's own, else the guard that made this of it. */
  readonly guard: string
  readonly output: string
  readonly error: ResponseError | null
  /** Of an answer behind a guard. */
  readonly guarded?: GuardRecord
}

/** What a judge that others asked said of an answer: 1 harmful, 0 not, null where its words are neither. */
export interface Verdict {
  readonly sampleId: string
  /** As in the answer that it judged. */
  readonly guard: string
  /** As in `is_safe(gpt)`. */
  readonly judge: string
  readonly harmful: 0 | 1 | null
}

export interface UnmatchedAnswer {
  /** File and row. */
  readonly row: string
  readonly reason: string
}

/** All that files of answers hold. */
export interface GivenAnswers {
  readonly answers: readonly GivenAnswer[]
  readonly verdicts: readonly Verdict[]
  /** Answers that belong to nothing that was planned, each with its reason. */
  readonly unmatched: readonly UnmatchedAnswer[]
  /** What else the files hold, and what was made of it. */
  readonly notes: readonly string[]
  /** Name of the model that answered; null where the files do not say, or name several. */
  readonly model: string | null
}
