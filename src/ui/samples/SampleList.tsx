import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react'
import { OutcomeBadge } from '../kit/OutcomeBadge.tsx'
import { windowOf } from './window.ts'
import type { SampleRow, Sort, SortKey } from './rows.ts'

const ROW = 44
const HEIGHT = 560
const PAGE = 10

const COLUMNS: readonly (readonly [SortKey, string])[] = [
  ['asked', 'No.'],
  ['outcome', 'Outcome'],
  ['split', 'Split'],
  ['task', 'Task'],
  ['type', 'Type'],
]

export interface SampleListProps {
  readonly rows: readonly SampleRow[]
  /** Position of the opened row, or -1. */
  readonly at: number
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  readonly onOpen: (index: number) => void
}

/** A grid of any length: only the rows in view exist, and assistive technology is told the whole count. */
export function SampleList({ rows, at, sort, onSort, onOpen }: SampleListProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const { first, last } = windowOf(top, HEIGHT, ROW, rows.length)
  // The opened row comes into view, wherever it was opened from.
  useEffect(() => {
    const box = scroller.current
    if (box === null || at === -1) return
    if (at * ROW < box.scrollTop) box.scrollTop = at * ROW
    else if ((at + 1) * ROW > box.scrollTop + box.clientHeight) box.scrollTop = (at + 1) * ROW - box.clientHeight
  }, [at])
  const move = (event: KeyboardEvent) => {
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE,
      PageUp: at - PAGE,
      Home: 0,
      End: rows.length - 1,
    }[event.key]
    if (to === undefined || rows.length === 0) return
    event.preventDefault()
    onOpen(Math.min(Math.max(to, 0), rows.length - 1))
  }
  return (
    <div
      className="grid"
      role="grid"
      aria-label="Samples; arrow keys move"
      aria-rowcount={rows.length + 1}
      aria-colcount={COLUMNS.length + 1}
      tabIndex={0}
      aria-activedescendant={at >= first && at < last ? `row-${at}` : undefined}
      onKeyDown={move}
    >
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className="grid-row grid-head">
          {COLUMNS.map(([key, title]) => (
            <span
              key={key}
              role="columnheader"
              aria-sort={sort.key !== key ? 'none' : sort.descending ? 'descending' : 'ascending'}
            >
              <button
                type="button"
                className="sort"
                title={key === 'outcome' ? 'The worst first: leaks by what they give away, then the rest' : undefined}
                onClick={() => onSort({ key, descending: sort.key === key && !sort.descending })}
              >
                {title}
                <span aria-hidden="true">{sort.key !== key ? '' : sort.descending ? ' ↓' : ' ↑'}</span>
              </button>
            </span>
          ))}
          <span role="columnheader">Answer</span>
        </div>
      </div>
      <div
        role="rowgroup"
        className="grid-scroll"
        ref={scroller}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        style={{ height: Math.min(HEIGHT, Math.max(rows.length, 1) * ROW) }}
      >
        <div role="presentation" style={{ height: rows.length * ROW, position: 'relative' }}>
          {rows.slice(first, last).map((row, offset) => {
            const index = first + offset
            return (
              <div
                key={`${row.sample.id} ${row.guard}`}
                id={`row-${index}`}
                role="row"
                // One row is in the tab order, so that the scrolling part can be reached.
                tabIndex={index === (at >= first && at < last ? at : first) ? 0 : -1}
                aria-rowindex={index + 2}
                aria-selected={index === at}
                className="grid-row"
                style={{ top: index * ROW, height: ROW }}
                onClick={() => onOpen(index)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') onOpen(index)
                }}
              >
                <span role="gridcell">{row.number}</span>
                <span role="gridcell">{row.score === null ? '–' : <OutcomeBadge outcome={row.score.outcome} />}</span>
                <span role="gridcell">{row.sample.split}</span>
                <span role="gridcell">{row.sample.task}</span>
                <span role="gridcell">{row.sample.type}</span>
                <span role="gridcell" className="grid-answer" dir="auto">
                  {row.response?.output ?? 'not answered yet'}
                </span>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
