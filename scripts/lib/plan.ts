/**
 * @file `npm run plan -- [--benchmark ID] [--shard ID|FILE|FOLDER] [--limit N] [--config FILE] [--power]`: what a run
 * would ask, without a model; of a matrix what each of its runs would, and all of them. `--power` adds what so many
 * answers could show at all. `--benchmark` is needed where no config says it.
 */
import { conditionOf, NO_CONDITION } from '../../src/domain/condition-spec.ts'
import { groupBy } from '../../src/domain/metric.ts'
import { powerOf, type Power } from '../../src/domain/power.ts'
import type { RunConfig } from '../../src/domain/run.ts'
import { benchmarkById } from '../../src/benchmarks/by-id.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import type { PlannedSample } from '../../src/run/prepare.ts'
import { runCommand, UsageError } from './exit.ts'
import { readFlags } from './flags.ts'
import { harmLines } from './harm-lines.ts'
import { readAudits } from './matrix.ts'
import { planAgain, plannedConfig } from './plan-again.ts'

const POWER = '--power'

await runCommand('plan', async () => {
  const given = process.argv.slice(2)
  const args = given.filter((argument) => argument !== POWER)
  const flags = readFlags(args, ['benchmark', 'shard', 'limit', 'config'], [])
  if (flags.benchmark === undefined && flags.config === undefined)
    throw new UsageError('--benchmark is missing; needed is it or --config')
  if (flags.limit !== undefined && !/^[1-9]\d*$/.test(flags.limit))
    throw new UsageError(`--limit ${flags.limit}: allowed is a whole number from 1 on`)
  // A machine's place in an array is no part of the question.
  const { audits } = await readAudits(['--out', '.', ...args], {})
  let answers = 0
  for (const planned of audits) {
    const { config, paths } = await plannedConfig(planned)
    const { samples } = await planAgain(config, paths)
    answers += samples.length
    if (planned.cell !== null) process.stdout.write(`${planned.cell.folder}: `)
    for (const line of linesOf(config, samples, given.includes(POWER))) process.stdout.write(`${line}\n`)
  }
  if (audits.length > 1) process.stdout.write(`all: ${answers} answers in ${audits.length} runs\n`)
})

function* linesOf(config: RunConfig, samples: readonly PlannedSample[], withPower: boolean): Generator<string> {
  const conditions = (config.conditions ?? [NO_CONDITION]).length - 1
  for (const [benchmark, own] of groupBy(samples, (sample) => sample.benchmark)) {
    // What a condition adds are the same questions once more: no more persons, no more power.
    const plain = own.filter((sample) => conditionOf(sample) === NO_CONDITION)
    const under = conditions === 0 ? '' : `, ${own.length - plain.length} of them under ${conditions} conditions`
    yield `${benchmarkById(BENCHMARKS, benchmark).meta.title}: ${own.length} answers${under}`
    for (const power of powerOf(plain)) yield lineOf(power, withPower)
  }
  yield* harmLines(config)
}

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
