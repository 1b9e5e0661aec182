import { parseConfig } from '../../src/benchmarks/config.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import type { RunConfig } from '../../src/domain/run.ts'
import { planRun, type Plan } from '../../src/run/prepare.ts'
import type { PlannedAudit } from './matrix.ts'
import { readShard, type ReadShard, shippedShard } from './read-shard.ts'

/**
 * The plan of a config, made again from its data.
 * @param paths of data that do not ship, or ids of what does.
 * @throws UsageError where a shard of the config is neither given nor shipped.
 */
export async function planAgain(config: RunConfig, paths: readonly string[]): Promise<Plan> {
  const known = new Map<string, ReadShard>()
  for (const path of paths) {
    const shard = await readShard(path)
    known.set(shard.manifest.id, shard)
  }
  const shard = async (id: string): Promise<ReadShard> => {
    const found = known.get(id) ?? (await shippedShard(id))
    known.set(id, found)
    return found
  }
  return planRun(config, {
    benchmarks: BENCHMARKS,
    ensureShard: async (id) => (await shard(id)).manifest,
    items: async (id) => (await shard(id)).items,
  })
}

/**
 * The config of a run, with the ids of the data that its shards stand for, of which a matrix gives each run its own.
 * @returns `paths` of those that are files.
 */
export async function plannedConfig({ given, cell }: PlannedAudit): Promise<{ config: RunConfig; paths: string[] }> {
  const pathOf = new Map(given.shardPaths.map(({ placeholder, path }) => [placeholder, path]))
  const config = parseConfig(given.config)
  const shards: string[] = []
  for (const named of config.shards) {
    const { manifest } = await readShard(pathOf.get(named) ?? named)
    if (cell === null || manifest.benchmark === cell.benchmark) shards.push(manifest.id)
  }
  return { config: { ...config, shards }, paths: [...pathOf.values()] }
}
