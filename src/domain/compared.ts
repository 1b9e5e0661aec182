import type { Metric } from './run.ts'
import type { Outcome } from './score.ts'

/** An answer as far as comparisons need it. */
export interface ComparedRow {
  readonly sampleId: string
  readonly benchmark: string
  readonly itemId: string
  readonly group: string
  readonly split: string
  readonly task: string
  readonly type: string
  readonly outcome: Outcome | null
  /** Of the score; empty where there is none. */
  readonly values: Readonly<Record<string, number | null>>
}

/** One side: the rows and numbers of one benchmark and guard. */
export interface Side {
  readonly rows: readonly ComparedRow[]
  readonly metrics: readonly Metric[]
}
