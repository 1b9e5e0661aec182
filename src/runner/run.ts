/**
 * @file One run: plan -> engine -> answers, each journalled in one transaction -> scores. Framework-free; storage, engine, clock,
 * hashing and locks are injected.
 *
 * What holds at every moment, also when the process is killed: a response is stored whole or not at all, at most once for each sample
 * (the store refuses a second), and a score is derived from a stored response and never the other way round. So resuming is: read which
 * samples have a response, score what has none yet, and ask the rest.
 */
import { LeakscopeError, toWire, type ErrorCode } from '../audit/errors.ts'
import type { Response } from '../audit/response.ts'
import type { Run, RunConfig, RunEnvironment } from '../audit/run.ts'
import { OUTCOMES, type Outcome, type Score } from '../audit/score.ts'
import type {
  ContinuationScore,
  Generation,
  HiddenStates,
  LoadProgress,
  PrefixHandle,
} from '../../workers/model/types.ts'
import { isSamplesFault, isSurroundingsFault, MAX_FAILURES_IN_A_ROW } from './faults.ts'
import { assertSameIdentity, hashIdentity, identityOf } from './identity.ts'
import { Observable } from './observable.ts'
import { benchmarkById, pictureKey, planRun } from './prepare.ts'
import { rescore } from './rescore.ts'
import { isFinal, nextPhase, storedStatus, type RunEvent } from './state.ts'
import type {
  AnsweredSample,
  CurrentSample,
  Engine,
  PlannedSample,
  RunHandle,
  RunnerDependencies,
  RunPhase,
  RunSnapshot,
} from './types.ts'

/** The condition without any guard, as it stands in responses and scores. */
export const NO_GUARD = 'none'

/**
 * Plans a run, stores it with its samples, and starts it.
 * @throws LeakscopeError `bad-config`, or what the import of a shard throws; after that, errors end up in the handle.
 */
export async function startRun(deps: RunnerDependencies, config: RunConfig): Promise<RunHandle> {
  const plan = await planRun(config, {
    benchmarks: deps.benchmarks,
    ensureShard: deps.ensureShard,
    items: (id) => deps.store.items(id),
    plan: deps.plan,
  })
  const run: Run = {
    id: deps.newId(),
    identity: null,
    config,
    status: 'running',
    createdAt: new Date(deps.now()).toISOString(),
    finishedAt: null,
    shards: plan.shards,
    benchmarks: plan.benchmarks,
    environment: null,
    sampleCount: plan.samples.length,
    failure: null,
  }
  const release = await lockRun(deps, run.id)
  try {
    await deps.store.createRun(run, plan.samples)
  } catch (error) {
    release()
    throw error
  }
  return new RunDriver(deps, run, plan.samples, [], release).start()
}

/**
 * Goes on with a run that is not done; asks only what has no response.
 * @throws LeakscopeError `not-found`; `bad-config` when it is done, held by another tab, or a benchmark's version or a shard changed
 *   meanwhile.
 */
export async function resumeRun(deps: RunnerDependencies, runId: string): Promise<RunHandle> {
  const run = await deps.store.run(runId)
  if (run === null) throw new LeakscopeError('not-found', `There is no run "${runId}" in this browser's store`)
  if (run.status === 'done')
    throw new LeakscopeError('bad-config', `Run "${runId}" is done; there is nothing to resume`)
  for (const [id, version] of Object.entries(run.benchmarks)) {
    const now = benchmarkById(deps.benchmarks, id).meta.version
    if (now !== version) {
      throw new LeakscopeError(
        'bad-config',
        `The run cannot go on because benchmark "${id}" was version ${version} and is ${now}; start a new run, the answers so far are kept`,
      )
    }
  }
  await assertSameShards(deps, run)
  const release = await lockRun(deps, runId)
  try {
    const samples = await deps.store.samples(runId)
    const scores = await rescore(deps.store, deps.benchmarks, runId)
    return new RunDriver(deps, run, samples, scores, release).start()
  } catch (error) {
    release()
    throw error
  }
}

