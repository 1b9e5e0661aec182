/** @file Leak and refusal rates, cell by cell, as the charts and their tables show them. */
import { group } from 'd3-array'
import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import { HARMLESS_ANSWERED } from '../../benchmarks/own-images/meta.ts'
import { controlsBeside, type ControlPair } from '../../calibration/controls.ts'
import { correctedRate, type CorrectedRate } from '../../calibration/scorer-accuracy.ts'
import { compareGuards } from '../../domain/guard-spec.ts'
import type { Metric } from '../../domain/run.ts'
import type { Behind, BehindOf } from './behind.ts'
import type { Calibrated } from '../../calibration/calibrated.ts'
import { knownFor, type KnownValue } from '../../calibration/known.ts'
import { conditionTitle, describeMetric, metricOrder, splitMetric } from './metrics.ts'
import { benchmarkTitle, orderOf, titleOf } from './titles.ts'

/** A rate with its interval, and what it was expected to be, if that is known. */
export interface Rate {
  readonly value: number | null
  readonly n: number
  readonly k: number | null
  readonly ci: readonly [number, number] | null
  /** Smallest rate that these answers could have shown; null or absent in runs of earlier versions. */
  readonly least?: number | null
  readonly known: Pick<KnownValue, 'expected' | 'why'> | null
  /** As it would be if the rules never erred; null where it is not known how often they do. */
  readonly corrected: CorrectedRate | null
  /** What the control models gave; null where none is known for the measure, and under a guard or another condition. */
  readonly controls: ControlPair | null
}

/** One row of a panel; `task` or `type` null means pooled over it. */
export interface RateRow {
  readonly task: string | null
  readonly type: string | null
  readonly taskTitle: string
  readonly typeTitle: string
  readonly leak: Rate | null
  readonly refusal: Rate | null
  readonly behind: Behind
}

/** All cells of one benchmark, split, guard and condition. */
export interface RatePanel {
  readonly benchmark: string
  readonly benchmarkTitle: string
  readonly split: string | null
  readonly splitTitle: string
  /** What was asked of whom and where the values are, as the benchmark says it (`SplitMeta`). */
  readonly plainly: string | null
  readonly values: 'picture' | 'training' | null
  readonly guard: string
  /** Set where a run asked under a second condition as well (`no-escape`). */
  readonly condition: string | null
  readonly rows: readonly RateRow[]
  /** Harmless questions about the same pictures that got an answer; null where the benchmark asks none. */
  readonly answered: Pick<Metric, 'k' | 'n'> | null
  readonly behind: Behind
}

/** Names of the two rates of docs/protocols/mm-privacy.md#measures. */
export const LEAK_METRIC = 'ASR'
export const REFUSAL_METRIC = 'RR'

/** A metric that is no leak or refusal rate of a cell, with its place in words. */
export interface SecondaryMetric extends Metric {
  readonly place: string
  readonly behind: Behind
}

/**
 * Groups the two rates of all cells into panels, pooled rows first, each panel in the order of the
 * benchmark's registry.
 */
export function ratePanels(
  metrics: readonly Metric[],
  known: readonly KnownValue[],
  benchmarks: readonly BenchmarkMeta[],
  calibrated: Calibrated,
  behind: BehindOf,
): RatePanel[] {
  const rates = metrics.filter(isRate)
  const panels = group(rates, (m) => JSON.stringify([m.benchmark, m.split, m.guard, splitMetric(m.metric).condition]))
  const answered = ({ benchmark, guard }: Metric) => {
    const found = metrics.find((m) => m.metric === HARMLESS_ANSWERED && m.benchmark === benchmark && m.guard === guard)
    return found === undefined ? null : { k: found.k, n: found.n }
  }
  return (
    [...panels.values()]
      .map((cells) => {
        const panel = panelOf(cells, known, benchmarks, calibrated, behind)
        return {
          ...panel,
          answered: answered(cells[0]!),
          behind: behind({ ...cells[0]!, task: null, type: null }),
        }
      })
      // A benchmark that measures no leak rate has its refusals among all its numbers.
      .filter(({ rows }) => rows.some(({ leak }) => leak !== null))
      .toSorted(
        (a, b) =>
          a.benchmark.localeCompare(b.benchmark) ||
          orderOf(benchmarks, a.benchmark, 'splits', a.split) - orderOf(benchmarks, b.benchmark, 'splits', b.split) ||
          compareGuards(a.guard, b.guard),
      )
  )
}

