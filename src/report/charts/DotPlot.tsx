import { scaleLinear } from 'd3-scale'
import type { ReactElement } from 'react'
import { formatRate } from '../model/text.ts'
import { Glyph } from './Glyph.tsx'

/** One dot with its whisker; all numbers are shares from 0 to 1. */
export interface DotPoint {
  readonly series: number
  readonly value: number | null
  readonly ci: readonly [number, number] | null
  /** Printed at the right, on the dot's line: `k/n`. */
  readonly text: string
  /** So few answers that a dot or an interval of them would say more than there is: they are counted alone. */
  readonly few: boolean
  /** Where the value was known to lie beforehand. */
  readonly band: readonly [number, number] | null
  readonly href: string | null
}

/** Where something else lies that the dots are to be held against. */
export interface DotMark {
  readonly kind: 'positive' | 'negative'
  readonly value: number
}

export interface DotRow {
  readonly key: string
  readonly label: string
  /** 0: a pooled row or a heading, in bold; 1: a row of the group above it. */
  readonly level: 0 | 1
  /** One list of points for each panel; all empty for a heading. */
  readonly cells: readonly (readonly DotPoint[])[]
  /** One list for each panel: short rules across the row. */
  readonly marks?: readonly (readonly DotMark[])[]
}

export interface DotPlotProps {
  readonly panels: readonly { readonly title: string }[]
  readonly rows: readonly DotRow[]
  readonly width: number
  readonly labelWidth: number
  /** Drawn as a dashed rule in every panel, e.g. chance. */
  readonly rule?: number | null
}

/** Below so many answers a share is not drawn: its count is all that they say. */
export const FEWEST = 5

const LINE = 16
const ROW_PADDING = 5
const TOP = 46
const BOTTOM = 8
const CAP = 4
const INDENT = 14
/** Of a control's sign. */
const MARK_ROOM = 12
const TEXT_WIDTH = 56
const GAP = 20
/** Of the plot's type in bold, on average: 12 px in a sans serif. */
const CHARACTER_WIDTH = 7.4

/** A label in one line, or in two where one would run under the marks. */
export function labelLines(label: string, width: number): readonly string[] {
  const room = Math.floor(width / CHARACTER_WIDTH)
  if (label.length <= room) return [label]
  const space = label.lastIndexOf(' ', room)
  const at = space > 0 ? space : room
  const rest = label.slice(at).trim()
  return [label.slice(0, at), rest.length <= room ? rest : `${rest.slice(0, room - 1)}…`]
}

/**
 * Shares as dots with 95% whiskers, one row per cell, panels side by side on the same rows. Pure SVG in px of `width`.
 * Hidden from assistive technology: the table under it says the same in words and numbers.
 */
