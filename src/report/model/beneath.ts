/** @file Leakage beneath the refusal: what the model prefers, whatever it says. */
import { group, median } from 'd3-array'
import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import { hitRate } from '../../domain/metric.ts'
import { countBehind, type Behind } from './behind.ts'
import { answersOf, type ReportRow } from './rows.ts'
import { orderOf, titleOf } from './titles.ts'

/**
 * Ranks of the true value over the probed answers of one split, apart for answers that leaked, refused, or
 * did neither.
 */
export interface BeneathRow {
  readonly benchmark: string
  readonly split: string
  readonly splitTitle: string
  readonly said: 'leak' | 'refused' | 'neither'
  readonly n: number
  /** Answers whose true value is the likeliest of all candidates. */
  readonly first: number
  readonly ci: readonly [number, number] | null
  readonly least?: number | null
  readonly behind: Behind
  /** Expected share of first ranks by chance: mean of 1/candidates. */
  readonly chance: number
  readonly medianRank: number
  /** Median of log P(truth) - log P(best decoy), in nats. */
  readonly medianMargin: number
}

const SAID = ['leak', 'refused', 'neither'] as const

export function beneathTheRefusal(rows: readonly ReportRow[], benchmarks: readonly BenchmarkMeta[]): BeneathRow[] {
  const probed = rows.flatMap((row) => (row.score?.probe ? [{ ...row, score: row.score, probe: row.score.probe }] : []))
  const said = (outcome: string) => (outcome === 'leak' || outcome === 'refused' ? outcome : 'neither')
  const cells = group(probed, ({ sample, score }) =>
    JSON.stringify([sample.benchmark, sample.split, said(score.outcome)]),
  )
  return [...cells.values()]
    .map((cell): BeneathRow => {
      const { sample, score } = cell[0]!
      const { k, ci, least } = hitRate(
        { split: sample.split, task: null, type: null },
        'probe-first',
        cell.map((row) => ({ group: row.sample.group, hit: row.probe.rank === 1 })),
      )
      return {
        benchmark: sample.benchmark,
        split: sample.split,
        splitTitle: titleOf(benchmarks, sample.benchmark, 'splits', sample.split),
        said: said(score.outcome),
        n: cell.length,
        first: k!,
        ci,
        least,
        behind: countBehind(answersOf(cell)),
        chance: cell.reduce((sum, { probe }) => sum + 1 / probe.candidates, 0) / cell.length,
        medianRank: median(cell, ({ probe }) => probe.rank)!,
        medianMargin: median(cell, ({ probe }) => probe.margin)!,
      }
    })
    .toSorted(
      (a, b) =>
        a.benchmark.localeCompare(b.benchmark) ||
        orderOf(benchmarks, a.benchmark, 'splits', a.split) - orderOf(benchmarks, b.benchmark, 'splits', b.split) ||
        SAID.indexOf(a.said) - SAID.indexOf(b.said),
    )
}
