/**
 * @file One run: plan -> engine -> answers, each journalled in one transaction -> scores. Framework-free; storage, engine, clock,
 * hashing and locks are injected.
 *
 * What holds at every moment, also when the process is killed: a response is stored whole or not at all, at most once for each sample
 * (the store refuses a second), and a score is derived from a stored response and never the other way round. So resuming is: read which
 * samples have a response, score what has none yet, and ask the rest.
 */
import { LeakscopeError, toWire, type ErrorCode } from '../domain/errors.ts'
import { NO_GUARD } from '../domain/guard-spec.ts'
import { isJudged, judgeScore, judgeScorer } from '../guards/judge-scores.ts'
import type { GeneratedToken, Response } from '../domain/response.ts'
import type { Run, RunConfig, RunEnvironment } from '../domain/run.ts'
import type { Engine, EngineAnswer } from '../engine/contract.ts'
import type { Sample } from '../domain/sample.ts'
import { OUTCOMES, type Outcome, type Score } from '../domain/score.ts'
import type {
  ContinuationScore,
  HiddenStates,
  LoadProgress,
  PrefixHandle,
  PromptTurn,
} from '../../workers/model/types.ts'
import { featureShelf } from './features.ts'
import { isSamplesFault, isSurroundingsFault } from './failure-policy.ts'
import { DETECTOR_TIMEOUT_MS, Guards } from './guards/guards.ts'
import { assertSameIdentity, hashIdentity, identityOf, questionsOf } from './identity.ts'
import { Observable } from './observable.ts'
import { benchmarkById, pictureKey, planRun } from './prepare.ts'
import { rescore } from './rescore.ts'
import { isFinal, nextPhase, storedStatus, type RunEvent } from './state.ts'
import { FaultTally } from './tally.ts'
import type {
  AnsweredSample,
  CurrentSample,
  GuardedAnswer,
  PlannedSample,
  RunHandle,
  RunnerDependencies,
  RunPhase,
  RunSnapshot,
} from './types.ts'

/** Of a rewritten answer; the original's limit of 1024 counts the prompt too (docs/protocols/mllm-protector.md#detoxifier). */
const MAX_REWRITTEN_TOKENS = 256

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
  const driver = new RunDriver(deps, run, plan.samples, { scores: [], responses: [] }, release)
  try {
    await deps.store.createRun(run, plan.samples)
  } catch (error) {
    // A full disk is no reason to throw the plan away: the run rests until there is room, and is stored then.
    if (toWire(error).code === 'quota') return driver.start(error, () => deps.store.createRun(run, plan.samples))
    release()
    throw error
  }
  return driver.start()
}

/**
 * Goes on with a run that is not done; asks only what has no response.
 * Scores are derived anew: another version of the app or of a scorer is no obstacle.
 * @throws LeakscopeError `not-found`; `bad-config` when it is done, held by another tab, of a benchmark that is no more, or a shard changed
 *   meanwhile.
 */
export async function resumeRun(deps: RunnerDependencies, runId: string): Promise<RunHandle> {
  const run = await deps.store.run(runId)
  if (run === null) throw new LeakscopeError('not-found', `There is no run "${runId}" in this browser's store`)
  if (run.status === 'done')
    throw new LeakscopeError('bad-config', `Run "${runId}" is done; there is nothing to resume`)
  for (const id of Object.keys(run.benchmarks)) benchmarkById(deps.benchmarks, id)
  await assertSameShards(deps, run)
  const release = await lockRun(deps, runId)
  try {
    const samples = await deps.store.samples(runId)
    const scores = await rescore(deps.store, deps.benchmarks, runId)
    const responses = (await deps.store.responses(runId)).filter(({ guard }) => guard === NO_GUARD)
    return new RunDriver(deps, run, samples, { scores, responses }, release).start()
  } catch (error) {
    release()
    throw error
  }
}

