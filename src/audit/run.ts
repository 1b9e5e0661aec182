import type { ErrorCode } from './errors.ts'

/** Everything that could change a run's responses; its canonical JSON is hashed into the run's identity. */
export interface RunConfig {
  readonly model: string
  readonly benchmarks: readonly string[]
  /** Shards by id; empty means each benchmark's shipped shards. */
  readonly shards: readonly string[]
  readonly guards: readonly string[]
  /** Splits and tasks by id; empty means all of each benchmark's but its optional tasks. */
  readonly splits: readonly string[]
  readonly tasks: readonly string[]
  readonly device: 'auto' | 'webgpu' | 'wasm'
  /** null: the model's own default for the device. */
  readonly dtype: string | null
  /** Samples of each benchmark, spread evenly over splits, tasks and types; null: all. */
  readonly limit: number | null
  readonly seed: number
  readonly generation: GenerationConfig
}

export interface GenerationConfig {
  /** Overrides the benchmark's own limit when not null. */
  readonly maxNewTokens: number | null
  /** Escape clause of MM-Privacy: offered, withheld, or both as a paired condition. */
  readonly escapeClause: 'on' | 'off' | 'both'
}

export type RunStatus = 'running' | 'paused' | 'done' | 'stopped' | 'failed'

/** What actually ran: known once the model is loaded. */
export interface RunEnvironment {
  readonly modelId: string
  readonly modelName: string
  readonly fileHashes: Readonly<Record<string, string>>
  readonly dtype: Readonly<Record<string, string>>
  readonly backend: 'webgpu' | 'wasm'
  readonly backendReason: string | null
  readonly adapter: string | null
  readonly runtime: string
  readonly selfCheck: SelfCheck
}

export interface SelfCheck {
  readonly kind: 'golden' | 'backend-agreement'
  readonly passed: boolean
  readonly detail: string
}

export interface Run {
  readonly id: string
  /** SHA-256 of the canonical JSON of config, environment, shard hashes and benchmark versions. */
  readonly identity: string | null
  readonly config: RunConfig
  readonly status: RunStatus
  readonly createdAt: string
  readonly finishedAt: string | null
  readonly shards: readonly { readonly id: string; readonly sha256: string }[]
  readonly benchmarks: Readonly<Record<string, string>>
  readonly environment: RunEnvironment | null
  /** Planned samples of the run, in the order of asking. */
  readonly sampleCount: number
  /** Why a run failed, in one line. */
  readonly failure: string | null
  /** The same, for programs; absent in runs that did not fail. */
  readonly failureCode?: ErrorCode | null
}

/** One number of the report. `value` is null when nothing could be measured. */
export interface Metric {
  readonly benchmark: string
  readonly metric: string
  readonly split: string | null
  readonly task: string | null
  readonly type: string | null
  readonly guard: string
  readonly value: number | null
  readonly n: number
  readonly k: number | null
  readonly ci: readonly [number, number] | null
}
