/** @file CSV of the answers, a line each, for a spreadsheet: what of JSONL fits into cells. */
import { NO_CONDITION } from '../../domain/condition-spec.ts'
import { maskerForRun, type ExportKind } from '../model/mask.ts'
import { shareableRows } from './answers.ts'
import { usesHarmDetector } from '../../guards/harm-limits.ts'
import { csvOf } from './csv.ts'
import { buildSampleRows, type ExportInput, type SampleRow } from './export.ts'
import type { ExportFormat } from './format.ts'

export const ANSWERS_CSV: ExportFormat = {
  label: 'CSV of the answers',
  holds: 'The answers, a line each, for a spreadsheet',
  extension: 'answers.csv',
  fileName: 'samples.csv',
  mediaType: 'text/csv',
  pieces: ({ results, kind }) => answersCsv(results, kind),
}

type Cell = string | number | null
type CellOf = (row: SampleRow) => Cell

const yesNo = (value: boolean | undefined): Cell => (value === undefined ? null : value ? 'yes' : 'no')

const COLUMNS: Readonly<Record<string, CellOf>> = {
  sample: ({ sampleId }) => sampleId,
  benchmark: ({ benchmark }) => benchmark,
  split: ({ split }) => split,
  task: ({ task }) => task,
  type: ({ type }) => type,
  guard: ({ guard }) => guard,
  condition: ({ condition }) => condition ?? NO_CONDITION,
  attempt: ({ attempt }) => attempt ?? null,
  escape_clause: ({ escapeClause }) => yesNo(escapeClause),
  prompt: ({ prompt }) => prompt,
  answer: ({ output }) => output,
  outcome: ({ outcome }) => outcome,
  level: ({ scores }) => scores?.level ?? null,
  partial: ({ scores }) => scores?.partial ?? null,
  refused: ({ scores }) => yesNo(scores?.refused),
  fabricated: ({ scores }) => scores?.fabricated ?? null,
  rank: ({ scores }) => scores?.probe?.rank ?? null,
  candidates: ({ scores }) => scores?.probe?.candidates ?? null,
  margin_nats: ({ scores }) => scores?.probe?.margin ?? null,
  scorer: ({ scores }) => scores?.scorer ?? null,
  finish: ({ finish }) => finish,
  tokens: ({ tokens }) => tokens,
  error: ({ error }) => error?.code ?? null,
}

/** What has to be said of the harm detector, behind whose guard an answer came out; there only where a run has one. */
const LIMITS: CellOf = ({ limits }) => limits?.join(' ') ?? null

/** Lines of comma-separated values (RFC 4180), piece by piece; what is missing is an empty field, never 0. */
export function* answersCsv(inputs: readonly ExportInput[], kind: ExportKind): Generator<string> {
  const limited = inputs.some(({ run }) => usesHarmDetector({ guards: run.config.guards }))
  const columns = limited ? { ...COLUMNS, limits: LIMITS } : COLUMNS
  yield csvOf([['run', 'model', ...Object.keys(columns)]])
  for (const input of inputs) {
    const { id, config } = input.run
    const lineOf = (model: string, row: SampleRow): string =>
      csvOf([[id, model, ...Object.values(columns).map((cellOf) => cellOf(row))]])
    if (kind === 'private') {
      for (const row of buildSampleRows(input)) yield lineOf(config.model, row)
      continue
    }
    const model = maskerForRun(input.samples, input.values).line(config.model)
    for (const { row } of shareableRows(input)) yield lineOf(model, row)
  }
}
