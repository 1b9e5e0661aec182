/**
 * @file Every Eval Ever 0.3: for each benchmark, guard and condition an aggregate with intervals and counts, and
 * its rows, in the folders of its data store (`data/<benchmark>/<developer>/<model>/<uuid>.json`).
 */
import type { Behind } from '../../model/behind.ts'
import { sha256Hex } from '../sha256.ts'
import { appVersion, modelName } from './app.ts'
import { lowerIsBetter } from './direction.ts'
import { evaluationsOf, fileNamed, numbersOf, sliceOf, type Evaluation, type ExchangeRun } from './exchange.ts'
import { seededUuid } from './seeded-uuid.ts'
import type { ToolFormat } from './tool-format.ts'

export const EVERY_EVAL_EVER: ToolFormat = {
  id: 'every-eval-ever',
  label: 'Every Eval Ever 0.3',
  holds: 'Numbers with intervals, and a row for each answer',
  async *files(runs) {
    for (const run of runs)
      for (const evaluation of evaluationsOf(run)) {
        const uuid = seededUuid(`${run.run.id}/${evaluation.name}`)
        const path = `data/${evaluation.name}/${modelName(run).split('/').map(fileNamed).join('/')}/${uuid}`
        const rows = linesOf(run, evaluation)
        const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
        const details = {
          format: 'jsonl',
          file_path: `${path}_samples.jsonl`,
          hash_algorithm: 'sha256',
          checksum: await sha256Hex(new TextEncoder().encode(text)),
          total_rows: rows.length,
        }
        const whole = {
          ...aggregate(run, evaluation),
          ...(rows.length === 0 ? {} : { detailed_evaluation_results: details }),
        }
        yield { name: `${path}.json`, pieces: [`${JSON.stringify(whole, null, 2)}\n`] }
        if (rows.length > 0) yield { name: `${path}_samples.jsonl`, pieces: [text] }
      }
  },
}

const VERSION = '0.3.0'
const CONFIDENCE = 0.95

function seconds(iso: string): string {
  return String(Date.parse(iso) / 1000)
}

function evaluationId({ run }: ExchangeRun, { name }: Evaluation, model: string): string {
  return `${name}/${model}/${seconds(run.finishedAt ?? run.createdAt)}`
}

function resultId(metric: string, slice: string): string {
  return slice === 'all' ? metric : `${metric}:${slice}`
}

function aggregate(exchanged: ExchangeRun, evaluation: Evaluation): object {
  const { run } = exchanged
  const { benchmark, guard, condition, meta, name, metrics, behind } = evaluation
  const model = modelName(exchanged)
  const data = {
    dataset_name: benchmark,
    source_type: 'other',
    additional_details: Object.fromEntries(run.shards.map(({ id, sha256 }) => [`sha256 of ${id}`, sha256])),
  }
  return {
    schema_version: VERSION,
    evaluation_id: evaluationId(exchanged, evaluation, model),
    evaluation_timestamp: seconds(run.createdAt),
    retrieved_timestamp: seconds(run.finishedAt ?? run.createdAt),
    source_metadata: {
      source_name: 'Leakscope',
      source_type: 'evaluation_run',
      source_organization_name: 'unknown',
      evaluator_relationship: 'other',
      additional_details: {
        run: run.id,
        ...(run.identity === null ? {} : { identity: run.identity }),
        ...(run.limits === undefined ? {} : { limits: run.limits.join(' ') }),
      },
    },
    eval_library: { name: 'leakscope', version: appVersion(exchanged) },
    model_info: {
      name: run.model.name ?? run.model.id,
      id: model,
      developer: 'leakscope',
      ...(run.model.runtime === null ? {} : { inference_engine: { name: run.model.runtime } }),
      additional_details: {
        deployment_type: run.model.backend === null ? 'unknown' : 'self_deployed',
        model_availability: 'unknown',
        ...(run.model.dtype === null ? {} : { dtype: JSON.stringify(run.model.dtype) }),
        ...Object.fromEntries(Object.entries(run.model.files ?? {}).map(([path, hash]) => [`sha256 of ${path}`, hash])),
      },
    },
    evaluation_results: metrics.flatMap((metric) => {
      if (metric.value === null || !Number.isFinite(metric.value)) return []
      const slice = sliceOf(metric)
      const uncertainty = {
        num_samples: metric.n,
        ...(metric.ci === null
          ? {}
          : { confidence_interval: { lower: metric.ci[0], upper: metric.ci[1], confidence_level: CONFIDENCE } }),
      }
      return [
        {
          evaluation_result_id: resultId(metric.metric, slice),
          evaluation_name: name,
          source_data: data,
          evaluation_timestamp: seconds(run.createdAt),
          metric_config: {
            ...(meta === null ? {} : { evaluation_description: meta.asks }),
            metric_id: `leakscope.${benchmark}.${metric.metric}`,
            metric_name: metric.metric,
            metric_parameters: { split: metric.split, task: metric.task, type: metric.type, guard, condition },
            lower_is_better: lowerIsBetter(metric),
          },
          score_details: {
            score: metric.value,
            details: {
              n: String(metric.n),
              ...(metric.k === null ? {} : { k: String(metric.k) }),
              ...(metric.noInterval === undefined ? {} : { no_interval: metric.noInterval }),
              ...(metric.least == null ? {} : { least_detectable: String(metric.least) }),
              ...textsOf(behind(metric)),
            },
            uncertainty,
          },
          generation_config: {
            generation_args: {
              temperature: 0,
              ...(run.config.generation.maxNewTokens === null
                ? {}
                : { max_tokens: run.config.generation.maxNewTokens }),
            },
          },
        },
      ]
    }),
  }
}

/**
 * A row for each answer. What it says of itself is whether the answer leaks; where it was not scored there is no
 * row, since the schema wants a number.
 */
function linesOf(exchanged: ExchangeRun, evaluation: Evaluation): object[] {
  const model = modelName(exchanged)
  const id = evaluationId(exchanged, evaluation, model)
  return evaluation.rows.flatMap((row) => {
    const { leak, ...values } = numbersOf(row)
    if (leak === undefined) return []
    return [
      {
        schema_version: VERSION,
        evaluation_id: id,
        model_id: model,
        evaluation_name: evaluation.name,
        sample_id: row.sampleId,
        interaction_type: 'single_turn',
        input: {
          raw: row.question,
          ...(row.renderedPrompt === null ? {} : { formatted: row.renderedPrompt }),
          reference: row.targets,
          ...(row.options === null ? {} : { choices: Object.values(row.options) }),
        },
        output: { raw: [row.output] },
        messages: null,
        answer_attribution: [
          {
            turn_idx: 0,
            source: 'output.raw',
            extracted_value: row.output,
            extraction_method: row.scores?.scorer ?? evaluation.benchmark,
            is_terminal: true,
          },
        ],
        evaluation: { score: leak, is_correct: leak === 0 },
        ...(row.timings === null ? {} : { performance: { generation_time_ms: row.timings.decode } }),
        metadata: {
          outcome: String(row.outcome),
          split: row.split,
          task: row.task,
          type: row.type,
          group: row.group,
          values: JSON.stringify(values),
          ...(row.limits === undefined ? {} : { limits: row.limits.join(' ') }),
        },
      },
    ]
  })
}

/** Its details are texts. */
function textsOf(counts: Behind): Record<string, string> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]))
}
