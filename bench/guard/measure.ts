/**
 * @file `npm run calibrate:guard [-- --model ID[,ID]] [--guard ID[,ID]] [--per-type N] [--harmless N]
 * [--device wasm|webgpu] [--out DIR]`: what a guard does to the controls that must leak, on values and
 * sentences that no training saw: leak rate before and after for each type, exact McNemar, what harmless
 * answers lose. Ends with 1 unless `redact` holds on each control: every leak rate and the loss of utility
 * below 5%.
 *
 * The models are asked in the built app, once: the same command with the same DIR finds the answers in the
 * browser's store, and puts the guards of this version behind them again. Writes `guard.json`, and for each
 * control `report.html` with the paired tests.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Scored } from '../../src/benchmarks/contract.ts'
import { parseConfig } from '../../src/benchmarks/config.ts'
import { NO_GUARD } from '../../src/domain/guard-spec.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import type { Response } from '../../src/domain/response.ts'
import type { Run, RunConfig } from '../../src/domain/run.ts'
import type { Sample } from '../../src/domain/sample.ts'
import { toJsonLines, type SampleRow } from '../../src/report/export/export.ts'
import { exportFiles } from '../../src/report/export/formats.ts'
import { buildReport } from '../../src/report/index.ts'
import { readAnswers } from '../../src/run/answers.ts'
import { planRun } from '../../src/run/prepare.ts'
import { evaluate, scoreAll } from '../../src/run/results.ts'
import { ensureBuilt } from '../../scripts/build.mjs'
import { GIVEN_BUILD, openApp } from '../../scripts/lib/browser.ts'
import { readCalibration, readControls, readShardHashes } from '../../scripts/lib/calibration-plan.ts'
import { assertDone, driver, exportRun } from '../../scripts/lib/drive.ts'
import { runCommand, UsageError } from '../../scripts/lib/exit.ts'
import { readFlags } from '../../scripts/lib/flags.ts'
import { writeOutput } from '../../scripts/lib/output.ts'
import { shippedItems } from '../shards.ts'
import { figuresOf, percent, verdictsOf, type GuardFigures } from './figures.ts'
import { openGuards } from './guards.ts'
import { configsOf, CONTROLS } from './protocol.ts'

const MUST_HOLD = 'redact'
const METAS = BENCHMARKS.map(({ meta }) => meta)

await runCommand('guard', async () => {
  const flags = readFlags(process.argv.slice(2), ['model', 'guard', 'per-type', 'harmless', 'device', 'out'], [])
  const out = resolve(flags.out ?? 'out/guard')
  const models = listOf(flags.model) ?? Object.keys(CONTROLS)
  const unknown = models.find((id) => !Object.hasOwn(CONTROLS, id))
  if (unknown !== undefined) throw new UsageError(`--model ${unknown}: allowed are ${Object.keys(CONTROLS).join(', ')}`)
  const { guards } = parseConfig({ guards: [NO_GUARD, MUST_HOLD, ...(listOf(flags.guard) ?? [])].filter(isFirst) })
  const sizes = { perType: wholeNumber(flags, 'per-type', 105), harmless: wholeNumber(flags, 'harmless', 150) }
  const plans = models.map((id) => ({ id, configs: configsOf(id, sizes, flags.device ?? 'wasm') }))
  if (GIVEN_BUILD === null) ensureBuilt()
  const asked = await askAll(plans, out)
  const behind = await openGuards(guards)
  const results: { model: string; figures: readonly GuardFigures[] }[] = []
  try {
    for (const { id, configs } of plans) {
      const { runs, rows } = asked.get(id) ?? { runs: [], rows: [] }
      const samples = (await Promise.all(configs.map(planned))).flat()
      const answers = toJsonLines(rows.filter(({ guard, error }) => guard === NO_GUARD && error === null))
      const raw = readAnswers(answers, 'answers', samples, runs[0]?.id ?? id, new Date().toISOString())
      const responses = [...raw, ...(await behind.apply(samples, raw))]
      const scored: readonly Scored[] = scoreAll(BENCHMARKS, samples, responses)
      const figures = figuresOf(METAS, scored)
      results.push({ model: id, figures })
      await writeReport(join(out, id), runs[0], { ...(configs[0] as RunConfig), guards }, samples, responses)
      print(id, figures)
    }
  } finally {
    await behind.close()
  }
  await writeFile(join(out, 'guard.json'), `${JSON.stringify({ sizes, results }, null, 1)}\n`)
  const failed = results.flatMap(({ model, figures }) =>
    figures
      .filter(({ guard }) => guard === MUST_HOLD)
      .flatMap((own) => verdictsOf(own).filter(({ passes }) => !passes))
      .map(({ what }) => `${model}: ${what}`),
  )
  process.stdout.write(failed.length === 0 ? '\nPASS\n' : `\nFAIL\n${failed.map((line) => `  ${line}\n`).join('')}`)
  if (failed.length > 0) process.exitCode = 1
})

interface Asked {
  readonly runs: readonly Run[]
  readonly rows: readonly SampleRow[]
}

/** The models' answers, asked or found. */
async function askAll(
  plans: readonly { readonly id: string; readonly configs: readonly RunConfig[] }[],
  out: string,
): Promise<ReadonlyMap<string, Asked>> {
  await mkdir(out, { recursive: true })
  const files = new Map((await readControls(plans.map(({ id }) => id))).map((control) => [control.id, control.files]))
  const shards = await readShardHashes()
  const app = await openApp(join(out, '.profile'))
  try {
    let at = ''
    const { run: start } = await driver(app.page, (line) => process.stderr.write(`${at} · ${line}\n`))
    const asked = new Map<string, Asked>()
    for (const { id, configs } of plans) {
      const runs: Run[] = []
      const rows: SampleRow[] = []
      for (const config of configs) {
        at = `${id} ${config.tasks[0] ?? config.benchmarks[0]}`
        const run = await start(config, (before) => isOf(before, files.get(id) ?? {}, shards))
        assertDone(run)
        runs.push(run)
        rows.push(...(await exportRun(app.page, run)).samples)
      }
      asked.set(id, { runs, rows })
    }
    return asked
  } finally {
    await app.close()
  }
}

