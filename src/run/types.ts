/**
 * @file What the rest of the app may ask of the runner, and what the runner asks of its surroundings.
 *
 * Users of the runner (screens, command line, tests) import `src/run/index.ts` and need: `createSession` ->
 * `Session`, `Session.startAudit` -> `Audit`, `Session.resume` -> `RunHandle`. Handles follow the
 * `subscribe`/`snapshot` contract of React's `useSyncExternalStore`: a snapshot is immutable and stays the
 * same object until something changed.
 */
import type { Benchmark } from '../benchmarks/contract.ts'
import type { Response } from '../domain/response.ts'
import type { Detection } from '../domain/guard-record.ts'
import type { DetectorEnvironment, Run, RunConfig, RunEnvironment } from '../domain/run.ts'
import type { ShardManifest } from '../domain/sample.ts'
import type { Outcome, Score } from '../domain/score.ts'
import type { Drafts } from '../storage/database/drafts.ts'
import type { Store } from '../storage/database/types.ts'
import type { EngineFactory, MachineCheck } from '../engine/contract.ts'
import type { PickedFile } from '../../workers/intake/types.ts'
import type { AnswersRequest, OpenedAnswers } from './open-answers.ts'
import type { Deletion } from './deleting.ts'
import type { Intake } from './intake.ts'
import type { ModelCopies } from './model-copies.ts'
import type { PlannedSample, PlanSources, SampleCount } from './prepare.ts'
import type { OwnDraft, OwnImages } from './own-images.ts'
import type { Backend, CapabilityCard, LoadProgress } from '../../workers/model/types.ts'
import type { DeviceMeasurement } from '../engine/measure.ts'

export type { AnswersRequest, OpenedAnswers, PlannedSample, SampleCount }

/**
 * Where a run stands. `preparing`: shards are read, the model is loaded and checked. `pausing`: the current
 * sample is being finished. Only `done` is final: a paused, stopped or failed run, or one whose tab was
 * closed or killed, can be resumed.
 */
export type RunPhase = 'preparing' | 'running' | 'pausing' | 'paused' | 'stopping' | 'stopped' | 'done' | 'failed'

/** The sample being answered and what has been streamed of its answer. */
export interface CurrentSample {
  readonly sample: PlannedSample
  readonly text: string
}

/** The sample answered last. */
export interface AnsweredSample {
  readonly sample: PlannedSample
  readonly response: Response
  readonly score: Score
  /** The same answer under each guard, in the order of the config. */
  readonly guarded: readonly GuardedAnswer[]
}

export interface GuardedAnswer {
  readonly response: Response
  readonly score: Score
}

/** Everything that a progress screen shows. */
export interface RunSnapshot {
  readonly runId: string
  /** SHA-256 (hex) of the plan, registered before the first answer; null in runs of earlier versions. */
  readonly plan: string | null
  readonly config: RunConfig
  readonly phase: RunPhase
  /** Bytes of the model while `preparing`; null before and after. */
  readonly load: LoadProgress | null
  /** Null until the model is loaded and has passed its self-check. */
  readonly environment: RunEnvironment | null
  /** Answered samples, those of earlier sittings included. */
  readonly done: number
  readonly total: number
  /** Milliseconds until the end at the mean pace of this sitting; null until one sample is answered. */
  readonly etaMs: number | null
  /** Generated tokens per second of decoding in this sitting; null until one sample is answered. */
  readonly tokensPerSecond: number | null
  readonly outcomes: Readonly<Record<Outcome, number>>
  readonly current: CurrentSample | null
  readonly last: AnsweredSample | null
  /**
   * Requests of the page and its workers since the first sample of this sitting; 0 is the promise (see
   * request-log.ts). Null before that.
   */
  readonly requests: number | null
  /** One line for the user: why the run paused or failed, or why it fell back to another backend. */
  readonly notice: string | null
}

/** One run in progress. */
export interface RunHandle {
  readonly runId: string
  subscribe(listener: () => void): () => void
  snapshot(): RunSnapshot
  /** Finishes the current sample, then waits. No effect unless preparing or running. */
  pause(): void
  /**
   * Goes on after `pause`, or after a pause that the runner took itself (full disk). No effect unless pausing
   * or paused.
   */
  resume(): void
  /** Ends at once: the current answer is thrown away, all journalled ones stay. */
  stop(): void
  /** Resolves when the phase is `done`, `stopped` or `failed`; never rejects. */
  readonly finished: Promise<Run>
}

export interface AuditSnapshot {
  /** Ids of the runs started so far, in the order of the configs. */
  readonly runIds: readonly string[]
  /** Position of the current run among `total` runs, from 0. */
  readonly index: number
  readonly total: number
  readonly current: RunSnapshot | null
  /** True when no further run will start. */
  readonly finished: boolean
  /** Why the audit could not start or go on, in one line. */
  readonly failure: string | null
}

