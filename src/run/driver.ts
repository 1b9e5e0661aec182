/**
 * @file One run on its way: from sample to sample, each answer journalled, guarded, judged; until it is
 * done, stopped or failed.
 */
import { LeakscopeError, toWire, type ErrorCode } from '../domain/errors.ts'
import { NO_GUARD } from '../domain/guard-spec.ts'
import type { Response } from '../domain/response.ts'
import type { Run, Sitting } from '../domain/run.ts'
import type { Score } from '../domain/score.ts'
import { isJudged, judgeScore, judgeScorer } from '../guards/judge-scores.ts'
import { abortable } from './abortable.ts'
import { Asker } from './asking.ts'
import { Batches } from './batching.ts'
import { RunControl } from './control.ts'
import { EngineLease } from './engine-lease.ts'
import { DETECTOR_TIMEOUT_MS, Guards } from './guards/guards.ts'
import { Journal, type Earlier } from './journal.ts'
import { benchmarkById } from '../benchmarks/by-id.ts'
import { scoreOf } from '../benchmarks/conversation.ts'
import { RunProgress } from './progress.ts'
import { Rewriter } from './rewriter.ts'
import { storedStatus } from './state.ts'
import { FaultTally } from './tally.ts'
import type { GuardedAnswer, PlannedSample, RunHandle, RunnerDependencies, RunSnapshot } from './types.ts'

export interface DriverOptions {
  readonly deps: RunnerDependencies
  readonly run: Run
  /** In the order of asking. */
  readonly samples: readonly PlannedSample[]
  readonly before: Earlier
  /** Gives the run's lock back. */
  readonly release: () => void
}

/** An answer of the model alone; `fresh` when it was made in this sitting. */
interface RawAnswer {
  readonly response: Response
  readonly score: Score
  readonly fresh: boolean
}

export class RunDriver implements RunHandle {
  readonly runId: string
  readonly finished: Promise<Run>
  readonly #deps: RunnerDependencies
  readonly #samples: readonly PlannedSample[]
  readonly #control: RunControl
  readonly #progress: RunProgress
  readonly #journal: Journal
  readonly #lease: EngineLease
  readonly #rewriter: Rewriter
  readonly #guards: Guards
  readonly #asker: Asker
  readonly #faults: FaultTally
  readonly #release: () => void
  readonly #resolveFinished: (run: Run) => void
  /** Raw answers of earlier sittings whose guards are still to come, by sample. */
  #recalled: ReadonlyMap<string, Response> = new Map()
  /** Answers that each judge has judged, as `judgedKey` names them. */
  readonly #judged = new Set<string>()
  #failureCode: ErrorCode | null = null

