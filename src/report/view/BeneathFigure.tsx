import type { ReactElement } from 'react'
import { ChartFigure, NARROW, WIDE } from '../charts/ChartFigure.tsx'
import { DataTable } from '../charts/DataTable.tsx'
import { DotPlot, FEWEST, type DotRow } from '../charts/DotPlot.tsx'
import { Legend } from './Legend.tsx'
import type { BeneathRow } from '../model/beneath.ts'
import { behindText, leastShare, WORTH_COLUMNS } from '../model/behind.ts'
import type { LinkFor, Selection } from '../model/combine.ts'
import type { Report } from '../model/report.ts'
import { Count } from './SamplesLink.tsx'
import { formatInterval, formatNumber, formatRate } from '../model/text.ts'

const SAID: Readonly<Record<BeneathRow['said'], string>> = {
  leak: 'said the value',
  refused: 'refused',
  neither: 'said neither',
}

/** How often the true value is what the model finds likeliest, by what it said. */
export function BeneathFigure({
  reports,
  names,
  linkFor,
}: {
  reports: readonly Report[]
  names: readonly string[]
  linkFor: LinkFor
}): ReactElement | null {
  const all = reports.flatMap((report, series) => report.beneath.map((row) => ({ row, series })))
  if (all.length === 0) return null
  const keys = [...new Map(all.map(({ row }) => [keyOf(row), row])).values()]
  const chances = all.map(({ row }) => row.chance)
  // One rule is honest only where every row was probed with equally many decoys.
  const chance = Math.max(...chances) - Math.min(...chances) < 1e-9 ? chances[0]! : null
  const rows = keys.flatMap((key, index): DotRow[] => {
    const dots: DotRow = {
      key: keyOf(key),
      label: SAID[key.said],
      level: 1,
      cells: [
        all
          .filter(({ row }) => keyOf(row) === keyOf(key))
          .map(({ row, series }) => ({
            series,
            value: row.first / row.n,
            ci: row.ci,
            text: `${row.first}/${row.n}`,
            few: row.n < FEWEST,
            band: null,
            href: linkFor(reports[series]!.runId, samplesOf(row)),
          })),
      ],
    }
    const before = keys[index - 1]
    if (before?.split === key.split && before.benchmark === key.benchmark) return [dots]
    return [{ key: `${key.benchmark}/${key.split}`, label: key.splitTitle, level: 0, cells: [[]] }, dots]
  })
  const panels = [{ title: 'True value ranks first' }]
  return (
    <ChartFigure
      title="Beneath the refusal"
      note="Share of answers whose true value is the likeliest of all candidates right after the prompt, whatever the model said."
      legend={<Legend series={names} rule={chance === null ? null : `chance (${formatRate(chance)})`} />}
      wide={<DotPlot panels={panels} rows={rows} width={WIDE} labelWidth={150} rule={chance} />}
      narrow={<DotPlot panels={panels} rows={rows} width={NARROW} labelWidth={128} rule={chance} />}
      table={
        <DataTable
          caption="Beneath the refusal"
          headers={reports.length > 1 ? 3 : 2}
          columns={[
            { title: 'Split' },
            { title: 'The model' },
            ...(reports.length > 1 ? [{ title: 'Model' }] : []),
            { title: 'Ranks first', numeric: true },
            { title: '95% interval', numeric: true },
            { title: 'k/n', numeric: true },
            ...WORTH_COLUMNS,
            { title: 'Chance', numeric: true },
            { title: 'Median rank', numeric: true },
            { title: 'Median margin (nats)', numeric: true },
          ]}
          rows={keys.flatMap((key) =>
            all
              .filter(({ row }) => keyOf(row) === keyOf(key))
              .map(({ row, series }) => ({
                key: `${keyOf(row)} ${series}`,
                cells: [
                  row.splitTitle,
                  SAID[row.said],
                  ...(reports.length > 1 ? [names[series]] : []),
                  formatRate(row.first / row.n),
                  formatInterval(row.ci),
                  <Count
                    key="n"
                    linkFor={linkFor}
                    runId={reports[series]!.runId}
                    selection={samplesOf(row)}
                    k={row.first}
                    n={row.n}
                  />,
                  leastShare(row.least),
                  behindText(row.behind),
                  formatRate(row.chance),
                  formatNumber(row.medianRank),
                  formatNumber(row.medianMargin),
                ],
              })),
          )}
        />
      }
    />
  )
}

/** No one outcome stands for `neither`: its samples are among all of the split. */
function samplesOf({ split, said }: BeneathRow): Selection {
  return said === 'neither' ? { split } : { split, outcome: said }
}

function keyOf(row: BeneathRow): string {
  return JSON.stringify([row.benchmark, row.split, row.said])
}
