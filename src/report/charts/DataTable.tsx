import type { ReactElement, ReactNode } from 'react'

export interface Column {
  readonly title: string
  readonly numeric?: boolean
}

export interface TableRow {
  readonly key: string
  readonly cells: readonly ReactNode[]
}

/** In so many letters a number and its interval have room; what is longer is a sentence, which wraps. */
const LONGEST_NUMBER = 26

/**
 * A plain table; the first `headers` cells of each row are its headings. Scrolls by itself where the page is
 * narrow.
 */
export function DataTable({
  caption,
  columns,
  rows,
  headers = 1,
}: {
  caption: string
  columns: readonly Column[]
  rows: readonly TableRow[]
  headers?: number
}): ReactElement {
  return (
    // A stretch that scrolls must be reachable by keyboard (axe: scrollable-region-focusable).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="table-scroll" aria-label={`Table: ${caption}`} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={column.numeric ? 'numeric' : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) =>
                index < headers ? (
                  <th key={columns[index]!.title} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={columns[index]!.title} className={classOf(columns[index]!, cell)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function classOf({ numeric }: Column, cell: ReactNode): string | undefined {
  if (numeric !== true) return undefined
  return typeof cell === 'string' && cell.length > LONGEST_NUMBER ? 'numeric words' : 'numeric'
}
