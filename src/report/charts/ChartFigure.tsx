import { createContext, use, type ReactElement, type ReactNode } from 'react'

/** Whether tables stand open: in a file they do, on the screen the reader opens them. On paper they always are. */
export const TablesOpen = createContext(true)

/**
 * Widths in px of the two drawings of a chart; a container query of the style sheet shows the one that fits.
 * The wide one fits on A4.
 */
export const WIDE = 680
export const NARROW = 288

export interface ChartFigureProps {
  readonly title: string
  /** How to read it, in one or two sentences. */
  readonly note: string
  readonly legend?: ReactNode
  readonly wide: ReactNode
  readonly narrow: ReactNode
  /** Same rows in the same order. */
  readonly table: ReactNode
}

/** A chart never stands alone: caption, drawing, and the table of its numbers. */
export function ChartFigure({ title, note, legend, wide, narrow, table }: ChartFigureProps): ReactElement {
  const tablesOpen = use(TablesOpen)
  return (
    <figure className="chart">
      <figcaption>
        <strong>{title}</strong>
        <span>{note}</span>
      </figcaption>
      {legend}
      <div className="chart-wide">{wide}</div>
      <div className="chart-narrow">{narrow}</div>
      <details open={tablesOpen}>
        <summary>The numbers as a table</summary>
        {table}
      </details>
    </figure>
  )
}
