/**
 * @file `npm run plan -- --benchmark ID [--shard ID|FILE|FOLDER] [--limit N] [--config FILE]
 * [--power]`: what a run would ask, without a model. `--power` adds what so many answers could show at all.
 */
import { parseConfig } from '../../src/benchmarks/config.ts'
import { conditionOf, NO_CONDITION } from '../../src/domain/condition-spec.ts'
import { powerOf, type Power } from '../../src/domain/power.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import { planRun } from '../../src/run/prepare.ts'
import { readAuditArguments } from './audit-arguments.ts'
import { runCommand, UsageError } from './exit.ts'
import { readFlags } from './flags.ts'
import { harmLines } from './harm-lines.ts'
import { readShard, shippedShard } from './read-shard.ts'

const POWER = '--power'

await runCommand('plan', async () => {
  const given = process.argv.slice(2)
  const flags = readFlags(
    given.filter((argument) => argument !== POWER),
    ['benchmark', 'shard', 'limit', 'config'],
    ['benchmark'],
  )
  const benchmark = BENCHMARKS.find(({ meta }) => meta.id === flags.benchmark)
  if (benchmark === undefined)
    throw new UsageError(
      `--benchmark ${flags.benchmark}: there is none; allowed are ${BENCHMARKS.map(({ meta }) => meta.id).join(', ')}`,
    )
  const fromFile =
    flags.config === undefined ? {} : (await readAuditArguments(['--out', '.', '--config', flags.config])).config
  const named = flags.shard === undefined ? null : await readShard(flags.shard)
  const config = parseConfig({
    ...fromFile,
    model: 'none',
    benchmarks: [benchmark.meta.id],
    shards: named === null ? [] : [named.manifest.id],
    ...(flags.limit === undefined ? {} : { limit: limitOf(flags.limit) }),
  })
  const shards = new Map(named === null ? [] : [[named.manifest.id, named]])
  const shard = async (id: string) => {
    const known = shards.get(id) ?? (await shippedShard(id))
    shards.set(id, known)
    return known
  }
  const plan = await planRun(config, {
    benchmarks: BENCHMARKS,
    ensureShard: async (id) => (await shard(id)).manifest,
    items: async (id) => (await shard(id)).items,
  })
  // What a condition adds are the same questions once more: no more persons, no more power.
  const plain = plan.samples.filter((sample) => conditionOf(sample) === NO_CONDITION)
  const conditions = (config.conditions ?? [NO_CONDITION]).length - 1
  const under = conditions === 0 ? '' : `, ${plan.samples.length - plain.length} of them under ${conditions} conditions`
  process.stdout.write(`${benchmark.meta.title}: ${plan.samples.length} answers${under}\n`)
  for (const line of harmLines(config)) process.stdout.write(`${line}\n`)
  for (const power of powerOf(plain)) process.stdout.write(`${lineOf(power, given.includes(POWER))}\n`)
})

function lineOf({ split, answers, groups, leastRate, leastDifference }: Power, withPower: boolean): string {
  const line = `${split}: ${answers} answers about ${groups} persons or pictures`
  if (!withPower) return line
  const difference =
    leastDifference === null
      ? 'no difference between two models or guards could be told'
      : `a difference below ${percent(leastDifference)} between two models or guards could not be told`
  return `${line}; a leak rate below ${percent(leastRate ?? 1)} could stay unseen; ${difference}`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}

function limitOf(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--limit ${text}: allowed is a whole number from 1 on`)
  return Number(text)
}
