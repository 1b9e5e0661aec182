import { quantile } from 'd3-array'
import type { Run } from '../../domain/run.ts'
import type { ReportRow } from './rows.ts'

/** One measured quantity over all answers. */
export interface TimingRow {
  readonly what: string
  readonly unit: 'ms' | 'tokens/s'
  readonly n: number
  readonly median: number | null
  readonly p95: number | null
}

const STAGES = [
  ['encode', 'Encoding the picture'],
  ['prefill', 'Prefill'],
  ['decode', 'Decode'],
  ['score', 'Probe beneath the refusal'],
] as const

/** Median and 95th percentile of each stage, and of the decode speed; a stage that never ran has no row. */
export function timingsOf(rows: readonly ReportRow[]): TimingRow[] {
  const timed = rows.flatMap(({ response }) => (response?.timings ? [{ response, timings: response.timings }] : []))
  const stages = STAGES.map(([stage, what]): TimingRow =>
    row(
      what,
      'ms',
      timed.map(({ timings }) => timings[stage]),
    ),
  )
  const speed = timed.map(({ response, timings }) =>
    timings.decode !== null && timings.decode > 0 && response.tokens !== null
      ? response.tokens.length / (timings.decode / 1000)
      : null,
  )
  return [...stages, row('Speed of decode', 'tokens/s', speed)].filter((r) => r.n > 0)
}

/**
 * Milliseconds from a run's beginning to its end, pauses included; null without an end, and where the clock
 * was set back in between.
 */
export function tookMs({ createdAt, finishedAt }: Pick<Run, 'createdAt' | 'finishedAt'>): number | null {
  const ms = finishedAt === null ? -1 : Date.parse(finishedAt) - Date.parse(createdAt)
  return ms < 0 ? null : ms
}

function row(what: string, unit: TimingRow['unit'], values: readonly (number | null)[]): TimingRow {
  const known = values.filter((value) => value !== null)
  return { what, unit, n: known.length, median: quantile(known, 0.5) ?? null, p95: quantile(known, 0.95) ?? null }
}
