/**
 * @file Ships what a calibration measured, for reports to set the controls beside the model under test:
 * `npx tsx scripts/ship-calibration.ts [DIR ...]` reads `DIR/calibration.json` (of `npm run calibrate`,
 * `out/calibration` unless told; several, where it was done in parts) and writes
 * `public/calibration/controls.json`: what ships already of other benchmarks stays as it is while models, versions and
 * shards are the same, and is left out and named where one has changed. Refuses a calibration that fails, or one
 * that was not made with what ships now.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { worthKeeping, type ControlFigures } from '../src/calibration/controls.ts'
import { isMeasuredBy } from '../src/calibration/expectation.ts'
import { BENCHMARKS } from '../src/benchmarks/registry.ts'
import { benchmarkById } from '../src/benchmarks/by-id.ts'
import type { Calibration, CalibrationRun } from '../src/report/export/calibration.ts'
import { parseControls, type Controls } from '../src/calibration/read-controls.ts'
import { readControls, readShardHashes } from './lib/calibration-plan.ts'
import { mergeControls, type Shipping } from './lib/merge-controls.ts'

const folders = process.argv.length > 2 ? process.argv.slice(2) : ['out/calibration']

const parts = await Promise.all(
  folders.map(async (from) => JSON.parse(await readFile(join(from, 'calibration.json'), 'utf8')) as Calibration),
)
const failing = parts.flatMap(({ rows }) => rows).filter(({ verdict }) => verdict === 'fails')
if (failing.length > 0) {
  console.error(`${failing.length} numbers fail; an evaluator that fails calibration has no figures to ship`)
  process.exit(1)
}
const rows = parts.flatMap((part) => part.rows)
const runs = parts.flatMap((part) => part.runs)
const usual = runs.filter(({ shard }) => shard === null)
const now: Shipping = {
  files: new Map((await readControls(null)).map(({ id, files }) => [id, files])),
  versions: new Map(BENCHMARKS.map(({ meta }) => [meta.id, meta.version])),
  shards: await readShardHashes(),
}
const made = [...new Set(usual.map(({ model }) => model.id))].map((model) =>
  figuresOf(
    usual.filter((run) => run.model.id === model),
    rows.filter((row) => row.model === model && row.shard === null),
  ),
)
// What is made is held against what ships as if it shipped already.
const outdated = mergeControls(made, [], now).dropped
if (outdated.length > 0) {
  console.error(`measured on what ships no more, so calibrate again:\n${outdated.join('\n')}`)
  process.exit(1)
}
const file = fileURLToPath(new URL('../public/calibration/controls.json', import.meta.url))
const shipped = JSON.parse(await readFile(file, 'utf8')) as Controls
// Checked alone: what is read drops what reports do not read, and what ships must stay as it is.
parseControls(shipped)
const { controls, dropped } = mergeControls(shipped.controls, made, now)
const madeAt = [shipped.madeAt, ...parts.map((part) => part.madeAt)].toSorted().at(-1)!
const merged: Controls = { format: 'leakscope-controls@1', madeAt, controls }
await writeFile(file, `${JSON.stringify(merged)}\n`)
for (const line of dropped) console.log(`left out: ${line}`)
console.log(`wrote ${file}:`)
for (const { model, runs: own } of controls)
  console.log(`${model}: ${own.map(({ benchmark, version }) => `${benchmark}@${version}`).join(', ')}`)

function figuresOf(own: readonly CalibrationRun[], known: Calibration['rows']): ControlFigures {
  const { id, name } = own[0]!.model
  return {
    model: id,
    name: name ?? id,
    files: Object.assign({}, ...own.map(({ model }) => model.files)) as Record<string, string>,
    runs: own.map(({ benchmark, benchmarks, shards, samples, metrics }) => ({
      benchmark,
      version: benchmarks[benchmark] ?? '',
      shards,
      samples: samples.answered,
      metrics: worthKeeping(
        metrics
          .filter(({ guard }) => guard === 'none')
          .map(({ guard, ...metric }) => ({
            ...metric,
            expected: known.find((row) => isMeasuredBy(row, { ...metric, guard }))?.expected ?? null,
          })),
        benchmarkById(BENCHMARKS, benchmark).meta,
      ),
    })),
  }
}
