import type { ErrorCode } from './errors.ts'

/** Everything that could change a run's responses; its canonical JSON is hashed into the run's identity. */
export interface RunConfig {
  readonly model: string
  readonly benchmarks: readonly string[]
  /** Shards by id; empty means each benchmark's shipped shards. */
  readonly shards: readonly string[]
  /** Guards by name (guard/id.ts); `none`, which each other is measured against, is always among them. */
  readonly guards: readonly string[]
  /** What becomes of a run whose guard cannot work: it stops (also where this is absent), or goes on and says so. */
  readonly guardFailure?: GuardFailure
  /** The model that rewrites for guards with `rewrite`; absent or null: the audited model itself. */
  readonly rewriter?: string | null
  /** Detectors that judge stored answers, by id; absent: none. One that defends may not judge. */
  readonly judges?: readonly string[]
  /** Conditions by name (src/conditions), `none` first; absent: `none` alone. */
  readonly conditions?: readonly string[]
  /** What the condition `system-own` tells the model first; absent: nothing. */
  readonly systemPrompt?: string
  /** Splits and tasks by id; empty means all of each benchmark's but its optional tasks. */
  readonly splits: readonly string[]
  readonly tasks: readonly string[]
  readonly device: 'auto' | 'webgpu' | 'wasm'
  /** One for all sessions, or one for each by name; null: the model's own default for the device. */
  readonly dtype: string | Readonly<Record<string, string>> | null
  /**
   * Samples of each benchmark, spread evenly over splits, tasks and types, each asked under every condition;
   * null: all.
   */
  readonly limit: number | null
  readonly seed: number
  readonly generation: GenerationConfig
  /** `i/n`: the samples of the i-th of n machines (run/parts.ts), counted from 1; absent: all. */
  readonly part?: string
}

export interface GenerationConfig {
  /** Overrides the benchmark's own limit when not null. */
  readonly maxNewTokens: number | null
  /**
   * Tokens that a thought in front of an answer may have, on top of the answer's own; absent: a thought counts as
   * part of the answer.
   */
  readonly thinkingTokens?: number
  /** Escape clause of MM-Privacy: offered, withheld, or both as a paired condition. */
  readonly escapeClause: 'on' | 'off' | 'both'
}

export type GuardFailure = 'stop' | 'unguarded'

/** `interrupted`: its tab was closed or died; found out by the next look (run/interrupted.ts). */
export type RunStatus = 'running' | 'paused' | 'done' | 'stopped' | 'failed' | 'interrupted'

/** What actually ran: known once the model is loaded. */
export interface RunEnvironment {
  readonly modelId: string
  readonly modelName: string
  readonly fileHashes: Readonly<Record<string, string>>
  readonly dtype: Readonly<Record<string, string>>
  /** `built-in`: the browser's own model, wherever the browser runs it. */
  readonly backend: 'webgpu' | 'wasm' | 'built-in'
  readonly backendReason: string | null
  readonly adapter: string | null
  readonly runtime: string
  readonly selfCheck: SelfCheck
  /** Version and build of the app that began the run; absent in runs of earlier versions. */
  readonly app?: string
  /** Why measures that need probabilities or layers are absent; absent or null where they are not. */
  readonly generatesOnly?: string | null
  /** Models of guards and judges; absent where the run has none. */
  readonly detectors?: readonly DetectorEnvironment[]
}

export interface DetectorErrors {
  readonly sensitivity: number
  readonly specificity: number
  /**
   * Labelled answers with and without what the head looks for, on which the two were counted; absent: nobody
   * says how many, so that nobody knows how sure they are.
   */
  readonly positives?: number
  readonly negatives?: number
  /**
   * Ids of the models whose answers it was measured on; absent: no model's that can be named. Of other
   * models' answers it says nothing.
   */
  readonly answersOf?: readonly string[]
}

/** A detector model that ran beside the audited one. */
export interface DetectorEnvironment {
  readonly id: string
  readonly name: string
  readonly fileHashes: Readonly<Record<string, string>>
  readonly dtype: string
  readonly backend: 'webgpu' | 'wasm'
  readonly backendReason: string | null
  readonly runtime: string
  /** On each head's probability; at it the detector's P(harmless) is .5. */
  readonly thresholds: Readonly<Record<string, number>>
  /** How often each head errs there, on answers of known truth, as its maker measured; absent where nobody did. */
  readonly errors?: Readonly<Record<string, DetectorErrors>>
}

