import type { ReactElement } from 'react'
import { DataTable } from '../charts/DataTable.tsx'
import { behindText } from '../model/behind.ts'
import type { LinkFor } from '../model/combine.ts'
import type { ForgettingCell, ForgettingRow, ForgettingTable } from '../model/forgetting.ts'
import { Count } from './SamplesLink.tsx'
import { formatInterval, formatNumber, formatRate } from '../model/text.ts'

/** MLLMU-Bench's columns as rows, the shares as columns: the same number of three shares stands on one line. */
export function ForgettingSection({ table, linkFor }: { table: ForgettingTable; linkFor: LinkFor }): ReactElement {
  const { columns, rows, missing } = table
  const models = new Set(columns.map(({ model }) => model))
  const plain = ({ percent, model }: (typeof columns)[number]) =>
    models.size === 1 ? `${percent}% to forget` : `${percent}% to forget, ${model}`
  const title = (column: (typeof columns)[number]) =>
    columns.filter((other) => plain(other) === plain(column)).length === 1
      ? plain(column)
      : `${plain(column)}, run ${column.runId.slice(0, 8)}`
  return (
    <>
      <p className="forgetting-note">
        The four sets of MLLMU-Bench’s published table, with and without the picture pooled, as eval.py counts. Beneath
        each number: its 95% interval, of how many questions, the least that so many could have shown, and how many
        answers are unparsed, errors or degenerate. Chance is 25% in classification. Factuality takes GPT-4o and is not
        measured.
        {missing.length > 0 &&
          ` Of the published shares ${missing.map((share) => `${share}%`).join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not among the runs shown.`}
      </p>
      <div className="forgetting">
        <DataTable
          caption="MLLMU-Bench by share to forget"
          columns={[
            { title: 'Set and measure' },
            ...columns.map((column) => ({ title: title(column), numeric: true })),
          ]}
          rows={rows.map((row) => ({
            key: `${row.set} ${row.measure}`,
            cells: [
              <span key="measure" className="forgetting-measure">
                {row.set}: {row.measure}
                <small>{row.better} is better</small>
              </span>,
              ...row.cells.map((cell, at) =>
                cell === null ? (
                  'not measured'
                ) : (
                  <Number key={columns[at]!.runId} cell={cell} row={row} runId={columns[at]!.runId} linkFor={linkFor} />
                ),
              ),
            ],
          }))}
        />
      </div>
    </>
  )
}

function Number({
  cell,
  row,
  runId,
  linkFor,
}: {
  cell: ForgettingCell
  row: ForgettingRow
  runId: string
  linkFor: LinkFor
}): ReactElement {
  const { value, ci, k, n, least, behind } = cell
  const shown = (number: number) => (row.share ? formatRate(number) : formatNumber(number, 3))
  const range = ci === null || row.share ? formatInterval(ci) : `${formatNumber(ci[0], 3)} to ${formatNumber(ci[1], 3)}`
  return (
    <span className="forgetting-number">
      {shown(value)}
      <small>{range}</small>
      <small>
        <Count linkFor={linkFor} runId={runId} selection={{ split: row.split, task: row.task }} k={k} n={n} />
      </small>
      <small>least {least == null ? 'not known' : shown(least)}</small>
      <small>{behindText(behind)}</small>
    </span>
  )
}