/** A shard imported again under its id has other pictures: the run's questions would be asked of those. */
async function assertSameShards(deps: RunnerDependencies, run: Run): Promise<void> {
  const stored = await deps.store.shards()
  for (const { id, sha256 } of run.shards) {
    // One that ships is prepared again where it was deleted; any other one has to be imported again, as the error says.
    const now = stored.find((manifest) => manifest.id === id) ?? (await deps.ensureShard(id))
    if (now.sha256 === sha256) continue
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

const turnOf = ({ prompt, begun }: Sample): PromptTurn => (begun == null ? prompt : { prompt, begun })

/** What is asked of an engine that only generates. */
const ANSWER_ONLY: Pick<Sample, 'probe' | 'forced' | 'hidden'> = { probe: null, forced: null, hidden: null }

class RunDriver implements RunHandle {
  readonly runId: string
  readonly finished: Promise<Run>
  readonly #deps: RunnerDependencies
  readonly #samples: readonly PlannedSample[]
  /** Samples with a response of every condition. */
  readonly #answered = new Set<string>()
  /** Conditions of each sample that have a response. */
  readonly #responded = new Map<string, Set<string>>()
  /** Raw answers of earlier sittings whose guards are still to come. */
  readonly #raws = new Map<string, Response>()
  readonly #guards: Guards
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
  /** The rewriter of guards: this run's engine, or one of its own; its prefix is empty. */
  #rewriter: { readonly engine: Engine; readonly handle: PrefixHandle } | null = null
  #load: LoadProgress | null = null
  #current: CurrentSample | null = null
  #last: AnsweredSample | null = null
  #notice: string | null = null
  #failureCode: ErrorCode | null = null
  readonly #faults: FaultTally
  /** Answers made in step with an earlier sample's, until their turn comes. */
  readonly #ahead = new Map<string, EngineAnswer>()
  #firstAskedAt: number | null = null
  /** Lets the browser ask for its own things again. */
  #unhush: (() => void) | null = null
  readonly #pace = { answers: 0, busyMs: 0, tokens: 0, decodeMs: 0 }

  constructor(
    deps: RunnerDependencies,
    run: Run,
    samples: readonly PlannedSample[],
    before: { readonly scores: readonly Score[]; readonly responses: readonly Response[] },
    release: () => void,
  ) {
    const { scores, responses } = before
    this.runId = run.id
    this.#deps = deps
    this.#run = run
    this.#samples = samples
    this.#faults = new FaultTally(samples.length, responses)
    for (const { sampleId, guard } of scores) this.#note(sampleId, guard)
    for (const { outcome, guard } of scores) if (guard === NO_GUARD) this.#outcomes[outcome] += 1
    this.#guards = new Guards({
      config: run.config,
      before: run.environment?.detectors ?? [],
      open: deps.openDetector,
      timeoutMs: deps.detectorTimeoutMs ?? DETECTOR_TIMEOUT_MS,
      rewrite: (prompt) => this.#rewrite(prompt),
      now: deps.now,
      signal: this.#abort.signal,
      onProgress: (progress) => {
        this.#load = progress
        this.#observable.changed()
      },
      onUnguarded: (notice) => {
        this.#notice = notice
        this.#observable.changed()
      },
    })
    for (const sample of samples) this.#complete(sample.id)
    this.#release = release
    let resolve: (run: Run) => void = () => undefined
    this.finished = new Promise<Run>((done) => {
      resolve = done
    })
    this.#resolveFinished = resolve
  }

  /** @param full what the disk said when the run was first stored; `store` stores it. */
  start(full: unknown = null, store: () => Promise<void> = async () => undefined): this {
    void this.#drive(full, store)
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

  async #drive(full: unknown, store: () => Promise<void>): Promise<void> {
    try {
      if (full !== null) {
        await this.#restOnFullDisk(full)
        await this.#written(store)
      }
      await this.#written(() => this.#save({ status: 'running', finishedAt: null, failure: null, failureCode: null }))
      await this.#askAll()
      const fault = this.#faults.atEnd()
      if (fault !== null) throw new LeakscopeError('engine-failed', fault)
      this.#apply('finish')
    } catch (error) {
      this.#end(error)
    }
    await Promise.all([this.#dropEngine(), this.#dropRewriter(), this.#guards.dispose()])
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
    this.#unhush?.()
    this.#release()
    this.#observable.changed()
    this.#resolveFinished(this.#run)
  }

  #end(error: unknown): void {
    const { code, message } = toWire(error)
    if (this.#phase === 'stopping') return this.#apply('boundary')
    this.#notice = message
    this.#failureCode = code
    this.#apply('fail')
  }

  async #askAll(): Promise<void> {
    const judged = await this.#judged()
    const open = this.#samples.filter((sample) => !this.#answered.has(sample.id) || this.#unjudged(sample, judged))
    if (open.length === 0) return
    // No answer, hence no score, before the self-check; and nothing is loaded while answers are made.
    await this.#guards.open()
    if (this.#guards.needsRewriter || open.some(({ id }) => !this.#has(id, NO_GUARD))) await this.#freshEngine()
    await this.#keepDetectors()
    await this.#recall(open)
    this.#unhush = (await this.#deps.hush?.()) ?? null
    this.#firstAskedAt = this.#deps.now()
    this.#apply('ready')
    for (const sample of open) {
      await this.#boundary()
      await this.#answer(sample, judged)
    }
  }

  /** Which detectors ran, also where they came later than the model. */
  async #keepDetectors(): Promise<void> {
    const { environment } = this.#run
    const detectors = this.#guards.environments
    if (environment === null || detectors.length === (environment.detectors?.length ?? 0)) return
    await this.#save({ environment: { ...environment, detectors } })
  }

  #note(sampleId: string, guard: string): void {
    const guards = this.#responded.get(sampleId)
    if (guards === undefined) this.#responded.set(sampleId, new Set([guard]))
    else guards.add(guard)
  }

  #has(sampleId: string, guard: string): boolean {
    return this.#responded.get(sampleId)?.has(guard) === true
  }

  #complete(sampleId: string): void {
    if ([NO_GUARD, ...this.#guards.specs.map(({ id }) => id)].every((guard) => this.#has(sampleId, guard)))
      this.#answered.add(sampleId)
  }

  /** Guards that a killed run did not come to work on the stored answers: the model is not asked again. */
  async #recall(open: readonly PlannedSample[]): Promise<void> {
    const wanted = new Set(open.filter(({ id }) => this.#has(id, NO_GUARD)).map(({ id }) => id))
    if (wanted.size === 0) return
    for (const response of await this.#deps.store.responses(this.runId)) {
      if (response.guard === NO_GUARD && wanted.has(response.sampleId)) this.#raws.set(response.sampleId, response)
    }
  }

  /** Answers that each judge has judged, as `judge/guard/sample`. */
  async #judged(): Promise<Set<string>> {
    const scores = await Promise.all(
      this.#guards.judges.map((judge) => this.#deps.store.scores(this.runId, judgeScorer(judge))),
    )
    return new Set(scores.flat().map(({ scorer, guard, sampleId }) => `${scorer}/${guard}/${sampleId}`))
  }

  #unjudged(sample: PlannedSample, judged: ReadonlySet<string>): boolean {
    if (!isJudged(benchmarkById(this.#deps.benchmarks, sample.benchmark).meta, sample)) return false
    return this.#guards.judges.some((judge) => !judged.has(`${judgeScorer(judge)}/${NO_GUARD}/${sample.id}`))
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

  async #answer(sample: PlannedSample, judged: Set<string>): Promise<void> {
    const began = this.#deps.now()
    const known = this.#raws.get(sample.id)
    const raw = known ?? (await this.#askFresh(sample))
    const score = this.#score(sample, raw)
    const guarded: GuardedAnswer[] = []
    for (const spec of this.#guards.specs) {
      if (this.#has(sample.id, spec.id)) continue
      const response = await this.#abortable(this.#guards.apply(spec, sample, raw))
      await this.#journal(response)
      this.#note(sample.id, spec.id)
      guarded.push({ response, score: this.#score(sample, response) })
      await this.#keepScore(this.#score(sample, response))
    }
    await this.#judgeAll(sample, [raw, ...guarded.map(({ response }) => response)], judged)
    this.#complete(sample.id)
    this.#pace.answers += 1
    this.#pace.busyMs += this.#deps.now() - began
    this.#last = { sample, response: raw, score, guarded }
    this.#current = null
    this.#observable.changed()
    if (known !== undefined) return
    const fault = this.#faults.note(raw)
    if (fault !== null) throw new LeakscopeError('engine-failed', fault)
  }

  /** The model's own answer, journalled and scored before any guard sees it. */
  async #askFresh(sample: PlannedSample): Promise<Response> {
    this.#current = { sample, text: '' }
    this.#observable.changed()
    const response = await this.#respond(sample)
    const score = this.#score(sample, response)
    await this.#journal(response)
    this.#note(sample.id, NO_GUARD)
    await this.#keepScore(score)
    this.#outcomes[score.outcome] += 1
    this.#pace.tokens += response.tokens?.length ?? 0
    this.#pace.decodeMs += response.timings?.decode ?? 0
    return response
  }

  #score(sample: PlannedSample, response: Response): Score {
    return benchmarkById(this.#deps.benchmarks, sample.benchmark).score(sample, response)
  }

  async #judgeAll(sample: PlannedSample, responses: readonly Response[], judged: Set<string>): Promise<void> {
    if (!isJudged(benchmarkById(this.#deps.benchmarks, sample.benchmark).meta, sample)) return
    for (const judge of this.#guards.judges) {
      for (const response of responses) {
        const key = `${judgeScorer(judge)}/${response.guard}/${sample.id}`
        if (response.error !== null || judged.has(key)) continue
        const verdict = await this.#abortable(this.#guards.judge(judge, sample, response))
        if (verdict === null) continue
        await this.#keepScore(judgeScore(judge, response, verdict))
        judged.add(key)
      }
    }
  }

  /**
   * The detoxifier's answer to a prompt, by this run's own engine or by the config's `rewriter`; empty where
   * the prompt does not fit the model's context. An engine that fails is replaced once.
   */
  async #rewrite(prompt: string): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      try {
        const { engine, handle } = await this.#openRewriter()
        return (await this.#abortable(engine.generate(handle.id, prompt, MAX_REWRITTEN_TOKENS, null))).text
      } catch (error) {
        const { code } = toWire(error)
        if (code === 'bad-config') return ''
        await this.#dropRewriter()
        if (attempt > 0 || isSurroundingsFault(code)) throw error
      }
    }
  }

  async #openRewriter(): Promise<{ readonly engine: Engine; readonly handle: PrefixHandle }> {
    if (this.#rewriter !== null) return this.#rewriter
    const { model, rewriter = null, device } = this.#run.config
    if (rewriter === null || rewriter === model) {
      const engine = this.#engine ?? (await this.#freshEngine())
      this.#rewriter = { engine, handle: await this.#abortable(engine.open(null)) }
      return this.#rewriter
    }
    const opening = this.#deps.openEngine({
      model: rewriter,
      device,
      dtype: null,
      onProgress: () => undefined,
      signal: this.#abort.signal,
    })
    const engine = await this.#abortable(
      opening,
      () => void opening.then((late) => late.dispose()).catch(() => undefined),
    )
    const check = await this.#abortable(engine.selfCheck())
    if (check.passed === false) {
      await engine.dispose()
      throw new LeakscopeError('self-check-failed', `the rewriter ${rewriter} failed its self-check (${check.detail})`)
    }
    this.#rewriter = { engine, handle: await this.#abortable(engine.open(null)) }
    return this.#rewriter
  }

  async #dropRewriter(): Promise<void> {
    const engine = this.#rewriter?.engine
    this.#rewriter = null
    if (engine === undefined) return
    if (engine === this.#engine) await this.#dropEngine()
    else await engine.dispose().catch(() => undefined)
  }

  /** Asks, and once more in a fresh engine; see [Note: Whose fault an error is] in failure-policy.ts. */
  async #respond(sample: PlannedSample): Promise<Response> {
    try {
      return await this.#ask(sample)
    } catch (error) {
      if (isSurroundingsFault(toWire(error).code)) throw error
    }
    this.#abort.signal.throwIfAborted()
    await this.#freshEngine()
    try {
      return await this.#ask(sample, 1)
    } catch (error) {
      const { code, message } = toWire(error)
      if (!isSamplesFault(code)) throw error
      this.#abort.signal.throwIfAborted()
      await this.#dropEngine()
      return this.#failed(sample, code, message)
    }
  }

  /** @param rows How many samples may be asked together; the model's own number unless one has failed. */
  async #ask(sample: PlannedSample, rows?: number): Promise<Response> {
    this.#current = { sample, text: sample.begun ?? '' }
    const engine = this.#engine ?? (await this.#freshEngine())
    const opened = await this.#open(engine, sample)
    const limit = this.#run.config.generation.maxNewTokens ?? sample.maxNewTokens
    const handle = opened.handle.id
    const generation =
      this.#ahead.get(sample.id) ?? (await this.#generate(engine, handle, sample, limit, rows ?? engine.loaded.rows))
    this.#ahead.delete(sample.id)
    const { probe, forced: text, hidden: position } = engine.generatesOnly === undefined ? sample : ANSWER_ONLY
    const scored =
      probe === null ? null : await this.#abortable(engine.score(handle, sample.prompt, [probe.truth, ...probe.decoys]))
    const forced = text == null ? null : await this.#abortable(engine.forceText(handle, sample.prompt, text))
    const hidden = position == null ? null : await this.#layers(engine, handle, sample.prompt, position)
    const answer = this.#succeeded(sample, generation, opened, scored)
    return {
      ...answer,
      forced: forced?.tokens ?? null,
      forcedBytes: forced?.zlibBytes ?? null,
      hidden: hidden?.layers ?? null,
    }
  }

  /** The sample's answer, and with it those of the next ones on the same picture. */
  async #generate(
    engine: Engine,
    handle: number,
    sample: PlannedSample,
    limit: number,
    rows: number,
  ): Promise<EngineAnswer> {
    const onToken = (token: Pick<GeneratedToken, 'text'>) => {
      if (this.#current?.sample !== sample) return
      this.#current = { sample, text: this.#current.text + token.text }
      this.#observable.changed()
    }
    const together = this.#next(sample, limit, rows)
    if (together.length === 1) return this.#abortable(engine.generate(handle, turnOf(sample), limit, onToken))
    const answers = await this.#abortable(
      engine.generateAll(handle, together.map(turnOf), limit, (row, token) => (row === 0 ? onToken(token) : undefined)),
    )
    together.forEach(({ id }, row) => this.#ahead.set(id, answers[row]!))
    return answers[0]!
  }

  /** The sample and those that follow it with the same picture and length. */
  #next(sample: PlannedSample, limit: number, rows: number): PlannedSample[] {
    const from = this.#samples.indexOf(sample)
    const found: PlannedSample[] = []
    for (let i = from; i < this.#samples.length && found.length < rows; i++) {
      const next = this.#samples[i]!
      if (pictureKey(next) !== pictureKey(sample)) break
      if ((this.#run.config.generation.maxNewTokens ?? next.maxNewTokens) !== limit) break
      if (!this.#has(next.id, NO_GUARD) && !this.#ahead.has(next.id)) found.push(next)
    }
    return found
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
    const image = await this.#picture(sample)
    const shelf = image === null ? null : featureShelf(this.#deps.store, sample.shardId)
    const handle = await this.#abortable(engine.open(image, shelf))
    this.#prefix = { key, handle }
    return { handle, fresh: true }
  }

  /** A shard that was deleted or evicted meanwhile is prepared again, where it ships and is still the same. */
  async #picture({ shardId, imageId }: PlannedSample): Promise<Blob | null> {
    if (imageId === null) return null
    try {
      return await this.#deps.store.image(shardId, imageId)
    } catch (error) {
      const { code } = toWire(error)
      if (code !== 'storage-evicted' && code !== 'not-found') throw error
      const again = await this.#deps.ensureShard(shardId).catch(() => null)
      if (again === null || again.sha256 !== this.#run.shards.find(({ id }) => id === shardId)?.sha256) throw error
      return this.#deps.store.image(shardId, imageId)
    }
  }

  #succeeded(
    sample: PlannedSample,
    generation: EngineAnswer,
    opened: { readonly handle: PrefixHandle; readonly fresh: boolean },
    scored: { readonly scores: readonly ContinuationScore[]; readonly ms: number } | null,
  ): Response {
    return {
      runId: this.runId,
      sampleId: sample.id,
      guard: NO_GUARD,
      renderedPrompt: generation.renderedPrompt,
      output: (sample.begun ?? '') + generation.text,
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

  /** Writes the answer down, so that none is lost. */
  #journal(response: Response): Promise<void> {
    return this.#written(() => this.#deps.store.addResponse(response))
  }

  #keepScore(score: Score): Promise<void> {
    return this.#written(() => this.#deps.store.putScores([score]))
  }

  /** On a full disk the run rests, and the same is written when it goes on. */
  async #written(write: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await write()
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
      device: environment === null || environment.backend === 'built-in' ? config.device : environment.backend,
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
      ...(this.#deps.build == null ? {} : { app: this.#deps.build }),
      ...(engine.generatesOnly === undefined ? {} : { generatesOnly: engine.generatesOnly }),
      ...(this.#guards.environments.length === 0 ? {} : { detectors: this.#guards.environments }),
    }
    if (selfCheck.passed === false) {
      await this.#save({ environment: this.#run.environment ?? now })
      throw new LeakscopeError(
        'self-check-failed',
        `The model's self-check failed on ${now.backend} (${selfCheck.detail}); nothing was scored. Try another device or dtype`,
      )
    }
    const identity = identityOf(this.#run, now)
    if (this.#run.environment !== null && this.#run.identity !== null) {
      // Detectors are compared where they are loaded; one that was down at first may come later.
      assertSameIdentity(
        identityOf(this.#run, { ...this.#run.environment, ...(now.detectors && { detectors: now.detectors }) }),
        identity,
      )
      return
    }
    const questions = await questionsOf(this.#samples, this.#deps.sha256)
    await this.#save({
      environment: now,
      identity: await hashIdentity({ ...identity, questions }, this.#deps.sha256),
    })
  }

  async #dropEngine(): Promise<void> {
    const engine = this.#engine
    this.#engine = null
    this.#prefix = null
    if (this.#rewriter?.engine === engine) this.#rewriter = null
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
