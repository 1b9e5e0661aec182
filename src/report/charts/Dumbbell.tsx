import { scaleLinear } from 'd3-scale'
import type { ReactElement } from 'react'
import { formatRate } from '../model/text.ts'
import { Glyph } from './Glyph.tsx'

export interface DumbbellPair {
  readonly series: number
  readonly before: number | null
  readonly after: number | null
  readonly ci: readonly [number, number] | null
  /** Printed at the right: `10/12 → 0/12`. */
  readonly text: string
}

export interface DumbbellRow {
  readonly key: string
  readonly label: string
  readonly level: 0 | 1
  readonly pairs: readonly DumbbellPair[]
}

const LINE = 17
const PADDING = 5
const TOP = 26
const BOTTOM = 6
const GAP = 14

/**
 * Two shares of the same answers on one line each: hollow before, filled after with its whisker. Hidden from
 * assistive technology: see the table.
 */
export function Dumbbell({
  rows,
  width,
  labelWidth,
  textWidth,
}: {
  rows: readonly DumbbellRow[]
  width: number
  labelWidth: number
  textWidth: number
}): ReactElement {
  const heights = rows.map(({ pairs }) => Math.max(1, pairs.length) * LINE + PADDING + (labelWidth === 0 ? LINE : 0))
  const tops = heights.map((_, i) => TOP + heights.slice(0, i).reduce((sum, height) => sum + height, 0))
  const height = TOP + heights.reduce((sum, h) => sum + h, 0) + BOTTOM
  const x = scaleLinear([0, 1], [labelWidth + GAP, width - textWidth - GAP])
  const above = labelWidth === 0
  return (
    <svg className="plot" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {[0, 0.5, 1].map((tick) => (
        <g key={tick} transform={`translate(${x(tick)} 0)`}>
          <line className="grid" y1={TOP - 6} y2={height - BOTTOM} />
          <text className="tick" y={TOP - 13} textAnchor="middle">
            {formatRate(tick).replace('.0', '')}
          </text>
        </g>
      ))}
      {rows.map((row, i) => (
        <g key={row.key}>
          <text
            className={row.level === 0 ? 'label label-strong' : 'label'}
            x={row.level * 12}
            y={tops[i]! + PADDING / 2 + LINE / 2}
            dy="0.35em"
          >
            {row.label}
          </text>
          {row.pairs.map(({ series, before, after, ci, text }, line) => {
            const y = tops[i]! + PADDING / 2 + (line + (above ? 1 : 0)) * LINE + LINE / 2
            return (
              <g key={series}>
                {before !== null && after !== null && (
                  <path className={`whisker dumbbell series-${series % 4}`} d={`M${x(before)} ${y}H${x(after)}`} />
                )}
                {ci !== null && <path className={`whisker series-${series % 4}`} d={`M${x(ci[0])} ${y}H${x(ci[1])}`} />}
                {before !== null && <circle className={`hollow series-${series % 4}`} cx={x(before)} cy={y} r={5} />}
                {after !== null && <Glyph series={series} x={x(after)} y={y} size={4.5} />}
                <text className="count" x={width} y={y} dy="0.35em" textAnchor="end">
                  {text}
                </text>
              </g>
            )
          })}
        </g>
      ))}
    </svg>
  )
}
