/** @file What a progress screen shows of a run, gathered while it goes on. */
import type { Response } from '../domain/response.ts'
import type { LoadProgress } from '../../workers/model/types.ts'
import type { RunControl } from './control.ts'
import type { Journal } from './journal.ts'
import { Observable } from './observable.ts'
import { isFinal } from './state.ts'
import type { AnsweredSample, CurrentSample, PlannedSample, RunSnapshot } from './types.ts'

export interface ProgressOptions {
  readonly total: number
  readonly journal: () => Journal
  readonly control: () => RunControl
  readonly requestsSince: (at: number) => number
}

export class RunProgress {
  readonly #options: ProgressOptions
  readonly #observable = new Observable<RunSnapshot>(() => this.#build())
  readonly #pace = { answers: 0, busyMs: 0, tokens: 0, decodeMs: 0 }
  #load: LoadProgress | null = null
  #current: CurrentSample | null = null
  #last: AnsweredSample | null = null
  #notice: string | null = null
  #firstAskedAt: number | null = null

  constructor(options: ProgressOptions) {
    this.#options = options
  }

  subscribe = (listener: () => void): (() => void) => this.#observable.subscribe(listener)
  snapshot = (): RunSnapshot => this.#observable.snapshot()
  changed = (): void => this.#observable.changed()

  /** One line for the user; null when there is none. */
  get notice(): string | null {
    return this.#notice
  }

  /** Shown from the next change on. */
  set notice(notice: string | null) {
    this.#notice = notice
  }

  /** Bytes of a model; null when it is loaded. */
  loading = (progress: LoadProgress | null): void => {
    this.#load = progress
    this.changed()
  }

  /** Requests are counted from this moment on (epoch milliseconds). */
  begins(at: number): void {
    this.#firstAskedAt = at
  }

  /** @param text how the answer begins. */
  asking(sample: PlannedSample, text: string): void {
    this.#current = { sample, text }
  }

  /** Another piece of the answer to the sample that is being asked. */
  streamed(sample: PlannedSample, text: string): void {
    if (this.#current?.sample !== sample) return
    this.#current = { sample, text: this.#current.text + text }
    this.changed()
  }

  generated({ tokens, timings }: Response): void {
    this.#pace.tokens += tokens?.length ?? 0
    this.#pace.decodeMs += timings?.decode ?? 0
  }

  answered(answer: AnsweredSample, busyMs: number): void {
    this.#pace.answers += 1
    this.#pace.busyMs += busyMs
    this.#last = answer
    this.#current = null
    this.changed()
  }

  ended(): void {
    this.#current = null
  }

  #build(): RunSnapshot {
    const { total, requestsSince } = this.#options
    const { run, done, outcomes } = this.#options.journal()
    const { phase } = this.#options.control()
    const { answers, busyMs, tokens, decodeMs } = this.#pace
    return {
      runId: run.id,
      plan: run.plan ?? null,
      config: run.config,
      phase,
      load: this.#load,
      environment: run.environment,
      done,
      total,
      etaMs: answers === 0 || isFinal(phase) ? null : (busyMs / answers) * (total - done),
      tokensPerSecond: decodeMs === 0 ? null : (tokens / decodeMs) * 1000,
      outcomes,
      current: this.#current,
      last: this.#last,
      requests: this.#firstAskedAt === null ? null : requestsSince(this.#firstAskedAt),
      notice: this.#notice ?? run.environment?.backendReason ?? null,
    }
  }
}
