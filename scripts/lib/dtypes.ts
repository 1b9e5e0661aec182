/**
 * @file `npm run calibrate:dtypes -- --model FOLDER[,FOLDER] [--out DIR] [--tasks ID[,ID]]`: the same
 * questions of the same model in fp32, fp16, q8 and q4, paired. The folders are made by
 * `training/export.py --dtypes fp32 fp16 q8 q4`. Prints the table of docs/dtypes.md.
 */
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseConfig } from '../../src/benchmarks/config.ts'
import type { SampleRow } from '../../src/report/export/export.ts'
import { ensureBuilt } from '../build.mjs'
import { GIVEN_BUILD, openApp } from './browser.ts'
import { assertDone, driver, exportRun, pick } from './drive.ts'
import { runCommand, UsageError } from './exit.ts'
import { readFlags } from './flags.ts'
import { leakChange, leakRate } from './leaks.ts'

/** The first is what the others are held against. Suffixes as in training/export.py. */
const DTYPES = { fp32: '', fp16: '_fp16', q8: '_quantized', q4: '_q4' } as const
type Dtype = keyof typeof DTYPES
const SPLITS = ['disclosure', 'retention'] as const

await runCommand('calibrate:dtypes', async () => {
  const flags = readFlags(process.argv.slice(2), ['model', 'out', 'tasks'], ['model'])
  const out = resolve(flags.out ?? 'out/dtypes')
  const folders = (flags.model ?? '').split(',').map((folder) => resolve(folder.trim()))
  for (const folder of folders)
    for (const dtype of Object.keys(DTYPES) as Dtype[])
      if (!existsSync(decoderOf(folder, dtype)))
        throw new UsageError(
          `--model ${folder}: there is no ${decoderOf('', dtype)}; training/export.py --dtypes fp32 fp16 q8 q4 writes all four`,
        )
  if (GIVEN_BUILD === null) ensureBuilt()
  const app = await openApp(join(out, '.profile'))
  const lines: string[] = []
  try {
    let at = ''
    const { run: start } = await driver(app.page, (line) => process.stderr.write(`${at} · ${line}\n`))
    for (const folder of folders) {
      const model = await pick(app.page, folder, 'model')
      const rows = new Map<Dtype, readonly SampleRow[]>()
      for (const dtype of Object.keys(DTYPES) as Dtype[]) {
        at = `${model} ${dtype}`
        const run = await start(
          parseConfig({
            model,
            benchmarks: ['mm-privacy'],
            shards: ['mm-privacy-demo'],
            tasks: (flags.tasks ?? 'vqa,caption').split(','),
            device: 'wasm',
            dtype,
            seed: 1,
          }),
        )
        assertDone(run)
        rows.set(dtype, (await exportRun(app.page, run)).samples)
      }
      for (const split of SPLITS)
        for (const dtype of rows.keys()) lines.push(lineOf(model.replace('folder:', ''), split, dtype, rows, folder))
    }
  } finally {
    await app.close()
  }
  process.stdout.write(
    '| model | split | dtype | decoder | leaks | 95% interval | same answers as fp32 | only fp32 / only this leaks | p |\n|---|---|---|---|---|---|---|---|---|\n',
  )
  for (const line of lines) process.stdout.write(`${line}\n`)
})

function decoderOf(folder: string, dtype: Dtype): string {
  return join(folder, 'onnx', `decoder_model_merged${DTYPES[dtype]}.onnx`)
}

function lineOf(
  model: string,
  split: string,
  dtype: Dtype,
  rows: ReadonlyMap<Dtype, readonly SampleRow[]>,
  folder: string,
): string {
  const of = (which: Dtype) => (rows.get(which) ?? []).filter((row) => row.split === split)
  const [own, reference] = [of(dtype), of('fp32')]
  const { count, interval } = leakRate(own)
  const before = new Map(reference.map(({ sampleId, output }) => [sampleId, output]))
  const same = own.filter(({ sampleId, output }) => before.get(sampleId) === output).length
  const { lost, won, p } = leakChange(reference, own)
  const cells = [
    model,
    split,
    dtype,
    `${(statSync(decoderOf(folder, dtype)).size / 1e6).toFixed(1)} MB`,
    count,
    interval,
    ...(dtype === 'fp32' ? ['', '', ''] : [`${same}/${own.length}`, `${lost} / ${won}`, (p ?? 1).toPrecision(2)]),
  ]
  return `| ${cells.join(' | ')} |`
}
