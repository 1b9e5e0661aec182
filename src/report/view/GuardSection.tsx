import { use, type ReactElement } from 'react'
import { ChangedText } from './ChangedText.tsx'
import { compareGuards } from '../../domain/guard-spec.ts'
import { HARM_DETECTOR_MEASURED, readsHarmDetector } from '../../guards/harm-limits.ts'
import { ChartFigure, NARROW, TablesOpen, WIDE } from '../charts/ChartFigure.tsx'
import { DataTable } from '../charts/DataTable.tsx'
import { Dumbbell, type DumbbellRow } from '../charts/Dumbbell.tsx'
import { formatRange, formatValue } from './AllNumbers.tsx'
import { BEHIND_COLUMN, behindText, leastShare, leastText, WORTH_COLUMNS } from '../model/behind.ts'
import type { CombinedPanel, LinkFor, Selection } from '../model/combine.ts'
import type { EffectRow, EffectTable, GuardReport } from '../model/guards.ts'
import { Legend } from './Legend.tsx'
import { describeMetric } from '../model/metrics.ts'
import { RateFigure, type RateFigureProps } from './RateFigure.tsx'
import { Count } from './SamplesLink.tsx'
import { OperatingFigure } from './OperatingFigure.tsx'
import type { Report } from '../model/report.ts'
import { formatInterval, formatNumber, formatRate } from '../model/text.ts'

const TITLE: Readonly<Record<EffectTable['what'], string>> = {
  leak: 'Leak rate',
  contain: 'Leak rate by containment',
  unsafe: 'Unsafe by the benchmark’s rule',
}

interface Own {
  readonly name: string
  readonly runId: string
  readonly report: GuardReport
}

/** With and without each guard, on the same answers, all models side by side. */
export function GuardSection({
  reports,
  panels,
  series,
  linkFor,
  paired,
}: {
  reports: readonly Report[]
  /** Of all guards. */
  panels: readonly CombinedPanel[]
} & Omit<RateFigureProps, 'panel'>): ReactElement {
  const names = series.map(({ name }) => name)
  const guards = [...new Set(reports.flatMap((report) => report.guards.map(({ guard }) => guard)))]
  guards.sort(compareGuards)
  return (
    <>
      {guards.map((guard) => {
        const own = reports.flatMap((report, i): Own[] => {
          const found = report.guards.find((entry) => entry.guard === guard)
          return found === undefined ? [] : [{ name: names[i]!, runId: report.runId, report: found }]
        })
        return (
          <div key={guard} className="guard">
            <h3>Guard {guard}</h3>
            {readsHarmDetector(guard) && <p className="note-line">{HARM_DETECTOR_MEASURED}</p>}
            {(['leak', 'unsafe', 'contain'] as const).map((what) => (
              <Effects key={what} guard={guard} what={what} own={own} linkFor={linkFor} />
            ))}
            <ByTask
              guard={guard}
              panels={panels.filter((panel) => panel.guard === guard)}
              series={series}
              linkFor={linkFor}
              paired={paired}
            />
            <OperatingFigure
              guard={guard}
              series={own.map(({ name, report }) => ({ name, choices: report.choices }))}
            />
            <Numbers guard={guard} own={own} linkFor={linkFor} />
            <Examples own={own} />
          </div>
        )
      })}
    </>
  )
}

/** What the dumbbells pool. */
function ByTask({
  guard,
  panels,
  ...props
}: { guard: string; panels: readonly CombinedPanel[] } & Omit<RateFigureProps, 'panel'>): ReactElement | null {
  const open = use(TablesOpen)
  if (panels.length === 0) return null
  return (
    <details className="by-task" open={open}>
      <summary>Leak and refusal rate under {guard}, by task and type</summary>
      {panels.map((panel) => (
        <RateFigure key={panel.key} panel={panel} {...props} />
      ))}
    </details>
  )
}

