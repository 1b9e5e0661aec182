import { useId, useMemo, type ReactElement } from 'react'
import { conditionTitle } from '../../conditions/registry.ts'
import { conditionOf, NO_CONDITION } from '../../domain/condition-spec.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { OUTCOMES } from '../../domain/score.ts'
import type { ReportRow } from '../../report/model/rows.ts'
import { OUTCOME_TEXT } from '../../report/model/text.ts'
import { NO_FILTER, type SampleFilter } from '../route.ts'
import { valuesIn } from './rows.ts'

export interface FiltersProps {
  readonly rows: readonly ReportRow[]
  readonly filter: SampleFilter
  readonly text: string
  readonly onFilter: (filter: SampleFilter) => void
  readonly onText: (text: string) => void
}

/** Narrows the list. The free text stays out of the address: it may be a private value. */
export function Filters({ rows, filter, text, onFilter, onText }: FiltersProps): ReactElement {
  const outcomes = [
    ...OUTCOMES.map((o) => [o, OUTCOME_TEXT[o].word] as const),
    ['unanswered', 'not answered yet'] as const,
  ]
  const { guards, conditions, clauses, values } = useMemo(() => choicesOf(rows), [rows])
  const search = useId()
  return (
    <search className="filters">
      {COLUMNS.map((key) => (
        <Choice
          key={key}
          name={COLUMN_TITLES[key]}
          value={filter[key]}
          options={values[key].map((v) => [v, v])}
          onChange={(value) => onFilter({ ...filter, [key]: value })}
        />
      ))}
      <Choice
        name="Outcome"
        value={filter.outcome}
        options={outcomes}
        onChange={(outcome) => onFilter({ ...filter, outcome })}
      />
      {clauses > 1 && (
        <Choice
          name="Escape clause"
          value={filter.escape}
          options={[
            ['on', 'offered'],
            ['off', 'withheld'],
          ]}
          onChange={(escape) => onFilter({ ...filter, escape })}
        />
      )}
      {guards.length > 0 && (
        <Choice
          name="Guard"
          all="none"
          value={filter.guard}
          options={guards.map((id) => [id, id])}
          onChange={(guard) => onFilter({ ...filter, guard })}
        />
      )}
      {conditions.length > 0 && (
        <Choice
          name="Condition"
          all="none"
          value={filter.condition}
          options={conditions.map((name) => [name, conditionTitle(name)])}
          onChange={(condition) => onFilter({ ...filter, condition })}
        />
      )}
      <label htmlFor={search}>
        <span>Text</span>
        <input
          id={search}
          type="search"
          value={text}
          onChange={(event) => onText(event.target.value)}
          placeholder="in prompt or answer"
          autoComplete="off"
          spellCheck={false}
        />
      </label>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          onFilter(NO_FILTER)
          onText('')
        }}
      >
        Show all
      </button>
    </search>
  )
}

const COLUMNS = ['split', 'task', 'type'] as const
const COLUMN_TITLES = { split: 'Split', task: 'Task', type: 'Type' } as const

function choicesOf(rows: readonly ReportRow[]) {
  return {
    guards: [...new Set(rows.map(({ guard }) => guard ?? NO_GUARD))].filter((guard) => guard !== NO_GUARD),
    conditions: [...new Set(rows.map(({ sample }) => conditionOf(sample)))].filter((name) => name !== NO_CONDITION),
    clauses: new Set(rows.map((row) => row.sample.escapeClause)).size,
    values: { split: valuesIn(rows, 'split'), task: valuesIn(rows, 'task'), type: valuesIn(rows, 'type') },
  }
}

interface ChoiceProps {
  readonly name: string
  /** What no choice means. */
  readonly all?: string
  readonly value: string | null
  readonly options: readonly (readonly [string, string])[]
  readonly onChange: (value: string | null) => void
}

function Choice({ name, all = 'all', value, options, onChange }: ChoiceProps): ReactElement {
  return (
    <label>
      <span>{name}</span>
      <select value={value ?? ''} onChange={(event) => onChange(event.target.value || null)}>
        <option value="">{all}</option>
        {options.map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}