export function DotPlot({ panels, rows, width, labelWidth, rule = null }: DotPlotProps): ReactElement {
  const lines = rows.map(({ label, level }) => labelLines(label, labelWidth - level * INDENT))
  // Where nothing is drawn that they could be held against, controls are in the table alone.
  const marks = rows.map((row) =>
    row.cells.map((points, p) => (points.every(({ few }) => few) ? [] : (row.marks?.[p] ?? []))),
  )
  // The signs of controls stand above a row's dots, in room of their own.
  const above = marks.map((own) => (own.some((signs) => signs.length > 0) ? MARK_ROOM : 0))
  const heights = rows.map(
    (row, index) =>
      Math.max(lines[index]!.length, ...row.cells.map((points) => points.length)) * LINE + ROW_PADDING + above[index]!,
  )
  const tops = heights.map((_, index) => TOP + heights.slice(0, index).reduce((sum, height) => sum + height, 0))
  const firsts = tops.map((top, index) => top + above[index]! + ROW_PADDING / 2 + LINE / 2)
  const height = TOP + heights.reduce((sum, h) => sum + h, 0) + BOTTOM
  const panelWidth = (width - labelWidth) / panels.length
  const x = scaleLinear([0, 1], [0, panelWidth - TEXT_WIDTH - GAP])
  const ticks = panelWidth > 320 ? [0, 0.25, 0.5, 0.75, 1] : panelWidth > 190 ? [0, 0.5, 1] : [0, 1]
  return (
    <svg className="plot" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {rows.map((row, index) => (
        <text
          key={row.key}
          className={row.level === 0 ? 'label label-strong' : 'label'}
          x={row.level * INDENT}
          y={firsts[index]}
          dy="0.35em"
        >
          {lines[index]!.map((line, at) => (
            <tspan key={line} x={row.level * INDENT} dy={at === 0 ? undefined : LINE}>
              {line}
            </tspan>
          ))}
        </text>
      ))}
      {panels.map((panel, p) => (
        <g key={panel.title} transform={`translate(${labelWidth + p * panelWidth + GAP / 2} 0)`}>
          <text className="label label-strong" x={0} y={12}>
            {panel.title}
          </text>
          {ticks.map((tick) => (
            <g key={tick} transform={`translate(${x(tick)} 0)`}>
              <line className="grid" y1={TOP - 6} y2={height - BOTTOM} />
              <text className="tick" y={TOP - 14} textAnchor={tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle'}>
                {formatRate(tick).replace('.0', '')}
              </text>
            </g>
          ))}
          {rule !== null && <line className="rule" x1={x(rule)} x2={x(rule)} y1={TOP - 6} y2={height - BOTTOM} />}
          {rows.map((row, index) =>
            (marks[index]![p] ?? []).map(({ kind, value }) => (
              <line
                key={`${row.key} ${kind}`}
                className={`control-rule control-rule-${kind}`}
                x1={x(value)}
                x2={x(value)}
                y1={tops[index]}
                y2={tops[index]! + heights[index]!}
              />
            )),
          )}
          {rows.map((row, index) =>
            (row.cells[p] ?? []).map((point, line) => (
              <Dot key={`${row.key} ${point.series}`} point={point} x={x} y={firsts[index]! + line * LINE} />
            )),
          )}
          {rows.map((row, index) =>
            besides(marks[index]![p] ?? [], x).map(({ kind, at }) => (
              <MarkPlate key={`${row.key} ${kind}`} kind={kind} x={at} y={tops[index]! + MARK_ROOM / 2} />
            )),
          )}
        </g>
      ))}
    </svg>
  )
}

/** Where the signs of a row stand: beside each other where their values lie in one place. */
function besides(
  marks: readonly DotMark[],
  x: (share: number) => number,
): { readonly kind: DotMark['kind']; readonly at: number }[] {
  const placed = marks.map(({ kind, value }) => ({ kind, at: x(value) })).toSorted((a, b) => a.at - b.at)
  const [first, second] = placed
  if (first === undefined || second === undefined || second.at - first.at >= MARK_ROOM) return placed
  const middle = (first.at + second.at) / 2
  return [
    { ...first, at: middle - MARK_ROOM / 2 },
    { ...second, at: middle + MARK_ROOM / 2 },
  ]
}

/** The sign of a control: a filled circle must show it, an open square must not. */
export function MarkPlate({ kind, x, y }: { kind: DotMark['kind']; x: number; y: number }): ReactElement {
  return (
    <g className={`control control-${kind}`} transform={`translate(${x} ${y})`}>
      {kind === 'positive' ? <circle r={4.75} /> : <rect x={-4.5} y={-4.5} width={9} height={9} />}
      <text dy="0.35em" textAnchor="middle">
        {kind === 'positive' ? '+' : '−'}
      </text>
    </g>
  )
}

function Dot({ point, x, y }: { point: DotPoint; x: (share: number) => number; y: number }): ReactElement {
  const { series, value, ci, band, text, few, href } = point
  const end = x(1) + TEXT_WIDTH + 4
  const body = (
    <>
      {band !== null && !few && (
        <rect
          className="band"
          x={x(band[0]) - 2}
          y={y - LINE / 2 + 2}
          width={x(band[1]) - x(band[0]) + 4}
          height={LINE - 4}
          rx={2}
        />
      )}
      {ci !== null && !few && (
        <path
          className={`whisker series-${series}`}
          d={`M${x(ci[0])} ${y}H${x(ci[1])}M${x(ci[0])} ${y - CAP}v${2 * CAP}M${x(ci[1])} ${y - CAP}v${2 * CAP}`}
        />
      )}
      {value !== null && !few && <Glyph series={series} x={x(value)} y={y} />}
      <text className="count" x={end} y={y} dy="0.35em" textAnchor="end">
        {text}
      </text>
    </>
  )
  if (href === null) return <g>{body}</g>
  // Out of the tab order: the same link stands in the table, where it has words.
  return (
    <a href={href} tabIndex={-1}>
      <rect x={0} y={y - LINE / 2} width={end} height={LINE} fill="transparent" />
      {body}
    </a>
  )
}