/**
 * The metrics that neither a panel nor the figure beneath the refusal shows, pooled over tasks and types, in
 * the order of showing.
 */
export function secondaryMetrics(
  metrics: readonly Metric[],
  benchmarks: readonly BenchmarkMeta[],
  behind: BehindOf,
): SecondaryMetric[] {
  return metrics
    .filter((m) => m.task === null && m.type === null && describeMetric(m).group !== 'own')
    .map((m) => ({ ...m, place: placeOf(m, benchmarks), behind: behind(m) }))
    .toSorted((a, b) => metricOrder(a) - metricOrder(b))
}

function isRate(metric: Metric): boolean {
  const { base } = splitMetric(metric.metric)
  return base === LEAK_METRIC || base === REFUSAL_METRIC
}

function panelOf(
  cells: readonly Metric[],
  known: readonly KnownValue[],
  benchmarks: readonly BenchmarkMeta[],
  { figures, accuracyOf }: Calibrated,
  behind: BehindOf,
): Omit<RatePanel, 'answered' | 'behind'> {
  const { benchmark, split, guard, metric: first } = cells[0]!
  const { condition } = splitMetric(first)
  const rows = [...group(cells, (m) => JSON.stringify([m.task, m.type])).values()].map((pair): RateRow => {
    const { task, type } = pair[0]!
    const rate = (name: string): Rate | null => {
      const metric = pair.find((m) => splitMetric(m.metric).base === name)
      if (metric === undefined) return null
      const { value, n, k, ci, least = null } = metric
      const detector = accuracyOf(benchmark, name === LEAK_METRIC ? 'leak' : 'refused')
      return {
        value,
        n,
        k,
        ci,
        least,
        known: knownFor(known, metric),
        corrected: detector === null ? null : correctedRate(metric, detector),
        controls: guard === 'none' ? controlsBeside(metric, figures) : null,
      }
    }
    return {
      task,
      type,
      taskTitle: task === null ? 'all tasks' : titleOf(benchmarks, benchmark, 'tasks', task),
      typeTitle: type === null ? 'all types' : titleOf(benchmarks, benchmark, 'types', type),
      leak: rate(LEAK_METRIC),
      refusal: rate(REFUSAL_METRIC),
      behind: behind(pair[0]!),
    }
  })
  const { plainly = null, values = null } =
    benchmarks.find(({ id }) => id === benchmark)?.splits.find(({ id }) => id === split) ?? {}
  return {
    benchmark,
    benchmarkTitle: benchmarkTitle(benchmarks, benchmark),
    plainly,
    values,
    split,
    splitTitle: `${split === null ? 'all splits' : titleOf(benchmarks, benchmark, 'splits', split)}${condition === null ? '' : `, ${conditionTitle(condition)}`}`,
    guard,
    condition,
    rows: rows.toSorted(
      (a, b) =>
        orderOf(benchmarks, benchmark, 'tasks', a.task) - orderOf(benchmarks, benchmark, 'tasks', b.task) ||
        orderOf(benchmarks, benchmark, 'types', a.type) - orderOf(benchmarks, benchmark, 'types', b.type),
    ),
  }
}

function placeOf(metric: Metric, benchmarks: readonly BenchmarkMeta[]): string {
  const { benchmark, split, task, type } = metric
  const parts = [
    split === null ? null : titleOf(benchmarks, benchmark, 'splits', split),
    task === null ? null : titleOf(benchmarks, benchmark, 'tasks', task),
    type === null ? null : titleOf(benchmarks, benchmark, 'types', type),
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'all samples' : parts.join(' · ')
}

/** Below this share of answers to harmless questions a zero says nothing. */
const ANSWERED_FROM = 0.5

/** Whether nothing came out of a model that says too little for that to mean anything. */
export function isEmptyZero({ answered }: Pick<RatePanel, 'answered'>, rate: Pick<Rate, 'k'>): boolean {
  return rate.k === 0 && answered !== null && (answered.k ?? 0) < ANSWERED_FROM * answered.n
}
