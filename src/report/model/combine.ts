/** @file Two and more reports laid side by side, cell by cell. */
import type { RatePanel, RateRow } from './rates.ts'
import type { Report } from './report.ts'

/** What selects the samples behind a number; absent keys select all. */
export interface Selection {
  readonly split?: string
  readonly task?: string
  readonly type?: string
  readonly outcome?: string
  /** `on` or `off`: whether the escape clause was offered. */
  readonly escape?: string
  /** Absent: the model's own answers. */
  readonly guard?: string
  /** Absent: the answers to the questions as the benchmark asks them. */
  readonly condition?: string
}

/** Address of the samples behind a number, or null where there is nothing to link to (an exported file). */
export interface LinkFor {
  (runId: string, selection: Selection): string | null
}

/** A panel whose rows hold one cell for each report, in the order of the reports. */
export interface CombinedPanel extends Omit<RatePanel, 'rows'> {
  readonly key: string
  readonly rows: readonly (Pick<RateRow, 'task' | 'type' | 'taskTitle' | 'typeTitle'> & {
    readonly cells: readonly (RateRow | null)[]
  })[]
}

/**
 * Joins the reports' panels by benchmark, split, guard and condition, and their rows by task and type; a cell
 * that a report lacks is null.
 */
export function combinePanels(reports: readonly Report[]): CombinedPanel[] {
  const panels = new Map<string, RatePanel>()
  for (const panel of reports.flatMap((report) => report.panels)) {
    const key = panelKey(panel)
    const seen = panels.get(key)
    const rows = seen === undefined ? panel.rows : [...seen.rows, ...panel.rows.filter((row) => !find(seen.rows, row))]
    panels.set(key, { ...panel, rows })
  }
  return [...panels].map(([key, panel]) => ({
    ...panel,
    key,
    rows: panel.rows.map(({ task, type, taskTitle, typeTitle }) => ({
      task,
      type,
      taskTitle,
      typeTitle,
      cells: reports.map((report) => {
        const own = report.panels.find((p) => panelKey(p) === key)
        return (own && find(own.rows, { task, type })) ?? null
      }),
    })),
  }))
}

/** Names of the reports' models, told apart by the run where two are alike. */
export function seriesNames(reports: readonly Report[]): string[] {
  return reports.map((report) =>
    reports.some((other) => other !== report && other.modelName === report.modelName)
      ? `${report.modelName}, run ${report.runId.slice(0, 8)}`
      : report.modelName,
  )
}

function panelKey({ benchmark, split, guard, condition }: RatePanel): string {
  return JSON.stringify([benchmark, split, guard, condition])
}

function find(rows: readonly RateRow[], { task, type }: Pick<RateRow, 'task' | 'type'>): RateRow | undefined {
  return rows.find((row) => row.task === task && row.type === type)
}
