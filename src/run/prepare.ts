import type { Benchmark, BenchmarkMeta, PlanOptions } from '../benchmarks/contract.ts'
import { benchmarkById } from '../benchmarks/by-id.ts'
import { underConditions } from '../conditions/apply.ts'
import { isWanted } from '../domain/wanted.ts'
import { LeakscopeError } from '../domain/errors.ts'
import type { Run, RunConfig } from '../domain/run.ts'
import type { Sample, ShardItem, ShardManifest } from '../domain/sample.ts'
import { groupBy } from '../domain/metric.ts'
import { limitSamples } from '../domain/sampling.ts'
import { samplesOfPart } from './parts.ts'
import type { Setting } from '../../workers/model/types.ts'

/** A planned sample and the shard that holds its picture. */
export type PlannedSample = Sample & { readonly shardId: string }

/** A run's samples in the order of asking, and what they were planned from. */
export interface Plan {
  readonly samples: readonly PlannedSample[]
  readonly shards: Run['shards']
  readonly benchmarks: Run['benchmarks']
}

/** Where a plan's facts come from. */
export interface PlanSources {
  readonly benchmarks: readonly Benchmark[]
  readonly ensureShard: (id: string) => Promise<ShardManifest>
  readonly items: (shardId: string) => Promise<readonly ShardItem[]>
  /** Where planning is done, e.g. in a worker; absent: here. */
  readonly plan?:
    | ((benchmark: Benchmark, items: readonly ShardItem[], options: PlanOptions) => Promise<Sample[]>)
    | undefined
}

/**
 * Which samples a config asks for: every shard of every benchmark, planned, limited, and grouped so that
 * samples of one picture follow each other (the picture is the cost).
 * @throws LeakscopeError `bad-config` for an unknown benchmark, a shard of another benchmark, or a plan
 * or a part without samples; what `ensureShard` throws.
 */
export async function planRun(config: RunConfig, sources: PlanSources): Promise<Plan> {
  const benchmarks = config.benchmarks.map((id) => benchmarkById(sources.benchmarks, id))
  const chosen = await Promise.all(config.shards.map((id) => sources.ensureShard(id)))
  const stray = chosen.find((manifest) => !config.benchmarks.includes(manifest.benchmark))
  if (stray !== undefined) {
    throw new LeakscopeError(
      'bad-config',
      `shards: "${stray.id}" belongs to benchmark "${stray.benchmark}", which the run does not ask for; add it to benchmarks or leave the shard out`,
    )
  }
  // Lists of a shard's length are never spread into a call: its arguments lie on the stack.
  let samples: PlannedSample[] = []
  const manifests: ShardManifest[] = []
  for (const benchmark of benchmarks) {
    const own = chosen.filter((manifest) => manifest.benchmark === benchmark.meta.id)
    const shards =
      own.length > 0 ? own : await Promise.all(benchmark.meta.shippedShards.map((id) => sources.ensureShard(id)))
    if (shards.length === 0) {
      throw new LeakscopeError('bad-config', `benchmarks: "${benchmark.meta.id}" ships no shard; name one under shards`)
    }
    manifests.push(...shards)
    samples = samples.concat(await planBenchmark(benchmark, shards, config, sources))
  }
  if (samples.length === 0)
    throw new LeakscopeError('bad-config', 'the config asks for no sample; raise limit or choose other shards')
  assertUnique(samples)
  return {
    samples: samplesOfPart(byPicture(samples), config.part),
    shards: manifests.map(({ id, sha256 }) => ({ id, sha256 })),
    benchmarks: Object.fromEntries(benchmarks.map(({ meta }) => [meta.id, meta.version])),
  }
}

/** How many samples a config asks for of a benchmark. */
export interface SampleCount {
  readonly answers: number
  /** Those of them that are under no condition. */
  readonly questions: number
}

/**
 * What a config asks for, of each of its benchmarks; null where a shard of it is not in the store,
 * so that nobody knows yet.
 * @param stored shards in the store.
 */
export async function countSamples(
  config: RunConfig,
  sources: Omit<PlanSources, 'ensureShard'>,
  stored: readonly ShardManifest[],
): Promise<(SampleCount | null)[]> {
  const counts: (SampleCount | null)[] = []
  for (const id of config.benchmarks) {
    const benchmark = benchmarkById(sources.benchmarks, id)
    const own = config.shards.filter((shard) => stored.some((one) => one.id === shard && one.benchmark === id))
    const foreign = (shard: string) => stored.some((one) => one.id === shard && one.benchmark !== id)
    const unknown = config.shards.some((shard) => !own.includes(shard) && !foreign(shard))
    const wanted = own.length > 0 || unknown ? own : benchmark.meta.shippedShards
    const manifests = wanted.map((shard) => stored.find((one) => one.id === shard))
    if (unknown || manifests.includes(undefined)) counts.push(null)
    else {
      const samples = await planBenchmark(benchmark, manifests as ShardManifest[], config, sources)
      const questions = samples.filter(({ condition }) => condition === undefined)
      counts.push({ answers: samples.length, questions: questions.length })
    }
  }
  return counts
}

async function planBenchmark(
  benchmark: Benchmark,
  shards: readonly ShardManifest[],
  config: RunConfig,
  sources: Omit<PlanSources, 'ensureShard'>,
): Promise<PlannedSample[]> {
  let planned: PlannedSample[] = []
  for (const shard of shards) {
    const items = await sources.items(shard.id)
    const options = { generation: config.generation, seed: config.seed }
    const samples = (await sources.plan?.(benchmark, items, options)) ?? benchmark.plan(items, options)
    planned = planned.concat(samples.map((sample) => ({ ...sample, shardId: shard.id })))
  }
  const wanted = planned.filter(asksFor(benchmark.meta, config))
  const limited = config.limit === null ? wanted : limitSamples(wanted, config.limit, config.seed)
  return underConditions(limited, config.conditions ?? [], {
    seed: config.seed,
    systemPrompt: config.systemPrompt ?? null,
  })
}

function asksFor({ tasks }: BenchmarkMeta, config: RunConfig): (sample: Sample) => boolean {
  const optional = new Set(tasks.filter((task) => task.optional === true).map(({ id }) => id))
  return ({ split, task }) => isWanted(config.splits, split) && isWanted(config.tasks, task, optional.has(task))
}

function assertUnique(samples: readonly PlannedSample[]): void {
  const seen = new Set<string>()
  for (const { id } of samples) {
    if (seen.has(id)) {
      throw new LeakscopeError('bad-config', `shards: sample "${id}" occurs twice; choose shards with distinct items`)
    }
    seen.add(id)
  }
}

/**
 * Stable: pictures in the order of their first sample, what is shown of a picture likewise, and its samples in
 * the plan's order.
 */
function byPicture(samples: readonly PlannedSample[]): PlannedSample[] {
  return [...groupBy(samples, storedPicture).values()].flatMap((own) => [...groupBy(own, pictureKey).values()].flat())
}

function storedPicture({ shardId, imageId }: PlannedSample): string {
  return imageId === null ? 'text' : `${shardId}/${imageId}`
}

/** Equal for samples that can share an opened prefix. */
export function pictureKey(sample: PlannedSample): string {
  const setting = settingOf(sample)
  return storedPicture(sample) + (setting === null ? '' : JSON.stringify(setting))
}

/** What precedes a sample's question beside the picture as it is; null: nothing. */
export function settingOf({ system, pictureChanges = [], pictureText }: Sample): Setting | null {
  if (system === undefined && pictureChanges.length === 0) return null
  return { system: system ?? null, pictureChanges, ...(pictureText === undefined ? {} : { pictureText }) }
}
