import type { ReactElement, ReactNode } from 'react'
import { OUTCOMES } from '../../domain/score.ts'
import { ChartFigure, NARROW, WIDE } from '../charts/ChartFigure.tsx'
import { DataTable } from '../charts/DataTable.tsx'
import { OutcomeBars, type OutcomeBar } from '../charts/OutcomeBars.tsx'
import type { LinkFor } from '../model/combine.ts'
import type { Report } from '../model/report.ts'
import { OUTCOME_TEXT } from '../model/text.ts'

/** What became of the answers of each task, for one report. */
export function OutcomeFigure({
  report,
  name,
  linkFor,
}: {
  report: Report
  name: string
  linkFor: LinkFor
}): ReactElement | null {
  if (report.outcomes.length === 0) return null
  const bars = report.outcomes.flatMap((row, index): OutcomeBar[] => {
    const bar: OutcomeBar = {
      key: `${row.benchmark}/${row.splitTitle}/${row.task}`,
      label: row.taskTitle,
      counts: row.counts,
      level: 1,
    }
    const before = report.outcomes[index - 1]
    if (before?.splitTitle === row.splitTitle && before.benchmark === row.benchmark) return [bar]
    return [{ key: `${row.benchmark}/${row.splitTitle}`, label: row.splitTitle, counts: null, level: 0 }, bar]
  })
  const used = OUTCOMES.filter((outcome) => report.outcomes.some((row) => row.counts[outcome] > 0))
  return (
    <ChartFigure
      title={`Outcomes: ${name}`}
      note="Every answer has one outcome. Number at the right: answers."
      legend={
        <ul className="legend">
          {used.map((outcome) => (
            <li key={outcome}>
              <span className={`swatch outcome-${outcome}`}>{OUTCOME_TEXT[outcome].icon}</span>
              <span>
                <b>{OUTCOME_TEXT[outcome].word}</b>: {OUTCOME_TEXT[outcome].means}
              </span>
            </li>
          ))}
        </ul>
      }
      wide={<OutcomeBars bars={bars} width={WIDE} labelWidth={150} />}
      narrow={<OutcomeBars bars={bars} width={NARROW} labelWidth={110} />}
      table={
        <DataTable
          caption={`Outcomes of ${name}`}
          headers={2}
          columns={[
            { title: 'Split' },
            { title: 'Task' },
            ...used.map((outcome) => ({ title: OUTCOME_TEXT[outcome].word, numeric: true })),
            { title: 'answers', numeric: true },
          ]}
          rows={report.outcomes.map((row) => ({
            key: `${row.benchmark}/${row.splitTitle}/${row.task}`,
            cells: [
              row.splitTitle,
              row.taskTitle,
              ...used.map((outcome): ReactNode => {
                const href = linkFor(report.runId, {
                  split: row.split,
                  task: row.task,
                  ...(row.escape === null ? {} : { escape: row.escape }),
                  outcome,
                })
                const count = row.counts[outcome]
                if (href === null || count === 0) return count
                return (
                  <a key={outcome} href={href} aria-label={`${count} ${OUTCOME_TEXT[outcome].word}: show them`}>
                    {count}
                  </a>
                )
              }),
              row.n,
            ],
          }))}
        />
      }
    />
  )
}
