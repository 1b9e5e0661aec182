import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { parse as parseYaml } from 'yaml'
import { parseConfig } from '../../src/benchmarks/config.ts'
import { parseGuard } from '../../src/guards/registry.ts'
import { UsageError } from './exit.ts'
import { readFlagLists, readFlags } from './flags.ts'

/** What the command line and the config file say together. */
export interface AuditArguments {
  readonly out: string
  /** As it goes into `parseConfig`; `model` and `shards` are replaced when folders are given. */
  readonly config: Readonly<Record<string, unknown>>
  readonly modelFolder: string | null
  /**
   * Files and folders that shards are imported from; each stands in the config's shards under its placeholder
   * until it is picked.
   */
  readonly shardPaths: readonly { readonly placeholder: string; readonly path: string }[]
  /** Folders of guards' detectors; each stands in the config's guards under its placeholder until it is picked. */
  readonly detectorFolders: readonly { readonly placeholder: string; readonly folder: string }[]
}

const FLAGS = [
  'out',
  'config',
  'model',
  'benchmark',
  'shard',
  'guard',
  'condition',
  'device',
  'limit',
  'seed',
  'part',
  'key',
] as const

/**
 * Reads flags and config file and checks what can be checked without a browser.
 * @param environment of the process; a scheduler says there which part of an array this is.
 * @throws UsageError or LeakscopeError `bad-config`: one line that says which flag or key and what is allowed.
 */
export async function readAuditArguments(
  args: readonly string[],
  environment: Environment = {},
): Promise<AuditArguments> {
  const { out, config } = await readGiven(args, environment)
  return argumentsOf(out, config)
}

/** Flags and config file together, of which nothing is checked yet but the flags' names. */
export interface Given {
  readonly out: string
  readonly config: Readonly<Record<string, unknown>>
  /** The file of `--key`; null: nobody signs. */
  readonly key: string | null
}

/** @throws UsageError where a flag is wrong, or the config file cannot be read. */
export async function readGiven(args: readonly string[], environment: Environment): Promise<Given> {
  const { shard: shards, ...others } = readFlagLists(args, FLAGS, ['out'])
  const once = Object.entries(others).flatMap(([name, values]) => values.map((value) => `--${name}=${value}`))
  const flags = readFlags(once, FLAGS, ['out'])
  const file = flags.config === undefined ? {} : await readConfigFile(flags.config)
  const part = partOf(environment)
  const { model, seed, ...rest } = overrides(flags, shards)
  const config = { ...(part === null ? {} : { part }), ...file, ...rest }
  return {
    out: resolve(flags.out ?? ''),
    key: flags.key ?? null,
    config: {
      ...config,
      // Of a matrix a flag takes one.
      ...(model === undefined ? {} : 'models' in file ? { models: [model] } : { model }),
      ...(seed === undefined ? {} : 'seeds' in file ? { seeds: [seed] } : { seed }),
    },
  }
}

/**
 * Which of a config's names are folders and files.
 * @throws UsageError or LeakscopeError `bad-config`, as `readAuditArguments`.
 */
export function argumentsOf(out: string, config: Readonly<Record<string, unknown>>): AuditArguments {
  const merged: Record<string, unknown> = { ...config }
  const modelFolder = folderOf(merged.model)
  if (modelFolder !== null) merged.model = 'folder'
  const shardPaths: { placeholder: string; path: string }[] = []
  if (Array.isArray(merged.shards)) {
    merged.shards = merged.shards.map((shard: unknown) => {
      const path = pathOf(shard)
      if (path === null) return shard
      const placeholder = `folder:${shardPaths.length + 1}`
      shardPaths.push({ placeholder, path })
      return placeholder
    })
  }
  const detectorFolders: { placeholder: string; folder: string }[] = []
  if (Array.isArray(merged.guards)) {
    merged.guards = merged.guards.map((guard: unknown) => {
      const spec = typeof guard === 'string' ? parseGuard(guard) : null
      const folder = spec ? folderOf(spec.detector, 'guard') : null
      if (spec == null || folder === null) return guard
      const placeholder = `folder:${detectorFolders.length + 1}`
      detectorFolders.push({ placeholder, folder })
      return `${placeholder}+${spec.detoxifier}`
    })
  }
  parseConfig(merged)
  return { out, config: merged, modelFolder, shardPaths, detectorFolders }
}

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Part `i/n` by what Slurm says of an array's task, or Kubernetes of an indexed Job's; null where neither does.
 * @throws UsageError where it says something else than whole numbers.
 */
export function partOf(environment: Environment): string | null {
  const number = (name: string): number | null => {
    const text = environment[name]
    if (text === undefined || text === '') return null
    if (!/^\d+$/.test(text)) throw new UsageError(`${name}: "${text}" is not a whole number`)
    return Number(text)
  }
  const slurm = number('SLURM_ARRAY_TASK_ID')
  const tasks = number('SLURM_ARRAY_TASK_COUNT')
  if (slurm !== null && tasks !== null) {
    // An array may begin anywhere: --array=0-3 as well as --array=1-7:2.
    const place = (slurm - (number('SLURM_ARRAY_TASK_MIN') ?? 0)) / (number('SLURM_ARRAY_TASK_STEP') ?? 1)
    return `${place + 1}/${tasks}`
  }
  const index = number('JOB_COMPLETION_INDEX')
  const completions = number('JOB_COMPLETION_COUNT')
  return index === null || completions === null ? null : `${index + 1}/${completions}`
}

function overrides(
  flags: Partial<Record<(typeof FLAGS)[number], string>>,
  shards: readonly string[] | undefined,
): Record<string, unknown> {
  const all = {
    model: flags.model,
    benchmarks: flags.benchmark?.split(',').map((id) => id.trim()),
    shards,
    guards: flags.guard?.split(',').map((id) => id.trim()),
    conditions: flags.condition?.split(',').map((name) => name.trim()),
    device: flags.device,
    limit: numeric(flags.limit),
    seed: numeric(flags.seed),
    part: flags.part,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** A number where it is one; else the text, which the validation of the config names in its error. */
function numeric(text: string | undefined): number | string | undefined {
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

async function readConfigFile(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`--config ${path}: the file cannot be read; it must be a JSON or YAML file`)
  })
  let value: unknown
  try {
    value = extname(path).toLowerCase() === '.json' ? JSON.parse(text) : parseYaml(text)
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)
    throw new UsageError(`--config ${path}: not valid JSON or YAML (${reason})`)
  }
  if (value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw new UsageError(`--config ${path}: must hold keys and values, e.g. "limit: 60"`)
  return value as Record<string, unknown>
}

/** An id names what is known to the app; anything that exists on disk, or looks like a path, is a path. */
export function looksLikePath(value: string): boolean {
  return /[\\/]/.test(value) || value === '.' || existsSync(value)
}

function folderOf(model: unknown, key = 'model'): string | null {
  if (typeof model !== 'string' || !looksLikePath(model)) return null
  if (!statSync(model, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(
      `${key}: "${model}" is not a folder; allowed are the id of a bundled ${key === 'guard' ? 'detector' : 'model'} or a folder in the layout of a hub repository`,
    )
  }
  return resolve(model)
}

/** Null for the id of a shard. */
function pathOf(shard: unknown): string | null {
  if (typeof shard !== 'string' || !looksLikePath(shard)) return null
  const stats = statSync(shard, { throwIfNoEntry: false })
  if (stats === undefined)
    throw new UsageError(
      `shard: "${shard}" does not exist; allowed are the id of a shipped shard, a shard file or its folder`,
    )
  return resolve(shard)
}
