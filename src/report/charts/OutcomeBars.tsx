import { scaleLinear } from 'd3-scale'
import type { ReactElement } from 'react'
import { OUTCOMES, type Outcome } from '../../domain/score.ts'
import { OUTCOME_TEXT } from '../model/text.ts'
import { FEWEST } from './DotPlot.tsx'

export interface OutcomeBar {
  readonly key: string
  readonly label: string
  /** A heading has no counts. */
  readonly counts: Readonly<Record<Outcome, number>> | null
  readonly level: 0 | 1
}

const LINE = 22
const TOP = 4
const ICON_ROOM = 16
const TEXT_WIDTH = 44

/**
 * Each row's answers as one bar, cut into outcomes; each piece carries its outcome's sign. Hidden from
 * assistive technology as {@link DotPlot} is.
 */
export function OutcomeBars({
  bars,
  width,
  labelWidth,
}: {
  bars: readonly OutcomeBar[]
  width: number
  labelWidth: number
}): ReactElement {
  const room = width - labelWidth - TEXT_WIDTH
  const height = TOP + bars.length * LINE + 4
  return (
    <svg className="plot" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {bars.map((bar, index) => (
        <g key={bar.key} transform={`translate(0 ${TOP + index * LINE})`}>
          <text
            className={bar.level === 0 ? 'label label-strong' : 'label'}
            x={bar.level * 14}
            y={LINE / 2}
            dy="0.35em"
          >
            {bar.label}
          </text>
          {bar.counts !== null && <Pieces counts={bar.counts} from={labelWidth} room={room} end={width} />}
        </g>
      ))}
    </svg>
  )
}

function Pieces({
  counts,
  from,
  room,
  end,
}: {
  counts: Readonly<Record<Outcome, number>>
  from: number
  room: number
  end: number
}): ReactElement {
  const n = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0)
  const x = scaleLinear([0, Math.max(n, 1)], [from, from + room])
  const used = OUTCOMES.filter((outcome) => counts[outcome] > 0)
  if (n < FEWEST)
    return (
      <text className="count" x={end} y={LINE / 2} dy="0.35em" textAnchor="end">
        {used.map((outcome) => `${counts[outcome]} ${OUTCOME_TEXT[outcome].word}`).join(', ')}
      </text>
    )
  const pieces = used.map((outcome, index) => {
    const before = used.slice(0, index).reduce((sum, earlier) => sum + counts[earlier], 0)
    return { outcome, start: x(before), width: x(before + counts[outcome]) - x(before) }
  })
  return (
    <>
      {pieces.map(({ outcome, start, width }) => (
        <g key={outcome}>
          <rect
            className={`piece outcome-${outcome}`}
            x={start}
            y={3}
            width={Math.max(width - 1, 1)}
            height={LINE - 6}
          />
          {width >= ICON_ROOM && (
            <text className="piece-icon" x={start + width / 2} y={LINE / 2} dy="0.35em" textAnchor="middle">
              {OUTCOME_TEXT[outcome].icon}
            </text>
          )}
        </g>
      ))}
      <text className="count" x={end} y={LINE / 2} dy="0.35em" textAnchor="end">
        {n}
      </text>
    </>
  )
}
