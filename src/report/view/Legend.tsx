import type { ReactElement } from 'react'
import { MarkPlate, type DotMark } from '../charts/DotPlot.tsx'
import { Glyph } from '../charts/Glyph.tsx'

/** What the signs of a dot chart mean. Says nothing where there is one series and no band. */
export function Legend({
  series,
  band = false,
  rule = null,
  controls = [],
}: {
  series: readonly string[]
  band?: boolean
  rule?: string | null
  controls?: readonly { readonly kind: DotMark['kind']; readonly text: string }[]
}): ReactElement | null {
  if (series.length < 2 && !band && rule === null && controls.length === 0) return null
  return (
    <ul className="legend">
      {series.length > 1 &&
        series.map((name, index) => (
          <li key={name}>
            <svg width={16} height={16} aria-hidden="true" className="plot">
              <Glyph series={index} x={8} y={8} />
            </svg>
            {name}
          </li>
        ))}
      {band && (
        <li>
          <svg width={22} height={16} aria-hidden="true" className="plot">
            <rect className="band" x={1} y={1} width={20} height={14} rx={2} />
          </svg>
          known truth of a control
        </li>
      )}
      {controls.map(({ kind, text }) => (
        <li key={kind}>
          <svg width={16} height={20} aria-hidden="true" className="plot">
            <line className={`control-rule control-rule-${kind}`} x1={8} x2={8} y1={6} y2={20} />
            <MarkPlate kind={kind} x={8} y={6} />
          </svg>
          {text}
        </li>
      ))}
      {rule !== null && (
        <li>
          <svg width={16} height={16} aria-hidden="true" className="plot">
            <line className="rule" x1={8} x2={8} y1={0} y2={16} />
          </svg>
          {rule}
        </li>
      )}
    </ul>
  )
}
