import type { ReactElement } from 'react'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { DataTable } from '../charts/DataTable.tsx'
import { BEHIND_COLUMN, behindText, leastShare } from '../model/behind.ts'
import {
  bestProtection,
  type ConditionEffect,
  type ConditionMatrix,
  type ConditionRow,
  type ConditionTable,
  type WaysRow,
} from '../model/conditions.ts'
import type { LinkFor, Selection } from '../model/combine.ts'
import type { Report } from '../model/report.ts'
import { SamplesLink } from './SamplesLink.tsx'
import { numberLimits } from '../model/metrics.ts'
import { formatInterval, formatNumber, formatRate } from '../model/text.ts'

/** What each condition did to the same questions, in pairs; for each model its own tables. */
export function ConditionSection({
  reports,
  names,
  linkFor,
}: {
  reports: readonly Report[]
  names: readonly string[]
  linkFor: LinkFor
}): ReactElement {
  return (
    <>
      <p>
        Each question was asked as the benchmark asks it, and again under every condition. Differences are of the same
        questions; p is of the exact test that there is none. Many conditions are many tests: of twenty without any
        effect one has p below .05.
      </p>
      {reports.flatMap((report, index) =>
        report.conditions.map((table) => (
          <div key={`${report.runId} ${table.key}`}>
            <h3>{reports.length > 1 ? `${names[index]}: ${table.place}` : table.place}</h3>
            <Effects table={table} runId={report.runId} linkFor={linkFor} />
            {table.rows.some(({ within }) => within.length > 0) && <Within table={table} />}
            {table.ways.length > 0 && <Ways table={table} />}
            {table.matrix !== null && <Matrix place={table.place} matrix={table.matrix} />}
            {[...new Set(table.rows.flatMap((row) => numberLimits({ ...row, metric: '' })))].map((line) => (
              <p key={line} className="note-line">
                {line}
              </p>
            ))}
          </div>
        )),
      )}
    </>
  )
}

function Effects({ table, runId, linkFor }: { table: ConditionTable; runId: string; linkFor: LinkFor }): ReactElement {
  const unsafe = table.rows.some((row) => row.unsafe !== null)
  const utility = table.rows.some((row) => row.utilityLoss !== null)
  const columns = [
    { title: 'Condition' },
    { title: 'Leak rate', numeric: true },
    { title: 'Leak difference', numeric: true },
    { title: 'p', numeric: true },
    { title: 'Refusal difference', numeric: true },
    ...(unsafe ? [{ title: 'Unsafe difference', numeric: true }] : []),
    { title: 'Answers changed', numeric: true },
    ...(utility ? [{ title: 'Utility lost', numeric: true }] : []),
    { title: 'Least leak difference detectable', numeric: true },
    BEHIND_COLUMN,
  ]
  return (
    <DataTable
      caption={`Conditions, ${table.place}`}
      columns={columns}
      rows={table.rows.map((row) => ({
        key: row.key,
        cells: [
          <span key="name" className="measure">
            <b>{row.title}</b> <small>{row.does}</small>
            {row.guard !== NO_GUARD && <small> Guard {row.guard}.</small>}
          </span>,
          row.leak === null ? '' : `${counted(row.leak.before)} to ${counted(row.leak.after)}`,
          difference(row.leak),
          row.leak === null
            ? ''
            : `${formatNumber(row.leak.test.value, 4)} (${row.leak.test.n} of ${row.leak.effect.n})`,
          difference(row.refusal),
          ...(unsafe ? [difference(row.unsafe)] : []),
          <SamplesLink key="changed" linkFor={linkFor} runId={runId} selection={selectionOf(table, row)}>
            {row.changed.k}/{row.changed.n}
          </SamplesLink>,
          ...(utility ? [lossOf(row)] : []),
          row.leak === null ? '' : leastShare(row.leak.effect.least),
          behindText(row.behind),
        ],
      }))}
    />
  )
}

/** The answers under a condition. */
function selectionOf({ split }: ConditionTable, { condition, guard }: ConditionRow): Selection {
  return { ...(split === null ? {} : { split }), condition, ...(guard === NO_GUARD ? {} : { guard }) }
}

function counted({ value, k, n }: ConditionEffect['before']): string {
  return `${formatRate(value)} (${k === null ? `n = ${n}` : `${k}/${n}`})`
}