function Effects({
  guard,
  what,
  own,
  linkFor,
}: {
  guard: string
  what: EffectTable['what']
  own: readonly Own[]
  linkFor: LinkFor
}): ReactElement | null {
  const tables = own.map(({ report }) => report.effects.find((table) => table.what === what)?.rows ?? [])
  const keys = [...new Map(tables.flat().map((row): [string, EffectRow] => [row.key, row])).values()]
  if (keys.length === 0) return null
  const rows = keys.map(({ key, label, type }): DumbbellRow => ({
    key,
    label,
    level: type === null ? 0 : 1,
    pairs: tables.flatMap((table, series) => {
      const row = table.find((other) => other.key === key)
      if (row === undefined) return []
      const { before, after } = row
      return [
        {
          series,
          before: before.value,
          after: after.value,
          ci: after.ci,
          text: `${before.k ?? '–'} → ${after.k ?? '–'} of ${after.n}`,
        },
      ]
    }),
  }))
  const title = `${TITLE[what]} without and with ${guard}`
  const tests = tables.flatMap((table, s) =>
    table
      .filter(({ type, p }) => type === null && p !== null)
      .map(({ label, p }) => `${own.length > 1 ? `${own[s]!.name}, ` : ''}${label} p = ${formatP(p)}`),
  )
  return (
    <ChartFigure
      title={title}
      note={[
        'Hollow: without the guard. Filled: with it, on the same answers, with its 95% interval.',
        ...(what === 'contain' ? ['Judged by a rule that shares nothing with the guard’s own.'] : []),
        ...(tests.length > 0
          ? [`Exact test that swaps both sides of a person’s or picture’s answers: ${tests.join('; ')}.`]
          : []),
      ].join(' ')}
      legend={<Legend series={own.map(({ name }) => name)} />}
      wide={<Dumbbell rows={rows} width={WIDE} labelWidth={220} textWidth={96} />}
      narrow={<Dumbbell rows={rows} width={NARROW} labelWidth={0} textWidth={92} />}
      table={
        <DataTable
          caption={title}
          headers={own.length > 1 ? 2 : 1}
          columns={[
            { title: 'Where' },
            ...(own.length > 1 ? [{ title: 'Model' }] : []),
            { title: 'Without', numeric: true },
            { title: 'With', numeric: true },
            { title: '95% interval', numeric: true },
            { title: 'k/n', numeric: true },
            { title: 'Difference', numeric: true },
            { title: 'p', numeric: true },
            { title: 'Least difference detectable', numeric: true },
            BEHIND_COLUMN,
          ]}
          rows={keys.flatMap(({ key, place }) =>
            tables.flatMap((table, s) => {
              const row = table.find((other) => other.key === key)
              if (row === undefined) return []
              return [
                {
                  key: `${key} ${s}`,
                  cells: [
                    place,
                    ...(own.length > 1 ? [own[s]!.name] : []),
                    formatRate(row.before.value),
                    formatRate(row.after.value),
                    formatInterval(row.after.ci, row.after.noInterval),
                    <Count
                      key="n"
                      linkFor={linkFor}
                      runId={own[s]!.runId}
                      selection={selectionOf(guard, row)}
                      k={row.after.k}
                      n={row.after.n}
                    />,
                    row.effect?.value == null
                      ? 'not measured'
                      : `${formatRate(row.effect.value)} (${formatInterval(row.effect.ci, row.effect.noInterval)})`,
                    formatP(row.p),
                    leastShare(row.effect?.least),
                    behindText(row.behind),
                  ],
                },
              ]
            }),
          )}
        />
      }
    />
  )
}

/** All answers under the guard in the row's place. */
function selectionOf(guard: string, { split, type }: EffectRow): Selection {
  return { guard, ...(split !== null && { split }), ...(type !== null && { type }) }
}

function formatP(p: number | null): string {
  if (p === null) return 'not measured'
  return p < 0.001 ? p.toExponential(1) : formatNumber(p, 3)
}

function Numbers({ guard, own, linkFor }: { guard: string; own: readonly Own[]; linkFor: LinkFor }): ReactElement {
  const metrics = [...new Set(own.flatMap(({ report }) => report.numbers.map(({ metric }) => metric)))]
  return (
    <DataTable
      caption={`What guard ${guard} costs, and how well it tells`}
      columns={[
        { title: 'Measure' },
        ...own.flatMap(({ name }) => [
          { title: own.length > 1 ? name : 'Value', numeric: true },
          { title: own.length > 1 ? `95% interval, ${name}` : '95% interval', numeric: true },
          { title: own.length > 1 ? `n, ${name}` : 'k/n', numeric: true },
          ...WORTH_COLUMNS.map((column) =>
            own.length > 1 ? { ...column, title: `${column.title}, ${name}` } : column,
          ),
        ]),
      ]}
      rows={metrics.map((metric) => {
        const text = describeMetric({ benchmark: 'guard', metric })
        return {
          key: metric,
          cells: [
            <span key="measure" className="measure">
              {text.title}
              {text.means !== '' && <small>{text.means}</small>}
            </span>,
            ...own.flatMap(({ report, runId }) => {
              const row = report.numbers.find((other) => other.metric === metric)
              return row === undefined
                ? ['not measured', '', '', '', '']
                : [
                    formatValue(row),
                    formatRange(row),
                    <Count
                      key={`n ${runId}`}
                      linkFor={linkFor}
                      runId={runId}
                      selection={{ guard }}
                      k={row.k}
                      n={row.n}
                    />,
                    leastText(row),
                    behindText(row.behind),
                  ]
            }),
          ],
        }
      })}
    />
  )
}

function Examples({ own }: { own: readonly Own[] }): ReactElement | null {
  const rows = own.flatMap(({ name, report }) => report.examples.map((example) => ({ name, ...example })))
  if (rows.length === 0) return null
  return (
    <DataTable
      caption="Answers that the guard changed"
      columns={[{ title: 'Answer to' }, { title: 'What the guard changed' }]}
      rows={rows.map(({ name, sampleId, place, raw, edits }) => ({
        key: `${name} ${sampleId}`,
        cells: [
          <span key="place" className="measure">
            {name}
            <small>{place}</small>
          </span>,
          <ChangedText key="text" raw={raw} edits={edits} />,
        ],
      }))}
    />
  )
}
