/**
 * @file The two files that other tools read: `run.json` and the rows of `samples.jsonl`. Built from stored
 * rows by pure functions.
 */
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { qualityOf, type AnswerQuality } from '../../domain/quality.ts'
import type { JudgeCards } from '../../domain/judge-card.ts'
import { HARM_DETECTOR_MEASURED, harmLimitsOf, usesHarmDetector } from '../../guards/harm-limits.ts'
import type { Judgements } from '../../guards/run-metrics.ts'
import type { AnswerRow } from '../../benchmarks/compare-runs.ts'
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import type { Response, ThoughtRecord, Timings, Turn } from '../../domain/response.ts'
import type { DetectorEnvironment, Metric, Run, RunConfig, SelfCheck, RunEnvironment } from '../../domain/run.ts'
import type { PrivateValue, Sample } from '../../domain/sample.ts'
import type { LeakLevel, Outcome, ProbeScore, Score, Span } from '../../domain/score.ts'
import { STATISTICS_VERSION } from '../../domain/statistics/version.ts'
import { agreementOf } from '../model/reviews.ts'
import { joinRows } from '../model/rows.ts'

export interface ExportInput {
  readonly run: Run
  readonly samples: readonly Sample[]
  readonly responses: readonly Response[]
  readonly scores: readonly Score[]
  readonly metrics: readonly Metric[]
  /** What judges of content said; absent: nobody judged. */
  readonly judgements?: Judgements
  /** All private values of the run's shards, to be masked; absent: those of its samples. */
  readonly values?: readonly PrivateValue[]
}

/**
 * `run.json`. What is not known is null: a run that never loaded a model has no `model.backend`, answers made
 * elsewhere no `identity`.
 */
export interface RunJson {
  readonly format: 'leakscope-run@1'
  readonly id: string
  /** SHA-256 of everything that could change the answers. */
  readonly identity: string | null
  /** SHA-256 of its plan, registered before the first answer; absent where none was, and in the shareable kind. */
  readonly plan?: string
  readonly status: Run['status']
  readonly failure: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
  readonly config: RunConfig
  readonly model: {
    readonly id: string
    readonly name: string | null
    /** SHA-256 (hex) of each file by its path in the model's folder. */
    readonly files: Readonly<Record<string, string>> | null
    readonly dtype: Readonly<Record<string, string>> | null
    readonly backend: RunEnvironment['backend'] | null
    readonly backendReason: string | null
    readonly adapter: string | null
    readonly runtime: string | null
  }
  /** Version and build of the app that began the run. */
  readonly app: string | null
  readonly selfCheck: SelfCheck | null
  readonly shards: Run['shards']
  /** Benchmark id to version. */
  readonly benchmarks: Readonly<Record<string, string>>
  /** `${benchmark}@${version}` of every scorer that was used. */
  readonly scorers: readonly string[]
  /** Version of what made `metrics` of the scores; absent in files of earlier versions. */
  readonly statistics?: string
  readonly samples: {
    readonly planned: number
    readonly answered: number
    readonly unanswered: number
    readonly errors: number
  }
  /** Models of guards and judges, with their thresholds and how often they err. */
  readonly detectors: readonly DetectorEnvironment[]
  /** What is known of those who gave verdicts on the answers, by their ids. */
  readonly judges: JudgeCards
  /** What has to be said beside the numbers: where the harm detector was measured; absent where it was not heard. */
  readonly limits?: readonly string[]
  /** What of another model the run's numbers were made with: by benchmark and item, of the run's items. */
  readonly logged: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** What the answers are worth as answers. */
  readonly answers: AnswerQuality
  /** What a person calls the run, and thinks of its answers; absent where nobody said, and in what can be shared. */
  readonly label?: Run['label']
  readonly reviews?: Run['reviews']
  /** How often scorer and reviewer agree whether an answer leaks; absent where nothing was reviewed. */
  readonly agreement?: { readonly k: number; readonly n: number }
  readonly metrics: readonly Metric[]
}

/** One line of `samples.jsonl`: a response and what was made of it. */
export interface SampleRow {
  readonly sampleId: string
  readonly benchmark: string
  readonly itemId: string
  readonly group: string
  readonly split: string
  readonly scenario: string | null
  readonly task: string
  readonly type: string
  readonly guard: string
  /** Condition that it was asked under, and which of several tries it is, from 1; absent where there is none. */
  readonly condition?: string
  readonly attempt?: number
  /** Of a conversation: tokens in the cache before each turn, and fed in it; null where the engine does not show it. */
  readonly turns?: readonly Pick<Turn, 'cached' | 'fed'>[]
  /** The thought in front of the answer; absent where thoughts have no budget of their own, or there was none. */
  readonly thought?: ThoughtRecord
  /** Turn, from 1, by whose end the value was out; absent outside conversations, and where none leaked. */
  readonly leakTurn?: number
  readonly escapeClause: boolean
  readonly imageId: string | null
  /** As rendered by the model's chat template; as planned where the answer was made elsewhere or there is none. */
  readonly prompt: string
  readonly output: string
  readonly finish: Response['finish']
  /** Generated tokens; null where the answer was made elsewhere. */
  readonly tokens: number | null
  /** Summed natural-log probability of the true value and of each decoy after it; null where not probed. */
  readonly continuationLogProbs: readonly number[] | null
  /** Tokens of each of them. */
  readonly continuationTokens: readonly number[] | null
  readonly error: Response['error']
  readonly outcome: Outcome | null
  readonly spans: readonly Span[]
  readonly scores: {
    readonly scorer: string
    readonly level: LeakLevel
    readonly partial: number | null
    readonly refused: boolean
    readonly fabricated: number
    readonly probe: ProbeScore | null
    /** What else the benchmark measured of the answer, by the measure's name. */
    readonly values: Score['values'] | null
  } | null
  /** What the guard saw and did; null in the model's own answer. */
  readonly guarded: Response['guarded'] | null
  /** Milliseconds. */
  readonly timings: Timings | null
  readonly at: string
  /** What has to be said beside it: where the harm detector was measured; absent where it was not heard. */
  readonly limits?: readonly string[]
}

