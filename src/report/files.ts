/** @file The report's numbers and answers as files, for one run or several, private or shareable. */
import type { Sample } from '../audit/sample.ts'
import { buildRunJson, buildSampleRows, toJsonLines, type ExportInput, type SampleRow } from './export.ts'
import { maskText, valuesOf, type ExportKind } from './mask.ts'

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
export function metricsCsv(inputs: readonly ExportInput[]): string {
  const lines = inputs.flatMap(({ run, metrics }) =>
    metrics.map((m) => [
      run.id,
      run.config.model,
      m.benchmark,
      m.metric,
      m.split,
      m.task,
      m.type,
      m.guard,
      m.value,
      m.n,
      m.k,
      m.ci?.[0] ?? null,
      m.ci?.[1] ?? null,
    ]),
  )
  return [COLUMNS, ...lines].map((line) => `${line.map(csvField).join(',')}\r\n`).join('')
}

/** Run, environment, hashes and metrics; an array where there are several runs. Holds no answer and so no private value. */
export function runsJson(inputs: readonly ExportInput[]): string {
  const runs = inputs.map(buildRunJson)
  return `${JSON.stringify(runs.length === 1 ? runs[0] : runs, null, 2)}\n`
}

/** A line for each answer, with its run and model in front. The shareable kind masks prompt, output and error text. */
export function* answerLines(inputs: readonly ExportInput[], kind: ExportKind): Generator<string> {
  for (const input of inputs) {
    const sampleOf = new Map(input.samples.map((sample) => [sample.id, sample]))
    const { id: run, config } = input.run
    for (const row of buildSampleRows(input)) {
      const shown = kind === 'shareable' ? shareable(row, sampleOf.get(row.sampleId)!) : row
      yield toJsonLines([{ run, model: config.model, ...shown }])
    }
  }
}

/** Spans are dropped with the text whose places they were; the picture's key goes, since it may be a file name of the user's. */
function shareable(row: SampleRow, sample: Sample): SampleRow {
  const values = valuesOf(sample)
  return {
    ...row,
    prompt: maskText(row.prompt, values),
    output: maskText(row.output, values, row.spans),
    error: row.error && { ...row.error, message: maskText(row.error.message, values) },
    spans: [],
    guarded: row.guarded && {
      ...row.guarded,
      spans: [],
      draft: row.guarded.draft && maskText(row.guarded.draft, values),
    },
    imageId: null,
  }
}

/** A field that a spreadsheet would run as a formula is made text by a leading apostrophe. */
function csvField(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
