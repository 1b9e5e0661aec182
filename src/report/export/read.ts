/**
 * @file What the private kind of export says, read back: `run.json` and `samples.jsonl` as they were written
 * (export.ts, evidence.ts). Of a sample only what its rows hold; one that has no answer is in no row.
 */
import * as v from 'valibot'
import { LeakscopeError } from '../../domain/errors.ts'
import type { Judgements } from '../../guards/run-metrics.ts'
import { verdictScore } from '../../guards/judge-scores.ts'
import type { Response } from '../../domain/response.ts'
import type { Run, RunEnvironment } from '../../domain/run.ts'
import type { Sample } from '../../domain/sample.ts'
import type { Score } from '../../domain/score.ts'
import type { PrivateRow } from './evidence.ts'
import type { ExportInput, RunJson } from './export.ts'

const nullable = v.nullable(v.string())
const runJson = v.looseObject({
  format: v.literal('leakscope-run@1'),
  id: v.string(),
  identity: nullable,
  plan: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  status: v.picklist(['running', 'paused', 'done', 'stopped', 'failed', 'interrupted']),
  failure: nullable,
  createdAt: v.string(),
  finishedAt: nullable,
  config: v.looseObject({ model: v.string(), benchmarks: v.array(v.string()), guards: v.array(v.string()) }),
  model: v.looseObject({ id: v.string(), name: nullable, backend: nullable, runtime: nullable }),
  shards: v.array(v.looseObject({ id: v.string(), sha256: v.string() })),
  benchmarks: v.record(v.string(), v.string()),
  samples: v.looseObject({ planned: v.number(), answered: v.number() }),
  metrics: v.array(v.looseObject({ benchmark: v.string(), metric: v.string(), guard: v.string(), n: v.number() })),
})

const privateRow = v.looseObject({
  sampleId: v.string(),
  benchmark: v.string(),
  itemId: v.string(),
  guard: v.string(),
  prompt: v.string(),
  output: v.string(),
  spans: v.array(v.looseObject({ start: v.number(), end: v.number() })),
  asked: v.looseObject({ prompt: v.string(), truths: v.array(v.looseObject({ value: v.string() })) }),
  given: v.looseObject({ tokens: v.nullable(v.array(v.looseObject({ text: v.string() }))) }),
  at: v.string(),
})

/** @param name of the file, for messages. @throws LeakscopeError `bad-config` for what is no `run.json` of one run. */
export function readRunJson(text: string, name = 'run.json'): RunJson {
  return checked(runJson, parsed(text, name), name, 'a run.json of one run') as RunJson
}

/** @param name of the file, for messages. @throws LeakscopeError `bad-config`, naming the line. */
export function readPrivateRow(text: string, name = 'samples.jsonl'): PrivateRow {
  return checked(privateRow, parsed(text, name), name, 'a line of the private kind') as PrivateRow
}

/** @param name of the file, for messages. @throws LeakscopeError `bad-config`. */
export function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text, finite) as unknown
  } catch {
    throw new LeakscopeError(
      'bad-config',
      `${name} is no JSON; allowed are run.json and samples.jsonl whole, as the app or the command line wrote them`,
    )
  }
}

/** Numbers that JSON does not have are texts there (evidence.ts). */
function finite(key: string, value: unknown): unknown {
  const isText = key === 'output' || key === 'prompt' || key === 'text' || key === 'value'
  return !isText && (value === 'NaN' || value === 'Infinity' || value === '-Infinity') ? Number(value) : value
}

function checked(schema: v.GenericSchema, value: unknown, name: string, what: string): unknown {
  const result = v.safeParse(schema, value)
  // Not what the schema gives back, whose keys stand in another order: a file is exported again as the same bytes.
  if (result.success) return value
  throw new LeakscopeError(
    'bad-config',
    `${name}: ${v.getDotPath(result.issues[0]) ?? 'it'} is not as it must be; allowed is ${what}, as audit and score write it`,
  )
}

