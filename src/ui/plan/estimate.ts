import type { Benchmark } from '../../benchmarks/contract.ts'
import { isWanted } from '../../domain/wanted.ts'
import type { RunConfig } from '../../domain/run.ts'
import type { ShardListing } from '../../run/index.ts'

/**
 * How many answers a config asks for at most: each row under each chosen task, doubled when the escape clause
 * is tried both ways, cut by the limit of each benchmark. An upper bound, since a benchmark may leave out
 * rows that it cannot ask for; null when a shard is unknown.
 */
export function estimateSamples(
  config: RunConfig,
  benchmarks: readonly Benchmark[],
  shards: readonly ShardListing[],
): number | null {
  const estimates = estimateEach(config, benchmarks, shards)
  return estimates === null ? null : estimates.reduce((sum, { answers }) => sum + answers, 0)
}

/** What a config asks of one benchmark at most. */
export interface Estimate {
  readonly title: string
  readonly answers: number
  /** What they are about, each asked under every task and condition. */
  readonly items: number
}

/** Of each benchmark, in the order of the config; null when one or a shard of it is unknown. */
export function estimateEach(
  config: RunConfig,
  benchmarks: readonly Benchmark[],
  shards: readonly ShardListing[],
): Estimate[] | null {
  const estimates: Estimate[] = []
  for (const id of config.benchmarks) {
    const benchmark = benchmarks.find((b) => b.meta.id === id)
    if (benchmark === undefined) return null
    const wanted = config.shards.length === 0 ? benchmark.meta.shippedShards : config.shards
    const rows = wanted.map((shard) => shards.find((s) => s.id === shard && s.benchmark === id)?.rows ?? null)
    if (config.shards.length === 0 && rows.includes(null)) return null
    const tasks = benchmark.meta.tasks.filter(({ id: task, optional }) => isWanted(config.tasks, task, optional))
    const conditions = tasks.length * (config.generation.escapeClause === 'both' ? 2 : 1)
    const all = rows.reduce<number>((total, n) => total + (n ?? 0), 0) * conditions
    const answers = config.limit === null ? all : Math.min(all, config.limit)
    estimates.push({
      title: benchmark.meta.title,
      answers,
      items: conditions === 0 ? 0 : Math.ceil(answers / conditions),
    })
  }
  return estimates
}
