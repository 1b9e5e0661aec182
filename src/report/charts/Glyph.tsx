import type { ReactElement } from 'react'

/**
 * Marks of series differ in shape as well as in colour (Okabe-Ito), so that they survive print and colour
 * blindness.
 */
export const SERIES_LIMIT = 4

export function Glyph({
  series,
  x,
  y,
  size = 5,
}: {
  series: number
  x: number
  y: number
  size?: number
}): ReactElement {
  const className = `mark series-${series % SERIES_LIMIT}`
  switch (series % SERIES_LIMIT) {
    case 0:
      return <circle className={className} cx={x} cy={y} r={size} />
    case 1:
      return (
        <path
          className={className}
          d={`M${x} ${y - size * 1.3}l${size * 1.3} ${size * 1.3}l${-size * 1.3} ${size * 1.3}l${-size * 1.3} ${-size * 1.3}z`}
        />
      )
    case 2:
      return <path className={className} d={`M${x} ${y - size * 1.2}l${size * 1.2} ${size * 2.1}h${-size * 2.4}z`} />
    default:
      return <rect className={className} x={x - size} y={y - size} width={size * 2} height={size * 2} />
  }
}
