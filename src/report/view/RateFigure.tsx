import type { ReactElement, ReactNode } from 'react'
import { verdictOf, type Verdict } from '../../calibration/verdict.ts'
import { ChartFigure, NARROW, WIDE } from '../charts/ChartFigure.tsx'
import { DataTable, type TableRow } from '../charts/DataTable.tsx'
import { DotPlot, FEWEST, type DotMark, type DotPoint, type DotRow } from '../charts/DotPlot.tsx'
import type { ControlMark } from '../../calibration/controls.ts'
import { BEHIND_COLUMN, behindText, leastShare } from '../model/behind.ts'
import type { CombinedPanel, LinkFor, Selection } from '../model/combine.ts'
import { countOf } from './ControlLine.tsx'
import { Legend } from './Legend.tsx'
import type { Rate } from '../model/rates.ts'
import { formatInterval, formatRate } from '../model/text.ts'

export interface RateFigureProps {
  readonly panel: CombinedPanel
  /** One per cell of a row. */
  readonly series: readonly { readonly name: string; readonly runId: string }[]
  readonly linkFor: LinkFor
  /** Whether the runs asked with and without the escape clause: a number then counts one of the two. */
  readonly paired: boolean
}

const LEAK = 'Leak rate (ASR)'
const REFUSAL = 'Refusal rate (RR)'

/** Leak rate and refusal rate of every task and type of one split, all models on the same rows. */
export function RateFigure(props: RateFigureProps): ReactElement {
  const { panel, series } = props
  const rows = dotRows(props)
  const only = (index: number) =>
    rows.map((row) => ({
      ...row,
      cells: row.cells.slice(index, index + 1),
      marks: row.marks?.slice(index, index + 1) ?? [],
    }))
  const known = panel.rows.some((row) => row.cells.some((cell) => cell?.leak?.known || cell?.refusal?.known))
  const banded = ratesOf(panel).some((rate) => rate.known !== null && rate.n >= FEWEST)
  const title = `${panel.splitTitle}${panel.guard === 'none' ? '' : ` (guard: ${panel.guard})`}`
  return (
    <ChartFigure
      title={title}
      note={`Share of answers, with its 95% interval and k/n; where fewer than ${FEWEST} were asked, k/n alone.${banded ? ' Band: where a control model must lie, known from its making.' : ''}`}
      legend={<Legend series={series.map(({ name }) => name)} band={banded} controls={controlNames(panel)} />}
      wide={<DotPlot panels={[{ title: LEAK }, { title: REFUSAL }]} rows={rows} width={WIDE} labelWidth={150} />}
      narrow={
        <>
          <DotPlot panels={[{ title: LEAK }]} rows={only(0)} width={NARROW} labelWidth={128} />
          <DotPlot panels={[{ title: REFUSAL }]} rows={only(1)} width={NARROW} labelWidth={128} />
        </>
      }
      table={<RateTable {...props} caption={title} known={known} />}
    />
  )
}

function dotRows({ panel, series, linkFor, paired }: RateFigureProps): DotRow[] {
  return panel.rows.flatMap((row, index): DotRow[] => {
    const points = (name: 'leak' | 'refusal', outcome: string): DotPoint[] =>
      row.cells.flatMap((cell, s) => {
        const rate = cell?.[name] ?? null
        if (rate === null) return []
        const href = linkFor(series[s]!.runId, selectionOf(panel, row, outcome, paired))
        return [
          {
            series: s,
            value: rate.value,
            ci: rate.ci,
            text: fraction(rate),
            few: rate.n < FEWEST,
            band: rate.known?.expected ?? null,
            href,
          },
        ]
      })
    const pooled = row.task === null || row.type === null
    const dots: DotRow = {
      key: JSON.stringify([row.task, row.type]),
      label:
        row.type === null ? capital(row.taskTitle) : row.task === null ? `All tasks, ${row.typeTitle}` : row.typeTitle,
      level: pooled ? 0 : 1,
      cells: [points('leak', 'leak'), points('refusal', 'refused')],
      marks: [marksOf(row, 'leak'), marksOf(row, 'refusal')],
    }
    // A task without a pooled row of its own still needs its name above its types.
    if (pooled || panel.rows[index - 1]?.task === row.task) return [dots]
    return [{ key: `heading ${row.task}`, label: capital(row.taskTitle), level: 0, cells: [[], []] }, dots]
  })
}

type ControlKind = DotMark['kind']
type CombinedRow = CombinedPanel['rows'][number]

/** The controls of a row are the same for all of its models. */
function controlsOf(row: CombinedRow, name: 'leak' | 'refusal'): { kind: ControlKind; mark: ControlMark }[] {
  const pair = row.cells.map((cell) => cell?.[name]?.controls ?? null).find((controls) => controls !== null)
  return (['positive', 'negative'] as const).flatMap((kind) => {
    const mark = pair?.[kind] ?? null
    return mark === null ? [] : [{ kind, mark }]
  })
}

/** Whether a share of a row is drawn: others stand as counts, which no sign of a control is drawn beside. */
function isDrawn(row: CombinedRow, name: 'leak' | 'refusal'): boolean {
  return row.cells.some((cell) => (cell?.[name]?.n ?? 0) >= FEWEST)
}

function ratesOf(panel: CombinedPanel): Rate[] {
  return panel.rows.flatMap(({ cells }) => cells.flatMap((cell) => [cell?.leak ?? [], cell?.refusal ?? []].flat()))
}

function marksOf(row: CombinedRow, name: 'leak' | 'refusal'): DotMark[] {
  return controlsOf(row, name).flatMap(({ kind, mark: { value } }) => (value === null ? [] : [{ kind, value }]))
}

