import { canonicalJson } from '../audit/canonical.ts'
import { LeakscopeError } from '../audit/errors.ts'
import type { DetectorEnvironment, Run, RunConfig, RunEnvironment } from '../audit/run.ts'

/** All that could change a response; nothing that could not (adapter names and fallback reasons stay out). */
export interface RunIdentity {
  readonly config: RunConfig
  readonly model: {
    readonly id: string
    readonly fileHashes: Readonly<Record<string, string>>
    readonly dtype: Readonly<Record<string, string>>
  }
  /** Of guards and judges; absent where the run has none. */
  readonly detectors?: readonly Pick<DetectorEnvironment, 'id' | 'fileHashes' | 'dtype' | 'backend' | 'thresholds'>[]
  readonly backend: string
  readonly runtime: string
  readonly shards: Readonly<Record<string, string>>
  readonly benchmarks: Readonly<Record<string, string>>
}

export function identityOf(
  run: Pick<Run, 'config' | 'shards' | 'benchmarks'>,
  environment: RunEnvironment,
): RunIdentity {
  return {
    config: run.config,
    model: { id: environment.modelId, fileHashes: environment.fileHashes, dtype: environment.dtype },
    ...(environment.detectors && {
      detectors: environment.detectors.map(({ id, fileHashes, dtype, backend, thresholds }) => ({
        id,
        fileHashes,
        dtype,
        backend,
        thresholds,
      })),
    }),
    backend: environment.backend,
    runtime: environment.runtime,
    shards: Object.fromEntries(run.shards.map((shard) => [shard.id, shard.sha256])),
    benchmarks: run.benchmarks,
  }
}

/** SHA-256 (hex) of the identity's canonical JSON. */
export function hashIdentity(identity: RunIdentity, sha256: (text: string) => Promise<string>): Promise<string> {
  return sha256(canonicalJson(identity))
}

/**
 * Answers of one run must come from one environment.
 * @throws LeakscopeError `bad-config`, naming everything that changed since the run began.
 */
export function assertSameIdentity(before: RunIdentity, now: RunIdentity): void {
  const changes = differences(before, now, '')
  if (changes.length === 0) return
  const more = changes.length > 3 ? ` and ${changes.length - 3} more` : ''
  throw new LeakscopeError(
    'bad-config',
    `The run cannot go on because its surroundings changed: ${changes.slice(0, 3).join('; ')}${more}. Start a new run instead; the answers so far are kept.`,
  )
}

function differences(before: unknown, now: unknown, path: string): string[] {
  if (isRecord(before) && isRecord(now)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort()
    return keys.flatMap((key) => differences(before[key], now[key], path === '' ? key : `${path}.${key}`))
  }
  const [was, is] = [show(before), show(now)]
  return was === is ? [] : [`${path} was ${was}, is ${is}`]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function show(value: unknown): string {
  if (value === undefined) return 'absent'
  const text = typeof value === 'string' ? value : canonicalJson(value)
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text
}