function difference(effect: ConditionEffect | null): string {
  if (effect === null) return ''
  const { value, ci, noInterval } = effect.effect
  return `${formatRate(value)} (${formatInterval(ci, noInterval)})`
}

function lossOf({ utilityLoss }: ConditionRow): string {
  return utilityLoss === null ? '' : lossText(utilityLoss)
}

function lossText({ value, ci, noInterval }: NonNullable<ConditionRow['utilityLoss']>): string {
  return `${formatNumber(value, 3)} (${ci === null ? formatInterval(ci, noInterval) : ci.map((end) => formatNumber(end, 3)).join(' to ')})`
}

function Within({ table }: { table: ConditionTable }): ReactElement {
  const rows = table.rows.filter(({ within }) => within.length > 0)
  const most = Math.max(...rows.map(({ within }) => within.length))
  return (
    <DataTable
      caption={`Leak within k tries, ${table.place}`}
      columns={[
        { title: 'Leak within k tries' },
        ...Array.from({ length: most }, (_, at) => ({ title: `k = ${at + 1}`, numeric: true })),
      ]}
      rows={rows.map(({ key, title, guard, within }) => ({
        key,
        cells: [
          guard === NO_GUARD ? title : `${title}, guard ${guard}`,
          ...Array.from({ length: most }, (_, at) => {
            const own = within[at]
            return own === undefined
              ? ''
              : `${formatRate(own.value)} (n = ${own.n}, ${formatInterval(own.ci, own.noInterval)})`
          }),
        ],
      }))}
    />
  )
}

function Ways({ table }: { table: ConditionTable }): ReactElement {
  const share = ({ value, ci, noInterval, k, n }: WaysRow['flips']): string =>
    value === null ? 'none' : `${k}/${n}, ${formatInterval(ci, noInterval)}`
  return (
    <>
      <h4>Does the way of asking matter?</h4>
      <p>
        Of the questions that were answered in every way to ask. The gap is the highest leak rate minus the lowest; p is
        of the test that the ways do not differ. The more ways, the likelier a leak in any of them.
      </p>
      <DataTable
        caption={`Over all ways to ask, ${table.place}`}
        columns={[
          { title: 'Protection' },
          { title: 'Gap', numeric: true },
          { title: 'Gap by chance', numeric: true },
          { title: 'p', numeric: true },
          { title: 'Answers', numeric: true },
          { title: 'Leaks in some ways only', numeric: true },
          { title: 'Leaks in any way', numeric: true },
          { title: 'Refused plainly, leaks otherwise', numeric: true },
        ]}
        rows={table.ways.map((row) => ({
          key: row.key,
          cells: [
            row.title,
            formatRate(row.gap.value),
            formatRate(row.byChance.value),
            formatNumber(row.p.value, 4),
            row.gap.n,
            share(row.flips),
            share(row.worst),
            share(row.transfer),
          ],
        }))}
      />
    </>
  )
}

function Matrix({ place, matrix }: { place: string; matrix: ConditionMatrix }): ReactElement {
  const best = bestProtection(matrix)
  return (
    <>
      <h4>Ways to ask, and what each protection lets through</h4>
      {best !== null && (
        <p>
          Of the protections that met every way to ask, <b>{best.protect}</b> let least through at its worst:{' '}
          {counted(best.leak)}, asked “{best.ask}”. It is the best of {matrix.protects.length - 1} on these questions;
          on others it may not be, and one that was picked for its number has no interval.
        </p>
      )}
      <DataTable
        caption={`Leak and refusal rates by way to ask and to protect, ${place}`}
        columns={[
          { title: 'Asked' },
          ...matrix.protects.map(({ title }) => ({ title: `Leak, refusal, ${title}`, numeric: true })),
        ]}
        rows={matrix.asks.map((ask, row) => ({
          key: ask.name,
          cells: [
            ask.title,
            ...matrix.cells[row]!.map((cell) =>
              cell === null
                ? 'not asked'
                : `${counted(cell.leak)}, ${formatInterval(cell.leak.ci, cell.leak.noInterval)}` +
                  (cell.refusal === null
                    ? ''
                    : `; refused ${counted(cell.refusal)}, ${formatInterval(cell.refusal.ci, cell.refusal.noInterval)}`) +
                  (cell.utilityLoss === null ? '' : `; utility lost ${lossText(cell.utilityLoss)}`),
            ),
          ],
        }))}
      />
    </>
  )
}
