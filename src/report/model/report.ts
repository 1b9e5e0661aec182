/**
 * @file A run's report as plain JSON: everything that a screen or a file shows, built by pure functions from
 * stored rows.
 */
import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import { conditionOf, NO_CONDITION } from '../../domain/condition-spec.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { expectationsFor } from '../../calibration/expectation.ts'
import { qualityLine, qualityOf } from '../../domain/quality.ts'
import type { Response } from '../../domain/response.ts'
import type { Metric, Run } from '../../domain/run.ts'
import type { PrivateValue, Sample } from '../../domain/sample.ts'
import type { Score } from '../../domain/score.ts'
import { PAGE_HELD_MS, yieldToEventLoop } from '../../domain/yield-to-event-loop.ts'
import { calibratedFor, NO_CALIBRATION, type Calibration } from '../../calibration/calibrated.ts'
import { behindEach } from './behind.ts'
import { beneathTheRefusal, type BeneathRow } from './beneath.ts'
import { examplesOf, type Example } from './examples.ts'
import { factsOf, type Fact } from './facts.ts'
import { shareToForget } from './share-to-forget.ts'
import type { KnownValue } from '../../calibration/known.ts'
import { GUARD_METHOD, guardLimits, harmLimits, limitsOf, METHOD } from './method.ts'
import { withoutNames } from './shareable.ts'
import { maskerForRun, type ExportKind, type Masker } from './mask.ts'
import { errorTally, outcomeRows, type ErrorTally, type OutcomeRow } from './outcomes.ts'
import { benchmarkNumbers, type BenchmarkNumbers } from './numbers.ts'
import { ratePanels, secondaryMetrics, type RatePanel, type SecondaryMetric } from './rates.ts'
import { conditionTables, type ConditionTable } from './conditions.ts'
import { guardReports, type GuardReport } from './guards.ts'
import { answersOf, joinRows, type ReportRow } from './rows.ts'
import { scorersOf } from './scorers.ts'
import { timingsOf, type TimingRow } from './timings.ts'
import { worstLeaks, type WorstLeak } from './worst.ts'

export interface ReportInput {
  readonly run: Run
  readonly samples: readonly Sample[]
  readonly responses: readonly Response[]
  /** Scores of one scorer version; a response without a score counts in no rate and is said in the limits. */
  readonly scores: readonly Score[]
  /** What the benchmarks' `metrics` gave for these scores. */
  readonly metrics: readonly Metric[]
  /** Known truth of a control model; empty for any other model. */
  readonly known: readonly KnownValue[]
  /** What is known of the evaluator itself; without it no control stands beside a number, and no rate is corrected. */
  readonly calibration?: Calibration
  /** Titles of benchmarks, splits, tasks and types; ids stand in where one is missing. */
  readonly benchmarks?: readonly BenchmarkMeta[]
  readonly kind?: ExportKind
  /** All private values of the run's shards, to be masked; absent: those of its samples. */
  readonly values?: readonly PrivateValue[]
}

export interface Report {
  readonly format: 'leakscope-report@1'
  readonly kind: ExportKind
  readonly runId: string
  readonly modelId: string
  readonly modelName: string
  readonly title: string
  /** Of the people that MLLMU-Bench's official set asks about, in percent; null for other data. */
  readonly percentToForget: number | null
  /** What the answers are worth as answers, in a line, and why no headline may be made of them; null where one may. */
  readonly answers: { readonly line: string; readonly withheld: string | null }
  /** How much of the run there is, in a line; null when it is done. */
  readonly unfinished: string | null
  readonly facts: readonly Fact[]
  readonly panels: readonly RatePanel[]
  readonly outcomes: readonly OutcomeRow[]
  readonly secondary: readonly SecondaryMetric[]
  readonly beneath: readonly BeneathRow[]
  readonly numbers: readonly BenchmarkNumbers[]
  readonly timings: readonly TimingRow[]
  readonly errors: readonly ErrorTally[]
  readonly examples: readonly Example[]
  /** The worst leaks, to be told in words. */
  readonly worst: readonly WorstLeak[]
  /** What each guard did to the same answers; empty for a run without. */
  readonly guards: readonly GuardReport[]
  /** What each condition did to the same questions; empty for a run without. */
  readonly conditions: readonly ConditionTable[]
  readonly limits: readonly string[]
  readonly method: readonly string[]
}

/** Builds the report of one run. With `kind: 'shareable'` no text of it holds a private value (default: `private`). */
export function buildReport(given: ReportInput): Report {
  const parts = reportInParts(given)
  let part = parts.next()
  while (part.done !== true) part = parts.next()
  return part.value
}

