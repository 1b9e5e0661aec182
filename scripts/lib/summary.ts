/**
 * @file What the runs of a matrix say, side by side: `summary.csv`, the main numbers of each run; `comparisons.csv`,
 * each model against the first one on the same questions; `summary.md`, both as tables.
 */
import { join } from 'node:path'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import { compareRuns } from '../../src/benchmarks/compare-runs.ts'
import { NO_CONDITION } from '../../src/domain/condition-spec.ts'
import { groupBy } from '../../src/domain/metric.ts'
import type { Metric } from '../../src/domain/run.ts'
import { csvOf } from '../../src/report/export/csv.ts'
import { answerRowOf } from '../../src/report/export/export.ts'
import { mainNumbers } from '../../src/report/model/main-numbers.ts'
import { NO_GUARD } from '../../src/domain/guard-spec.ts'
import type { MatrixCell } from './matrix.ts'
import { writeAtomically } from './output.ts'
import { readOutput, type Output } from './read-output.ts'

/** A number of one cell, or, with a reference, of two models. */
interface Line {
  readonly cell: MatrixCell
  readonly metric: Metric
  readonly reference: string | null
}

/** Why a cell has no numbers. */
interface Absence {
  readonly cell: MatrixCell
  readonly reason: string
}

/** @param folder of the matrix, whose cells lie below it. */
export async function writeSummary(folder: string, cells: readonly MatrixCell[]): Promise<void> {
  const lines: Line[] = []
  const comparisons: Line[] = []
  const absent: Absence[] = []
  // Only the runs of one benchmark are in memory at a time.
  for (const own of groupBy(cells, ({ benchmark, seed }) => `${benchmark} ${seed}`).values()) {
    let first: { readonly cell: MatrixCell; readonly output: Output } | null = null
    for (const cell of own) {
      const output = await readOutput(join(folder, cell.folder)).catch(() => null)
      const reason = whyNot(output)
      if (output === null || reason !== null) {
        absent.push({ cell, reason: reason ?? '' })
        continue
      }
      const meta = BENCHMARKS.find((one) => one.meta.id === cell.benchmark)?.meta ?? null
      for (const metric of mainNumbers(output.run.metrics, meta)) lines.push({ cell, metric, reference: null })
      if (first === null) first = { cell, output }
      else {
        const reference = first.cell.model
        for (const metric of compareRuns(comparable(output), comparable(first.output)))
          comparisons.push({ cell, metric, reference })
      }
    }
  }
  await writeAtomically(join(folder, 'summary.csv'), csvOf([COLUMNS, ...lines.map(fields)]))
  await writeAtomically(
    join(folder, 'comparisons.csv'),
    csvOf([[...COLUMNS, 'reference', 'type'], ...comparisons.map(comparedFields)]),
  )
  await writeAtomically(join(folder, 'summary.md'), markdownOf(lines, comparisons, absent))
}

/** Null where its numbers may be shown. */
function whyNot(output: Output | null): string | null {
  if (output === null) return 'there is no output of it'
  const { status, failure, answers } = output.run
  if (status !== 'done') return failure ?? `the run is ${status}`
  return answers.withheld === null ? null : `no result: ${answers.withheld}`
}

function comparable({ run, rows }: Output): Parameters<typeof compareRuns>[0] {
  return { rows: rows.map(answerRowOf), metrics: run.metrics }
}

const COLUMNS = [
  'model',
  'benchmark',
  'seed',
  'guard',
  'condition',
  'metric',
  'split',
  'task',
  'value',
  'low',
  'high',
  'k',
  'n',
  'no interval because',
] as const

function fields({ cell: { model, benchmark, seed }, metric }: Line): (string | number | null)[] {
  const { guard, condition = NO_CONDITION, split, task, value, ci, k, n, noInterval = null } = metric
  const [low, high] = ci ?? [null, null]
  return [model, benchmark, seed, guard, condition, metric.metric, split, task, value, low, high, k, n, noInterval]
}

function comparedFields(line: Line): (string | number | null)[] {
  return [...fields(line), line.reference, line.metric.type]
}

function markdownOf(lines: readonly Line[], comparisons: readonly Line[], absent: readonly Absence[]): string {
  const parts = [
    '# Summary\n',
    table(['model', 'benchmark', 'seed', 'guard, condition', 'number', 'value', 'of'], lines.map(row)),
  ]
  // Of tasks and types there are too many for a page.
  const shown = comparisons.filter(({ metric: { task, type } }) => task === null && type === null)
  if (shown.length > 0)
    parts.push(
      '## Against the first model, on the same questions\n',
      table(
        ['model', 'against', 'benchmark', 'seed', 'guard, condition', 'number', 'value', 'of'],
        shown.map((line) => row(line).toSpliced(1, 0, line.reference ?? '')),
      ),
      'Every number, of tasks and types too: `comparisons.csv`.\n',
    )
  if (absent.length > 0)
    parts.push(
      '## Without a result\n',
      ...absent.map(({ cell, reason }) => `- ${plain(cell.folder)}: ${plain(reason)}\n`),
    )
  return parts.join('\n')
}

function row({ cell: { model, benchmark, seed }, metric }: Line): string[] {
  const { guard, condition = NO_CONDITION, split, task, value, ci, k, n, noInterval } = metric
  const setting = [guard === NO_GUARD ? [] : guard, condition === NO_CONDITION ? [] : condition].flat()
  const interval =
    ci === null
      ? `no interval${noInterval === undefined ? '' : `: ${noInterval}`}`
      : `${number(ci[0])} to ${number(ci[1])}`
  return [
    model,
    benchmark,
    String(seed),
    setting.join(', '),
    [metric.metric, split, task].filter((part) => part !== null).join(', '),
    value === null ? 'not measured' : `${number(value)} (${interval})`,
    k === null ? `n ${n}` : `${k}/${n}`,
  ]
}

/** What is not zero is not shown as zero: p-values are small. */
function number(value: number): string {
  return value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(1) : value.toFixed(3)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |\n`
  return [line(head), `|${head.map(() => '---|').join('')}\n`, ...rows.map(line)].join('')
}

/** Names and reasons are texts of others: none of it becomes markup. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>|#&]/g, String.raw`\$&`)
}
