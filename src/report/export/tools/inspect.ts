/**
 * @file Logs of Inspect (inspect-ai), EvalLog version 2: one for each benchmark, guard and condition, as JSON
 * and as `.eval`, the zip of the same that Inspect reads sample by sample (its `inspect log schema`).
 */
import { appVersion, modelName } from './app.ts'
import { evaluationsOf, numbersOf, sliceOf, type Evaluation, type ExchangeRow, type ExchangeRun } from './exchange.ts'
import { seededUuid } from './seeded-uuid.ts'
import type { ToolFile, ToolFormat } from './tool-format.ts'
import { zipOf } from './zip.ts'

export const INSPECT_EVAL: ToolFormat = {
  id: 'inspect',
  label: 'Inspect log (.eval)',
  holds: 'Answers, scores and numbers for inspect view and its data frames',
  async *files(runs) {
    for (const log of logsOf(runs)) yield { name: `${log.name}.eval`, pieces: [await zipOf(membersOf(log))] }
  },
}

export const INSPECT_JSON: ToolFormat = {
  id: 'inspect-json',
  label: 'Inspect log (JSON)',
  holds: 'The same as text',
  *files(runs) {
    for (const log of logsOf(runs)) yield { name: `${log.name}.json`, pieces: jsonOf(log) }
  },
}

interface Log {
  readonly name: string
  readonly head: object
  readonly evaluation: Evaluation
  readonly model: string
}

function* logsOf(runs: readonly ExchangeRun[]): Generator<Log> {
  for (const exchanged of runs) {
    const { run } = exchanged
    const model = modelName(exchanged)
    for (const evaluation of evaluationsOf(exchanged)) {
      const taskId = seededUuid(`${run.id}/${evaluation.name}`).replaceAll('-', '')
      const date = run.createdAt
        .replace(/\.\d+Z$/, 'Z')
        .replace(/Z$/, '+00-00')
        .replaceAll(':', '-')
      yield {
        name: `${date}_${evaluation.name}_${taskId}`,
        head: headOf(exchanged, evaluation, taskId),
        evaluation,
        model,
      }
    }
  }
}

const STATUS = {
  done: 'success',
  failed: 'error',
  stopped: 'cancelled',
  interrupted: 'cancelled',
  running: 'started',
  paused: 'started',
} as const

function headOf(exchanged: ExchangeRun, evaluation: Evaluation, taskId: string): object {
  const { run } = exchanged
  const { benchmark, guard, condition, meta, name, rows } = evaluation
  const { maxNewTokens } = run.config.generation
  const generation = { max_tokens: maxNewTokens, logprobs: rows.some(({ answerTokens }) => answerTokens !== null) }
  const scorers = [...new Set(rows.flatMap((row) => Object.keys(scoresOf(row) ?? {})))]
  return {
    version: 2,
    status: STATUS[run.status],
    eval: {
      eval_id: taskId,
      run_id: run.id,
      created: run.createdAt,
      task: name,
      task_id: taskId,
      task_version: run.benchmarks[benchmark] ?? 0,
      task_display_name: meta?.title ?? benchmark,
      ...(meta === null ? {} : { task_description: meta.asks }),
      task_args: { benchmark, guard, condition },
      dataset: {
        name: run.shards.map(({ id }) => id).join(', '),
        samples: rows.length,
        sample_ids: rows.map(({ sampleId }) => sampleId),
        shuffled: false,
      },
      model: modelName(exchanged),
      model_generate_config: generation,
      model_args: { dtype: run.model.dtype, backend: run.model.backend, runtime: run.model.runtime },
      config: { limit: run.config.limit, epochs: 1, log_samples: true, log_images: false },
      packages: { leakscope: appVersion(exchanged) },
      metadata: {
        kind: exchanged.kind,
        identity: run.identity,
        seed: run.config.seed,
        shards: run.shards,
        files: run.model.files,
        statistics: run.statistics ?? null,
        paper: meta?.paper ?? null,
        ...(run.limits === undefined ? {} : { limits: run.limits }),
      },
      scorers: scorers.map((scorer) => ({ name: scorer, metrics: [] })),
    },
    plan: { name: 'plan', steps: [{ solver: 'generate', params: { guard, condition } }], config: generation },
    results: {
      total_samples: rows.length,
      completed_samples: rows.filter(({ error }) => error === null).length,
      scores: resultsOf(evaluation),
    },
    stats: { started_at: run.createdAt, completed_at: run.finishedAt ?? '' },
    ...(run.status === 'failed' ? { error: errorOf(run.failure ?? 'the run failed') } : {}),
  }
}

