/**
 * @file Ships what a calibration measured, for reports to set the controls beside the model under test:
 * `npx tsx scripts/ship-calibration.ts [DIR]` reads `DIR/calibration.json` (of `npm run calibrate`, `out/calibration` unless told) and writes
 * `public/calibration/controls.json`. Refuses a calibration that fails.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { worthKeeping, type ControlFigures } from '../src/audit/calibration/controls.ts'
import { isMeasuredBy } from '../src/audit/calibration/expectation.ts'
import { benchmarkById } from '../src/audit/registry.ts'
import type { Calibration, CalibrationRun } from '../src/report/calibration.ts'
import type { Controls } from '../src/report/controls.ts'

const from = join(process.argv[2] ?? 'out/calibration', 'calibration.json')
const folder = fileURLToPath(new URL('../public/calibration/', import.meta.url))

const { madeAt, rows, runs, counts } = JSON.parse(await readFile(from, 'utf8')) as Calibration
if (counts.fails > 0) {
  console.error(`${from}: ${counts.fails} numbers fail; an evaluator that fails calibration has no figures to ship`)
  process.exit(1)
}
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
        benchmarkById(benchmark).meta,
      ),
    })),
  }
}