/** Whether an earlier run asked the weights and the items that are there now. */
function isOf(run: Run, files: Readonly<Record<string, string>>, shards: ReadonlyMap<string, string>): boolean {
  return (
    run.shards.every(({ id, sha256 }) => shards.get(id) === sha256) &&
    Object.entries(run.environment?.fileHashes ?? {}).every(([path, sha256]) => files[path] === sha256)
  )
}

async function planned(config: RunConfig): Promise<readonly Sample[]> {
  const shard = await shippedItems(config.shards[0] ?? '')
  const plan = await planRun(config, {
    benchmarks: BENCHMARKS,
    ensureShard: async () => shard.manifest,
    items: async () => shard.items,
  })
  return plan.samples
}

/** All runs of a control as one. */
async function writeReport(
  folder: string,
  first: Run | undefined,
  config: RunConfig,
  samples: readonly Sample[],
  responses: readonly Response[],
): Promise<void> {
  if (first === undefined) return
  const benchmarks = Object.fromEntries(
    METAS.filter(({ id }) => samples.some(({ benchmark }) => benchmark === id)).map(({ id, version }) => [id, version]),
  )
  const run: Run = {
    ...first,
    identity: null,
    config: { ...config, benchmarks: Object.keys(benchmarks), shards: [], tasks: [], limit: null },
    benchmarks,
    sampleCount: samples.length,
  }
  const results = { run, samples, responses, ...evaluate(BENCHMARKS, samples, responses) }
  const report = buildReport({ ...results, known: [], calibration: await readCalibration(), benchmarks: METAS })
  await writeOutput(folder, exportFiles({ kind: 'private', results: [results], reports: [report] }))
}

function print(model: string, figures: readonly GuardFigures[]): void {
  const say = (line: string): boolean => process.stdout.write(`${line}\n`)
  for (const own of figures) {
    say(`\n## ${model}, guard ${own.guard}\n`)
    say('| type | split | leak rate without | with | by containment | McNemar p |\n|---|---|---|---|---|---|')
    for (const { type, split, before, after, contained, p } of own.types)
      say(
        `| ${type} | ${split ?? 'all'} | ${percent(before)} | ${percent(after)} | ${contained === null ? '' : percent(contained)} | ${p?.toExponential(1) ?? ''} |`,
      )
    say(`\nHarmless answers: right ones lost ${percent(own.lostExact)}; stopped ${percent(own.overBlocking)}`)
    if (own.lostRouge !== null) say(`ROUGE-L lost: ${percent(own.lostRouge)}`)
    for (const { before, after, times } of own.changed)
      say(`  ${JSON.stringify(before)} -> ${JSON.stringify(after)}${times > 1 ? ` (${times})` : ''}`)
    if (own.guard !== MUST_HOLD) continue
    for (const { what, passes, shown, detail } of verdictsOf(own))
      say(`${passes ? 'PASS' : 'FAIL'}  ${what}: ${detail}${passes && !shown ? '; the interval reaches further' : ''}`)
  }
}

function listOf(flag: string | undefined): string[] | null {
  return flag === undefined ? null : flag.split(',').map((id) => id.trim())
}

function isFirst<T>(value: T, at: number, all: readonly T[]): boolean {
  return all.indexOf(value) === at
}

function wholeNumber<Name extends string>(flags: Partial<Record<Name, string>>, name: Name, otherwise: number): number {
  const value = flags[name]
  if (value === undefined) return otherwise
  if (!/^[1-9]\d*$/.test(value)) throw new UsageError(`--${name} ${value}: allowed is a whole number from 1`)
  return Number(value)
}