/** Several runs, one after the other (the demo audit: positive and negative control). */
export interface Audit {
  subscribe(listener: () => void): () => void
  snapshot(): AuditSnapshot
  pause(): void
  resume(): void
  /** Stops the current run and starts no further one. */
  stop(): void
  /**
   * Resolves with all runs that were started, whatever became of them; rejects with `LeakscopeError` only
   * when a run could not be started (bad config, unknown model, shard refused).
   */
  readonly finished: Promise<readonly Run[]>
}

export interface Resumable {
  readonly run: Run
  /** What was to come behind it and never began. */
  readonly next: readonly RunConfig[]
}

/** A model that can be audited. */
export interface ModelListing {
  readonly id: string
  readonly name: string
  readonly bytes: number
  /** SHA-256 (hex) of its files by path, of those that say. */
  readonly hashes: Readonly<Record<string, string>>
  /**
   * `bundled`: ships with the app; `hub`: fetched through the hub page and kept; `folder`: picked by the
   * user, in hub layout; `kept`: a copy of such a folder; `built-in`: the browser's own; `built`: made on this
   * machine by `npm run model`, and served beside those that ship.
   */
  readonly source: 'bundled' | 'hub' | 'folder' | 'stored' | 'built-in' | 'built'
  /** As its manifest says; absent: it does not. */
  readonly licence?: string
  /** The dtypes that each of its sessions is there in. */
  readonly dtypes: Readonly<Record<string, readonly string[]>>
}

/** A model that lies in this browser's storage. */
export interface StoredModelListing {
  readonly id: string
  readonly name: string
  readonly from: 'hub' | 'folder'
  readonly licence: string | null
  /** Bytes that are there. */
  readonly bytes: number
  /** SHA-256 (hex) of the files that were checked, by path. */
  readonly hashes: Readonly<Record<string, string>>
  /** Whether all of it is there and was checked; an unfinished one cannot be audited. */
  readonly whole: boolean
}

export interface ShardListing {
  readonly id: string
  readonly benchmark: string
  readonly name: string
  readonly rows: number
  readonly bytes: number
  readonly licence: string
  /** Whether it has been imported into the store. */
  readonly imported: boolean
}

/** The app's one composition root: everything wired, one per tab. */
export interface Session extends Deletion {
  readonly store: Store
  models(): Promise<ModelListing[]>
  /** Detectors that guards may have beside the rules: the one that ships, and picked folders that hold a classifier. */
  detectors(): Promise<ModelListing[]>
  /**
   * Adds the files of one picked folder, where they lie; rejects with what is wrong with them
   * (`model-incomplete`, `model-corrupt`, `engine-failed`).
   */
  addModelFolder(files: readonly PickedFile[]): Promise<ModelListing>
  /** Picked folders on their way into this browser's storage, where they are there after a reload. */
  readonly modelCopies: ModelCopies
  /** Why the browser's own model cannot be audited; null when it can, and is listed. */
  builtInObstacle(): Promise<string | null>
  /** Whether a model would run here, before it is loaded. Rejects with what is wrong with the model itself. */
  preflight(model: string, device: RunConfig['device'], dtype: RunConfig['dtype']): Promise<MachineCheck>
  /** How fast a model is on this machine, by a fixed set of work; it takes some minutes. */
  measureDevice(model: string, device: RunConfig['device'], signal: AbortSignal): Promise<DeviceMeasurement>
  /** The capability card of a model: what works, what does not and why, and what is guessed. */
  inspectModel(model: string): Promise<CapabilityCard>
  /** The same for a picked folder that was not added. Rejects with `model-incomplete` where it is no model's. */
  inspectFolder(files: readonly PickedFile[]): Promise<CapabilityCard>
  /** Models in this browser's storage, unfinished downloads included. */
  storedModels(): Promise<StoredModelListing[]>
  removeModel(id: string): Promise<void>
  /** Calls when a model was picked, kept or deleted, in this tab or another. @returns how to stop it. */
  onModelsChanged(listener: () => void): () => void
  /** Shipped shards, and imported ones. */
  shards(): Promise<ShardListing[]>
  /** Verifies and imports a shipped shard into the store unless it is there. */
  ensureShard(id: string): Promise<ShardManifest>
  /**
   * The intake worker: previews and imports files that the user picked; both reject with `unprotected` where
   * nothing enforces the promise.
   */
  readonly intake: Intake
  /**
   * The vision worker: reads own pictures and keeps them; rejects with `unprotected` where nothing enforces
   * the promise.
   */
  readonly ownImages: OwnImages
  /** Own pictures under review, which are not kept yet. `clear` takes them along. */
  readonly drafts: Drafts<OwnDraft>
  /** What a config asks for, of each of its benchmarks; null where a shard of it is not in the store. */
  countSamples(config: RunConfig): Promise<readonly (SampleCount | null)[]>
  /** Validates nothing itself: pass configs through `parseConfig` of `src/benchmarks/config.ts`. */
  startAudit(configs: readonly RunConfig[]): Audit
  /** One run by itself; rejects when it could not be started. */
  startRun(config: RunConfig): Promise<RunHandle>
  /**
   * Goes on with a run that is not done, or whose audit ended before it was over, and with what was to come behind
   * it; rejects with `not-found`.
   */
  resumeAudit(runId: string): Promise<Audit>
  /** What was to come behind a run shall not. */
  leaveAudit(runId: string): Promise<void>
  /** Goes on with an interrupted, paused, stopped or failed run; rejects when another tab runs it or `not-found`. */
  resume(runId: string): Promise<RunHandle>
  /**
   * What has changed since a run began of all that its answers depend on, each in words (changes.ts); rejects
   * with `not-found`.
   */
  changesSince(runId: string): Promise<string[]>
  /** Asks samples of an earlier run again (replay.ts); nothing of it stays in the store. */
  replay(run: Run, samples: readonly PlannedSample[], onStart?: (handle: RunHandle) => void): Promise<Response[]>
  /** All runs, the newest first; those that no tab is at any more are `interrupted`. */
  runs(): Promise<Run[]>
  /**
   * Runs that can be resumed: not held by this or another tab, and not `done`, unless what was to come behind
   * them never began.
   */
  resumable(): Promise<Resumable[]>
  /**
   * Scores answers out of other programs' files (Inspect, lm-eval, VLMEvalKit and others) as a run of their own.
   * Rejects with `bad-config`, naming file and row, and what `ensureShard` rejects with; nothing stays then.
   */
  openAnswers(request: AnswersRequest): Promise<OpenedAnswers>
  /** Scores all stored responses of a run again with the current scorers. No model. */
  rescore(runId: string): Promise<readonly Score[]>
  /**
   * For the egress test: tries to reach another origin from the page and from inside a worker of each kind;
   * what the browser did, by name.
   */
  probeEgress(url: string): Promise<Record<string, 'blocked' | 'reached'>>
  readonly requestLog: RequestLog
}

