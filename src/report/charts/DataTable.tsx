import type { ReactElement, ReactNode } from 'react'

export interface Column {
  readonly title: string
  readonly numeric?: boolean
}

export interface TableRow {
  readonly key: string
  readonly cells: readonly ReactNode[]
}

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
                  <td key={columns[index]!.title} className={columns[index]!.numeric ? 'numeric' : undefined}>
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