/** A shard imported again under its id has other pictures: the run's questions would be asked of those. */
async function assertSameShards(deps: RunnerDependencies, run: Run): Promise<void> {
  const stored = await deps.store.shards()
  for (const { id, sha256 } of run.shards) {
    const now = stored.find((manifest) => manifest.id === id)
    if (now === undefined || now.sha256 === sha256) continue
    throw new LeakscopeError(
      'bad-config',
      `The run cannot go on because shard "${id}" was replaced since it began; start a new run, the answers so far are kept`,
    )
  }
}

async function lockRun(deps: RunnerDependencies, runId: string): Promise<() => void> {
  const release = await deps.locks.acquire(runId)
  if (release === null)
    throw new LeakscopeError(
      'bad-config',
      'This run is going on in another tab; watch it there, or close that tab first',
    )
  return release
}

class RunDriver implements RunHandle {
  readonly runId: string
  readonly finished: Promise<Run>
  readonly #deps: RunnerDependencies
  readonly #samples: readonly PlannedSample[]
  readonly #answered: Set<string>
  readonly #release: () => void
  readonly #observable = new Observable<RunSnapshot>(() => this.#build())
  readonly #abort = new AbortController()
  readonly #outcomes = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  readonly #resolveFinished: (run: Run) => void
  #run: Run
  #phase: RunPhase = 'preparing'
  #wake: (() => void) | null = null
  #engine: Engine | null = null
  #prefix: { readonly key: string; readonly handle: PrefixHandle } | null = null
  #load: LoadProgress | null = null
  #current: CurrentSample | null = null
  #last: AnsweredSample | null = null
  #notice: string | null = null
  #failureCode: ErrorCode | null = null
  #failuresInARow = 0
  #firstAskedAt: number | null = null
  readonly #pace = { answers: 0, busyMs: 0, tokens: 0, decodeMs: 0 }

  constructor(
    deps: RunnerDependencies,
    run: Run,
    samples: readonly PlannedSample[],
    scores: readonly Score[],
    release: () => void,
  ) {
    this.runId = run.id
    this.#deps = deps
    this.#run = run
    this.#samples = samples
    this.#answered = new Set(scores.map((score) => score.sampleId))
    for (const { outcome } of scores) this.#outcomes[outcome] += 1
    this.#release = release
    let resolve: (run: Run) => void = () => undefined
    this.finished = new Promise<Run>((done) => {
      resolve = done
    })
    this.#resolveFinished = resolve
  }

  start(): this {
    void this.#drive()
    return this
  }

  subscribe = (listener: () => void): (() => void) => this.#observable.subscribe(listener)
  snapshot = (): RunSnapshot => this.#observable.snapshot()

  pause = (): void => this.#apply('pause')

  resume = (): void => {
    this.#notice = null
    this.#apply('resume')
    this.#wake?.()
  }

  stop = (): void => {
    this.#apply('stop')
    if (this.#phase !== 'stopping') return
    this.#abort.abort()
    this.#wake?.()
  }

  async #drive(): Promise<void> {
    try {
      await this.#save({ status: 'running', finishedAt: null, failure: null, failureCode: null })
      await this.#askAll()
      this.#apply('finish')
    } catch (error) {
      this.#end(error)
    }
    await this.#dropEngine()
    this.#current = null
    const failed = this.#phase === 'failed'
    const ended = {
      status: storedStatus(this.#phase),
      finishedAt: new Date(this.#deps.now()).toISOString(),
      failure: failed ? this.#notice : null,
      failureCode: failed ? this.#failureCode : null,
    }
    // The store may be what failed: the handle still has to tell.
    await this.#save(ended).catch(() => {
      this.#run = { ...this.#run, ...ended }
    })
    this.#release()
    this.#observable.changed()
    this.#resolveFinished(this.#run)
  }

