/**
 * @file `npm run calibrate [-- --model ID[,ID]] [--benchmark ID[,ID]] [--shard ID[,ID]] [--out DIR] [--limit
 * N]`: audits every control model on every benchmark in the built app, one browser for all, and holds what
 * comes out against what their making says (`known.json`). Writes `calibration.json`, `report.html` and the
 * files of each run; ends with 1 if anything fails. The same command with the same DIR resumes.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { judge, expectationsOfAll } from '../../src/calibration/check.ts'
import { parseConfig } from '../../src/benchmarks/config.ts'
import type { Run, RunConfig } from '../../src/domain/run.ts'
import { ensureBuilt } from '../build.mjs'
import { GIVEN_BUILD, openApp } from './browser.ts'
import { calibrationHtml } from '../../src/report/export/calibration-html.tsx'
import { plannedRuns, readControls, readShardHashes, stillFits, type PlannedRun } from './calibration-plan.ts'
import { calibrationOf, printCalibration, type CalibratedRun } from '../../src/report/export/calibration.ts'
import { assertDone, driver, exportedFiles, exportRun } from './drive.ts'
import { runCommand, UsageError } from './exit.ts'
import { readFlags } from './flags.ts'
import { writeOutput } from './output.ts'

const DEFAULT_OUT = 'out/calibration'

await runCommand('calibrate', async () => {
  const flags = readFlags(process.argv.slice(2), ['model', 'benchmark', 'shard', 'out', 'limit'], [])
  const out = resolve(flags.out ?? DEFAULT_OUT)
  if (GIVEN_BUILD === null) ensureBuilt()
  const controls = await readControls(listOf(flags.model))
  const plan = plannedRuns(controls, listOf(flags.benchmark), limitOf(flags.limit), listOf(flags.shard))
  const shards = await readShardHashes()
  await mkdir(out, { recursive: true })
  const app = await openApp(join(out, '.profile'))
  const runs: CalibratedRun[] = []
  try {
    let at = 0
    const where = (): string => `[${at + 1}/${plan.length}] ${nameOf(plan[at] as PlannedRun)}`
    const { run: start } = await driver(app.page, (line) => process.stderr.write(`${where()} · ${line}\n`))
    for (; at < plan.length; at++) {
      const planned = plan[at] as PlannedRun
      const run = await start(configOf(planned), (before: Run) => stillFits(before, planned, shards))
      const exported = await exportRun(app.page, run)
      await writeOutput(join(out, nameOf(planned)), exportedFiles(app.page))
      assertDone(run)
      const expected = [...planned.expectations, ...expectationsOfAll(exported.run.metrics, planned.shard)]
      runs.push({
        benchmark: planned.benchmark,
        shard: planned.shard,
        run: exported.run,
        judgements: judge(expected, exported.run.metrics),
      })
    }
  } finally {
    await app.close()
  }
  const calibration = calibrationOf(runs)
  await writeFile(join(out, 'calibration.json'), `${JSON.stringify(calibration, null, 1)}\n`)
  await writeFile(join(out, 'report.html'), calibrationHtml(calibration))
  printCalibration(calibration, (line) => process.stdout.write(`${line}\n`))
  process.stderr.write(`report: ${join(out, 'report.html')}\n`)
  if (calibration.counts.fails > 0) process.exitCode = 1
})

function configOf({ model, benchmark, shards, splits, tasks, limit }: PlannedRun): RunConfig {
  return parseConfig({ model, benchmarks: [benchmark], shards, splits, tasks, device: 'wasm', limit, seed: 1 })
}

function nameOf({ model, benchmark, shard }: PlannedRun): string {
  return join(model, shard ?? benchmark)
}

function listOf(flag: string | undefined): string[] | null {
  return flag === undefined ? null : flag.split(',').map((id) => id.trim())
}

function limitOf(flag: string | undefined): number | null {
  if (flag === undefined) return null
  const limit = Number(flag)
  if (!Number.isInteger(limit) || limit < 1)
    throw new UsageError(`--limit ${flag}: allowed is a whole number from 1, samples of each run`)
  return limit
}
