/**
 * @file `npm run compare -- --run DIR --reference DIR --out FILE.json`: what `audit` or `score` wrote of one
 * model against what they wrote of a reference model on the same samples: leak rates in pairs, and what a
 * benchmark's published measures need two models for (selectivity, forget quality, PrivLeak, the memorisation
 * signal of each layer). Prints a table.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareRuns, type ComparableRun } from '../../src/benchmarks/compare-runs.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import { STATISTICS_VERSION } from '../../src/domain/statistics/version.ts'
import { NO_INTERVAL } from '../../src/domain/no-interval.ts'
import { answerRowOf, type RunJson, type SampleRow } from '../../src/report/export/export.ts'
import { comparisonFile } from '../../src/report/export/comparison.ts'
import { behindBoth, behindText, type ComparedMetric } from '../../src/report/model/behind.ts'
import { numberLimits } from '../../src/report/model/metrics.ts'
import { runCommand, UsageError } from './exit.ts'
import { readFlags } from './flags.ts'

const METAS = BENCHMARKS.map(({ meta }) => meta)

await runCommand('compare', async () => {
  const flags = readFlags(process.argv.slice(2), ['run', 'reference', 'out'], ['run', 'reference'])
  const [own, reference] = [
    await readOutput('run', flags.run ?? ''),
    await readOutput('reference', flags.reference ?? ''),
  ]
  const metrics = behindBoth(compareRuns(comparable(own), comparable(reference)), own.rows, reference.rows, METAS)
  const versions = [own, reference].map(({ run }) => run.statistics ?? 'none')
  if (new Set([...versions, STATISTICS_VERSION]).size > 1)
    process.stderr.write(
      `numbers of the two runs were made by statistics versions ${versions.join(' and ')}, this comparison by ${STATISTICS_VERSION}: npm run score or a rescore in the app makes them again\n`,
    )
  if (metrics.length === 0)
    throw new UsageError('--reference: the two runs have no sample in common that both answered')
  for (const metric of metrics) process.stdout.write(`${lineOf(metric)}\n`)
  for (const line of new Set(metrics.flatMap(numberLimits))) process.stdout.write(`${line}\n`)
  if (flags.out === undefined) return
  const name = ({ run }: Output) => ({ id: run.id, model: run.model.name ?? run.model.id, identity: run.identity })
  const content = comparisonFile(name(own), name(reference), metrics)
  await writeFile(flags.out, `${JSON.stringify(content, null, 2)}\n`)
})

interface Output {
  readonly run: RunJson
  readonly rows: readonly SampleRow[]
}

function comparable({ run, rows }: Output): ComparableRun {
  return { rows: rows.map(answerRowOf), metrics: run.metrics }
}

async function readOutput(flag: string, folder: string): Promise<Output> {
  const read = async (name: string): Promise<string> =>
    readFile(join(folder, name), 'utf8').catch(() => {
      throw new UsageError(`--${flag} ${folder}: no ${name} there; allowed is a folder that audit or score wrote`)
    })
  const parse = (text: string, name: string): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      throw new UsageError(`--${flag} ${folder}: ${name} is not what audit or score wrote`)
    }
  }
  const run = parse(await read('run.json'), 'run.json') as RunJson
  if (run.format !== 'leakscope-run@1') throw new UsageError(`--${flag} ${folder}: run.json is of another format`)
  const lines = (await read('samples.jsonl')).split('\n').filter((line) => line !== '')
  return { run, rows: lines.map((line) => parse(line, 'samples.jsonl') as SampleRow) }
}

function lineOf(number: ComparedMetric): string {
  const { benchmark, guard, condition, metric, split, task, type, value, n, k, ci, noInterval, least, behind } = number
  const place = [split, task, type].filter((part) => part !== null).join(' ') || 'all'
  const interval =
    ci === null
      ? ` (no interval${noInterval === undefined ? '' : `: ${NO_INTERVAL[noInterval]}`})`
      : ` [${ci[0].toFixed(4)}, ${ci[1].toFixed(4)}]`
  return `${benchmark}${guard === 'none' ? '' : ` guard ${guard}`}${condition === undefined ? '' : ` condition ${condition}`}  ${place}  ${metric}  ${value === null ? 'not measured' : value.toFixed(4)}${interval}  ${k === null ? '' : `k ${k}  `}n ${n}${least == null ? '' : `  least detectable ${Number(least.toPrecision(4))}`}  unparsed, errors, degenerate ${behindText(behind.run)}, of the reference ${behindText(behind.reference)}`
}