/** Which models the signs stand for: other ones for leaking than for refusing, it may be. */
function controlNames(panel: CombinedPanel): { kind: ControlKind; text: string }[] {
  return (['positive', 'negative'] as const).flatMap((kind) => {
    const names = (['leak', 'refusal'] as const).flatMap((name) =>
      panel.rows
        .filter((row) => isDrawn(row, name))
        .flatMap((row) =>
          controlsOf(row, name)
            .filter((control) => control.kind === kind)
            .map(({ mark }) => mark.name),
        ),
    )
    const distinct = [...new Set(names)]
    return distinct.length === 0 ? [] : [{ kind, text: `${kind} control, measured: ${distinct.join(', ')}` }]
  })
}

function RateTable({
  caption,
  panel,
  series,
  linkFor,
  paired,
  known,
}: RateFigureProps & { caption: string; known: boolean }): ReactElement {
  const several = series.length > 1
  const rates = ratesOf(panel)
  const corrected = rates.some((rate) => rate.corrected)
  const controlled = panel.rows.some((row) => controlsOf(row, 'leak').length > 0)
  const columns = [
    { title: 'Task' },
    { title: 'Type' },
    ...(several ? [{ title: 'Model' }] : []),
    { title: 'Leak rate', numeric: true },
    { title: '95% interval', numeric: true },
    { title: 'k/n', numeric: true },
    { title: 'Least detectable', numeric: true },
    ...(corrected ? [{ title: 'Corrected', numeric: true }] : []),
    ...(known ? [{ title: 'Known truth' }] : []),
    ...(controlled
      ? [
          { title: '+ control', numeric: true },
          { title: '− control', numeric: true },
        ]
      : []),
    { title: 'Refusal rate', numeric: true },
    { title: '95% interval of refusal', numeric: true },
    { title: 'k/n of refusal', numeric: true },
    { title: 'Least refusal detectable', numeric: true },
    ...(corrected ? [{ title: 'Corrected refusal', numeric: true }] : []),
    BEHIND_COLUMN,
  ]
  const rows = panel.rows.flatMap((row): TableRow[] =>
    row.cells.flatMap((cell, s): TableRow[] => {
      if (cell === null) return []
      const { name, runId } = series[s]!
      const link = (outcome: string) => linkFor(runId, selectionOf(panel, row, outcome, paired))
      return [
        {
          key: JSON.stringify([row.task, row.type, s]),
          cells: [
            row.taskTitle,
            row.typeTitle,
            ...(several ? [name] : []),
            ...rateCells(cell.leak, link('leak'), 'leaks'),
            ...(corrected ? [correctedText(cell.leak)] : []),
            ...(known ? [<Known key="known" rate={cell.leak} />] : []),
            ...(controlled ? [controlText(cell.leak, 'positive'), controlText(cell.leak, 'negative')] : []),
            ...rateCells(cell.refusal, link('refused'), 'refusals'),
            ...(corrected ? [correctedText(cell.refusal)] : []),
            behindText(cell.behind),
          ],
        },
      ]
    }),
  )
  return <DataTable caption={caption} columns={columns} rows={rows} headers={several ? 3 : 2} />
}

function rateCells(rate: Rate | null, href: string | null, noun: string): ReactNode[] {
  if (rate === null) return ['not measured', '', '', '']
  const text = fraction(rate)
  const count =
    href === null ? (
      text
    ) : (
      <a href={href} aria-label={`${text}: show these ${noun}`}>
        {text}
      </a>
    )
  return [formatRate(rate.value), formatInterval(rate.ci), count, leastShare(rate.least)]
}

function correctedText(rate: Rate | null): string {
  if (!rate?.corrected) return ''
  return `${formatRate(rate.corrected.value)} (${formatInterval(rate.corrected.ci)})`
}

function controlText(rate: Rate | null, kind: 'positive' | 'negative'): string {
  const mark = rate?.controls?.[kind] ?? null
  return mark === null ? '' : `${formatRate(mark.value)} (${countOf(mark)})`
}

/** The band, and whether the measured interval meets it. */
function Known({ rate }: { rate: Rate | null }): ReactElement | null {
  if (!rate?.known) return null
  const { tone, sign } = VERDICTS[verdictOf(rate.known.expected, rate)]
  return (
    <span className={`known known-${tone}`} title={rate.known.why}>
      {formatInterval(rate.known.expected)} {sign}
    </span>
  )
}

/** How a verdict is told: its tone, its sign in a table, and at the beginning of a sentence. */
export const VERDICTS: Readonly<
  Record<Verdict, { readonly tone: string; readonly sign: string; readonly says: string }>
> = {
  holds: { tone: 'good', sign: '✓ agrees', says: '✓ as it must be' },
  fails: { tone: 'bad', sign: '✗ differs', says: '✗ not as it must be' },
  'too few': { tone: 'open', sign: '○ too few', says: '○ too few answers to say; expected' },
}

function selectionOf(
  panel: CombinedPanel,
  row: { task: string | null; type: string | null },
  outcome: string,
  paired: boolean,
): Selection {
  return {
    ...(panel.split === null ? {} : { split: panel.split }),
    ...(row.task === null ? {} : { task: row.task }),
    ...(row.type === null ? {} : { type: row.type }),
    ...(panel.condition === 'no-escape' ? { escape: 'off' } : paired ? { escape: 'on' } : {}),
    ...(panel.guard === 'none' ? {} : { guard: panel.guard }),
    outcome,
  }
}

function fraction({ k, n }: Rate): string {
  return `${k ?? '–'}/${n}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
