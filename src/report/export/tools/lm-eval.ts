/**
 * @file lm-evaluation-harness: `results_<date>.json` and, for each task, `samples_<task>_<date>.jsonl`, as
 * lm-eval 0.4 writes them with `--log_samples`. A task is a benchmark, behind a guard and under a condition
 * where there is one; a slice of a metric is what lm-eval calls a filter.
 */
import { NO_GUARD } from '../../../domain/guard-spec.ts'
import { appVersion, modelName } from './app.ts'
import { lowerIsBetter } from './direction.ts'
import { evaluationsOf, fileNamed, numbersOf, sliceOf, type Evaluation, type ExchangeRun } from './exchange.ts'
import type { ToolFile, ToolFormat } from './tool-format.ts'

export const LM_EVAL: ToolFormat = {
  id: 'lm-eval',
  label: 'lm-eval results and samples',
  holds: 'Numbers and answers as lm-evaluation-harness logs them',
  *files(runs) {
    for (const [at, run] of runs.entries()) yield* filesOf(run, runs.length === 1 ? '' : `${at + 1}-`)
  },
}

function* filesOf(exchanged: ExchangeRun, front: string): Generator<ToolFile> {
  const { run } = exchanged
  const folder = front + fileNamed(modelName(exchanged).replace('/', '__'))
  const date = run.createdAt.replaceAll(':', '-')
  const evaluations = evaluationsOf(exchanged)
  const perTask = <T>(of: (evaluation: Evaluation) => T): Record<string, T> =>
    Object.fromEntries(evaluations.map((one) => [one.name, of(one)]))
  const results = {
    results: perTask(numbers),
    group_subtasks: perTask(() => []),
    configs: perTask(({ name, benchmark, guard, condition, meta }) => ({
      task: name,
      dataset_path: benchmark,
      description: meta?.asks ?? '',
      num_fewshot: 0,
      output_type: 'generate_until',
      generation_kwargs: { do_sample: false, max_gen_toks: run.config.generation.maxNewTokens },
      metadata: { version: run.benchmarks[benchmark] ?? null, guard, condition, paper: meta?.paper ?? null },
    })),
    versions: perTask(({ benchmark }) => run.benchmarks[benchmark] ?? null),
    'n-shot': perTask(() => 0),
    higher_is_better: perTask(({ metrics }) =>
      Object.fromEntries(
        metrics.flatMap((metric) => (sliceOf(metric) === 'all' ? [[metric.metric, !lowerIsBetter(metric)]] : [])),
      ),
    ),
    'n-samples': perTask(({ rows }) => ({ original: rows.length, effective: rows.length })),
    config: {
      model: 'leakscope',
      model_args: `pretrained=${modelName(exchanged)}`,
      model_dtype: run.model.dtype,
      device: run.model.backend,
      limit: run.config.limit,
      random_seed: run.config.seed,
      bootstrap_iters: 0,
    },
    date: Date.parse(run.createdAt) / 1000,
    model_source: 'leakscope',
    model_name: modelName(exchanged),
    model_name_sanitized: modelName(exchanged).replace('/', '__'),
    leakscope_version: appVersion(exchanged),
    leakscope_run: {
      id: run.id,
      identity: run.identity,
      shards: run.shards,
      files: run.model.files,
      ...(run.limits === undefined ? {} : { limits: run.limits }),
    },
  }
  yield { name: `${folder}/results_${date}.json`, pieces: [`${JSON.stringify(results, null, 2)}\n`] }
  for (const evaluation of evaluations)
    yield { name: `${folder}/samples_${evaluation.name}_${date}.jsonl`, pieces: samples(evaluation) }
}

/**
 * Its loaders read every number as a metric's value and split keys at their first comma: intervals and counts
 * are lists and texts.
 */
function numbers({ name, metrics, behind }: Evaluation): Record<string, unknown> {
  const found: Record<string, unknown> = { alias: name }
  for (const metric of metrics) {
    if (metric.value === null) continue
    const slice = sliceOf(metric)
    const filter = slice === 'all' ? 'none' : slice
    found[`${metric.metric},${filter}`] = metric.value
    found[`${metric.metric}_stderr,${filter}`] = 'N/A'
    found[`${metric.metric}_ci95,${filter}`] = metric.ci
    found[`${metric.metric}_count,${filter}`] = [metric.k, metric.n]
    found[`${metric.metric}_least,${filter}`] = [metric.least ?? null]
    const { answers, unparsed, errors, degenerate } = behind(metric)
    found[`${metric.metric}_behind,${filter}`] = [unparsed, errors, degenerate, answers]
  }
  return found
}

function* samples({ rows }: Evaluation): Generator<string> {
  for (const [at, row] of rows.entries()) {
    const values = numbersOf(row)
    const line = {
      doc_id: at,
      doc: {
        id: row.sampleId,
        item: row.itemId,
        group: row.group,
        picture: row.imageId,
        split: row.split,
        scenario: row.scenario,
        task: row.task,
        type: row.type,
        question: row.question,
        options: row.options,
      },
      target: row.targets.join('\n'),
      arguments: {
        gen_args_0: {
          arg_0: row.renderedPrompt ?? row.question,
          arg_1: { until: [], do_sample: false, max_gen_toks: row.maxNewTokens },
        },
      },
      resps: [[row.output]],
      filtered_resps: [row.output],
      filter: 'none',
      metrics: Object.keys(values),
      outcome: row.outcome,
      guard: row.guard === NO_GUARD ? null : row.guard,
      error: row.error,
      ...(row.limits === undefined ? {} : { limits: row.limits }),
      ...values,
    }
    yield `${JSON.stringify(line)}\n`
  }
}
