/**
 * @file One run against a run of a reference model on the same samples: before unlearning, retrained without the people to forget, never fine-tuned. What
 * published measures need two models for; works on the rows that a run exports.
 */
import type { Benchmark } from './benchmark.ts'
import { type Cell, type Numbers, plainNumber } from './metric.ts'
import type { Metric } from './run.ts'
import type { Outcome } from './score.ts'
import { mcnemar } from './statistics/mcnemar.ts'

/** An answer as far as comparisons need it. */
export interface AgainstRow {
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
  readonly rows: readonly AgainstRow[]
  readonly metrics: readonly Metric[]
}

const WHOLE: Cell = { split: null, task: null, type: null }

/**
 * Leak rates in pairs for every benchmark (`leak-difference`: this run minus the reference; `leak-difference-p`: exact McNemar test), and what the
 * benchmark itself makes of two models. Samples that one side did not answer, or that could not be judged, count in no pair.
 */
export function against(benchmark: Benchmark, own: Side, reference: Side): Numbers[] {
  const splits = [...new Set(own.rows.map(({ split }) => split))]
  return [
    ...[null, ...splits].flatMap((split) => leakDifference({ ...WHOLE, split }, own.rows, reference.rows)),
    ...(benchmark.against?.(own, reference) ?? []),
  ]
}

/** Answers of both sides to the same samples, in the order of the first. */
export function pairsOf(own: readonly AgainstRow[], reference: readonly AgainstRow[]): [AgainstRow, AgainstRow][] {
  const theirs = new Map(reference.map((row) => [row.sampleId, row]))
  return own.flatMap((row): [AgainstRow, AgainstRow][] => {
    const other = theirs.get(row.sampleId)
    return other === undefined ? [] : [[row, other]]
  })
}

function leakDifference(cell: Cell, own: readonly AgainstRow[], reference: readonly AgainstRow[]): Numbers[] {
  const judged = ({ outcome }: AgainstRow) => outcome !== null && outcome !== 'error' && outcome !== 'unparsed'
  const pairs = pairsOf(own, reference).filter(
    ([a, b]) => (cell.split === null || a.split === cell.split) && judged(a) && judged(b),
  )
  if (pairs.length === 0) return []
  const only = (first: 0 | 1) =>
    pairs.filter((pair) => pair[first].outcome === 'leak' && pair[1 - first]?.outcome !== 'leak').length
  const [ours, theirs] = [only(0), only(1)]
  return [
    plainNumber(cell, 'leak-difference', (ours - theirs) / pairs.length, pairs.length),
    plainNumber(cell, 'leak-difference-p', mcnemar(ours, theirs), pairs.length),
  ]
}

/**
 * Difference of two numbers that have intervals, with the interval that follows from theirs (Newcombe 1998, method 10; of independent numbers, so too wide
 * for the same samples, never too narrow where both go up and down together). Null where one is missing.
 */
export function differenceOf(
  cell: Cell,
  metric: string,
  own: Metric | undefined,
  reference: Metric | undefined,
): Numbers {
  if (own?.value == null || reference?.value == null) return plainNumber(cell, metric, null, 0)
  const difference = own.value - reference.value
  const n = Math.min(own.n, reference.n)
  if (own.ci === null || reference.ci === null) return plainNumber(cell, metric, difference, n)
  const down = Math.hypot(own.value - own.ci[0], reference.ci[1] - reference.value)
  const up = Math.hypot(own.ci[1] - own.value, reference.value - reference.ci[0])
  return { ...cell, metric, value: difference, n, k: null, ci: [difference - down, difference + up] }
}