/** A score for each metric, and in it a number for each slice; what was not measured is absent. */
function resultsOf({ metrics, behind }: Evaluation): object[] {
  const scores = new Map<string, Record<string, object>>()
  for (const metric of metrics) {
    if (metric.value === null || !Number.isFinite(metric.value)) continue
    const slice = sliceOf(metric)
    const own = scores.get(metric.metric) ?? {}
    scores.set(metric.metric, own)
    own[slice] = {
      name: slice,
      value: metric.value,
      metadata: {
        n: metric.n,
        k: metric.k,
        ci95: metric.ci,
        noInterval: metric.noInterval ?? null,
        least: metric.least ?? null,
        ...behind(metric),
      },
    }
  }
  return [...scores].map(([name, own]) => ({ name, scorer: name, metrics: own }))
}

function sampleOf(row: ExchangeRow, model: string): object {
  const { timings, error } = row
  const spent = timings === null ? null : Object.values(timings).reduce<number>((sum, ms) => sum + (ms ?? 0), 0) / 1000
  const answer = { role: 'assistant', content: row.output, source: 'generate', model }
  const scores = scoresOf(row)
  return {
    id: row.sampleId,
    epoch: 1,
    input: row.question,
    ...(row.options === null ? {} : { choices: Object.values(row.options) }),
    target: row.targets.length === 1 ? row.targets[0] : row.targets,
    messages: [{ role: 'user', content: row.question, source: 'input' }, answer],
    output: {
      model,
      choices: [
        {
          message: answer,
          stop_reason: row.finish === 'eos' ? 'stop' : row.finish === 'length' ? 'max_tokens' : 'unknown',
          ...(row.answerTokens === null
            ? {}
            : {
                logprobs: { content: row.answerTokens.map(({ text, logProb }) => ({ token: text, logprob: logProb })) },
              }),
        },
      ],
      completion: row.output,
      time: spent,
      ...(error === null ? {} : { error: error.message }),
    },
    ...(scores === null ? {} : { scores }),
    metadata: {
      benchmark: row.benchmark,
      item: row.itemId,
      group: row.group,
      picture: row.imageId,
      split: row.split,
      scenario: row.scenario,
      task: row.task,
      type: row.type,
      guard: row.guard,
      condition: row.condition ?? null,
      attempt: row.attempt ?? null,
      escapeClause: row.escapeClause,
      renderedPrompt: row.renderedPrompt,
      continuationLogProbs: row.continuationLogProbs,
      guarded: row.guarded,
      timings,
      ...(row.limits === undefined ? {} : { limits: row.limits }),
    },
    completed_at: row.at,
    ...(spent === null ? {} : { total_time: spent }),
    ...(error === null ? {} : { error: errorOf(`${error.code}: ${error.message}`) }),
  }
}

/** `outcome` with all that the scorer says of the answer, then each number; null where it was not scored. */
function scoresOf(row: ExchangeRow): Record<string, object> | null {
  if (row.scores === null || row.outcome === null) return null
  const { scorer, level, partial, fabricated, probe } = row.scores
  return {
    outcome: {
      value: row.outcome,
      answer: row.output,
      metadata: { scorer, level, partial, fabricated, probe, spans: row.spans },
    },
    ...Object.fromEntries(Object.entries(numbersOf(row)).map(([name, value]) => [name, { value }])),
  }
}

function errorOf(message: string): object {
  return { message, traceback: message, traceback_ansi: message }
}

/** Samples stand last, as in Inspect's own: whoever wants the numbers alone stops reading there. */
function* jsonOf({ head, evaluation, model }: Log): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"samples":[`
  for (const [at, row] of evaluation.rows.entries())
    yield (at === 0 ? '\n' : ',\n') + JSON.stringify(sampleOf(row, model))
  yield '\n]}\n'
}

/** Longest text of a summary. */
const SHORT = 1000

function* membersOf({ head, evaluation, model }: Log): Generator<ToolFile> {
  const { version, eval: spec, plan } = head as { version: number; eval: object; plan: object }
  yield { name: '_journal/start.json', pieces: [JSON.stringify({ version, eval: spec, plan })] }
  for (const row of evaluation.rows)
    yield { name: `samples/${row.sampleId}_epoch_1.json`, pieces: [JSON.stringify(sampleOf(row, model))] }
  yield { name: 'summaries.json', pieces: [JSON.stringify(evaluation.rows.map(summaryOf))] }
  yield { name: 'header.json', pieces: [JSON.stringify(head)] }
}

function summaryOf(row: ExchangeRow): object {
  const scores = Object.entries(scoresOf(row) ?? {}).map(([name, score]) => {
    const { value } = score as { value: string | number }
    return [name, { value, ...(name === 'outcome' ? { answer: row.output.slice(0, SHORT) } : {}) }]
  })
  return {
    id: row.sampleId,
    epoch: 1,
    input: row.question.slice(0, SHORT),
    target:
      row.targets.length === 1 ? row.targets[0]!.slice(0, SHORT) : row.targets.map((text) => text.slice(0, SHORT)),
    metadata: { split: row.split, task: row.task, type: row.type, guard: row.guard },
    scores: Object.fromEntries(scores) as object,
    completed_at: row.at,
    ...(row.error === null ? {} : { error: row.error.message }),
    completed: true,
    message_count: 2,
  }
}