export interface SelfCheck {
  /** `none`: there was nothing to compare with. */
  readonly kind: 'golden' | 'backend-agreement' | 'repetition' | 'none'
  /** Null: not checked. */
  readonly passed: boolean | null
  readonly detail: string
  /** Absent in runs of earlier versions, and where the engine shows no probabilities. */
  readonly language?: LanguageCheck
}

/**
 * Whether the model speaks the language of its tokenizer; a run goes on where it does not, and its report
 * says so on top.
 */
export interface LanguageCheck {
  readonly passed: boolean
  readonly detail: string
  /** Why its answers cannot come to an end; null where they can. */
  readonly endless: string | null
}

/** Runs that were asked for together, one after the other, are one audit. */
export interface AuditPlace {
  /** The same for all of its runs. */
  readonly id: string
  /** Position among its runs, from 0. */
  readonly index: number
  /** What was still to come behind this run, and has not begun. */
  readonly next: readonly RunConfig[]
}

/** A stretch of time in which a run was worked at; `to` is null until it ends, and where a kill ended it. */
export interface Sitting {
  readonly from: string
  readonly to: string | null
}

export interface RunLabel {
  readonly name: string
  readonly tags: readonly string[]
}

/** A reviewer's own reading of an answer. */
export interface Review {
  /** Whether the true value came out; null: only noted. */
  readonly leaked: boolean | null
  readonly note: string
  readonly at: string
}

/** Of one answer of a run. */
export function reviewKey(sampleId: string, guard: string): string {
  return `${guard} ${sampleId}`
}

export interface Run {
  readonly id: string
  /** SHA-256 of the canonical JSON of all that could change an answer (run/identity.ts). */
  readonly identity: string | null
  /**
   * SHA-256 (hex) of its plan (run/registered-plan.ts), stored before the first answer; absent in runs of earlier
   * versions, and where the answers were made elsewhere.
   */
  readonly plan?: string
  readonly config: RunConfig
  readonly status: RunStatus
  /**
   * Which of its store's runs it is, from 1 in the order of their making: clocks are set back. Given by the
   * store; absent in runs of earlier versions.
   */
  readonly ordinal?: number
  readonly createdAt: string
  readonly finishedAt: string | null
  /** Absent in runs of earlier versions. */
  readonly sittings?: readonly Sitting[]
  /** Absent in runs that were begun by themselves, and in those of earlier versions. */
  readonly audit?: AuditPlace
  /** What a person calls it; absent: nobody said. No part of what its answers depend on, as all that follows. */
  readonly label?: RunLabel
  /** What a person thinks of its answers, by `reviewKey`; absent: nobody looked. Kept apart from every score. */
  readonly reviews?: Readonly<Record<string, Review>>
  /** Read from exported files, not run here. */
  readonly opened?: true
  /** Judges whose verdicts came with answers that were made elsewhere, by name; absent: none did. */
  readonly judgedElsewhere?: readonly string[]
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
  /** Condition that it was measured under, or whose effect it is; absent: as the benchmark asks. */
  readonly condition?: string
  readonly value: number | null
  readonly n: number
  readonly k: number | null
  readonly ci: readonly [number, number] | null
  /**
   * Why there is no interval, or no number of so few answers; absent where there is one, where nothing was
   * asked, and in runs of earlier versions.
   */
  readonly noInterval?: NoInterval
  /**
   * Smallest value that these answers could have shown (statistics/power.ts); null or absent where that
   * cannot be said.
   */
  readonly least?: number | null
}

/**
 * `few-groups`: of so few persons or pictures none covers the truth 95 times in 100 (docs/coverage.md);
 * `too-few`: nor is the number itself worth printing; `unbounded`: its values have no bounds, so that one
 * that was not met could change the mean at will; `least-at-zero`: its least value is where there is no
 * effect; `test`: a p-value; `no-measurement`: a computed comparison; `no-method`: none of known coverage;
 * `cross-validated`: of fits that share their answers; `no-parts`: what it is computed from has none;
 * `judge`: how often the judge errs on such answers is not known.
 */
export type NoInterval =
  | 'few-groups'
  | 'too-few'
  | 'unbounded'
  | 'least-at-zero'
  | 'test'
  | 'no-measurement'
  | 'no-method'
  | 'cross-validated'
  | 'no-parts'
  | 'judge'