  constructor({ deps, run, samples, before, release }: DriverOptions) {
    const { config } = run
    this.runId = run.id
    this.#deps = deps
    this.#samples = samples
    this.#release = release
    this.#progress = new RunProgress({
      total: samples.length,
      journal: () => this.#journal,
      control: () => this.#control,
      requestsSince: deps.requestsSince,
    })
    const { changed: onChange, loading: onProgress } = this.#progress
    this.#control = new RunControl({
      onChange,
      save: (status) =>
        this.#journal.save({ status, sittings: status === 'paused' ? this.#stoodUp() : this.#satDown() }),
    })
    const { signal } = this.#control
    this.#guards = new Guards({
      config,
      before: run.environment?.detectors ?? [],
      open: deps.openDetector,
      timeoutMs: deps.detectorTimeoutMs ?? DETECTOR_TIMEOUT_MS,
      rewrite: (prompt) => this.#rewriter.rewrite(prompt),
      now: deps.now,
      signal,
      onProgress,
      onUnguarded: (notice) => {
        this.#progress.notice = notice
        onChange()
      },
    })
    const guards = this.#guards.specs.map(({ id }) => id)
    const journal = new Journal({
      store: deps.store,
      run,
      samples,
      guards,
      before,
      onChange,
      onFull: () => this.#waitForRoom(),
    })
    this.#journal = journal
    this.#faults = new FaultTally(samples.length, before.responses)
    const detectors = () => this.#guards.environments
    this.#lease = new EngineLease({ deps, samples, journal, detectors, signal, onProgress })
    this.#rewriter = new Rewriter(deps.openEngine, config, this.#lease, signal)
    const limitOf = (sample: PlannedSample): number =>
      Math.min(sample.tokenLimit ?? Infinity, config.generation.maxNewTokens ?? sample.maxNewTokens)
    this.#asker = new Asker({
      runId: run.id,
      lease: this.#lease,
      batches: new Batches(samples, (id) => journal.has(id, NO_GUARD), limitOf),
      limitOf,
      thinkingTokens: config.generation.thinkingTokens,
      now: deps.now,
      signal,
      onAsking: (sample, text) => this.#progress.asking(sample, text),
      onText: (sample, text) => this.#progress.streamed(sample, text),
    })
    let resolve: (run: Run) => void = () => undefined
    this.finished = new Promise<Run>((done) => {
      resolve = done
    })
    this.#resolveFinished = resolve
  }

  /** @param store stores the run when there is room; given where the disk was full at the first try. */
  start(store: (() => Promise<void>) | null = null): this {
    void this.#drive(store)
    return this
  }

  subscribe = (listener: () => void): (() => void) => this.#progress.subscribe(listener)
  snapshot = (): RunSnapshot => this.#progress.snapshot()

  pause = (): void => this.#control.apply('pause')
  resume = (): void => {
    this.#progress.notice = null
    this.#control.resume()
  }
  stop = (): void => this.#control.stop()

  async #drive(store: (() => Promise<void>) | null): Promise<void> {
    let unhush: (() => void) | undefined
    try {
      if (store !== null) {
        await this.#waitForRoom()
        await this.#journal.written(store)
      }
      const running = {
        status: 'running',
        finishedAt: null,
        failure: null,
        failureCode: null,
        sittings: this.#satDown(),
      } as const
      await this.#journal.written(() => this.#journal.save(running))
      const open = await this.#prepare()
      if (open.length > 0) {
        unhush = await this.#deps.hush?.()
        await this.#askAll(open)
      }
      const fault = this.#faults.atEnd()
      if (fault !== null) throw new LeakscopeError('engine-failed', fault)
      this.#control.apply('finish')
    } catch (error) {
      this.#fail(error)
    }
    await this.#end()
    unhush?.()
    this.#release()
    this.#progress.changed()
    this.#resolveFinished(this.#journal.run)
  }

  #fail(error: unknown): void {
    const { code, message } = toWire(error)
    if (this.#control.phase === 'stopping') return this.#control.apply('boundary')
    this.#progress.notice = message
    this.#failureCode = code
    this.#control.apply('fail')
  }

  async #end(): Promise<void> {
    await Promise.all([this.#lease.drop(), this.#rewriter.drop(), this.#guards.dispose()])
    this.#progress.ended()
    const { phase } = this.#control
    const failed = phase === 'failed'
    await this.#journal.saveAtEnd({
      status: storedStatus(phase),
      finishedAt: this.#time(),
      sittings: this.#stoodUp(),
      failure: failed ? this.#progress.notice : null,
      failureCode: failed ? this.#failureCode : null,
    })
  }

  /** The run's sittings, a new one begun. */
  #satDown(): readonly Sitting[] {
    return [...(this.#journal.run.sittings ?? []), { from: this.#time(), to: null }]
  }

  /** The same, the last one ended. */
  #stoodUp(): readonly Sitting[] {
    const { sittings = [] } = this.#journal.run
    return sittings.map((sitting, index) =>
      index === sittings.length - 1 ? { ...sitting, to: sitting.to ?? this.#time() } : sitting,
    )
  }

  #time(): string {
    return new Date(this.#deps.now()).toISOString()
  }

  /** Loads all that the samples still to come need. @returns those samples. */
  async #prepare(): Promise<readonly PlannedSample[]> {
    for (const score of await this.#journal.judgements(this.#guards.judges)) this.#judged.add(judgedKey(score))
    const open = this.#samples.filter((sample) => !this.#journal.isComplete(sample.id) || this.#isUnjudged(sample))
    if (open.length === 0) return open
    // No answer, hence no score, before the self-check; and nothing is loaded while answers are made.
    await this.#guards.open()
    const answered = new Set(open.map(({ id }) => id).filter((id) => this.#journal.has(id, NO_GUARD)))
    if (this.#guards.needsRewriter || answered.size < open.length) await this.#lease.fresh()
    await this.#keepDetectors()
    // Guards that a killed run did not come to work on the stored answers: the model is not asked again.
    this.#recalled = await this.#journal.recall(answered)
    return open
  }

  /** Which detectors ran, also where they came later than the model. */
  async #keepDetectors(): Promise<void> {
    const { environment } = this.#journal.run
    const detectors = this.#guards.environments
    if (environment === null || detectors.length === (environment.detectors?.length ?? 0)) return
    await this.#journal.save({ environment: { ...environment, detectors } })
  }

  async #askAll(open: readonly PlannedSample[]): Promise<void> {
    this.#progress.begins(this.#deps.now())
    this.#control.apply('ready')
    for (const sample of open) {
      await this.#control.boundary()
      await this.#answer(sample)
    }
  }

  async #answer(sample: PlannedSample): Promise<void> {
    const began = this.#deps.now()
    const { response, score, fresh } = await this.#raw(sample)
    const guarded = await this.#guard(sample, response)
    await this.#judgeAll(sample, [response, ...guarded.map((answer) => answer.response)])
    this.#journal.complete(sample.id)
    this.#progress.answered({ sample, response, score, guarded }, this.#deps.now() - began)
    const fault = fresh ? this.#faults.note(response) : null
    if (fault !== null) throw new LeakscopeError('engine-failed', fault)
  }

  /** The model's own answer, journalled and scored before any guard sees it. */
  async #raw(sample: PlannedSample): Promise<RawAnswer> {
    const recalled = this.#recalled.get(sample.id)
    if (recalled !== undefined) return { response: recalled, score: this.#score(sample, recalled), fresh: false }
    this.#progress.asking(sample, '')
    this.#progress.changed()
    const response = await this.#asker.respond(sample)
    const score = this.#score(sample, response)
    await this.#journal.add(response, score)
    this.#progress.generated(response)
    return { response, score, fresh: true }
  }

  /** The answer under each guard that has not seen it yet. */
  async #guard(sample: PlannedSample, raw: Response): Promise<readonly GuardedAnswer[]> {
    const guarded: GuardedAnswer[] = []
    for (const spec of this.#guards.specs) {
      if (this.#journal.has(sample.id, spec.id)) continue
      const response = await abortable(this.#guards.apply(spec, sample, raw), this.#control.signal)
      const score = this.#score(sample, response)
      await this.#journal.add(response, score)
      guarded.push({ response, score })
    }
    return guarded
  }

  #score(sample: PlannedSample, response: Response): Score {
    return scoreOf(benchmarkById(this.#deps.benchmarks, sample.benchmark), sample, response)
  }

  async #judgeAll(sample: PlannedSample, responses: readonly Response[]): Promise<void> {
    if (!this.#letsJudge(sample)) return
    for (const judge of this.#guards.judges) {
      for (const response of responses) {
        const key = judgedKey({ ...response, scorer: judgeScorer(judge) })
        if (response.error !== null || this.#judged.has(key)) continue
        const verdict = await abortable(this.#guards.judge(judge, sample, response), this.#control.signal)
        if (verdict === null) continue
        await this.#journal.addScore(judgeScore(judge, response, verdict))
        this.#judged.add(key)
      }
    }
  }

  #letsJudge(sample: PlannedSample): boolean {
    return isJudged(benchmarkById(this.#deps.benchmarks, sample.benchmark).meta, sample)
  }

  #isUnjudged(sample: PlannedSample): boolean {
    if (!this.#letsJudge(sample)) return false
    const answer = { guard: NO_GUARD, sampleId: sample.id }
    return this.#guards.judges.some((judge) => !this.#judged.has(judgedKey({ ...answer, scorer: judgeScorer(judge) })))
  }

  async #waitForRoom(): Promise<void> {
    const { done } = this.#journal
    const safe = `the run is paused and ${done} of ${this.#samples.length} answers are safe`
    this.#progress.notice = `The disk space that the browser grants is full; ${safe}. Free space, then resume`
    await this.#control.suspend()
  }
}

function judgedKey({ scorer, guard, sampleId }: Pick<Score, 'scorer' | 'guard' | 'sampleId'>): string {
  return `${scorer}/${guard}/${sampleId}`
}
