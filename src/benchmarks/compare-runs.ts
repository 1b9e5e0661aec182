/**
 * @file Two runs on the same samples: all numbers that take both of them. The one code of `npm run compare` and the
 * app.
 */
import type { ComparedRow, Side } from '../domain/compared.ts'
import { NO_GUARD } from '../domain/guard-spec.ts'
import type { Metric } from '../domain/run.ts'
import { compareWithReference } from './compare-with-reference.ts'
import { benchmarkById } from './by-id.ts'
import { BENCHMARKS } from './registry.ts'

/** An answer as exports hold it, as far as comparisons need it. */
export interface AnswerRow extends Omit<ComparedRow, 'values'> {
  readonly guard: string
  readonly condition?: string
  /** Which of several tries; absent where there is one. */
  readonly attempt?: number
  readonly values: ComparedRow['values']
}

export interface ComparableRun {
  readonly rows: readonly AnswerRow[]
  readonly metrics: readonly Metric[]
}

/** Whose answers are compared: each guard's and each condition's by themselves. */
type Cell = Pick<Metric, 'benchmark' | 'guard' | 'condition'>

/**
 * Leak rates in pairs (this run minus the reference) and what each benchmark makes of two models, by benchmark, guard
 * and condition; empty where no sample was answered by both. A reference that ran without a guard stands for itself.
 */
export function compareRuns(own: ComparableRun, reference: ComparableRun): Metric[] {
  const [ours, theirs] = [firstTries(own.rows), firstTries(reference.rows)]
  const known = new Set(theirs.map(({ benchmark }) => benchmark))
  return cellsOf(ours).flatMap((cell): Metric[] => {
    if (!known.has(cell.benchmark)) return []
    const numbers = compareWithReference(
      benchmarkById(BENCHMARKS, cell.benchmark),
      sideOf(ours, own.metrics, cell),
      sideOf(theirs, reference.metrics, cell),
    )
    return numbers.map((number) => ({ ...cell, ...number }))
  })
}

/** Of several tries the first stands for the condition, as in its metrics. */
export function firstTries<R extends { readonly attempt?: number }>(rows: readonly R[]): R[] {
  return rows.filter(({ attempt = 1 }) => attempt === 1)
}

function cellsOf(rows: readonly AnswerRow[]): Cell[] {
  const keys = rows.map(({ benchmark, guard, condition }) => JSON.stringify({ benchmark, guard, condition }))
  return [...new Set(keys)].map((cell) => JSON.parse(cell) as Cell)
}

function sideOf(rows: readonly AnswerRow[], metrics: readonly Metric[], { benchmark, guard, condition }: Cell): Side {
  const under = guardAmong(rows, guard)
  const isOf = (one: Cell) => one.benchmark === benchmark && one.guard === under && one.condition === condition
  return { rows: rows.filter(isOf), metrics: metrics.filter(isOf) }
}

/** Behind which guard the answers stand that are compared with those behind `guard`. */
export function guardAmong(rows: readonly { readonly guard: string }[], guard: string): string {
  return rows.some((row) => row.guard === guard) ? guard : NO_GUARD
}