/**
 * Every request of the page and its workers since the page was opened, those that the service worker answered
 * included.
 */
export interface RequestLog {
  /** Oldest first; the same list until there is a new one. */
  snapshot(): readonly RequestLogEntry[]
  subscribe(listener: () => void): () => void
  /** How many began at or after a moment (epoch milliseconds) and were not answered from this browser's own copies. */
  since(at: number): number
}

export interface RequestLogEntry {
  readonly url: string
  /** Where it was seen: the page, or the name of a worker. */
  readonly from: string
  /** When it began, in epoch milliseconds. */
  readonly at: number
  /** Answered from this browser's own copies, so that nothing left it. */
  readonly cached: boolean
  /** Whether it went to another origin than the app's. */
  readonly foreign: boolean
}

// --- What the runner asks of its surroundings; all injected. ---

/** A detector of a guard or judge, loaded. Any rejection means that it is lost: dispose of it and make another. */
export interface DetectorEngine {
  readonly environment: DetectorEnvironment
  /** P(harmless) of an answer that is not empty; see `Detection`. `prompt` is for detectors that read both. */
  detect(answer: string, prompt: string): Promise<Pick<Detection, 'score' | 'heads'>>
  /** Ends its worker. Safe on a lost one, and twice. */
  dispose(): Promise<void>
}

export interface DetectorRequest {
  readonly detector: string
  readonly device: 'auto' | Backend
  readonly onProgress: (progress: LoadProgress) => void
  readonly signal: AbortSignal
}

export type DetectorFactory = (request: DetectorRequest) => Promise<DetectorEngine>

/** Sees to it that only one tab runs a given run. Resolves to the release function, or null when it is taken. */
export interface RunLocks {
  acquire(runId: string): Promise<(() => void) | null>
}

export interface RunnerDependencies {
  readonly store: Store
  readonly openEngine: EngineFactory
  readonly openDetector: DetectorFactory
  /** Absent: `DETECTOR_TIMEOUT_MS`. */
  readonly detectorTimeoutMs?: number
  readonly benchmarks: readonly Benchmark[]
  readonly locks: RunLocks
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly newId: () => string
  /** SHA-256 of UTF-8 text, in hex. */
  readonly sha256: (text: string) => Promise<string>
  /** Requests of page and workers that began at or after a moment (epoch milliseconds). */
  readonly requestsSince: (at: number) => number
  /**
   * Resolves when the browser itself asks for nothing any more, to what lets it ask again; absent: there is
   * nothing to hush.
   */
  readonly hush?: () => Promise<() => void>
  /** Imports a shard if it is not in the store; resolves to its manifest. */
  readonly ensureShard: (id: string) => Promise<ShardManifest>
  /** Plans off the main thread; absent: here. */
  readonly plan?: PlanSources['plan']
  /** Version and build of the app, to be told beside the answers; no part of a run's identity. */
  readonly build?: string | null
}