  #end(error: unknown): void {
    const { code, message } = toWire(error)
    if (this.#phase === 'stopping') return this.#apply('boundary')
    this.#notice = code === 'unknown' ? `The run failed unexpectedly: ${message}` : message
    this.#failureCode = code
    this.#apply('fail')
  }

  async #askAll(): Promise<void> {
    const open = this.#samples.filter((sample) => !this.#answered.has(sample.id))
    if (open.length === 0) return
    // No answer, hence no score, before the self-check; and nothing is loaded while answers are made.
    await this.#freshEngine()
    this.#firstAskedAt = this.#deps.now()
    this.#apply('ready')
    for (const sample of open) {
      await this.#boundary()
      await this.#answer(sample)
    }
  }

  /** Between two samples: the only place where a run rests. */
  async #boundary(): Promise<void> {
    this.#abort.signal.throwIfAborted()
    this.#apply('boundary')
    if (this.#phase === 'paused') await this.#rest()
  }

  async #rest(): Promise<void> {
    // A full disk may be why the run rests: then the status cannot be written either, and 'running' is resumable as well.
    await this.#save({ status: 'paused' }).catch(() => undefined)
    while (this.#phase === 'paused') {
      await new Promise<void>((wake) => {
        this.#wake = wake
        if (this.#phase !== 'paused') wake()
      })
    }
    this.#wake = null
    this.#abort.signal.throwIfAborted()
    await this.#save({ status: 'running' }).catch(() => undefined)
  }

  async #answer(sample: PlannedSample): Promise<void> {
    this.#current = { sample, text: '' }
    this.#observable.changed()
    const began = this.#deps.now()
    const response = await this.#respond(sample)
    const score = benchmarkById(this.#deps.benchmarks, sample.benchmark).score(sample, response)
    await this.#journal(response)
    this.#answered.add(sample.id)
    await this.#keepScore(score)
    this.#outcomes[score.outcome] += 1
    this.#pace.answers += 1
    this.#pace.busyMs += this.#deps.now() - began
    this.#pace.tokens += response.tokens?.length ?? 0
    this.#pace.decodeMs += response.timings?.decode ?? 0
    this.#last = { sample, response, score }
    this.#current = null
    this.#observable.changed()
    this.#failuresInARow = response.error === null ? 0 : this.#failuresInARow + 1
    if (response.error !== null && this.#failuresInARow >= MAX_FAILURES_IN_A_ROW) {
      throw new LeakscopeError(
        'engine-failed',
        `${this.#failuresInARow} samples in a row failed, the last with: ${response.error.message}. The run has ended; resume goes on after them`,
      )
    }
  }

  /** Asks, and once more in a fresh engine; see [Note: Whose fault an error is] in faults.ts. */
  async #respond(sample: PlannedSample): Promise<Response> {
    try {
      return await this.#ask(sample)
    } catch (error) {
      if (isSurroundingsFault(toWire(error).code)) throw error
    }
    this.#abort.signal.throwIfAborted()
    await this.#freshEngine()
    try {
      return await this.#ask(sample)
    } catch (error) {
      const { code, message } = toWire(error)
      if (!isSamplesFault(code)) throw error
      this.#abort.signal.throwIfAborted()
      await this.#dropEngine()
      return this.#failed(sample, code, message)
    }
  }

  async #ask(sample: PlannedSample): Promise<Response> {
    this.#current = { sample, text: '' }
    const engine = this.#engine ?? (await this.#freshEngine())
    const opened = await this.#open(engine, sample)
    const limit = this.#run.config.generation.maxNewTokens ?? sample.maxNewTokens
    const handle = opened.handle.id
    const generation = await this.#abortable(
      engine.generate(handle, sample.prompt, limit, (token) => {
        if (this.#current?.sample !== sample) return
        this.#current = { sample, text: this.#current.text + token.text }
        this.#observable.changed()
      }),
    )
    const probe = sample.probe
    const scored =
      probe === null ? null : await this.#abortable(engine.score(handle, sample.prompt, [probe.truth, ...probe.decoys]))
    const forced =
      sample.forced == null ? null : await this.#abortable(engine.forceText(handle, sample.prompt, sample.forced))
    const hidden = sample.hidden == null ? null : await this.#layers(engine, handle, sample.prompt, sample.hidden)
    const answer = this.#succeeded(sample, generation, opened, scored)
    return {
      ...answer,
      forced: forced?.tokens ?? null,
      forcedBytes: forced?.zlibBytes ?? null,
      hidden: hidden?.layers ?? null,
    }
  }

  /** Null where the model's layers cannot be told apart: it can be asked all the same. */
  async #layers(engine: Engine, handle: number, prompt: string, position: number): Promise<HiddenStates | null> {
    try {
      return await this.#abortable(engine.hiddenStates(handle, prompt, position))
    } catch (error) {
      if (toWire(error).code === 'bad-config') return null
      throw error
    }
  }

  async #open(engine: Engine, sample: PlannedSample): Promise<{ handle: PrefixHandle; fresh: boolean }> {
    const key = pictureKey(sample)
    if (this.#prefix?.key === key) return { handle: this.#prefix.handle, fresh: false }
    if (this.#prefix !== null) await this.#abortable(engine.close(this.#prefix.handle.id))
    this.#prefix = null
    const image = sample.imageId === null ? null : await this.#deps.store.image(sample.shardId, sample.imageId)
    const handle = await this.#abortable(engine.open(image))
    this.#prefix = { key, handle }
    return { handle, fresh: true }
  }

  #succeeded(
    sample: PlannedSample,
    generation: Generation,
    opened: { readonly handle: PrefixHandle; readonly fresh: boolean },
    scored: { readonly scores: readonly ContinuationScore[]; readonly ms: number } | null,
  ): Response {
    return {
      runId: this.runId,
      sampleId: sample.id,
      guard: NO_GUARD,
      renderedPrompt: generation.renderedPrompt,
      output: generation.text,
      tokens: generation.tokens,
      finish: generation.finish,
      continuationLogProbs: scored === null ? null : scored.scores.map(({ logProb }) => logProb),
      continuationTokens: scored === null ? null : scored.scores.map(({ tokens }) => tokens),
      timings: {
        encode: opened.fresh ? opened.handle.encodeMs : null,
        prefill: generation.prefillMs + (opened.fresh ? opened.handle.prefillMs : 0),
        decode: generation.decodeMs,
        score: scored === null ? null : scored.ms,
      },
      error: null,
      at: new Date(this.#deps.now()).toISOString(),
    }
  }

  #failed(sample: PlannedSample, code: string, message: string): Response {
    return {
      runId: this.runId,
      sampleId: sample.id,
      guard: NO_GUARD,
      renderedPrompt: null,
      output: '',
      tokens: null,
      finish: 'error',
      continuationLogProbs: null,
      timings: null,
      error: { code, message },
      at: new Date(this.#deps.now()).toISOString(),
    }
  }

  /** Writes the answer down; on a full disk the run rests and the same answer is written when it goes on, so none is lost. */
  async #journal(response: Response): Promise<void> {
    for (;;) {
      try {
        return await this.#deps.store.addResponse(response)
      } catch (error) {
        await this.#restOnFullDisk(error)
      }
    }
  }

  async #keepScore(score: Score): Promise<void> {
    for (;;) {
      try {
        return await this.#deps.store.putScores([score])
      } catch (error) {
        await this.#restOnFullDisk(error)
      }
    }
  }

  async #restOnFullDisk(error: unknown): Promise<void> {
    if (toWire(error).code !== 'quota') throw error
    this.#notice = `The disk space that the browser grants is full; the run is paused and ${this.#answered.size} of ${this.#samples.length} answers are safe. Free space, then resume`
    this.#apply('suspend')
    // A stop asked for meanwhile finds its way out in #rest.
    if (this.#phase === 'paused') await this.#rest()
    else this.#abort.signal.throwIfAborted()
  }

  /** Replaces the engine; the new one must pass its self-check and be what the run began with. */
  async #freshEngine(): Promise<Engine> {
    await this.#dropEngine()
    const { config, environment } = this.#run
    const opening = this.#deps.openEngine({
      model: config.model,
      // What a run began on it ends on: 'auto' is decided once.
      device: environment?.backend ?? config.device,
      dtype: environment?.dtype ?? config.dtype,
      onProgress: (progress) => {
        this.#load = progress
        this.#observable.changed()
      },
      signal: this.#abort.signal,
    })
    const engine = await this.#abortable(
      opening,
      () => void opening.then((late) => late.dispose()).catch(() => undefined),
    )
    this.#engine = engine
    this.#load = null
    await this.#admit(engine)
    return engine
  }

  async #admit(engine: Engine): Promise<void> {
    const selfCheck = await this.#abortable(engine.selfCheck())
    const { config } = this.#run
    const now: RunEnvironment = {
      modelId: config.model,
      modelName: engine.modelName,
      fileHashes: engine.loaded.fileHashes,
      dtype: engine.loaded.dtype,
      backend: engine.loaded.backend,
      backendReason: engine.backendReason ?? this.#run.environment?.backendReason ?? null,
      adapter: engine.loaded.adapter,
      runtime: engine.loaded.runtime,
      selfCheck,
    }
    if (!selfCheck.passed) {
      await this.#save({ environment: this.#run.environment ?? now })
      throw new LeakscopeError(
        'self-check-failed',
        `The model's self-check failed on ${now.backend} (${selfCheck.detail}); nothing was scored. Try another device or dtype`,
      )
    }
    const identity = identityOf(this.#run, now)
    if (this.#run.environment !== null && this.#run.identity !== null) {
      assertSameIdentity(identityOf(this.#run, this.#run.environment), identity)
      return
    }
    await this.#save({ environment: now, identity: await hashIdentity(identity, this.#deps.sha256) })
  }

  async #dropEngine(): Promise<void> {
    const engine = this.#engine
    this.#engine = null
    this.#prefix = null
    await engine?.dispose().catch(() => undefined)
  }

  /** Rejects with `aborted` as soon as the run is stopped; the engine is dropped then, so what the call becomes no longer matters. */
  #abortable<T>(call: Promise<T>, onAbort?: () => void): Promise<T> {
    const { signal } = this.#abort
    return new Promise<T>((resolve, reject) => {
      const abort = (): void => {
        onAbort?.()
        reject(new LeakscopeError('aborted', 'The run was stopped'))
      }
      if (signal.aborted) abort()
      signal.addEventListener('abort', abort, { once: true })
      call.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
    })
  }

  async #save(change: Partial<Omit<Run, 'id'>>): Promise<void> {
    this.#run = await this.#deps.store.updateRun(this.runId, change)
    this.#observable.changed()
  }

  #apply(event: RunEvent): void {
    const before = this.#phase
    this.#phase = nextPhase(before, event)
    if (this.#phase !== before) this.#observable.changed()
  }

  #build(): RunSnapshot {
    const { answers, busyMs, tokens, decodeMs } = this.#pace
    const left = this.#samples.length - this.#answered.size
    return {
      runId: this.runId,
      config: this.#run.config,
      phase: this.#phase,
      load: this.#load,
      environment: this.#run.environment,
      done: this.#answered.size,
      total: this.#samples.length,
      etaMs: answers === 0 || isFinal(this.#phase) ? null : (busyMs / answers) * left,
      tokensPerSecond: decodeMs === 0 ? null : (tokens / decodeMs) * 1000,
      outcomes: { ...this.#outcomes },
      current: this.#current,
      last: this.#last,
      requests: this.#firstAskedAt === null ? null : this.#deps.requestsSince(this.#firstAskedAt),
      notice: this.#notice ?? this.#run.environment?.backendReason ?? null,
    }
  }
}
