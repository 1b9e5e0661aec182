import type { BenchmarkMeta } from './contract.ts'
import { DEVICES } from '../domain/devices.ts'
import { DTYPES } from '../domain/dtype.ts'
import { CONDITION_GRAMMAR, conditionName, parseCondition } from '../conditions/registry.ts'
import { SYSTEM_OWN } from '../conditions/protects/system-own.ts'
import { NO_CONDITION } from '../domain/condition-spec.ts'
import { LeakscopeError } from '../domain/errors.ts'
import { NO_GUARD } from '../domain/guard-spec.ts'
import { GUARD_GRAMMAR, JUDGES, modelsOf, parseGuard } from '../guards/registry.ts'
import { BENCHMARKS } from './registry.ts'
import type { GenerationConfig, RunConfig } from '../domain/run.ts'

export const GUARD_FAILURES = ['stop', 'unguarded'] as const
export const ESCAPE_CLAUSES = ['on', 'off', 'both'] as const
const MAX_SEED = 0xffff_ffff

export const DEFAULT_GENERATION: GenerationConfig = { maxNewTokens: null, escapeClause: 'on' }
export const DEFAULT_CONFIG: RunConfig = {
  model: 'control-memoriser',
  benchmarks: ['mm-privacy'],
  shards: [],
  guards: ['none'],
  splits: [],
  tasks: [],
  device: 'auto',
  dtype: null,
  limit: null,
  seed: 0,
  generation: DEFAULT_GENERATION,
}

/** Checks one value; `key` is where it stands, for the message. */
type Check<T> = (value: unknown, key: string) => T
type Checks<T> = { readonly [K in keyof T]-?: Check<Exclude<T[K], undefined>> }

/**
 * A run configuration out of parsed JSON or YAML; keys that are left out (or undefined) get their defaults.
 * @throws LeakscopeError `bad-config` with one line that names the key and what is allowed.
 */
export function parseConfig(input: unknown): RunConfig {
  const { conditions: named = [], part, ...read } = readObject(input, 'config', '', CONFIG, DEFAULT_CONFIG)
  const { conditions, config } = underKeys(named, read)
  assertJudgesAreNoGuards(config)
  if (config.systemPrompt === undefined && conditions.some((name) => name.split('+').includes(SYSTEM_OWN)))
    throw new LeakscopeError('bad-config', `conditions: "${SYSTEM_OWN}" needs a text under systemPrompt`)
  // One run has one identity: `none` alone, and the one part of one, are what it is without the key.
  return {
    ...config,
    ...(conditions.length > 1 ? { conditions } : {}),
    ...(part === undefined || part === '1/1' ? {} : { part }),
  }
}

/** Takes out what a config has other keys for, and sets those: that is how runs store it. */
function underKeys(
  names: readonly string[],
  config: RunConfig,
): { readonly conditions: readonly string[]; readonly config: RunConfig } {
  const keys = names.flatMap((name) => parseCondition(name)!).flatMap(({ key }) => key ?? [])
  const guards = keys.flatMap((key) => ('guard' in key ? guardName(key.guard, 'conditions') : []))
  const rest = names.map((name) => conditionName(parseCondition(name)!.filter(({ key }) => key === undefined)))
  return {
    conditions: [...new Set(rest)],
    config: {
      ...config,
      guards: [...new Set([...config.guards, ...guards])],
      generation: keys.some((key) => 'escapeClause' in key)
        ? { ...config.generation, escapeClause: 'both' }
        : config.generation,
    },
  }
}

/**
 * Under its own guard a judge sees only what it has let through: its rate would be 0 by construction
 * (docs/protocols/mllm-protector.md#judge-and-defender).
 */
function assertJudgesAreNoGuards({ guards, judges = [] }: RunConfig): void {
  for (const id of guards) {
    const spec = parseGuard(id)
    const judge = spec ? modelsOf(spec).find((model) => judges.includes(model)) : undefined
    if (judge === undefined) continue
    throw new LeakscopeError(
      'bad-config',
      `judges: "${judge}" cannot judge beside guard "${id}", which defends with it: it would find nothing, by construction; leave one of them out, or guard with rules (e.g. redact)`,
    )
  }
}

const text: Check<string> = (value, key) => {
  if (typeof value !== 'string' || value.trim() === '') throw bad(key, value, 'a text that is not empty')
  return value
}

function oneOf<T extends string>(allowed: readonly T[]): Check<T> {
  return (value, key) => allowed.find((option) => option === value) ?? fail(key, value, `one of ${allowed.join(', ')}`)
}

function orNull<T>(check: (value: unknown, key: string) => T): Check<T | null> {
  return (value, key) => (value === null ? null : check(value, key))
}

function wholeNumber(from: number, to: number, allowed: string): Check<number> {
  return (value, key) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to)
      throw bad(key, value, allowed)
    return value
  }
}

function listOf<T extends string>(check: Check<T>, allowed: string, atLeast = 0): Check<readonly T[]> {
  return (value, key) => {
    if (!Array.isArray(value) || value.length < atLeast) throw bad(key, value, allowed)
    const items = Array.from(value, (item: unknown, i) => check(item, `${key}[${i}]`))
    const twice = items.find((item, i) => items.indexOf(item) !== i)
    if (twice !== undefined) throw bad(key, twice, 'each entry once')
    return items
  }
}

const guardName: Check<string> = (value, key) => {
  const spec = typeof value === 'string' ? parseGuard(value) : undefined
  if (spec === undefined) throw bad(key, value, GUARD_GRAMMAR)
  return spec?.id ?? NO_GUARD
}