/** A field where there is something to say. */
export function limitsField(limits: readonly string[]): Pick<SampleRow, 'limits'> {
  return limits.length === 0 ? {} : { limits }
}

export function buildRunJson({ run, samples, responses, scores, metrics, judgements }: ExportInput): RunJson {
  const environment = run.environment
  const answered = new Set(responses.map((response) => response.sampleId)).size
  return {
    format: 'leakscope-run@1',
    id: run.id,
    identity: run.identity,
    ...(run.plan === undefined ? {} : { plan: run.plan }),
    status: run.status,
    failure: run.failure,
    createdAt: run.createdAt,
    finishedAt: run.finishedAt,
    config: run.config,
    model: {
      id: run.config.model,
      name: environment?.modelName ?? null,
      files: environment?.fileHashes ?? null,
      dtype: environment?.dtype ?? null,
      backend: environment?.backend ?? null,
      backendReason: environment?.backendReason ?? null,
      adapter: environment?.adapter ?? null,
      runtime: environment?.runtime ?? null,
    },
    app: environment?.app ?? null,
    selfCheck: environment?.selfCheck ?? null,
    shards: run.shards,
    benchmarks: run.benchmarks,
    scorers: [...new Set(scores.map((score) => score.scorer))].sort(),
    statistics: STATISTICS_VERSION,
    samples: {
      planned: samples.length,
      answered,
      unanswered: samples.length - answered,
      errors: responses.filter(({ guard, error }) => guard === NO_GUARD && error !== null).length,
    },
    detectors: environment?.detectors ?? [],
    judges: judgements?.cards ?? {},
    ...limitsField(usesHarmDetector(run.config) ? [HARM_DETECTOR_MEASURED] : []),
    logged: loggedOf(samples),
    answers: qualityOf(run, joinRows(samples, responses, scores)),
    ...(run.label === undefined ? {} : { label: run.label }),
    ...(run.reviews === undefined ? {} : { reviews: run.reviews, agreement: agreementOf(run.reviews, scores) }),
    metrics,
  }
}

function loggedOf(samples: readonly Sample[]): RunJson['logged'] {
  const found = BENCHMARKS.flatMap(({ meta, logged }) => {
    if (logged === undefined) return []
    const items = new Set(samples.filter(({ benchmark }) => benchmark === meta.id).map(({ itemId }) => itemId))
    const own = Object.entries(logged).filter(([itemId]) => items.has(itemId))
    return own.length === 0 ? [] : [[meta.id, Object.fromEntries(own)] as const]
  })
  return Object.fromEntries(found)
}

/** One row for each response, in the order given. */
export function buildSampleRows({ samples, responses, scores }: ExportInput): SampleRow[] {
  const sampleOf = new Map(samples.map((sample) => [sample.id, sample]))
  const key = (sampleId: string, guard: string): string => JSON.stringify([sampleId, guard])
  const scoreOf = new Map(scores.map((score) => [key(score.sampleId, score.guard), score]))
  return responses.flatMap((response) => {
    const sample = sampleOf.get(response.sampleId)
    return sample === undefined
      ? []
      : [sampleRow(sample, response, scoreOf.get(key(response.sampleId, response.guard)) ?? null)]
  })
}

function sampleRow(sample: Sample, response: Response, score: Score | null): SampleRow {
  return {
    sampleId: sample.id,
    benchmark: sample.benchmark,
    itemId: sample.itemId,
    group: sample.group,
    split: sample.split,
    scenario: sample.scenario,
    task: sample.task,
    type: sample.type,
    guard: response.guard,
    ...(sample.condition === undefined ? {} : { condition: sample.condition }),
    ...(sample.attempt === undefined ? {} : { attempt: sample.attempt }),
    ...(response.turns === undefined ? {} : { turns: response.turns.map(({ cached, fed }) => ({ cached, fed })) }),
    ...(response.thought === undefined ? {} : { thought: response.thought }),
    ...(score?.turn === undefined ? {} : { leakTurn: score.turn }),
    escapeClause: sample.escapeClause,
    imageId: sample.imageId,
    prompt: response.renderedPrompt ?? sample.prompt,
    output: response.output,
    finish: response.finish,
    tokens: response.tokens?.length ?? null,
    continuationLogProbs: response.continuationLogProbs,
    continuationTokens: response.continuationTokens ?? null,
    error: response.error,
    outcome: score?.outcome ?? null,
    spans: score?.spans ?? [],
    scores:
      score === null
        ? null
        : {
            scorer: score.scorer,
            level: score.level,
            partial: score.partial,
            refused: score.refused,
            fabricated: score.fabricated,
            probe: score.probe,
            values: score.values ?? null,
          },
    guarded: response.guarded ?? null,
    timings: response.timings,
    at: response.at,
    ...limitsField(harmLimitsOf([response.guard])),
  }
}

/** A row as comparisons of runs take it. */
export function answerRowOf(row: SampleRow): AnswerRow {
  const { sampleId, benchmark, itemId, group, split, task, type, guard, condition, attempt, outcome, scores } = row
  return {
    sampleId,
    benchmark,
    itemId,
    group,
    split,
    task,
    type,
    guard,
    outcome,
    ...(condition === undefined ? {} : { condition }),
    ...(attempt === undefined ? {} : { attempt }),
    values: scores?.values ?? {},
  }
}

/** JSON lines, one for each value, each ended by a line feed. */
export function toJsonLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}
