import type { ReactElement } from 'react'
import { harmLimitsOf } from '../../guards/harm-limits.ts'
import { DataTable } from '../charts/DataTable.tsx'
import { behindText, leastText, WORTH_COLUMNS } from '../model/behind.ts'
import type { LinkFor } from '../model/combine.ts'
import { describeMetric, type MetricText } from '../model/metrics.ts'
import type { SecondaryMetric } from '../model/rates.ts'
import type { Report } from '../model/report.ts'
import { Count, outcomeOf, samplesOf } from './SamplesLink.tsx'
import { formatInterval, formatNumber, formatRate } from '../model/text.ts'

export interface SecondaryRow {
  readonly metric: SecondaryMetric
  /** Which of the reports. */
  readonly series: number
}

/** The reports' metrics of one group; the same measure of all models stands together. */
export function secondaryRows(reports: readonly Report[], group: MetricText['group']): SecondaryRow[] {
  const all = reports.flatMap((report, series) => report.secondary.map((metric) => ({ metric, series })))
  const own = all.filter(({ metric }) => describeMetric(metric).group === group)
  const keys = [...new Set(own.map(keyOf))]
  return keys.flatMap((key) => own.filter((row) => keyOf(row) === key))
}

/** Measures beside the leak and refusal rates, in words. */
export function SecondaryTable({
  caption,
  rows,
  names,
  runIds,
  linkFor,
}: {
  caption: string
  rows: readonly SecondaryRow[]
  /** Of the reports. */
  names: readonly string[]
  runIds: readonly string[]
  linkFor: LinkFor
}): ReactElement {
  const several = names.length > 1
  return (
    <>
      <DataTable
        caption={caption}
        columns={[
          { title: 'Measure' },
          { title: 'Where' },
          ...(several ? [{ title: 'Model' }] : []),
          { title: 'Value', numeric: true },
          { title: '95% interval', numeric: true },
          { title: 'k/n', numeric: true },
          ...WORTH_COLUMNS,
        ]}
        headers={several ? 3 : 2}
        rows={rows.map((row) => {
          const { metric, series } = row
          const { title, means, share } = describeMetric(metric)
          const number = (value: number) => formatNumber(value, 3)
          return {
            key: `${keyOf(row)} ${series}`,
            cells: [
              <span key="name" className="measure">
                <b>{title}</b> <small>{means}</small>
              </span>,
              metric.guard === 'none' ? metric.place : `${metric.place}, guard ${metric.guard}`,
              ...(several ? [names[series]] : []),
              share ? formatRate(metric.value) : formatNumber(metric.value, 3),
              metric.ci === null || share
                ? formatInterval(metric.ci, metric.noInterval)
                : `${number(metric.ci[0])} to ${number(metric.ci[1])}`,
              <Count
                key="n"
                linkFor={linkFor}
                runId={runIds[series]!}
                selection={samplesOf(metric)}
                k={metric.k}
                n={metric.n}
                outcome={outcomeOf(metric.metric)}
              />,
              leastText(metric),
              behindText(metric.behind),
            ],
          }
        })}
      />
      {harmLimitsOf(rows.map(({ metric }) => metric.guard)).map((line) => (
        <p key={line} className="note-line">
          {line}
        </p>
      ))}
    </>
  )
}

function keyOf({ metric }: SecondaryRow): string {
  return JSON.stringify([metric.metric, metric.place, metric.guard])
}
