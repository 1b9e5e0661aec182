/**
 * @file `npm run merge -- --out DIR [--shard PATH]… PART…`: folders that `audit --part i/n` wrote become the
 * output of the whole run, all numbers made again from the answers. Parts of another run, or given twice, are
 * refused; where some are missing, the output says so, its run is `running`, and the exit code is 1. Parts of a
 * matrix become a matrix, cell by cell, with its summary. `--shard` gives data that do not ship. No browser, no
 * model.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import { exportFiles } from '../../src/report/export/formats.ts'
import { readExported } from '../../src/report/export/read.ts'
import { buildRunJson, type ExportInput, type RunJson } from '../../src/report/export/export.ts'
import { buildReport, parseKnown } from '../../src/report/index.ts'
import { mergeParts, wholeConfig } from '../../src/run/merge.ts'
import { evaluate } from '../../src/run/results.ts'
import { ROOT } from '../install.mjs'
import { readCalibration } from './calibration-plan.ts'
import { assertAnswered } from './drive.ts'
import { runCommand, UsageError } from './exit.ts'
import { readMatrix, writeMatrix } from './matrix.ts'
import { listRuns, RUN_JSON, setAside, writeOutput } from './output.ts'
import { planAgain } from './plan-again.ts'
import { readOutput } from './read-output.ts'
import { writeSummary } from './summary.ts'

const USAGE = 'npm run merge -- --out DIR PART…, each a folder that audit --part i/n wrote'

await runCommand('merge', async () => {
  const { out, shards, folders } = readArguments()
  const matrices = await Promise.all(folders.map(readMatrix))
  if (matrices.every((cells) => cells === null)) {
    const { missing, run } = await mergeInto(out, folders, shards)
    tell(missing)
    if (missing.length === 0) assertAnswered({ run })
    return
  }
  const alone = folders.find((_, at) => matrices[at] === null)
  if (alone !== undefined) throw new UsageError(`${alone}: it holds no matrix.json, as other parts do`)
  const cells = [...new Map(matrices.flatMap((own) => (own ?? []).map((cell) => [cell.folder, cell]))).values()]
  const withheld: string[] = []
  for (const cell of cells) {
    const parts = folders.map((folder) => join(folder, cell.folder)).filter((part) => existsSync(join(part, RUN_JSON)))
    process.stderr.write(`${cell.folder}: `)
    if (parts.length === 0) {
      tell(['all parts'])
      continue
    }
    const { missing, run } = await mergeInto(join(out, cell.folder), parts, shards)
    tell(missing)
    if (missing.length === 0 && run.answers.withheld !== null) withheld.push(cell.folder)
  }
  await writeMatrix(out, cells)
  await writeSummary(out, cells)
  if (withheld.length > 0) throw new Error(`no result: ${withheld.join(', ')}; see summary.md`)
})

function tell(missing: readonly string[]): void {
  for (const line of missing) process.stderr.write(`missing: ${line}\n`)
  if (missing.length > 0) process.exitCode = 1
}

/** Writes the run that parts make together. @returns what they lack, a line for each part. */
async function mergeInto(
  out: string,
  folders: readonly string[],
  shards: readonly string[],
): Promise<{ readonly missing: readonly string[]; readonly run: RunJson }> {
  const outputs = []
  for (const folder of folders) {
    const { run, rows } = await readOutput(folder)
    outputs.push({ name: folder, input: readExported(run, rows) })
  }
  const parts = outputs.map(({ name, input: { run, responses } }) => ({ name, run, responses }))
  const plan = await planAgain(wholeConfig(parts[0]!.run.config), shards)
  const { run, responses, missing } = await mergeParts(plan, parts, sha256)
  const judgements = {
    cards: outputs[0]!.input.judgements?.cards ?? {},
    scores: outputs
      .flatMap(({ input }) => input.judgements?.scores ?? [])
      .map((score) => ({ ...score, runId: run.id })),
  }
  const { scores, metrics } = evaluate(BENCHMARKS, plan.samples, responses, judgements)
  const results: ExportInput = { run, samples: plan.samples, responses, scores, metrics, judgements }
  const report = buildReport({
    ...results,
    known: await knownOf(run.config.model),
    calibration: await readCalibration(),
    benchmarks: BENCHMARKS.map(({ meta }) => meta),
  })
  const aside = await setAside(out, run.id)
  if (aside !== null) process.stderr.write(`the files of another run were here; they are in ${aside}\n`)
  await writeOutput(out, exportFiles({ kind: 'private', results: [results], reports: [report] }))
  await listRuns(out)
  process.stderr.write(`merged ${parts.length} parts: ${responses.length} answers to ${plan.samples.length} samples\n`)
  return { missing, run: buildRunJson(results) }
}

function readArguments(): { out: string; shards: readonly string[]; folders: readonly string[] } {
  let parsed
  try {
    parsed = parseArgs({
      options: { out: { type: 'string' }, shard: { type: 'string', multiple: true } },
      allowPositionals: true,
    })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split('.', 1)[0] : String(error)}: ${USAGE}`)
  }
  const { values, positionals } = parsed
  if (values.out === undefined || positionals.length === 0) throw new UsageError(`--out or parts are missing: ${USAGE}`)
  return { out: values.out, shards: values.shard ?? [], folders: positionals }
}

/** Empty for a model that does not ship. */
async function knownOf(model: string): Promise<ReturnType<typeof parseKnown>> {
  if (!/^[\w-]+$/.test(model)) return []
  const text = await readFile(join(ROOT, 'public', 'models', model, 'known.json'), 'utf8').catch(() => null)
  return text === null ? [] : parseKnown(JSON.parse(text))
}

async function sha256(text: string): Promise<string> {
  return createHash('sha256').update(text).digest('hex')
}
