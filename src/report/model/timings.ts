import { quantile, sum } from 'd3-array'
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
 * Milliseconds for which a run was worked at: pauses, and the time in which its tab was closed, are left out
 * (runs of earlier versions: from beginning to end). Null without an end, and where the clock was set back in
 * between.
 * @param answeredAt when answers came, ISO 8601: a sitting that was killed ended with its last one.
 */
export function tookMs(
  { createdAt, finishedAt, sittings }: Pick<Run, 'createdAt' | 'finishedAt' | 'sittings'>,
  answeredAt: readonly string[],
): number | null {
  if (finishedAt === null) return null
  const stretches = (sittings ?? [{ from: createdAt, to: finishedAt }]).map(({ from, to }, index, all) => {
    const start = Date.parse(from)
    const next = Date.parse(all[index + 1]?.from ?? finishedAt)
    return (to === null ? lastBetween(answeredAt, start, next) : Date.parse(to)) - start
  })
  return stretches.some((ms) => ms < 0) ? null : sum(stretches)
}

function lastBetween(times: readonly string[], start: number, end: number): number {
  let last = start
  for (const at of times) {
    const time = Date.parse(at)
    if (time > last && time <= end) last = time
  }
  return last
}

function row(what: string, unit: TimingRow['unit'], values: readonly (number | null)[]): TimingRow {
  const known = values.filter((value) => value !== null)
  return { what, unit, n: known.length, median: quantile(known, 0.5) ?? null, p95: quantile(known, 0.95) ?? null }
}
