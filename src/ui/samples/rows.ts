/** @file Which samples the list shows, and in what order. */
import { conditionOf, NO_CONDITION } from '../../domain/condition-spec.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { OUTCOMES } from '../../domain/score.ts'
import type { ReportRow } from '../../report/model/rows.ts'
import type { SampleFilter } from '../route.ts'

export const SORTS = ['asked', 'outcome', 'split', 'task', 'type'] as const
export type SortKey = (typeof SORTS)[number]

export interface Sort {
  readonly key: SortKey
  readonly descending: boolean
}

/** A row of the list; its response is without tokens and layers. */
export interface SampleRow extends ReportRow {
  readonly tokenCount: number | null
}

/**
 * Rows that pass the filter and hold `text` (in prompt, answer or id, whatever the letter case), sorted;
 * equal ones stay in the order of asking.
 */
export function selectRows<Row extends ReportRow>(
  rows: readonly Row[],
  filter: SampleFilter,
  text: string,
  sort: Sort,
): Row[] {
  const wanted = text.trim().toLowerCase()
  const kept = rows.filter(
    ({ sample, guard, response, score }) =>
      (guard === null || guard === (filter.guard ?? NO_GUARD)) &&
      conditionOf(sample) === (filter.condition ?? NO_CONDITION) &&
      (filter.split === null || sample.split === filter.split) &&
      (filter.task === null || sample.task === filter.task) &&
      (filter.type === null || sample.type === filter.type) &&
      (filter.escape === null || (sample.escapeClause ? 'on' : 'off') === filter.escape) &&
      (filter.outcome === null || (score?.outcome ?? 'unanswered') === filter.outcome) &&
      (wanted === '' ||
        sample.prompt.toLowerCase().includes(wanted) ||
        sample.id.toLowerCase().includes(wanted) ||
        (response?.output.toLowerCase().includes(wanted) ?? false)),
  )
  const sign = sort.descending ? -1 : 1
  const { key } = sort
  if (key === 'asked') return sort.descending ? kept.toReversed() : kept
  return kept.toSorted((a, b) => sign * compare(a, b, key))
}

/** Values that the rows have in one column, for the filter's choices. */
export function valuesIn(rows: readonly ReportRow[], key: 'split' | 'task' | 'type'): string[] {
  return [...new Set(rows.map((row) => row.sample[key]))].toSorted()
}

function compare(a: ReportRow, b: ReportRow, key: Exclude<SortKey, 'asked'>): number {
  if (key !== 'outcome') return a.sample[key].localeCompare(b.sample[key])
  return rank(a) - rank(b)
}

function rank({ score }: ReportRow): number {
  return score === null ? OUTCOMES.length : OUTCOMES.indexOf(score.outcome)
}
