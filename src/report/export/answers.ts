/** @file JSONL: the answers of a report, a line each. */
import type { Sample } from '../../domain/sample.ts'
import { maskerForRun, valuesOf, type ExportKind, type Masker } from '../model/mask.ts'
import { withoutNames } from '../model/shareable.ts'
import { privateLines } from './evidence.ts'
import { buildSampleRows, toJsonLines, type ExportInput, type SampleRow } from './export.ts'
import type { ExportFormat } from './format.ts'

export const ANSWERS: ExportFormat = {
  label: 'JSONL',
  holds: 'The answers, a line each',
  extension: 'jsonl',
  fileName: 'samples.jsonl',
  mediaType: 'application/jsonl',
  pieces: ({ results, kind }) => answerLines(results, kind),
}

/** A line for each answer, with its run and model in front. */
export function* answerLines(inputs: readonly ExportInput[], kind: ExportKind): Generator<string> {
  for (const input of inputs) {
    const { id: run, config } = input.run
    if (kind === 'private') {
      yield* privateLines(input, { run, model: config.model })
      continue
    }
    const model = maskerForRun(input.samples, input.values).line(config.model)
    for (const { row } of shareableRows(input)) yield toJsonLines([{ run, model, ...row }])
  }
}

/** A row that may be shared, and what else of its sample may. */
export interface ShareableRow {
  readonly row: SampleRow
  readonly maxNewTokens: number
}

/** Rows of the shareable kind, in the order of the answers. */
export function* shareableRows(input: ExportInput): Generator<ShareableRow> {
  const mask = maskerForRun(input.samples, input.values)
  const numbered = numbers()
  const sampleOf = new Map(input.samples.map((sample) => [sample.id, sample]))
  for (const row of buildSampleRows(withoutNames(input, mask))) {
    const sample = sampleOf.get(row.sampleId)!
    yield { row: shareable(row, sample, mask, numbered), maxNewTokens: sample.maxNewTokens }
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
    ...(row.condition === undefined ? {} : { condition: row.condition }),
    ...(row.attempt === undefined ? {} : { attempt: row.attempt }),
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
    ...(row.limits === undefined ? {} : { limits: row.limits }),
  }
}