/** Without `none` there is nothing to compare with, and its answers are what the others are made of. */
const guardNames: Check<readonly string[]> = (value, key) => {
  const names = listOf(guardName, `a list of ${GUARD_GRAMMAR}`, 1)(value, key)
  return [NO_GUARD, ...names.filter((name) => name !== NO_GUARD)]
}

const conditionId: Check<string> = (value, key) => {
  const parts = typeof value === 'string' ? parseCondition(value) : undefined
  if (parts === undefined) throw bad(key, value, CONDITION_GRAMMAR)
  return conditionName(parts)
}

/** As with guards: `none` is what the others are measured against. */
const conditionNames: Check<readonly string[]> = (value, key) => {
  const names = listOf(conditionId, `a list of ${CONDITION_GRAMMAR}`, 1)(value, key)
  return [NO_CONDITION, ...names.filter((name) => name !== NO_CONDITION)]
}

const BENCHMARK_IDS = BENCHMARKS.map(({ meta }) => meta.id)
const SPLIT_IDS = idsOf(({ splits }) => splits)
const TASK_IDS = idsOf(({ tasks }) => tasks)

function idsOf(of: (meta: BenchmarkMeta) => readonly { readonly id: string }[]): string[] {
  return [...new Set(BENCHMARKS.flatMap(({ meta }) => of(meta).map(({ id }) => id)))]
}

const GENERATION: Checks<GenerationConfig> = {
  maxNewTokens: orNull(wholeNumber(1, 4096, "a whole number from 1 to 4096, or null for the benchmark's own limit")),
  thinkingTokens: wholeNumber(
    1,
    16_384,
    'a whole number from 1 to 16384; left out, a thought counts as part of the answer',
  ),
  escapeClause: oneOf(ESCAPE_CLAUSES),
}

const CONFIG: Checks<RunConfig> = {
  model: text,
  benchmarks: listOf(oneOf(BENCHMARK_IDS), `a list of at least one of ${BENCHMARK_IDS.join(', ')}`, 1),
  shards: listOf(text, "a list of shard ids; empty for the benchmarks' shipped shards"),
  guards: guardNames,
  splits: listOf(oneOf(SPLIT_IDS), `a list of ${SPLIT_IDS.join(', ')}; empty for all`),
  tasks: listOf(oneOf(TASK_IDS), `a list of ${TASK_IDS.join(', ')}; empty for each benchmark's own`),
  device: oneOf(DEVICES),
  dtype: (value, key) => {
    if (value === null || isDtype(value)) return value
    const bySession = typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : []
    const wrong = bySession.find(([session, dtype]) => !/^\w{1,40}$/.test(session) || !isDtype(dtype))
    if (bySession.length > 0 && wrong === undefined) return Object.fromEntries(bySession) as Record<string, string>
    const allowed = `one of ${DTYPES.join(', ')}, one of them for each session by name, or null for the model's own default`
    throw wrong === undefined
      ? bad(key, value, allowed)
      : bad(`${key}.${wrong[0]}`, wrong[1], `one of ${DTYPES.join(', ')}`)
  },
  limit: orNull(wholeNumber(1, Number.MAX_SAFE_INTEGER, 'a whole number from 1, or null for all samples')),
  seed: wholeNumber(0, MAX_SEED, `a whole number from 0 to ${MAX_SEED}`),
  generation: (value, key) => readObject(value, key, `${key}.`, GENERATION, DEFAULT_GENERATION),
  guardFailure: oneOf(GUARD_FAILURES),
  rewriter: orNull(text),
  judges: listOf(oneOf(JUDGES), `a list of ${JUDGES.join(', ')}; empty for none`),
  conditions: conditionNames,
  systemPrompt: text,
  part: (value, key) => {
    const [, index, of] = (typeof value === 'string' ? /^([1-9]\d{0,4})\/([1-9]\d{0,4})$/.exec(value) : null) ?? []
    if (index === undefined || Number(index) > Number(of)) throw bad(key, value, 'i/n, the i-th of n parts, from 1/1')
    return `${index}/${of}`
  },
}

const isDtype = (value: unknown): value is string => DTYPES.some((dtype) => dtype === value)

function readObject<T extends object>(input: unknown, key: string, prefix: string, checks: Checks<T>, defaults: T): T {
  const keys = Object.keys(checks) as (keyof T & string)[]
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw bad(key, input, `an object with the keys ${keys.join(', ')}`)
  const given = input as Readonly<Record<string, unknown>>
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(checks, name))
  if (unknown !== undefined) {
    throw new LeakscopeError(
      'bad-config',
      `unknown key ${show(prefix + unknown)}; allowed are ${keys.map((name) => prefix + name).join(', ')}`,
    )
  }
  const result = { ...defaults }
  for (const name of keys) {
    if (Object.hasOwn(given, name) && given[name] !== undefined) result[name] = checks[name](given[name], prefix + name)
  }
  return result
}

function bad(key: string, value: unknown, allowed: string): LeakscopeError {
  return new LeakscopeError('bad-config', `${key}: ${show(value)} is not allowed; allowed is ${allowed}`)
}

function fail(key: string, value: unknown, allowed: string): never {
  throw bad(key, value, allowed)
}

/** A value in one short line, whatever it is. */
function show(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? `a list of ${value.length}` : 'an object'
  const line = JSON.stringify(value) ?? typeof value
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}
