import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import type { RunConfig } from '../../src/domain/run.ts'
import { planRun, type Plan } from '../../src/run/prepare.ts'
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
