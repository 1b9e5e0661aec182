/**
 * @file The model of one run: loaded, admitted by its self-check, replaced when it is lost, and the picture
 * that it has before it.
 */
import { LeakscopeError, toWire } from '../domain/errors.ts'
import type { DetectorEnvironment, RunEnvironment } from '../domain/run.ts'
import type { Engine, EngineFactory, EngineRequest } from '../engine/contract.ts'
import type { LoadProgress, PrefixHandle } from '../../workers/model/types.ts'
import { abortable } from './abortable.ts'
import { featureCache } from './features.ts'
import { assertSameIdentity, hashIdentity, identityOf, questionsOf } from './identity.ts'
import type { Journal } from './journal.ts'
import { pictureKey, settingOf } from './prepare.ts'
import type { PlannedSample, RunnerDependencies } from './types.ts'

export interface LeaseOptions {
  readonly deps: RunnerDependencies
  readonly samples: readonly PlannedSample[]
  readonly journal: Journal
  /** Detectors of guards and judges, as they were loaded. */
  readonly detectors: () => readonly DetectorEnvironment[]
  readonly signal: AbortSignal
  /** Null: it is loaded. */
  readonly onProgress: (progress: LoadProgress | null) => void
}

/** A picture that an engine has read; `fresh` when it was read for this sample, which then bears the cost. */
export interface OpenedPicture {
  readonly handle: PrefixHandle
  readonly fresh: boolean
}

export class EngineLease {
  readonly #options: LeaseOptions
  #engine: Engine | null = null
  #prefix: { readonly key: string; readonly handle: PrefixHandle } | null = null

  constructor(options: LeaseOptions) {
    this.#options = options
  }

  /** Null: none is loaded, or the last one was lost. */
  get engine(): Engine | null {
    return this.#engine
  }

  /** The engine at hand, or a fresh one; rejects as `fresh` does. */
  async current(): Promise<Engine> {
    return this.#engine ?? this.fresh()
  }

  /**
   * Replaces the engine.
   * @throws LeakscopeError `self-check-failed`; `bad-config` where it is not what the run began with; `aborted`; what
   * loading throws.
   */
  async fresh(): Promise<Engine> {
    await this.drop()
    const { deps, journal, signal, onProgress } = this.#options
    const { config, environment } = journal.run
    const engine = await openAbortable(deps.openEngine, {
      model: config.model,
      // What a run began on it ends on: 'auto' is decided once.
      device: environment === null || environment.backend === 'built-in' ? config.device : environment.backend,
      dtype: environment?.dtype ?? config.dtype,
      onProgress,
      signal,
    })
    this.#engine = engine
    onProgress(null)
    await this.#admit(engine)
    return engine
  }

  async drop(): Promise<void> {
    const engine = this.#engine
    this.#engine = null
    this.#prefix = null
    await engine?.dispose().catch(() => undefined)
  }

  /** Shows the engine a sample's picture, unless it has it before it already. */
  async open(engine: Engine, sample: PlannedSample): Promise<OpenedPicture> {
    const { deps, signal } = this.#options
    const key = pictureKey(sample)
    if (this.#prefix?.key === key) return { handle: this.#prefix.handle, fresh: false }
    if (this.#prefix !== null) await abortable(engine.close(this.#prefix.handle.id), signal)
    this.#prefix = null
    const image = await this.#picture(sample)
    const features = image === null ? null : featureCache(deps.store, sample.shardId)
    const handle = await abortable(engine.open(image, features, settingOf(sample)), signal)
    this.#prefix = { key, handle }
    return { handle, fresh: true }
  }

  /** A shard that was deleted or evicted meanwhile is prepared again, where it ships and is still the same. */
  async #picture({ shardId, imageId }: PlannedSample): Promise<Blob | null> {
    if (imageId === null) return null
    const { deps, journal } = this.#options
    try {
      return await deps.store.image(shardId, imageId)
    } catch (error) {
      const { code } = toWire(error)
      if (code !== 'storage-evicted' && code !== 'not-found') throw error
      const again = await deps.ensureShard(shardId).catch(() => null)
      if (again === null || again.sha256 !== journal.run.shards.find(({ id }) => id === shardId)?.sha256) throw error
      return deps.store.image(shardId, imageId)
    }
  }

  async #admit(engine: Engine): Promise<void> {
    const { deps, samples, journal, signal } = this.#options
    const now = await this.#environmentOf(engine, signal)
    const { run } = journal
    if (now.selfCheck.passed === false) {
      await journal.save({ environment: run.environment ?? now })
      throw new LeakscopeError(
        'self-check-failed',
        `The model's self-check failed on ${now.backend} (${now.selfCheck.detail}); nothing was scored. ` +
          'Try another device or dtype',
      )
    }
    const identity = identityOf(run, now)
    if (run.environment !== null && run.identity !== null) {
      // Detectors are compared where they are loaded; one that was down at first may come later.
      assertSameIdentity(
        identityOf(run, { ...run.environment, ...(now.detectors && { detectors: now.detectors }) }),
        identity,
      )
      return
    }
    const questions = await questionsOf(samples, deps.sha256)
    await journal.save({ environment: now, identity: await hashIdentity({ ...identity, questions }, deps.sha256) })
  }

  async #environmentOf(engine: Engine, signal: AbortSignal): Promise<RunEnvironment> {
    const selfCheck = await abortable(engine.selfCheck(), signal)
    const { deps, journal, detectors } = this.#options
    const { config, environment } = journal.run
    const loaded = detectors()
    return {
      modelId: config.model,
      modelName: engine.modelName,
      fileHashes: byPath(engine.loaded.fileHashes),
      dtype: engine.loaded.dtype,
      backend: engine.loaded.backend,
      backendReason: engine.backendReason ?? environment?.backendReason ?? null,
      adapter: engine.loaded.adapter,
      runtime: engine.loaded.runtime,
      selfCheck,
      ...(deps.build == null ? {} : { app: deps.build }),
      ...(engine.generatesOnly === undefined ? {} : { generatesOnly: engine.generatesOnly }),
      ...(loaded.length === 0 ? {} : { detectors: loaded }),
    }
  }
}

/** Files are hashed side by side, and the first to end stands first: what is exported must not show it. */
function byPath(hashes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(hashes).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Opens an engine; one that comes after the run was stopped is disposed of. */
export function openAbortable(open: EngineFactory, request: EngineRequest): Promise<Engine> {
  const opening = open(request)
  return abortable(opening, request.signal, () => void opening.then((late) => late.dispose()).catch(() => undefined))
}
