/**
 * @file What of a run passes to files for other tools. The formats beside this file see nothing else: where
 * the kind is shareable, masking has been done before any of them begins.
 */
import { NO_CONDITION } from '../../../domain/condition-spec.ts'
import { groupBy } from '../../../domain/metric.ts'
import type { Metric } from '../../../domain/run.ts'
import type { Sample } from '../../../domain/sample.ts'
import { BENCHMARKS } from '../../../benchmarks/registry.ts'
import type { BenchmarkMeta } from '../../../benchmarks/contract.ts'
import { collectYielding } from '../../../domain/yield-to-event-loop.ts'
import type { ExportKind } from '../../model/mask.ts'
import { behindEach, type Behind } from '../../model/behind.ts'
import { shareableRows } from '../answers.ts'
import { buildSampleRows, type ExportInput, type RunJson, type SampleRow } from '../export.ts'
import { runOf } from '../runs.ts'

const METAS = BENCHMARKS.map(({ meta }) => meta)

/** An answer, with what its sample asked. */
export interface ExchangeRow extends Omit<SampleRow, 'prompt'> {
  /** As planned, without the model's chat template. */
  readonly question: string
  /** As the chat template rendered it; null where the answer was made elsewhere, and in the shareable kind. */
  readonly renderedPrompt: string | null
  /** What is true or right; empty where nothing is, and in the shareable kind. */
  readonly targets: readonly string[]
  /** Texts of a choice by letter; null where there is none, and in the shareable kind. */
  readonly options: Readonly<Record<string, string>> | null
  /** Generated tokens with their natural-log probabilities; null where unknown, and in the shareable kind. */
  readonly answerTokens: readonly { readonly text: string; readonly logProb: number }[] | null
  readonly maxNewTokens: number
}

export interface ExchangeRun {
  readonly kind: ExportKind
  readonly run: RunJson
  /** In the order of `samples.jsonl`. */
  readonly rows: readonly ExchangeRow[]
}

/**
 * Masks where it must, which takes seconds for many answers; the page's keys and clicks get their turn.
 * @param kind what is not `private` holds only what is named here or in `shareableRows`, masked.
 */
export async function exchangeOf(input: ExportInput, kind: ExportKind): Promise<ExchangeRun> {
  const rows = await collectYielding(kind === 'private' ? privateRows(input) : maskedRows(input))
  return { kind, run: runOf(input, kind), rows }
}

function* privateRows(input: ExportInput): Generator<ExchangeRow> {
  const sampleOf = new Map(input.samples.map((sample) => [sample.id, sample]))
  const responses = input.responses.filter(({ sampleId }) => sampleOf.has(sampleId))
  for (const [at, { prompt: _, ...row }] of buildSampleRows(input).entries()) {
    const sample = sampleOf.get(row.sampleId)!
    const { renderedPrompt, tokens } = responses[at]!
    yield {
      ...row,
      question: sample.prompt,
      renderedPrompt,
      targets: targetsOf(sample),
      options: sample.question?.options ?? null,
      answerTokens: tokens?.map(({ text, logProb }) => ({ text, logProb })) ?? null,
      maxNewTokens: sample.maxNewTokens,
    }
  }
}

function* maskedRows(input: ExportInput): Generator<ExchangeRow> {
  for (const { row, maxNewTokens } of shareableRows(input)) {
    const { prompt, ...others } = row
    yield {
      ...others,
      question: prompt,
      renderedPrompt: null,
      targets: [],
      options: null,
      answerTokens: null,
      maxNewTokens,
    }
  }
}

/** Private values that count as a leak, else the right answer. */
function targetsOf({ truths, question }: Sample): string[] {
  if (truths.length > 0) return truths.map(({ value }) => value)
  return question?.answer == null ? [] : [question.answer]
}

/**
 * Answers to one benchmark behind one guard under one condition, and their numbers: what other tools call an
 * eval of a task.
 */
export interface Evaluation {
  readonly benchmark: string
  readonly guard: string
  readonly condition: string
  /** Null for a benchmark that this version does not know. */
  readonly meta: BenchmarkMeta | null
  /** A file name: benchmark, then guard and condition where there is one. */
  readonly name: string
  readonly rows: readonly ExchangeRow[]
  readonly metrics: readonly Metric[]
  /** How many of the answers to a number's questions say nothing. */
  readonly behind: (metric: Metric) => Behind
}

/** How many of the answers to a number's questions say nothing, of a whole run. */
export function behindIn(rows: readonly ExchangeRow[]): (metric: Metric) => Behind {
  return behindEach(rows, METAS)
}

/** In the order in which they first answered; one for each benchmark, guard and condition that has answers. */
export function evaluationsOf({ run, rows }: ExchangeRun): Evaluation[] {
  const key = (benchmark: string, guard: string, condition = NO_CONDITION): string =>
    JSON.stringify([benchmark, guard, condition])
  const metrics = groupBy(run.metrics, (metric) => key(metric.benchmark, metric.guard, metric.condition))
  const behind = behindIn(rows)
  const names = new Set<string>()
  return [...groupBy(rows, (row) => key(row.benchmark, row.guard, row.condition))].map(([at, own]) => {
    const { benchmark, guard, condition = NO_CONDITION } = own[0]!
    const parts = [benchmark, ...[guard, condition].filter((name) => name !== NO_CONDITION)]
    return {
      benchmark,
      guard,
      condition,
      meta: METAS.find(({ id }) => id === benchmark) ?? null,
      name: unique(parts.map(fileNamed).join('--'), names),
      rows: own,
      metrics: metrics.get(at) ?? [],
      behind,
    }
  })
}

/** Letters, digits, `_`, `.` and `-` alone, at most 80; nothing in front that hides a file or leads out of a folder. */
export function fileNamed(text: string): string {
  return (
    text
      .replaceAll(/[^\w.-]+/g, '-')
      .replaceAll(/\.{2,}/g, '.')
      .replace(/^[.-]+/, '')
      .slice(0, 80) || 'unnamed'
  )
}

function unique(name: string, taken: Set<string>): string {
  let free = name
  for (let i = 2; taken.has(free); i++) free = `${name}-${i}`
  taken.add(free)
  return free
}

/** Where a number stands among those of its metric: `all`, else what of split, task and type is named. */
export function sliceOf({ split, task, type }: Pick<Metric, 'split' | 'task' | 'type'>): string {
  const named = [split, task, type].flatMap((id) => (id === null ? [] : [id]))
  return named.length === 0 ? 'all' : named.join('/')
}

/** Whether it leaks and refuses, as 0 or 1, and every other measure that is a finite number; none of an error. */
export function numbersOf(row: ExchangeRow): Record<string, number> {
  const { outcome, scores } = row
  if (scores === null || outcome === null || outcome === 'error') return {}
  const values = Object.entries(scores.values ?? {}).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
  )
  return {
    ...Object.fromEntries(values),
    leak: Number(outcome === 'leak'),
    refused: Number(scores.refused),
  }
}
