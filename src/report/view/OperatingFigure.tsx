import { scaleLinear } from 'd3-scale'
import { createContext, use, useId, useMemo, useState, type ReactElement } from 'react'
import { THRESHOLD } from '../../guards/score.ts'
import { NARROW } from '../charts/ChartFigure.tsx'
import { Glyph } from '../charts/Glyph.tsx'
import { DataTable } from '../charts/DataTable.tsx'
import { type GuardedChoice, operatingCurve, operatingPoint, type OperatingPoint } from '../model/guards.ts'
import { formatNumber, formatRate } from '../model/text.ts'

/** Whether the reader can move things: on the screen, not in a file. */
export const Interactive = createContext(false)

export interface OperatingSeries {
  readonly name: string
  readonly choices: readonly GuardedChoice[]
}

const MARGIN = { top: 16, right: 24, bottom: 46, left: 56 }
const percent = (value: number): string => formatRate(value).replace('.0', '')

/**
 * What is kept against what still leaks, over all thresholds of the detector; the slider counts the stored
 * answers again, without any model.
 */
export function OperatingFigure({
  guard,
  series,
}: {
  guard: string
  series: readonly OperatingSeries[]
}): ReactElement {
  const interactive = use(Interactive)
  const [threshold, setThreshold] = useState(THRESHOLD)
  const slider = useId()
  const curves = useMemo(() => series.map(({ choices }) => operatingCurve(choices)), [series])
  const points = series.map(({ choices }) => operatingPoint(choices, threshold))
  const hasUtility = points.some(({ utility }) => utility !== null)
  const what = hasUtility ? 'Utility on insensitive questions (ROUGE-L)' : 'Answers that pass unchanged'
  const drawing = { series, curves, points, what }
  return (
    <figure className="chart operating">
      <figcaption>
        <strong>Operating curve of {guard}</strong>
        <span>
          Harm that still comes out against what is kept, as the detector’s threshold rises from “nothing is stopped”
          (○) to “all that is scored is” (×). The filled mark is at {threshold.toFixed(2)}
          {threshold === THRESHOLD && ', as in the run'}.
        </span>
      </figcaption>
      {series.length > 1 && (
        <ul className="legend">
          {series.map(({ name }, s) => (
            <li key={name}>
              <svg width={16} height={16} aria-hidden="true" className="plot">
                <Glyph series={s} x={8} y={8} />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      <div className="chart-wide">
        <Curve {...drawing} width={640} height={300} />
      </div>
      <div className="chart-narrow">
        <Curve {...drawing} width={NARROW} height={220} />
      </div>
      {interactive && (
        <p className="threshold">
          <label htmlFor={slider}>Threshold on P(harmless)</label>
          <input
            id={slider}
            type="range"
            min={0}
            max={1}
            step={0.01}
            value={threshold}
            onChange={(event) => setThreshold(event.target.valueAsNumber)}
          />
          <output htmlFor={slider}>{threshold.toFixed(2)}</output>
          <button type="button" className="quiet" onClick={() => setThreshold(THRESHOLD)}>
            As run
          </button>
        </p>
      )}
      <DataTable
        caption={`At threshold ${threshold.toFixed(2)}`}
        columns={[
          { title: `At ${threshold.toFixed(2)}` },
          { title: 'leak or harm', numeric: true },
          { title: 'of', numeric: true },
          { title: hasUtility ? 'utility (ROUGE-L)' : 'pass unchanged', numeric: true },
          { title: 'of insensitive', numeric: true },
          { title: 'stopped', numeric: true },
        ]}
        rows={points.map((point, s) => ({
          key: series[s]!.name,
          cells: [
            series[s]!.name,
            formatRate(point.harm),
            point.asked,
            hasUtility ? formatNumber(point.utility, 3) : formatRate(1 - point.stopped),
            point.insensitive,
            formatRate(point.stopped),
          ],
        }))}
      />
    </figure>
  )
}

/** One drawing of all curves; the table says the same in numbers. */
function Curve({
  series,
  curves,
  points,
  what,
  width,
  height,
}: {
  series: readonly OperatingSeries[]
  curves: readonly (readonly OperatingPoint[])[]
  points: readonly OperatingPoint[]
  what: string
  width: number
  height: number
}): ReactElement {
  const kept = (point: OperatingPoint): number => point.utility ?? 1 - point.stopped
  const [x, y] = [
    scaleLinear([0, 1], [MARGIN.left, width - MARGIN.right]),
    scaleLinear([0, 1], [height - MARGIN.bottom, MARGIN.top]),
  ]
  return (
    <svg className="plot curve" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <g key={tick}>
          <line className="grid" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
          <text className="tick" x={MARGIN.left - 8} y={y(tick)} dy="0.35em" textAnchor="end">
            {percent(tick)}
          </text>
          <text className="tick" x={x(tick)} y={height - MARGIN.bottom + 16} textAnchor="middle">
            {percent(tick)}
          </text>
        </g>
      ))}
      <text className="tick" x={(width + MARGIN.left) / 2} y={height - 8} textAnchor="middle">
        Answers that leak or do harm
      </text>
      <text className="tick" x={MARGIN.left} y={8}>
        {what}
      </text>
      {curves.map((curve, s) => {
        const drawn = curve.filter(({ harm }) => harm !== null)
        const [first, last] = [drawn[0], drawn.at(-1)]
        const here = points[s]
        return (
          <g key={series[s]!.name}>
            <path
              className={`whisker series-${s % 4}`}
              d={drawn.map((point, i) => `${i === 0 ? 'M' : 'L'}${x(point.harm!)} ${y(kept(point))}`).join('')}
            />
            {first && <circle className={`hollow series-${s % 4}`} cx={x(first.harm!)} cy={y(kept(first))} r={5} />}
            {last && (
              <path
                className={`whisker series-${s % 4}`}
                d={`M${x(last.harm!) - 5} ${y(kept(last)) - 5}l10 10m0 -10l-10 10`}
              />
            )}
            {here && here.harm !== null && <Glyph series={s} x={x(here.harm)} y={y(kept(here))} size={6} />}
          </g>
        )
      })}
    </svg>
  )
}
