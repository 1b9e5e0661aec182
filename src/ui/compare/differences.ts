import type { Run } from '../../domain/run.ts'

export interface Difference {
  readonly what: string
  /** One for each run. */
  readonly values: readonly string[]
}

/** What of the runs themselves is not the same: a reader has to know it before any number. */
export function differencesOf(runs: readonly Run[]): Difference[] {
  const facts: readonly (readonly [what: string, of: (run: Run) => unknown])[] = [
    ['Model', ({ environment, config }) => environment?.modelName ?? config.model],
    ['Files of the model', ({ environment }) => digestOf(environment?.fileHashes)],
    ['Number format', ({ environment, config }) => environment?.dtype ?? config.dtype ?? 'own default'],
    ['Runs on', ({ environment, config }) => environment?.backend ?? config.device],
    ['Benchmarks', ({ benchmarks }) => benchmarks],
    ['Data', ({ shards }) => shards.map(({ id, sha256 }) => `${id} ${sha256.slice(0, 8)}`)],
    ['Guards', ({ config }) => config.guards],
    ['Conditions', ({ config }) => config.conditions ?? ['none']],
    ['Escape clause', ({ config }) => config.generation.escapeClause],
    ['Longest thought', ({ config }) => config.generation.thinkingTokens ?? 'part of the answer'],
    ['Longest answer', ({ config }) => config.generation.maxNewTokens ?? 'as the benchmark says'],
    ['Limit', ({ config }) => config.limit ?? 'all'],
    ['Seed', ({ config }) => config.seed],
    ['Runtime', ({ environment }) => environment?.runtime ?? 'not known'],
    ['State', ({ status }) => status],
  ]
  return facts
    .map(([what, of]) => ({ what, values: runs.map((run) => say(of(run))) }))
    .filter(({ values }) => new Set(values).size > 1)
}

function digestOf(hashes: Readonly<Record<string, string>> | undefined): string {
  if (hashes === undefined) return 'not known'
  const files = Object.entries(hashes).toSorted(([a], [b]) => a.localeCompare(b))
  return files.map(([, hash]) => hash.slice(0, 6)).join(' ')
}

function say(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.join(', ')
  return Object.entries(value as Record<string, unknown>)
    .map(([name, one]) => `${name}: ${String(one)}`)
    .join(', ')
}
