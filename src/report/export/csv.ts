/** @file CSV: the numbers of a report. */
import { NO_CONDITION } from '../../domain/condition-spec.ts'
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { usesHarmDetector } from '../../guards/harm-limits.ts'
import { behindEach } from '../model/behind.ts'
import { maskerForRun, type ExportKind } from '../model/mask.ts'
import { numberLimits } from '../model/metrics.ts'
import { withoutNames } from '../model/shareable.ts'
import { buildSampleRows, type ExportInput } from './export.ts'
import type { ExportFormat } from './format.ts'

export const CSV: ExportFormat = {
  label: 'CSV',
  holds: 'The numbers',
  extension: 'csv',
  fileName: 'metrics.csv',
  mediaType: 'text/csv',
  pieces: ({ results, kind }) => [metricsCsv(results, kind)],
}

const METAS = BENCHMARKS.map(({ meta }) => meta)
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
  'no_interval',
  'least_detectable',
  'answers',
  'unparsed',
  'errors',
  'degenerate',
] as const

/**
 * Every metric as a line of comma-separated values (RFC 4180); what is missing is an empty field, never 0. The last
 * columns say why there is no interval, the least that so many answers could have shown, and how many of the answers
 * to its questions say nothing. Two columns stand only where a run needs them: its conditions, and what has to be
 * said of the harm detector, in each line that rests on it.
 */
export function metricsCsv(inputs: readonly ExportInput[], kind: ExportKind = 'private'): string {
  const conditioned = inputs.some(({ metrics }) => metrics.some(({ condition }) => condition !== undefined))
  const limited = inputs.some(({ run }) => usesHarmDetector(run.config))
  const columns = COLUMNS.flatMap((name) => (name === 'value' && conditioned ? ['condition', name] : [name]))
  const lines = inputs.flatMap((input) => {
    const mask = kind === 'shareable' ? maskerForRun(input.samples, input.values) : null
    const given = mask === null ? input : withoutNames(input, mask)
    const { run, metrics } = given
    const model = mask?.line(run.config.model) ?? run.config.model
    const behind = behindEach(buildSampleRows(given), METAS)
    return metrics.map((m) => {
      const { answers, unparsed, errors, degenerate } = behind(m)
      return [
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
        m.noInterval ?? null,
        m.least ?? null,
        answers,
        unparsed,
        errors,
        degenerate,
        ...(limited ? [numberLimits(m).join(' ') || null] : []),
      ]
    })
  })
  return csvOf([[...columns, ...(limited ? ['limits'] : [])], ...lines])
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
