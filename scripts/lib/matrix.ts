/** @file A matrix of audits: models, benchmarks and seeds of one config, each combination a run in a folder of its own. */
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import * as v from 'valibot'
import { DEFAULT_CONFIG, parseConfig } from '../../src/benchmarks/config.ts'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { fileNamed } from '../../src/report/export/tools/exchange.ts'
import { argumentsOf, looksLikePath, readGiven, type AuditArguments, type Environment } from './audit-arguments.ts'
import { UsageError } from './exit.ts'
import { writeAtomically } from './output.ts'

/** Guards are no dimension: each is measured against the very answers that stand beside it in its run. */
export interface MatrixCell {
  /** Below the matrix's own, with `/`. */
  readonly folder: string
  /** Of a folder its name. */
  readonly model: string
  readonly benchmark: string
  readonly seed: number
}

/** One run of a command; `cell` is null where the config is no matrix. */
export interface PlannedAudit {
  readonly cell: MatrixCell | null
  readonly given: AuditArguments
}

/**
 * The runs that flags and config ask for: one, or one for each model, benchmark and seed where the config has
 * `models` or `seeds`.
 * @throws UsageError or LeakscopeError `bad-config`, as `readAuditArguments`.
 */
export async function readAudits(
  args: readonly string[],
  environment: Environment,
): Promise<{ readonly out: string; readonly key: string | null; readonly audits: readonly PlannedAudit[] }> {
  const { out, key, config } = await readGiven(args, environment)
  if (!('models' in config) && !('seeds' in config))
    return { out, key, audits: [{ cell: null, given: argumentsOf(out, config) }] }
  const { models: _, seeds: __, ...shared } = config
  const models = dimension(config, 'models', 'model', isText, 'texts, each once')
  const seeds = dimension(config, 'seeds', 'seed', isWhole, 'whole numbers, each once')
  const { benchmarks } = parseConfig({ benchmarks: config['benchmarks'] })
  const audits = models.flatMap((model) =>
    benchmarks.flatMap((benchmark) =>
      seeds.map((seed): PlannedAudit => {
        const name = looksLikePath(model) ? basename(resolve(model)) : model
        const folder = `${fileNamed(name)}/${benchmark}/seed-${seed}`
        const given = argumentsOf(out, { ...shared, model, benchmarks: [benchmark], seed })
        return { cell: { folder, model: name, benchmark, seed }, given }
      }),
    ),
  )
  const folders = audits.map(({ cell }) => cell!.folder)
  const twice = folders.find((folder, at) => folders.indexOf(folder) !== at)
  if (twice !== undefined)
    throw new UsageError(`models: two of them would be written to ${twice}; give their folders different names`)
  return { out, key, audits }
}

/** What a config lists under a name, or has once under another. */
function dimension<T extends string | number>(
  config: Readonly<Record<string, unknown>>,
  list: 'models' | 'seeds',
  single: 'model' | 'seed',
  fits: (value: unknown) => value is T,
  allowed: string,
): readonly T[] {
  if (list in config && single in config)
    throw new LeakscopeError('bad-config', `${list}: the config has ${single} too; allowed is one of both`)
  const values: unknown = config[list] ?? [config[single] ?? DEFAULT_CONFIG[single]]
  if (!Array.isArray(values) || values.length === 0 || !values.every(fits) || new Set(values).size < values.length)
    throw new LeakscopeError('bad-config', `${list}: allowed is a list of ${allowed}`)
  return values
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value)
}

const FILE = 'matrix.json'
const matrixFile = v.object({
  format: v.literal('leakscope-matrix@1'),
  cells: v.array(
    v.object({
      folder: v.pipe(v.string(), v.regex(/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/)),
      model: v.string(),
      benchmark: v.string(),
      seed: v.number(),
    }),
  ),
})

/** Says which runs belong to a matrix, whatever became of them. */
export async function writeMatrix(folder: string, cells: readonly MatrixCell[]): Promise<void> {
  await writeAtomically(join(folder, FILE), `${JSON.stringify({ format: 'leakscope-matrix@1', cells }, null, 2)}\n`)
}

/** Null for a folder without a matrix. @throws UsageError where its file is not what `writeMatrix` wrote. */
export async function readMatrix(folder: string): Promise<readonly MatrixCell[] | null> {
  const path = join(folder, FILE)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return v.parse(matrixFile, JSON.parse(text)).cells
  } catch {
    throw new UsageError(`${path}: it is not what audit wrote`)
  }
}
