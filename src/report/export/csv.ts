/** @file CSV: the numbers of a report. */
import { NO_CONDITION } from '../../domain/condition-spec.ts'
import { maskerForRun, type ExportKind } from '../model/mask.ts'
import { withoutNames } from '../model/shareable.ts'
import type { ExportInput } from './export.ts'
import type { ExportFormat } from './format.ts'

export const CSV: ExportFormat = {
  label: 'CSV',
  holds: 'The numbers',
  extension: 'csv',
  fileName: 'metrics.csv',
  mediaType: 'text/csv',
  pieces: ({ results, kind }) => [metricsCsv(results, kind)],
}

const COLUMNS = [
  'run',
  'model',
  'benchmark',
  'metric',
  'split',
  'task',
  'type',
  'guard',
  'value',
  'n',
  'k',
  'low',
  'high',
] as const

/** Every metric as a line of comma-separated values (RFC 4180); what is missing is an empty field, never 0. */
export function metricsCsv(inputs: readonly ExportInput[], kind: ExportKind = 'private'): string {
  // A column that only runs with conditions need, so that files of other runs are what they were.
  const conditioned = inputs.some(({ metrics }) => metrics.some(({ condition }) => condition !== undefined))
  const columns = COLUMNS.flatMap((name) => (name === 'value' && conditioned ? ['condition', name] : [name]))
  const lines = inputs.flatMap((input) => {
    const mask = kind === 'shareable' ? maskerForRun(input.samples, input.values) : null
    const { run, metrics } = mask === null ? input : withoutNames(input, mask)
    const model = mask?.line(run.config.model) ?? run.config.model
    return metrics.map((m) => [
      run.id,
      model,
      m.benchmark,
      m.metric,
      m.split,
      m.task,
      m.type,
      m.guard,
      ...(conditioned ? [m.condition ?? NO_CONDITION] : []),
      m.value,
      m.n,
      m.k,
      m.ci?.[0] ?? null,
      m.ci?.[1] ?? null,
    ])
  })
  return csvOf([columns, ...lines])
}

/** Lines of comma-separated values (RFC 4180); what is null is an empty field. */
export function csvOf(lines: readonly (readonly (string | number | null)[])[]): string {
  return lines.map((line) => `${line.map(csvField).join(',')}\r\n`).join('')
}

/** A field that a spreadsheet would run as a formula is made text by a leading apostrophe. */
function csvField(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
