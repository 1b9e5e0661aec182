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
import { behindBoth, behindEach, behindText, type Behind, type ComparedMetric } from '../../src/report/model/behind.ts'
import { mainNumbers } from '../../src/report/model/main-numbers.ts'
import { numberLimits } from '../../src/report/model/metrics.ts'
import { NO_GUARD } from '../../src/domain/guard-spec.ts'
import type { MatrixCell } from './matrix.ts'
import { writeAtomically } from './output.ts'
import { readOutput, type Output } from './read-output.ts'

const METAS = BENCHMARKS.map(({ meta }) => meta)

/** A number of one cell. */
interface Line {
  readonly cell: MatrixCell
  readonly metric: Metric
  readonly behind: Behind
}

/** One of two models on the same questions. */
interface Compared {
  readonly cell: MatrixCell
  readonly metric: ComparedMetric
  readonly reference: string
}

/** Why a cell has no numbers. */
interface Absence {
  readonly cell: MatrixCell
  readonly reason: string
}

/** @param folder of the matrix, whose cells lie below it. */
export async function writeSummary(folder: string, cells: readonly MatrixCell[]): Promise<void> {
  const lines: Line[] = []
  const comparisons: Compared[] = []
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
      lines.push(...mainLines(cell, output))
      if (first === null) first = { cell, output }
      else {
        const reference = first.cell.model
        const numbers = compareRuns(comparable(output), comparable(first.output))
        for (const metric of behindBoth(numbers, output.rows, first.output.rows, METAS))
          comparisons.push({ cell, metric, reference })
      }
    }
  }
  const [limits, comparedLimits] = [limitsColumn(lines), limitsColumn(comparisons)]
  await writeAtomically(
    join(folder, 'summary.csv'),
    csvOf([
      [...COLUMNS, ...BEHIND_COLUMNS, ...limits],
      ...lines.map((line) => [...fields(line), ...behindFields(line.behind), ...limitsFields(line, limits)]),
    ]),
  )
  await writeAtomically(
    join(folder, 'comparisons.csv'),
    csvOf([
      [...COLUMNS, 'reference', 'type', ...BEHIND_BOTH_COLUMNS, ...comparedLimits],
      ...comparisons.map((line) => [
        ...fields(line),
        line.reference,
        line.metric.type,
        ...behindFields(line.metric.behind.run),
        ...behindFields(line.metric.behind.reference),
        ...limitsFields(line, comparedLimits),
      ]),
    ]),
  )
  await writeAtomically(join(folder, 'summary.md'), markdownOf(lines, comparisons, absent))
}

function mainLines(cell: MatrixCell, { run, rows }: Output): Line[] {
  const meta = METAS.find(({ id }) => id === cell.benchmark) ?? null
  const behind = behindEach(rows, METAS)
  const settings = groupBy(mainNumbers(run.metrics, meta), ({ guard, condition }) => JSON.stringify([guard, condition]))
  return [...settings.values()].flat().map((metric) => ({ cell, metric, behind: behind(metric) }))
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
  'least detectable',
] as const
const BEHIND_COLUMNS = ['answers', 'unparsed', 'errors', 'degenerate'] as const
const BEHIND_BOTH_COLUMNS = [...BEHIND_COLUMNS, ...BEHIND_COLUMNS.map((column) => `reference ${column}`)]

type Field = string | number | null

function fields({ cell: { model, benchmark, seed }, metric }: Pick<Line, 'cell' | 'metric'>): Field[] {
  const { guard, condition = NO_CONDITION, split, task, value, ci, k, n, noInterval = null, least = null } = metric
  const [low, high] = ci ?? [null, null]
  const cell = [model, benchmark, seed, guard, condition]
  return [...cell, metric.metric, split, task, value, low, high, k, n, noInterval, least]
}

function behindFields({ answers, unparsed, errors, degenerate }: Behind): Field[] {
  return [answers, unparsed, errors, degenerate]
}

/** There only where a number rests on the harm detector. */
function limitsColumn(lines: readonly Pick<Line, 'metric'>[]): string[] {
  return lines.some(({ metric }) => numberLimits(metric).length > 0) ? ['limits'] : []
}

function limitsFields({ metric }: Pick<Line, 'metric'>, column: readonly string[]): Field[] {
  return column.map(() => numberLimits(metric).join(' ') || null)
}

function markdownOf(lines: readonly Line[], comparisons: readonly Compared[], absent: readonly Absence[]): string {
  const parts = [
    '# Summary\n',
    table(
      [...ROW, ...WORTH],
      lines.map((line) => [...row(line), leastOf(line.metric), behindText(line.behind)]),
    ),
  ]
  // Of tasks and types there are too many for a page.
  const shown = comparisons.filter(({ metric: { task, type } }) => task === null && type === null)
  if (shown.length > 0)
    parts.push(
      '## Against the first model, on the same questions\n',
      table(
        [...ROW.toSpliced(1, 0, 'against'), ...WORTH, 'of the reference'],
        shown.map((line) => [
          ...row(line).toSpliced(1, 0, line.reference),
          leastOf(line.metric),
          behindText(line.metric.behind.run),
          behindText(line.metric.behind.reference),
        ]),
      ),
      'Every number, of tasks and types too: `comparisons.csv`.\n',
    )
  const limits = new Set([...lines, ...comparisons].flatMap(({ metric }) => numberLimits(metric)))
  for (const line of limits) parts.push(`${plain(line)}\n`)
  if (absent.length > 0)
    parts.push(
      '## Without a result\n',
      ...absent.map(({ cell, reason }) => `- ${plain(cell.folder)}: ${plain(reason)}\n`),
    )
  return parts.join('\n')
}

const ROW = ['model', 'benchmark', 'seed', 'guard, condition', 'number', 'value', 'of']
const WORTH = ['least detectable', 'unparsed, errors, degenerate']

function row({ cell: { model, benchmark, seed }, metric }: Pick<Line, 'cell' | 'metric'>): string[] {
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

function leastOf({ least, noInterval }: Metric): string {
  if (least == null) return 'not known'
  return noInterval === 'test' ? `no p below ${number(least)}` : number(least)
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
