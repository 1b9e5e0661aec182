/**
 * @file Ships what a calibration measured, for reports to set the controls beside the model under test:
 * `npx tsx scripts/ship-calibration.ts [DIR ...]` reads `DIR/calibration.json` (of `npm run calibrate`,
 * `out/calibration` unless told; several, where it was done in parts) and writes
 * `public/calibration/controls.json`. Refuses a calibration that fails.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { worthKeeping, type ControlFigures } from '../src/calibration/controls.ts'
import { isMeasuredBy } from '../src/calibration/expectation.ts'
import { BENCHMARKS } from '../src/benchmarks/registry.ts'
import { benchmarkById } from '../src/benchmarks/by-id.ts'
import type { Calibration, CalibrationRun } from '../src/report/export/calibration.ts'
import type { Controls } from '../src/calibration/read-controls.ts'

const folders = process.argv.length > 2 ? process.argv.slice(2) : ['out/calibration']
const folder = fileURLToPath(new URL('../public/calibration/', import.meta.url))

const parts = await Promise.all(
  folders.map(async (from) => JSON.parse(await readFile(join(from, 'calibration.json'), 'utf8')) as Calibration),
)
const failing = parts.flatMap(({ rows }) => rows).filter(({ verdict }) => verdict === 'fails')
if (failing.length > 0) {
  console.error(`${failing.length} numbers fail; an evaluator that fails calibration has no figures to ship`)
  process.exit(1)
}
const rows = parts.flatMap((part) => part.rows)
const madeAt =
  parts
    .map((part) => part.madeAt)
    .toSorted()
    .at(-1) ?? ''
const runs = parts.flatMap((part) => part.runs)
const usual = runs.filter(({ shard }) => shard === null)
const models = [...new Set(usual.map(({ model }) => model.id))]
const controls: Controls = {
  format: 'leakscope-controls@1',
  madeAt,
  controls: models.map((model) =>
    figuresOf(
      usual.filter((run) => run.model.id === model),
      rows.filter((row) => row.model === model && row.shard === null),
    ),
  ),
}
await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'controls.json'), `${JSON.stringify(controls)}\n`)
console.log(`wrote ${join(folder, 'controls.json')}: ${models.join(', ')}`)

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
