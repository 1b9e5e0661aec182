/** @file Every number of a benchmark, and those few that a report opens with. */
import { group } from 'd3-array'
import type { Background, BenchmarkMeta } from '../../benchmarks/contract.ts'
import { controlsBeside, type ControlFigures, type ControlPair } from '../../calibration/controls.ts'
import { discoveriesOf, type Discoveries } from '../../domain/discoveries.ts'
import { compareGuards, NO_GUARD } from '../../domain/guard-spec.ts'
import type { Metric } from '../../domain/run.ts'
import { HARM_DETECTOR } from '../../guards/detectors/harm-detector.ts'
import type { Behind, BehindOf } from './behind.ts'
import { metricOrder, splitMetric } from './metrics.ts'
import { benchmarkTitle, orderOf, titleOf } from './titles.ts'

/** A metric with the titles of its cell; null means pooled. */
export interface NumberRow extends Metric {
  readonly splitTitle: string | null
  readonly taskTitle: string | null
  readonly typeTitle: string | null
  /** p corrected for the number of tests of this benchmark; null where the number is none. */
  readonly adjusted: number | null
  readonly behind: Behind
}

export interface BenchmarkNumbers {
  readonly benchmark: string
  readonly title: string
  /** In the order of the benchmark's registry. */
  readonly rows: readonly NumberRow[]
  /**
   * Those of `rows` that `meta.metrics` marks as headlines, pooled over types where they are; under a
   * condition only where that is the judge's name. By place, so that numbers that belong together stand
   * together.
   */
  readonly headlines: readonly (NumberRow & { readonly controls: ControlPair | null })[]
  /** Its tests of difference, taken together; null where nothing was tested. */
  readonly discoveries: Omit<Discoveries, 'adjusted'> | null
  readonly curves: readonly Curve[]
  readonly background: Background | null
}

/** One metric over its types: a line with a point for each. */
export interface Curve {
  readonly benchmark: string
  readonly metric: string
  readonly guard: string
  readonly splitTitle: string | null
  readonly taskTitle: string | null
  readonly points: readonly {
    readonly type: string
    readonly title: string
    readonly value: number | null
    readonly ci: readonly [number, number] | null
  }[]
}

export function benchmarkNumbers(
  metrics: readonly Metric[],
  benchmarks: readonly BenchmarkMeta[],
  figures: readonly ControlFigures[],
  behind: BehindOf,
): BenchmarkNumbers[] {
  return [...group(metrics, ({ benchmark }) => benchmark)].map(([benchmark, own]) => {
    const found = discoveriesOf(own)
    const order = (kind: 'splits' | 'tasks' | 'types', id: string | null) => orderOf(benchmarks, benchmark, kind, id)
    const title = (kind: 'splits' | 'tasks' | 'types', id: string | null) =>
      id === null ? null : titleOf(benchmarks, benchmark, kind, id)
    const rows = own
      .map((metric) => ({
        ...metric,
        splitTitle: title('splits', metric.split),
        taskTitle: title('tasks', metric.task),
        typeTitle: title('types', metric.type),
        adjusted: found?.adjusted.get(metric) ?? null,
        behind: behind(metric),
      }))
      .toSorted(
        (a, b) =>
          metricOrder(a) - metricOrder(b) ||
          order('splits', a.split) - order('splits', b.split) ||
          order('tasks', a.task) - order('tasks', b.task) ||
          order('types', a.type) - order('types', b.type) ||
          compareGuards(a.guard, b.guard),
      )
    const meta = benchmarks.find(({ id }) => id === benchmark)
    const marked = (mark: 'headline' | 'curve') =>
      new Set((meta?.metrics ?? []).filter((metric) => metric[mark] === true).map(({ id }) => id))
    const pooled = new Set(rows.filter(({ type }) => type === null).map(({ metric }) => metric))
    const [headlines, curves] = [marked('headline'), marked('curve')]
    return {
      benchmark,
      title: benchmarkTitle(benchmarks, benchmark),
      rows,
      headlines: rows
        // What guards do to them stands in the guards' own section.
        .filter(({ guard }) => guard === NO_GUARD)
        .filter(({ metric, type }) => headlines.has(headlineOf(metric)) && (type === null || !pooled.has(metric)))
        .toSorted(
          (a, b) =>
            order('splits', a.split) - order('splits', b.split) ||
            order('tasks', a.task) - order('tasks', b.task) ||
            order('types', a.type) - order('types', b.type),
        )
        .map((row) => ({ ...row, controls: controlsBeside(row, figures) })),
      discoveries: found === null ? null : counted(found),
      curves: curvesOf(rows.filter(({ metric, type }) => type !== null && curves.has(splitMetric(metric).base))),
      background: meta?.background ?? null,
    }
  })
}

/**
 * A judge's number has no other name than under its judge. The harm detector's makes no headline: it is wrong
 * too often elsewhere.
 */
function headlineOf(metric: string): string {
  const { base, condition } = splitMetric(metric)
  return condition !== null && condition !== HARM_DETECTOR.id && base.endsWith('-judged') ? base : metric
}

function counted({ tests, byChance, below, survive }: Discoveries): Omit<Discoveries, 'adjusted'> {
  return { tests, byChance, below, survive }
}

function curvesOf(rows: readonly NumberRow[]): Curve[] {
  const lines = group(rows, ({ metric, guard, split, task }) => JSON.stringify([metric, guard, split, task]))
  return [...lines.values()]
    .filter((points) => points.length > 1)
    .map((points) => {
      const { benchmark, metric, guard, splitTitle, taskTitle } = points[0]!
      return {
        benchmark,
        metric,
        guard,
        splitTitle,
        taskTitle,
        points: points.map(({ type, typeTitle, value, ci }) => ({ type: type!, title: typeTitle!, value, ci })),
      }
    })
}
