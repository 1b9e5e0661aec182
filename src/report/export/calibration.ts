/** @file What a calibration found: the content of `calibration.json`, and its table in a terminal. */
import type { Judgement } from '../../calibration/check.ts'
import { VERDICT_RULE, type Verdict } from '../../calibration/verdict.ts'
import { formatRange, formatValue } from '../view/AllNumbers.tsx'
import type { RunJson } from './export.ts'
import { tookMs } from '../model/timings.ts'

export interface CalibratedRun {
  readonly benchmark: string
  /** null: the benchmark's shipped shards. */
  readonly shard: string | null
  readonly run: RunJson
  readonly judgements: readonly Judgement[]
}

export interface Calibration {
  readonly format: 'leakscope-calibration@1'
  readonly madeAt: string
  readonly rule: string
  readonly counts: Readonly<Record<Verdict, number>>
  readonly rows: readonly (Judgement & { readonly model: string })[]
  readonly runs: readonly CalibrationRun[]
}

/** What was asked of what, and all that came out. */
export interface CalibrationRun extends Pick<RunJson, 'model' | 'shards' | 'benchmarks' | 'scorers' | 'samples'> {
  readonly benchmark: string
  readonly shard: string | null
  readonly limit: number | null
  readonly seed: number
  readonly startedAt: string
  readonly seconds: number | null
  readonly metrics: RunJson['metrics']
}

export function calibrationOf(runs: readonly CalibratedRun[]): Calibration {
  const rows = runs.flatMap(({ run, judgements }) => judgements.map((row) => ({ model: run.model.id, ...row })))
  const count = (verdict: Verdict): number => rows.filter((row) => row.verdict === verdict).length
  return {
    format: 'leakscope-calibration@1',
    madeAt: new Date().toISOString(),
    rule: VERDICT_RULE,
    counts: { holds: count('holds'), fails: count('fails'), 'too few': count('too few') },
    rows,
    runs: runs.map(({ benchmark, shard, run }) => ({
      benchmark,
      shard,
      limit: run.config.limit,
      seed: run.config.seed,
      startedAt: run.createdAt,
      seconds: secondsOf(run),
      model: run.model,
      shards: run.shards,
      benchmarks: run.benchmarks,
      scorers: run.scorers,
      samples: run.samples,
      metrics: run.metrics,
    })),
  }
}

export const COLUMNS = [
  'Model',
  'Benchmark',
  'Metric',
  'Where',
  'Expected',
  'Measured',
  '95% interval',
  'k/n',
  'Verdict',
]

/** A row in words, in the order of {@link COLUMNS}. */
export function textBlocksOf(row: Calibration['rows'][number]): string[] {
  const where = [row.split, row.task, row.type].map((part) => part ?? 'all').join(' / ')
  const [low, high] = row.expected.map((value) => formatValue({ ...row, value }))
  return [
    row.model,
    row.shard ?? row.benchmark,
    row.metric,
    where,
    `${low} to ${high}`,
    formatValue(row),
    formatRange(row),
    row.k === null ? `n = ${row.n}` : `${row.k}/${row.n}`,
    row.verdict,
  ]
}

/** Pooled numbers and whatever fails; the rest is in the files. */
export function printCalibration(calibration: Calibration, write: (line: string) => void): void {
  const shown = calibration.rows.filter(
    ({ task, type, verdict, shard }) => verdict === 'fails' || shard !== null || (task === null && type === null),
  )
  const table = [COLUMNS, ...shown.map(textBlocksOf)]
  const widths = COLUMNS.map((_, column) => Math.max(...table.map((cells) => (cells[column] ?? '').length)))
  for (const cells of table)
    write(
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  const { holds, fails } = calibration.counts
  write(`${holds} hold, ${fails} fail, ${calibration.counts['too few']} have too few answers`)
}

function secondsOf(run: Pick<RunJson, 'createdAt' | 'finishedAt'>): number | null {
  const took = tookMs(run, [])
  return took === null ? null : Math.round(took / 1000)
}
