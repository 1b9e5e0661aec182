import { group } from 'd3-array'
import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import { OUTCOMES, type Outcome } from '../../domain/score.ts'
import { conditionTitle } from './metrics.ts'
import type { ReportRow } from './rows.ts'
import { benchmarkTitle, orderOf, titleOf } from './titles.ts'

/** How the answers of one split and task were distributed over the outcomes. */
export interface OutcomeRow {
  readonly benchmark: string
  readonly split: string
  readonly splitTitle: string
  /** Whether the escape clause was offered; null where the run asked one way only. */
  readonly escape: 'on' | 'off' | null
  readonly task: string
  readonly taskTitle: string
  readonly n: number
  readonly counts: Readonly<Record<Outcome, number>>
}

export interface ErrorTally {
  readonly code: string
  /** The first message with this code. */
  readonly message: string
  readonly count: number
}

/** Counts of outcomes per benchmark, split and task over all scored rows. */
export function outcomeRows(rows: readonly ReportRow[], benchmarks: readonly BenchmarkMeta[]): OutcomeRow[] {
  const scored = rows.filter((row) => row.score !== null)
  // Where a run asked with and without the escape clause, the two are told apart as the rates are.
  const paired = new Set(rows.map(({ sample }) => sample.escapeClause)).size > 1
  const several = new Set(scored.map(({ sample }) => sample.benchmark)).size > 1
  const cells = group(scored, ({ sample }) =>
    JSON.stringify([sample.benchmark, sample.split, sample.escapeClause, sample.task]),
  )
  return [...cells.values()]
    .map((cell): OutcomeRow => {
      const { benchmark, split, task, escapeClause } = cell[0]!.sample
      const escape = !paired ? null : escapeClause ? 'on' : 'off'
      const counts = Object.fromEntries(OUTCOMES.map((o) => [o, 0])) as Record<Outcome, number>
      for (const row of cell) counts[row.score!.outcome] += 1
      return {
        benchmark,
        split,
        splitTitle: `${several ? `${benchmarkTitle(benchmarks, benchmark)}: ` : ''}${titleOf(benchmarks, benchmark, 'splits', split)}${escape === 'off' ? `, ${conditionTitle('no-escape')}` : ''}`,
        escape,
        task,
        taskTitle: titleOf(benchmarks, benchmark, 'tasks', task),
        n: cell.length,
        counts,
      }
    })
    .toSorted(
      (a, b) =>
        a.benchmark.localeCompare(b.benchmark) ||
        orderOf(benchmarks, a.benchmark, 'splits', a.split) - orderOf(benchmarks, b.benchmark, 'splits', b.split) ||
        Number(a.escape === 'off') - Number(b.escape === 'off') ||
        orderOf(benchmarks, a.benchmark, 'tasks', a.task) - orderOf(benchmarks, b.benchmark, 'tasks', b.task),
    )
}

/** Failed responses by code, the most frequent first. */
export function errorTally(rows: readonly ReportRow[]): ErrorTally[] {
  const failed = rows.flatMap(({ response }) => (response?.error ? [response.error] : []))
  return [...group(failed, (error) => error.code)]
    .map(([code, errors]) => ({ code, message: errors[0]!.message, count: errors.length }))
    .toSorted((a, b) => b.count - a.count)
}
