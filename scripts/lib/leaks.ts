/**
 * @file Leak rates out of `samples.jsonl`, for commands that print tables of their own: by the interval and the
 * test of reports, which know which answers are about one person or picture (docs/adr/0030-intervals.md).
 */
import { type Slice, hitRate, pairedDifference } from '../../src/domain/metric.ts'
import type { SampleRow } from '../../src/report/export/export.ts'

export type LeakRow = Pick<SampleRow, 'sampleId' | 'group' | 'outcome'>

const ALL: Slice = { split: null, task: null, type: null }

/** Share of the answers that leak, as `k/n`, and its 95% interval in percent; that of no answers says nothing. */
export function leakRate(rows: readonly LeakRow[]): { readonly count: string; readonly interval: string } {
  const hits = rows.map(({ group, outcome }) => ({ group, hit: outcome === 'leak' }))
  const { k, n, ci } = hitRate(ALL, 'ASR', hits)
  const [low, high] = ci ?? [0, 1]
  return { count: `${k}/${n}`, interval: `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}%` }
}

/** What became of the same questions: leaks that are gone, new ones, and p (exact test that swaps whole groups). */
export interface LeakChange {
  readonly lost: number
  readonly won: number
  /** Null without a question that both answered. */
  readonly p: number | null
}

/** Pairs the answers by sample id; what either could not answer or nobody could read counts in neither. */
export function leakChange(before: readonly LeakRow[], after: readonly LeakRow[]): LeakChange {
  const judged = ({ outcome }: LeakRow): boolean => outcome !== null && outcome !== 'error' && outcome !== 'unparsed'
  const later = new Map(after.filter(judged).map((row) => [row.sampleId, row]))
  const pairs = before.filter(judged).flatMap(({ sampleId, group, outcome }) => {
    const other = later.get(sampleId)
    return other === undefined ? [] : [{ group, before: outcome === 'leak', after: other.outcome === 'leak' }]
  })
  const [, { value: p }] = pairedDifference(ALL, 'change', 'p', pairs)
  return {
    lost: pairs.filter((pair) => pair.before && !pair.after).length,
    won: pairs.filter((pair) => !pair.before && pair.after).length,
    p,
  }
}
