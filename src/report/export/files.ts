/** @file The report's numbers and answers as files, for one run or several, private or shareable. */
import type { Sample } from '../../domain/sample.ts'
import { privateLines } from './evidence.ts'
import { buildRunJson, buildSampleRows, toJsonLines, type ExportInput, type RunJson, type SampleRow } from './export.ts'
import { maskerForRun, valuesOf, type ExportKind, type Masker } from '../model/mask.ts'

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
  const lines = inputs.flatMap((input) => {
    const { run, metrics } = input
    const model = kind === 'shareable' ? maskerFor(input).line(run.config.model) : run.config.model
    return metrics.map((m) => [
      run.id,
      model,
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
    ])
  })
  return [COLUMNS, ...lines].map((line) => `${line.map(csvField).join(',')}\r\n`).join('')
}

/**
 * Run, environment, hashes and metrics; an array where there are several runs. Holds no answer; the shareable
 * kind masks what a user named.
 */
export function runsJson(inputs: readonly ExportInput[], kind: ExportKind = 'private'): string {
  const runs = inputs.map((input) => (kind === 'shareable' ? shareableRun(input) : buildRunJson(input)))
  return `${JSON.stringify(runs.length === 1 ? runs[0] : runs, null, 2)}\n`
}

/** A line for each answer, with its run and model in front. */
export function* answerLines(inputs: readonly ExportInput[], kind: ExportKind): Generator<string> {
  for (const input of inputs) {
    const { id: run, config } = input.run
    if (kind === 'private') {
      yield* privateLines(input, { run, model: config.model })
      continue
    }
    const mask = maskerFor(input)
    const numbered = numbers()
    const sampleOf = new Map(input.samples.map((sample) => [sample.id, sample]))
    const model = mask.line(config.model)
    for (const row of buildSampleRows(input))
      yield toJsonLines([{ run, model, ...shareable(row, sampleOf.get(row.sampleId)!, mask, numbered) }])
  }
}

function maskerFor({ samples, values }: ExportInput): Masker {
  return maskerForRun(samples, values)
}

function shareableRun(input: ExportInput): RunJson {
  const mask = maskerFor(input)
  const run = buildRunJson(input)
  const line = (text: string | null) => (text === null ? null : mask.line(text))
  return {
    ...run,
    failure: line(run.failure),
    config: { ...run.config, model: mask.line(run.config.model), shards: run.config.shards.map((id) => mask.line(id)) },
    model: { ...run.model, id: mask.line(run.model.id), name: line(run.model.name) },
    shards: run.shards.map(({ id, sha256 }) => ({ id: mask.line(id), sha256 })),
    // Folders of detectors, judges and items are named by users.
    detectors: [],
    judges: {},
    logged: {},
  }
}

/** A name for each thing, by the order in which it came: ids of a shard may be a person's name or a file's. */
function numbers(): (kind: string, id: string) => string {
  const seen = new Map<string, Map<string, number>>()
  return (kind, id) => {
    const own = seen.get(kind) ?? new Map<string, number>()
    seen.set(kind, own)
    if (!own.has(id)) own.set(id, own.size + 1)
    return `${kind}-${own.get(id)}`
  }
}

/**
 * What of a row may be shared, field by field: what is not named here does not pass. Spans are dropped with
 * the text whose places they were; the prompt is the question as planned, without the model's template.
 */
function shareable(
  row: SampleRow,
  sample: Sample,
  mask: Masker,
  numbered: (kind: string, id: string) => string,
): SampleRow {
  const own = valuesOf(sample)
  const { guarded, scores } = row
  return {
    sampleId: numbered('sample', row.sampleId),
    benchmark: row.benchmark,
    itemId: numbered('item', row.itemId),
    group: numbered('group', row.group),
    split: row.split,
    scenario: row.scenario === null ? null : mask.text(row.scenario),
    task: row.task,
    type: row.type,
    guard: row.guard,
    escapeClause: row.escapeClause,
    imageId: null,
    prompt: mask.text(sample.prompt, own),
    output: mask.text(row.output, own, row.spans),
    finish: row.finish,
    tokens: row.tokens,
    continuationLogProbs: row.continuationLogProbs,
    continuationTokens: row.continuationTokens,
    error: row.error && { code: row.error.code, message: mask.line(row.error.message) },
    outcome: row.outcome,
    spans: [],
    scores: scores && {
      scorer: scores.scorer,
      level: scores.level,
      partial: scores.partial,
      refused: scores.refused,
      fabricated: scores.fabricated,
      probe: scores.probe,
      values: scores.values,
    },
    guarded: guarded && { ...guarded, spans: [], draft: guarded.draft && mask.text(guarded.draft, own) },
    timings: row.timings,
    at: row.at,
  }
}

/** A field that a spreadsheet would run as a formula is made text by a leading apostrophe. */
function csvField(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
