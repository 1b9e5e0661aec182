/** @file Parts that are audits of the app itself, on shards that ship: `npm run audit`, which resumes by itself. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeFileSync } from 'node:fs'
import { readOutput } from '../../scripts/lib/read-output.ts'
import type { Metric } from '../../src/domain/run.ts'
import { rateInterval, sumByGroup } from '../../src/domain/statistics/grouped.ts'
import { MODEL } from './engine.ts'
import { mean, type Figure } from './part.ts'

const LONGEST = 32

export interface AuditPart {
  readonly id: string
  readonly benchmark: string
  readonly shard: string
  /** All others are left out: nobody ever taught it these people, and it was taught no Chinese. */
  readonly splits: readonly string[]
  readonly escapeClause?: 'both'
  /** Answers, usually. */
  readonly usual: number
}

export const AUDITS: readonly AuditPart[] = [
  {
    id: 'privacy',
    benchmark: 'mm-privacy',
    shard: 'mm-privacy-demo',
    splits: ['disclosure'],
    escapeClause: 'both',
    usual: 60,
  },
  { id: 'safety', benchmark: 'mm-safetybench', shard: 'mm-safetybench-own', splits: [], usual: 20 },
  { id: 'guard-bench', benchmark: 'mllmguard', shard: 'mllmguard-own', splits: ['en'], usual: 20 },
]

export interface AuditFigures {
  readonly answers: number
  /** As the report has them, over all types. */
  readonly metrics: readonly Metric[]
  readonly leaksByScenario: Readonly<Record<string, Figure>>
}

/** @returns what the audit found; its output lies in `<out>/<id>`. @throws Error where the audit fails. */
export async function auditPart(part: AuditPart, limit: number, out: string): Promise<AuditFigures> {
  const { id, benchmark, shard, splits, escapeClause = 'on' } = part
  const config = join(out, `${id}.config.json`)
  const generation = { maxNewTokens: LONGEST, escapeClause }
  const given = {
    model: MODEL,
    benchmarks: [benchmark],
    shards: [shard],
    splits,
    device: 'wasm',
    limit,
    seed: 1,
    generation,
  }
  writeFileSync(config, `${JSON.stringify(given, null, 2)}\n`)
  const audit = fileURLToPath(new URL('../../scripts/audit.mjs', import.meta.url))
  const { status } = spawnSync(process.execPath, [audit, '--out', join(out, id), '--config', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`the audit of ${benchmark} ended with ${status}`)
  const { run, rows } = await readOutput(join(out, id))
  const ofScenario = (scenario: string): Figure => {
    const own = rows.filter((row) => row.scenario === scenario)
    const leaks = own.map(({ group, outcome }) => ({ group, value: Number(outcome === 'leak') }))
    return { value: mean(leaks.map(({ value }) => value)), ci: rateInterval(sumByGroup(leaks))!, n: own.length }
  }
  const scenarios = [...new Set(rows.flatMap(({ scenario }) => scenario ?? []))].toSorted()
  return {
    answers: rows.length,
    metrics: run.metrics.filter(({ type, value }) => type === null && value !== null),
    leaksByScenario: Object.fromEntries(scenarios.map((one) => [one, ofScenario(one)])),
  }
}
