/**
 * @file An exported run (private kind) read back: `run.json` and `samples.jsonl`, as the app and the command line write
 * them. Scores and numbers are not taken over: they are made again of the answers.
 */
import * as v from 'valibot'
import { LeakscopeError } from '../../domain/errors.ts'
import type { Response } from '../../domain/response.ts'
import type { Run } from '../../domain/run.ts'
import type { Sample } from '../../domain/sample.ts'
import type { PrivateRow } from './evidence.ts'
import type { RunJson } from './export.ts'
import { parsed, responseOf, runOf, sampleOf } from './read.ts'

export interface ReadRun {
  readonly run: Run
  readonly samples: readonly (Sample & { readonly shardId: string })[]
  readonly responses: readonly Response[]
}

const text = v.string()
const nullable = <Schema extends v.GenericSchema>(schema: Schema) => v.nullable(schema)
const strings = v.array(text)
const value = v.looseObject({ type: text, value: text, subject: nullable(text) })

/** As far as anything is read of it; what else stands there is kept as it is. */
const RUN = v.looseObject({
  format: v.literal('leakscope-run@1'),
  id: v.pipe(text, v.nonEmpty()),
  identity: nullable(text),
  status: v.picklist(['running', 'paused', 'done', 'stopped', 'failed', 'interrupted']),
  failure: nullable(text),
  createdAt: text,
  finishedAt: nullable(text),
  config: v.looseObject({
    model: text,
    benchmarks: strings,
    shards: strings,
    guards: strings,
    splits: strings,
    tasks: strings,
    limit: nullable(v.number()),
    seed: v.number(),
    generation: v.looseObject({}),
  }),
  model: v.looseObject({ id: text, name: nullable(text), runtime: nullable(text), backend: nullable(text) }),
  shards: v.array(v.looseObject({ id: text, sha256: text })),
  benchmarks: v.record(text, text),
  samples: v.looseObject({ planned: v.number() }),
  detectors: v.array(v.looseObject({})),
})

const ROW = v.looseObject({
  sampleId: text,
  benchmark: text,
  itemId: text,
  group: text,
  split: text,
  scenario: nullable(text),
  task: text,
  type: text,
  guard: text,
  escapeClause: v.boolean(),
  imageId: nullable(text),
  prompt: text,
  output: text,
  finish: nullable(text),
  thought: v.optional(v.looseObject({ tokens: v.number(), cut: v.boolean() })),
  error: nullable(v.looseObject({ code: text, message: text })),
  timings: nullable(v.looseObject({})),
  at: text,
  asked: v.looseObject({
    prompt: text,
    truths: v.array(value),
    distractors: v.array(value),
    maxNewTokens: v.number(),
    probe: nullable(v.looseObject({ truth: text, decoys: strings })),
    conversation: v.optional(v.looseObject({ followUps: strings, joint: text })),
  }),
  given: v.looseObject({
    tokens: nullable(v.array(v.looseObject({ text }))),
    hidden: nullable(strings),
    turns: v.optional(
      v.array(v.looseObject({ prompt: text, output: text, cached: nullable(v.number()), fed: nullable(v.number()) })),
    ),
  }),
})

/**
 * @param runText of `run.json`. @param lines of `samples.jsonl`; those of other runs are left out.
 * @throws LeakscopeError `bad-config`: one line that says what is wrong and what is allowed.
 */
export function readExportedRun(runText: string, lines: string): ReadRun {
  const json = read(RUN, parsed(runText, 'run.json'), 'run.json') as unknown as RunJson
  const rows = lines
    .split('\n')
    .map((line, index) => [line, index + 1] as const)
    .filter(([line]) => line.trim() !== '')
    .flatMap(([line, at]): PrivateRow[] => {
      const where = `samples.jsonl, line ${at}`
      const row = parsed(line, where)
      if (typeof row === 'object' && row !== null && 'run' in row && row.run !== json.id) return []
      if (typeof row === 'object' && row !== null && !('asked' in row))
        throw bad(`${where}: values are masked there; allowed is the private kind of export`)
      return [read(ROW, row, where) as unknown as PrivateRow]
    })
  if (rows.length === 0)
    throw bad('samples.jsonl holds no answer of the run in run.json; allowed are both files of one run')
  const shardId = json.shards[0]?.id ?? ''
  const samples = new Map(rows.map((row) => [row.sampleId, { ...sampleOf(row), shardId }]))
  return {
    run: openedRun(json, samples.size),
    samples: [...samples.values()],
    responses: rows.map((row) => responseOf(row, json.id)),
  }
}

/** Nobody works at it here, whatever it says. */
function openedRun(json: RunJson, sampleCount: number): Run {
  const run = runOf(json)
  return {
    ...run,
    status: run.status === 'running' ? 'interrupted' : run.status,
    sampleCount: Math.max(sampleCount, run.sampleCount),
    ...(json.label === undefined ? {} : { label: json.label }),
    ...(json.reviews === undefined ? {} : { reviews: json.reviews }),
    opened: true,
  }
}

function read<Schema extends v.GenericSchema>(schema: Schema, json: unknown, where: string): v.InferOutput<Schema> {
  const result = v.safeParse(schema, json)
  if (result.success) return result.output
  const [issue] = result.issues
  throw bad(
    `${where}: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}; allowed is what the app or the command line wrote`,
  )
}

function bad(message: string): LeakscopeError {
  return new LeakscopeError('bad-config', message)
}
