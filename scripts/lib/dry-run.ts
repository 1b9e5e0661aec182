/**
 * @file `npm run audit -- --dry-run --pace DIR [--hours N] --out DIR …`: what an audit would take, without asking
 * anything: hours of machines, bytes, and parts. Its measure is what the same audit with a small `--limit` took,
 * whose output is `--pace`. Ends with 2 where that says nothing of a run.
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson } from '../../src/domain/canonical.ts'
import type { RunConfig } from '../../src/domain/run.ts'
import { EXPORT_FORMATS } from '../../src/report/export/formats.ts'
import { wholeConfig } from '../../src/run/merge.ts'
import { dealtTogether } from '../../src/run/parts.ts'
import { ROOT } from '../install.mjs'
import type { AuditArguments, Environment } from './audit-arguments.ts'
import { UsageError } from './exit.ts'
import { readFlags } from './flags.ts'
import { readAudits, type MatrixCell } from './matrix.ts'
import { paceOf, partsWithin, type Cost } from './pace.ts'
import { planAgain, plannedConfig } from './plan-again.ts'
import { readOutput, type Output } from './read-output.ts'

export const DRY_RUN = '--dry-run'
const SECONDS_OF_AN_HOUR = 3600

/** Prints a line for each run, and one for all. @param args of `audit`, with `--dry-run` among them. */
export async function dryRun(args: readonly string[], environment: Environment): Promise<void> {
  const { own, others } = splitArguments(args)
  const { pace, hours } = readFlags(own, ['pace', 'hours'], ['pace'])
  const limit = hours === undefined ? null : hoursOf(hours)
  const { audits } = await readAudits(others, environment)
  const costs: Cost[] = []
  const models = new Map<string, number>()
  const backends = new Set<string>()
  let output = 0
  for (const planned of audits) {
    const folder = await trialFolder(pace!, planned.cell)
    const trial = await readOutput(folder)
    const { config, paths } = await plannedConfig(planned)
    const whole = wholeConfig(config)
    assertSameKind(whole, trial, folder)
    const { samples } = await planAgain(whole, paths)
    const pictures = new Set(samples.map(dealtTogether)).size
    const cost: Cost = { ...paceOf(trial, folder), answers: samples.length, pictures }
    costs.push(cost)
    output += (samples.length * (await sizeOf(folder))) / new Set(trial.rows.map(({ sampleId }) => sampleId)).size
    models.set(planned.cell?.model ?? config.model, await modelBytes(trial, planned.given))
    backends.add([trial.run.model.backend, trial.run.model.adapter].filter((part) => part !== null).join(', '))
    process.stdout.write(`${planned.cell?.folder ?? config.model}: ${lineOf(cost)}\n`)
  }
  const parts = limit === null ? 1 : partsWithin(costs, limit * SECONDS_OF_AN_HOUR)
  process.stdout.write(`${totalLine(costs, parts, backends)}\n`)
  process.stdout.write(
    limit === null
      ? `parts: at most ${mostParts(costs)}; --hours says how long one may take\n`
      : `parts: ${parts}, so that none takes longer than ${limit} hours; at most ${mostParts(costs)}\n`,
  )
  const read = [...models.values()].reduce((sum, bytes) => sum + bytes, 0)
  const profile = await folderBytes(join(pace!, '.profile'))
  process.stdout.write(
    `bytes: ${size(read)} of models are read on each machine; about ${size(parts === 1 ? output : 2 * output)} of files are written, ${
      parts === 1 ? '' : 'in parts and merged, '
    }beside a browser profile for each part${profile === 0 ? '' : `, the trial's had ${size(profile)}`}\n`,
  )
}

function splitArguments(args: readonly string[]): { own: string[]; others: string[] } {
  const own: string[] = []
  const others: string[] = []
  for (let at = 0; at < args.length; at++) {
    const argument = args[at]!
    if (argument === DRY_RUN) continue
    if (/^--(?:pace|hours)=/.test(argument)) own.push(argument)
    else if (argument === '--pace' || argument === '--hours') own.push(argument, ...args.slice(++at, at + 1))
    else others.push(argument)
  }
  return { own, others }
}

