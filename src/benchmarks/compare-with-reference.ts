/**
 * @file One run against a run of a reference model on the same samples: before unlearning, retrained without
 * the people to forget, never fine-tuned. What published measures need two models for; works on the rows that
 * a run exports.
 */
import type { ComparedRow, Side } from '../domain/compared.ts'
import type { Benchmark } from './contract.ts'
import { type Slice, type Estimate, pairedDifference } from '../domain/metric.ts'

const WHOLE: Slice = { split: null, task: null, type: null }

/**
 * Leak rates in pairs for every benchmark (`leak-difference`: this run minus the reference;
 * `leak-difference-p`: `signFlipP`), and what the benchmark itself makes of two models. Samples that one side
 * did not answer, or that could not be judged, count in no pair.
 */
export function compareWithReference(benchmark: Benchmark, own: Side, reference: Side): Estimate[] {
  const splits = [...new Set(own.rows.map(({ split }) => split))]
  return [
    ...[null, ...splits].flatMap((split) => leakDifference({ ...WHOLE, split }, own.rows, reference.rows)),
    ...(benchmark.compareWithReference?.(own, reference) ?? []),
  ]
}

/** Answers of both sides to the same samples, in the order of the first. */
export function pairsOf(own: readonly ComparedRow[], reference: readonly ComparedRow[]): [ComparedRow, ComparedRow][] {
  const theirs = new Map(reference.map((row) => [row.sampleId, row]))
  return own.flatMap((row): [ComparedRow, ComparedRow][] => {
    const other = theirs.get(row.sampleId)
    return other === undefined ? [] : [[row, other]]
  })
}

function leakDifference(cell: Slice, own: readonly ComparedRow[], reference: readonly ComparedRow[]): Estimate[] {
  const judged = ({ outcome }: ComparedRow) => outcome !== null && outcome !== 'error' && outcome !== 'unparsed'
  const pairs = pairsOf(own, reference).filter(
    ([a, b]) => (cell.split === null || a.split === cell.split) && judged(a) && judged(b),
  )
  if (pairs.length === 0) return []
  const leaked = ({ outcome }: ComparedRow) => outcome === 'leak'
  return pairedDifference(
    cell,
    'leak-difference',
    'leak-difference-p',
    pairs.map(([after, before]) => ({ group: after.group, before: leaked(before), after: leaked(after) })),
  )
}
