/** @file Which samples the list shows, and in what order. */
import { ascending, descending as reversed, group } from 'd3-array'
import { conditionOf, NO_CONDITION } from '../../domain/condition-spec.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { OUTCOMES } from '../../domain/score.ts'
import type { ReportRow } from '../../report/model/rows.ts'
import { LEAST_SEVERE, severityOf } from '../../report/model/severity.ts'
import type { SampleFilter } from '../route.ts'

export const SORTS = ['asked', 'outcome', 'split', 'task', 'type'] as const
export type SortKey = (typeof SORTS)[number]

export interface Sort {
  readonly key: SortKey
  readonly descending: boolean
}

/** What a person should look at first stands first. */
export const WORST_FIRST: Sort = { key: 'outcome', descending: false }

const METAS = BENCHMARKS.map(({ meta }) => meta)

/** A row of the list; its response is without tokens and layers. */
export interface SampleRow extends ReportRow {
  /** Its sample's place in the order of asking, from 1. */
  readonly number: number
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
  const { key, descending } = sort
  if (key === 'asked') return descending ? kept.toReversed() : kept
  // Of 100,000 rows few differ in what they are sorted by: sorting those alone takes no longer than one pass.
  const alike = group(kept, (row) => (key === 'outcome' ? rankOf(row) : row.sample[key]))
  const keys = [...alike.keys()].toSorted(descending ? reversed : ascending)
  return keys.flatMap((one) => alike.get(one)!)
}

/** Values that the rows have in one column, for the filter's choices. */
export function valuesIn(rows: readonly ReportRow[], key: 'split' | 'task' | 'type'): string[] {
  return [...new Set(rows.map((row) => row.sample[key]))].toSorted()
}

/** Leaks by how bad they are, then the other outcomes in their order, and what was not answered last. */
function rankOf(row: ReportRow): number {
  const { score } = row
  if (score === null) return LEAST_SEVERE + OUTCOMES.length
  return score.outcome === 'leak' ? severityOf(row, METAS) : LEAST_SEVERE + OUTCOMES.indexOf(score.outcome)
}
