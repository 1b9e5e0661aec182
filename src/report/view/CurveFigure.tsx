import { max, min } from 'd3-array'
import { scaleLinear, scalePoint } from 'd3-scale'
import type { ReactElement } from 'react'
import { Glyph } from '../charts/Glyph.tsx'
import { describeMetric, splitMetric } from '../model/metrics.ts'
import type { Curve } from '../model/numbers.ts'
import { formatNumber, formatRate } from '../model/text.ts'

const WIDTH = 640
const HEIGHT = 260
const MARGIN = { top: 12, right: 16, bottom: 44, left: 52 }

/**
 * Metrics over their types (layers, strengths of noise), one chart for each metric; its conditions (`[null]`,
 * `[blanked]`) are lines of it, the null with a band where 95% of it lie. The table of all numbers says the
 * same in words.
 */
export function CurveFigure({ curves }: { curves: readonly Curve[] }): ReactElement {
  const base = ({ metric }: Curve): string => splitMetric(metric).base
  const metrics = [...new Set(curves.map(base))]
  return (
    <>
      {metrics.map((metric) => (
        <CurvePlot key={metric} metric={metric} lines={curves.filter((curve) => base(curve) === metric)} />
      ))}
    </>
  )
}

function CurvePlot({ metric, lines }: { metric: string; lines: readonly Curve[] }): ReactElement {
  const { title, means, share } = describeMetric({ benchmark: lines[0]?.benchmark ?? '', metric })
  const names = lines.map(nameOf)
  const points = lines.flatMap((line) => line.points)
  const types = [...new Set(points.map((point) => point.type))]
  const values = points.flatMap(({ value, ci }) => [...(value === null ? [] : [value]), ...(ci ?? [])])
  const y = scaleLinear(share ? [0, 1] : [min(values) ?? 0, max(values) ?? 1], [HEIGHT - MARGIN.bottom, MARGIN.top])
  if (!share) y.nice()
  const x = scalePoint(types, [MARGIN.left, WIDTH - MARGIN.right]).padding(0.5)
  const step = Math.ceil(types.length / 12)
  return (
    <figure className="chart">
      <figcaption>
        <b>{title}</b>
        <span>{means}</span>
        {lines.length > 1 && (
          <span className="legend">
            {names.map((name, series) => (
              <span key={name}>
                <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
                  <Glyph series={series} x={7} y={7} />
                </svg>{' '}
                {name}
              </span>
            ))}
          </span>
        )}
      </figcaption>
      <svg className="plot curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {y.ticks(4).map((tick) => (
          <g key={tick} transform={`translate(0 ${y(tick)})`}>
            <line className="grid" x1={MARGIN.left} x2={WIDTH - MARGIN.right} />
            <text className="tick" x={MARGIN.left - 6} dy="0.35em" textAnchor="end">
              {share ? formatRate(tick).replace('.0', '') : formatNumber(tick)}
            </text>
          </g>
        ))}
        {types.map(
          (type, index) =>
            index % step === 0 && (
              <text key={type} className="tick" x={x(type)} y={HEIGHT - MARGIN.bottom + 18} textAnchor="middle">
                {points.find((point) => point.type === type)?.title}
              </text>
            ),
        )}
        {lines.map((line, series) => (
          <g key={names[series]}>
            {isNull(line) && <path className="null-band" d={bandOf(line, x, y)} />}
            <path className={`whisker series-${series % 4}`} fill="none" d={pathOf(line, x, y)} />
            {line.points.map(({ type, value, ci }) => (
              <g key={type}>
                {ci !== null && !isNull(line) && (
                  <path className={`whisker series-${series % 4}`} d={`M${x(type)} ${y(ci[0])}V${y(ci[1])}`} />
                )}
                {value !== null && <Glyph series={series % 4} x={x(type)!} y={y(value)} />}
              </g>
            ))}
          </g>
        ))}
      </svg>
    </figure>
  )
}

/** A missing value breaks the line: nothing is drawn where nothing was measured. */
function pathOf(line: Curve, x: (type: string) => number | undefined, y: (value: number) => number): string {
  let pen = 'M'
  return line.points
    .map(({ type, value }) => {
      if (value === null) {
        pen = 'M'
        return ''
      }
      const stroke = `${pen}${x(type)} ${y(value)}`
      pen = 'L'
      return stroke
    })
    .join('')
}

/** What would be there by chance: no measurement with whiskers but a band that measurements are inside of, or not. */
function isNull({ metric }: Curve): boolean {
  return splitMetric(metric).condition === 'null'
}

function bandOf(line: Curve, x: (type: string) => number | undefined, y: (value: number) => number): string {
  const known = line.points.flatMap(({ type, ci }) => (ci === null ? [] : [{ type, ci }]))
  const upper = known.map(({ type, ci }) => `${x(type)} ${y(ci[1])}`)
  const lower = known.toReversed().map(({ type, ci }) => `${x(type)} ${y(ci[0])}`)
  return known.length === 0 ? '' : `M${[...upper, ...lower].join('L')}Z`
}

function nameOf({ metric, guard, splitTitle, taskTitle }: Curve): string {
  const { condition } = splitMetric(metric)
  const parts = [splitTitle, taskTitle, condition, guard === 'none' ? null : `guard ${guard}`]
  return parts.filter((part) => part !== null).join(' · ') || 'all samples'
}
