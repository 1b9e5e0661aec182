import type { Benchmark } from '../../benchmarks/contract.ts'
import { anySample } from '../../conditions/apply.ts'
import { counted } from '../../domain/counted.ts'
import { isWanted } from '../../domain/wanted.ts'
import type { RunConfig } from '../../domain/run.ts'
import type { SampleCount, ShardListing } from '../../run/index.ts'

/**
 * How many answers are asked for, in words; `about` where a shard has to be prepared before anybody knows.
 * @param models that are asked the same.
 */
export function answersLine(estimates: readonly Estimate[] | null, models = 1): string {
  if (estimates === null) return 'Number of answers not known'
  const answers = estimates.reduce((sum, estimate) => sum + estimate.answers, 0)
  const count = `${counted(answers, 'answer')}${models > 1 ? ` of each of ${models} models` : ''}`
  return estimates.every(({ exact }) => exact) ? count : `About ${count}; exactly when the shards are prepared`
}

/** What a config asks of one benchmark. */
export interface Estimate {
  readonly title: string
  readonly answers: number
  /** Whether it was counted in a plan, rather than told by rows, tasks and limit. */
  readonly exact: boolean
  /** Those of them that are under no condition. */
  readonly questions: number
  /** What they are about, each asked under every task and condition. */
  readonly items: number
}

/**
 * Of each benchmark, in the order of the config; null when one or a shard of it is unknown. Where nothing was
 * counted: each row under each chosen task, doubled when the escape clause is tried both ways, cut by the limit.
 * @param counts what is asked of each benchmark; null where a shard is not in the store.
 */
export function estimateEach(
  config: RunConfig,
  benchmarks: readonly Benchmark[],
  shards: readonly ShardListing[],
  counts: readonly (SampleCount | null)[],
): Estimate[] | null {
  const estimates: Estimate[] = []
  for (const [index, id] of config.benchmarks.entries()) {
    const benchmark = benchmarks.find((b) => b.meta.id === id)
    if (benchmark === undefined) return null
    const wanted = config.shards.length === 0 ? benchmark.meta.shippedShards : config.shards
    const rows = wanted.map((shard) => shards.find((s) => s.id === shard && s.benchmark === id)?.rows ?? null)
    if (config.shards.length === 0 && rows.includes(null)) return null
    const tasks = benchmark.meta.tasks.filter(({ id: task, optional }) => isWanted(config.tasks, task, optional))
    const conditions = tasks.length * (config.generation.escapeClause === 'both' ? 2 : 1)
    const all = rows.reduce<number>((total, n) => total + (n ?? 0), 0) * conditions
    const count = counts[index] ?? null
    const questions = count?.questions ?? (config.limit === null ? all : Math.min(all, config.limit))
    estimates.push({
      title: benchmark.meta.title,
      answers: count?.answers ?? questions * (1 + anySample(config.conditions ?? []).length),
      questions,
      exact: count !== null,
      items: conditions === 0 ? 0 : Math.ceil(questions / conditions),
    })
  }
  return estimates
}