function hoursOf(text: string): number {
  const hours = Number(text)
  if (text.trim() === '' || !Number.isFinite(hours) || hours <= 0)
    throw new UsageError(`--hours ${text}: allowed is a number above 0, the longest that a part may take`)
  return hours
}

/** Of a cell's seeds the trial may have had another. */
async function trialFolder(pace: string, cell: MatrixCell | null): Promise<string> {
  if (cell === null) return pace
  const folder = join(pace, cell.folder, '..')
  const seeds = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith('seed-'))
  const own = seeds.find((name) => name === `seed-${cell.seed}`) ?? seeds[0]
  if (own === undefined)
    throw new UsageError(
      `--pace ${pace}: it has nothing of ${cell.model} on ${cell.benchmark}; allowed is what audit wrote of the same config with a small --limit`,
    )
  return join(folder, own)
}

/** How many are asked, and which, is what a trial may have otherwise. */
function assertSameKind(config: RunConfig, { run }: Output, folder: string): void {
  const kind = (of: RunConfig): string => {
    // A folder's id is not known before it is picked.
    const guards = of.guards.map((guard) => guard.replace(/^.*\+/, ''))
    return canonicalJson({ ...of, guards, model: '', shards: [], seed: 0, limit: null, part: undefined })
  }
  if (kind(config) !== kind(run.config))
    throw new UsageError(
      `${folder}: it was asked in another way (guards, conditions, tasks, device, dtype …), so its pace is another; allowed is what audit wrote of the same config with a small --limit`,
    )
}

function lineOf({ answers, pictures, seconds, load, measured }: Cost): string {
  const [mean, low, high] = seconds
  return `${answers} answers about ${pictures} pictures; ${figure(mean)} s each (${figure(low)} to ${figure(high)}, of ${measured}), ${figure(load)} s to load; ${hoursText(answers, seconds, load)}`
}

function hoursText(answers: number, seconds: Cost['seconds'], load: number): string {
  const [mean, low, high] = seconds.map((each) => figure((load + answers * each) / SECONDS_OF_AN_HOUR))
  return `${mean} hours (${low} to ${high})`
}

function totalLine(costs: readonly Cost[], parts: number, backends: ReadonlySet<string>): string {
  const hours = ([0, 1, 2] as const).map((bound) =>
    costs.reduce((sum, { answers, seconds, load }) => sum + parts * load + answers * seconds[bound], 0),
  )
  const [mean, low, high] = hours.map((total) => figure(total / SECONDS_OF_AN_HOUR))
  const answers = costs.reduce((sum, cost) => sum + cost.answers, 0)
  const unit = [...backends].every((backend) => backend.startsWith('webgpu')) ? 'GPU hours' : 'machine hours'
  return `all: ${answers} answers; ${mean} ${unit} (${low} to ${high}) on ${[...backends].join(' and ')} as in the trial, loading in ${parts === 1 ? 'one part' : `${parts} parts`} included`
}

function mostParts(costs: readonly Cost[]): number {
  return Math.min(...costs.map(({ pictures }) => pictures))
}

async function modelBytes({ run }: Output, { modelFolder }: AuditArguments): Promise<number> {
  const paths = Object.keys(run.model.files ?? {})
  let bytes = 0
  if (modelFolder === null) {
    // Bundled models share files, so that a path need not be in the model's own folder.
    const text = await readFile(join(ROOT, 'public', 'models', run.model.id, 'leakscope.json'), 'utf8')
    const { files } = JSON.parse(text) as { files: readonly { path: string; bytes: number }[] }
    const sizes = new Map(files.map((file) => [file.path, file.bytes]))
    for (const path of paths) bytes += sizes.get(path) ?? 0
  } else for (const path of paths) bytes += (await stat(join(modelFolder, path))).size
  return bytes
}

/** Of a run's own files. */
async function sizeOf(folder: string): Promise<number> {
  let bytes = 0
  for (const { fileName } of EXPORT_FORMATS) bytes += (await stat(join(folder, fileName))).size
  return bytes
}

async function folderBytes(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []))
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size
  return bytes
}

/** Two digits that count. */
function figure(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(2)))
}

function size(bytes: number): string {
  const megabytes = bytes / 1e6
  return megabytes >= 1000 ? `${figure(megabytes / 1000)} GB` : `${figure(megabytes)} MB`
}
