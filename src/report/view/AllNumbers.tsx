import type { ReactElement } from 'react'
import { ALPHA } from '../../domain/discoveries.ts'
import type { Background } from '../../benchmarks/contract.ts'
import { HARM_DETECTOR_MEASURED } from '../../guards/harm-limits.ts'
import { DataTable } from '../charts/DataTable.tsx'
import type { LinkFor } from '../model/combine.ts'
import { behindText, leastText, WORTH_COLUMNS } from '../model/behind.ts'
import { CurveFigure } from './CurveFigure.tsx'
import { describeMetric, numberLimits } from '../model/metrics.ts'
import type { BenchmarkNumbers, NumberRow } from '../model/numbers.ts'
import type { Report } from '../model/report.ts'
import { Count, outcomeOf, samplesOf } from './SamplesLink.tsx'
import { formatInterval, formatNumber, formatRate } from '../model/text.ts'

/** Curves, and every number in one table: what the charts above pool or leave out. */
export function AllNumbers({
  report,
  name,
  linkFor,
}: {
  report: Report
  name: string
  linkFor: LinkFor
}): ReactElement {
  return (
    <>
      {report.numbers.map((numbers) => (
        <div key={numbers.benchmark} className="chart">
          <h3>
            {name}, {numbers.title}
          </h3>
          <CurveFigure curves={numbers.curves} />
          <DiscoveriesLine discoveries={numbers.discoveries} />
          {numbers.rows.some((row) => numberLimits(row).length > 0) && (
            <p className="note-line">{HARM_DETECTOR_MEASURED}</p>
          )}
          <details>
            <summary>All {numbers.rows.length} numbers</summary>
            <NumberTable numbers={numbers} name={name} runId={report.runId} linkFor={linkFor} />
          </details>
          {numbers.background !== null && <BackgroundTable {...numbers.background} />}
        </div>
      ))}
    </>
  )
}

function NumberTable({
  numbers,
  name,
  runId,
  linkFor,
}: {
  numbers: BenchmarkNumbers
  name: string
  runId: string
  linkFor: LinkFor
}): ReactElement {
  return (
    <DataTable
      caption={`All numbers of ${name}, ${numbers.title}`}
      columns={[
        { title: 'Measure' },
        { title: 'Split' },
        { title: 'Task' },
        { title: 'Type' },
        { title: 'Guard' },
        { title: 'Value', numeric: true },
        { title: '95% interval', numeric: true },
        { title: 'k/n', numeric: true },
        ...WORTH_COLUMNS,
      ]}
      rows={numbers.rows.map((row) => ({
        key: JSON.stringify([row.metric, row.split, row.task, row.type, row.guard]),
        cells: [
          describeMetric(row).title,
          row.splitTitle ?? 'all',
          row.taskTitle ?? 'all',
          row.typeTitle ?? 'all',
          row.guard,
          <Value key="value" row={row} />,
          formatRange(row),
          <Count
            key="n"
            linkFor={linkFor}
            runId={runId}
            selection={samplesOf(row)}
            k={row.k}
            n={row.n}
            outcome={outcomeOf(row.metric)}
          />,
          leastText(row),
          behindText(row.behind),
        ],
      }))}
    />
  )
}

function BackgroundTable({ title, says, columns, rows }: Background): ReactElement {
  return (
    <details>
      <summary>{title}</summary>
      <p>{says}</p>
      <DataTable
        caption={title}
        columns={columns.map((column, i) => ({ title: column, numeric: i > 0 }))}
        rows={rows.map((cells) => ({ key: cells[0] ?? '', cells }))}
      />
    </details>
  )
}

/** How many of a benchmark's differences are to be expected by chance, and how many are more than that. */
export function DiscoveriesLine({ discoveries }: Pick<BenchmarkNumbers, 'discoveries'>): ReactElement | null {
  if (discoveries === null) return null
  const { tests, byChance, below, survive } = discoveries
  return (
    <p>
      {tests} {tests === 1 ? 'difference was' : 'differences were'} tested: by chance alone {formatNumber(byChance, 1)}{' '}
      would have p at most .05, {below} {below === 1 ? 'has' : 'have'}, and {survive}{' '}
      {survive === 1 ? 'survives' : 'survive'} the correction for their number (marked ✓; Benjamini and Hochberg, at
      most 5% of the survivors false on average).
    </p>
  )
}

/** A p with what is left of it. */
function Value({ row }: { row: NumberRow }): ReactElement {
  if (row.adjusted === null) return <>{formatValue(row)}</>
  const survives = row.adjusted <= ALPHA
  return (
    <>
      {survives && '✓ '}
      {formatValue(row)} <small>({formatNumber(row.adjusted, 3)} corrected)</small>
    </>
  )
}

/** A share in percent, any other number as it is. */
export function formatValue({ value, ...metric }: Pick<NumberRow, 'benchmark' | 'metric' | 'value'>): string {
  return describeMetric(metric).share ? formatRate(value) : formatNumber(value, 3)
}

/** The interval in the value's unit. */
export function formatRange({
  ci,
  noInterval,
  ...metric
}: Pick<NumberRow, 'benchmark' | 'metric' | 'ci' | 'noInterval'>): string {
  if (ci === null || describeMetric(metric).share) return formatInterval(ci, noInterval)
  return `${formatNumber(ci[0], 3)} to ${formatNumber(ci[1], 3)}`
}
