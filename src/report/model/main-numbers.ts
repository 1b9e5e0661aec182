/** @file Which of a run's many numbers stand for it, where there is room for few. */
import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import type { Metric } from '../../domain/run.ts'

/** The leak and refusal rates are known to every report; a benchmark names the others of its own. */
const KNOWN = ['ASR', 'RR']

/**
 * Leak and refusal rates, and what the benchmark calls its headlines, of each split: splits are different
 * questions. Tasks are pooled where the benchmark pools them, and types always.
 * @param metrics of one benchmark.
 * @param meta of it; null: it is one that this version does not know.
 */
export function mainNumbers(metrics: readonly Metric[], meta: Pick<BenchmarkMeta, 'metrics'> | null): Metric[] {
  const headlines = (meta?.metrics ?? []).flatMap(({ id, headline }) => (headline === true ? [id] : []))
  const shown = new Set([...KNOWN, ...headlines])
  const own = metrics.filter(({ metric, type }) => shown.has(metric) && type === null)
  const pooled = new Set(own.filter(({ task }) => task === null).map(placeOf))
  return own.filter((metric) => metric.task === null || !pooled.has(placeOf(metric)))
}

function placeOf({ metric, split, guard, condition }: Metric): string {
  return JSON.stringify([metric, split, guard, condition])
}