/** A run's `run.json` and the rows of its `samples.jsonl`, as what exports are made of. */
export function readExported(run: RunJson, rows: readonly PrivateRow[]): ExportInput {
  const samples = new Map<string, Sample>()
  for (const row of rows) if (!samples.has(row.sampleId)) samples.set(row.sampleId, sampleOf(row))
  return {
    run: runOf(run),
    samples: [...samples.values()],
    responses: rows.map((row) => responseOf(row, run.id)),
    scores: rows.flatMap((row) => scoreOf(row, run.id) ?? []),
    metrics: run.metrics,
    judgements: judgementsOf(run, rows),
  }
}

/** What its numbers do not depend on, and `run.json` does not hold, is absent. */
export function runOf(run: RunJson): Run {
  const { id, identity, plan, config, status, createdAt, finishedAt, shards, benchmarks, failure, samples } = run
  const environment = environmentOf(run)
  return {
    id,
    identity,
    ...(plan === undefined ? {} : { plan }),
    config,
    status,
    createdAt,
    finishedAt,
    shards,
    benchmarks,
    environment,
    failure,
    sampleCount: samples.planned,
  }
}

/** Null where the answers were made elsewhere, or no model was loaded. */
function environmentOf({ model, app, selfCheck, detectors }: RunJson): RunEnvironment | null {
  if (model.backend === null || selfCheck === null) return null
  return {
    modelId: model.id,
    modelName: model.name ?? model.id,
    fileHashes: model.files ?? {},
    dtype: model.dtype ?? {},
    backend: model.backend,
    backendReason: model.backendReason,
    adapter: model.adapter,
    runtime: model.runtime ?? 'unknown',
    selfCheck,
    ...(app === null ? {} : { app }),
    ...(detectors.length === 0 ? {} : { detectors }),
  }
}

export function sampleOf(row: PrivateRow): Sample {
  const { sampleId: id, benchmark, itemId, group, split, scenario, task, type, escapeClause, imageId, asked } = row
  return {
    id,
    benchmark,
    itemId,
    group,
    split,
    scenario,
    task,
    type,
    escapeClause,
    imageId,
    ...asked,
    ...(row.condition === undefined ? {} : { condition: row.condition }),
    ...(row.attempt === undefined ? {} : { attempt: row.attempt }),
  }
}

/** A prompt that is the question as planned was rendered by nobody. */
export function responseOf(row: PrivateRow, runId: string): Response {
  const { sampleId, guard, prompt, output, finish, guarded, timings, error, at, given, asked } = row
  const { continuationLogProbs, continuationTokens, thought } = row
  return {
    runId,
    sampleId,
    guard,
    renderedPrompt: prompt === asked.prompt ? null : prompt,
    output,
    finish,
    ...(guarded === null ? {} : { guarded }),
    ...(thought === undefined ? {} : { thought }),
    timings,
    error,
    at,
    continuationLogProbs,
    continuationTokens,
    ...given,
    hidden: given.hidden?.map(vectorOf) ?? null,
  }
}

function vectorOf(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  const view = new DataView(bytes.buffer)
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true))
}

/** Null where the answer was not scored. */
export function scoreOf(row: PrivateRow, runId: string): Score | null {
  const { sampleId, guard, outcome, spans, told, scores } = row
  if (scores === null || outcome === null) return null
  const { values, ...others } = scores
  const turn = row.leakTurn === undefined ? {} : { turn: row.leakTurn }
  return { runId, sampleId, guard, outcome, spans, ...others, ...told, ...turn, ...(values === null ? {} : { values }) }
}

/** What judges said of answers that they were measured on; of others an export holds that they said nothing. */
function judgementsOf(run: RunJson, rows: readonly PrivateRow[]): Judgements {
  return {
    cards: run.judges,
    scores: rows.flatMap((row) =>
      Object.entries(row.judged).map(([judge, harmful]) =>
        verdictScore(judge, { runId: run.id, sampleId: row.sampleId, guard: row.guard }, harmful),
      ),
    ),
  }
}