/** The same in the page: thousands of answers are gone through, and keys and clicks get their turn meanwhile. */
export async function buildReportYielding(given: ReportInput): Promise<Report> {
  const parts = reportInParts(given)
  let part = parts.next()
  while (part.done !== true) {
    await yieldToEventLoop(PAGE_HELD_MS)
    part = parts.next()
  }
  return part.value
}

/** Each part goes through all answers once or twice; between two of them is time for others. */
function* reportInParts(given: ReportInput): Generator<undefined, Report, undefined> {
  const { kind = 'private', benchmarks = [], calibration = NO_CALIBRATION } = given
  const mask = kind === 'shareable' ? maskerForRun(given.samples, given.values) : null
  const input = mask === null ? given : withoutNames(given, mask)
  // Conditions have a part of their own, as guards have: everything else is of what the benchmarks ask.
  const metrics = input.metrics.filter(({ condition }) => condition === undefined)
  const line = (text: string): string => mask?.line(text) ?? text
  const run = mask === null ? input.run : withoutValues(input.run, mask)
  const scorers = scorersOf(input.scores, run.benchmarks)
  const calibrated = calibratedFor(calibration, { ...input.run, benchmarks: scorers })
  const known = expectationsFor(
    input.known,
    run.shards.map(({ id }) => id),
  )
  yield
  const everything = joinRows(input.samples, input.responses, input.scores)
  const all = everything.filter(({ sample }) => conditionOf(sample) === NO_CONDITION)
  // Guards likewise: everything else is of the model alone.
  const isUnguarded = ({ guard }: ReportRow) => guard === null || guard === NO_GUARD
  const rows = all.filter(isUnguarded)
  // What ran, and what of it failed, is of the whole run.
  const ran = everything.filter(isUnguarded)
  yield
  const behind = behindEach(answersOf(everything), benchmarks)
  yield
  const guards = guardReports(all, metrics, benchmarks, mask, behind)
  yield
  const quality = qualityOf(run, rows)
  yield
  const panels = ratePanels(metrics, known, benchmarks, calibrated, behind)
  yield
  const numbers = benchmarkNumbers(metrics, benchmarks, calibrated.figures, behind)
  yield
  const outcomes = outcomeRows(rows, benchmarks)
  const beneath = beneathTheRefusal(rows, benchmarks)
  yield
  const timings = timingsOf(rows)
  yield
  const examples = examplesOf(rows, mask)
  yield
  const worst = worstLeaks(rows, benchmarks, mask)
  yield
  const modelName = run.environment?.modelName ?? run.config.model
  return {
    format: 'leakscope-report@1',
    kind,
    runId: run.id,
    modelId: run.config.model,
    modelName,
    title: `What ${modelName} gave away`,
    percentToForget: shareToForget(run.shards),
    answers: { line: qualityLine(quality), withheld: quality.withheld },
    unfinished: unfinishedLine(run, ran),
    facts: factsOf(run, ran, scorers),
    panels,
    outcomes,
    secondary: secondaryMetrics(metrics, benchmarks, behind),
    beneath,
    numbers,
    timings,
    errors: errorTally(ran).map((error) => ({ ...error, message: line(error.message) })),
    examples,
    worst,
    guards,
    conditions: conditionTables(input.metrics, benchmarks, behind),
    limits: [...calibrated.stale, ...guardLimits(guards), ...harmLimits(run, rows), ...limitsOf(run, ran)],
    method: [...METHOD, ...(guards.length > 0 ? GUARD_METHOD : []), ...calibrated.sources],
  }
}

function unfinishedLine({ status, sampleCount }: Run, rows: readonly ReportRow[]): string | null {
  if (status === 'done') return null
  const answered = rows.filter(({ response }) => response !== null).length
  return `Unfinished (${status}): ${answered} of ${sampleCount} answers. What stands here is of these alone, and may change with the rest.`
}

/** What a user named and what an error quotes; the rest of a run are ids of benchmarks, numbers and hashes. */
function withoutValues(run: Run, mask: Masker): Run {
  const line = (text: string): string => mask.line(text)
  return {
    ...run,
    config: { ...run.config, model: line(run.config.model), shards: run.config.shards.map(line) },
    shards: run.shards.map(({ id, sha256 }) => ({ id: line(id), sha256 })),
    failure: run.failure === null ? null : line(run.failure),
    environment: run.environment && {
      ...run.environment,
      modelId: line(run.environment.modelId),
      modelName: line(run.environment.modelName),
    },
  }
}
