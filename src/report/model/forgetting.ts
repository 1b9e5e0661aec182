/**
 * @file MLLMU-Bench's published table: the four sets and their measures, with the shares that are to be
 * forgotten side by side.
 */
import { NO_GUARD } from '../../domain/guard-spec.ts'
import type { Behind } from './behind.ts'
import type { Report } from './report.ts'

/** One number of one run; null where the run did not measure it. */
export interface ForgettingCell {
  readonly value: number
  readonly ci: readonly [number, number] | null
  readonly k: number | null
  readonly n: number
  readonly least?: number | null
  /** Questions that got no answer count as wrong in accuracies and in no mean. */
  readonly behind: Behind
}

export interface ForgettingRow {
  readonly split: string
  readonly task: string
  readonly set: string
  readonly measure: string
  /** Where the model forgot as it should. */
  readonly better: 'lower' | 'higher'
  readonly share: boolean
  /** One for each column. */
  readonly cells: readonly (ForgettingCell | null)[]
}

export interface ForgettingTable {
  /** By model, then by share. */
  readonly columns: readonly { readonly percent: number; readonly model: string; readonly runId: string }[]
  readonly rows: readonly ForgettingRow[]
  /** Published shares that no run is here for. */
  readonly missing: readonly number[]
}

const PUBLISHED_SHARES = [5, 10, 15]
const SETS = [
  { split: 'forget', set: 'Forget set', better: 'lower' },
  { split: 'test', set: 'Test set', better: 'lower' },
  { split: 'retain', set: 'Retain set', better: 'higher' },
  { split: 'celebrity', set: 'Real celebrities', better: 'higher' },
] as const
/** As `eval.py` counts; both modalities pooled. */
const MEASURES = [
  { metric: 'accuracy', task: 'classification', measure: 'classification accuracy', share: true },
  { metric: 'rouge-l', task: 'generation', measure: 'generation, ROUGE-L', share: false },
  { metric: 'cloze-accuracy[compat]', task: 'cloze', measure: 'cloze accuracy', share: true },
] as const

/**
 * Null where no report is of an official set, or none of them measured anything: a run whose answers are all
 * errors.
 */
export function forgettingTable(reports: readonly Report[]): ForgettingTable | null {
  const own = reports
    .flatMap((report) => (report.percentToForget === null ? [] : [{ report, percent: report.percentToForget }]))
    .toSorted((a, b) => a.report.modelName.localeCompare(b.report.modelName) || a.percent - b.percent)
  if (own.length === 0) return null
  const rows = SETS.flatMap(({ split, set, better }) =>
    MEASURES.map(({ metric, task, measure, share }): ForgettingRow => ({
      split,
      task,
      set,
      measure,
      better,
      share,
      cells: own.map(({ report }) => cellOf(report, split, task, metric)),
    })),
  ).filter(({ cells }) => cells.some((cell) => cell !== null))
  if (rows.length === 0) return null
  return {
    columns: own.map(({ report, percent }) => ({ percent, model: report.modelName, runId: report.runId })),
    rows,
    missing: PUBLISHED_SHARES.filter((share) => own.every(({ percent }) => percent !== share)),
  }
}

function cellOf(report: Report, split: string, task: string, metric: string): ForgettingCell | null {
  const numbers = report.numbers.find(({ benchmark }) => benchmark === 'mllmu-bench')?.rows ?? []
  const found = numbers.find(
    (row) =>
      row.metric === metric && row.split === split && row.task === task && row.type === null && row.guard === NO_GUARD,
  )
  if (found === undefined || found.value === null) return null
  const { value, ci, k, n, least, behind } = found
  return { value, ci, k, n, least, behind }
}
