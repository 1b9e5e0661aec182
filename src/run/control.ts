/** @file Pause, resume, stop: where a run stands, and where it waits. The transitions are in state.ts. */
import { nextPhase, type RunEvent } from './state.ts'
import type { RunPhase } from './types.ts'

export interface ControlOptions {
  readonly onChange: () => void
  /** Stores that the run rests, or that it goes on. */
  readonly save: (status: 'paused' | 'running') => Promise<void>
}

export class RunControl {
  readonly #options: ControlOptions
  readonly #abort = new AbortController()
  #phase: RunPhase = 'preparing'
  #wake: (() => void) | null = null

  constructor(options: ControlOptions) {
    this.#options = options
  }

  get phase(): RunPhase {
    return this.#phase
  }

  /** Aborted when the run is stopped. */
  get signal(): AbortSignal {
    return this.#abort.signal
  }

  apply(event: RunEvent): void {
    const before = this.#phase
    this.#phase = nextPhase(before, event)
    if (this.#phase !== before) this.#options.onChange()
  }

  resume(): void {
    this.apply('resume')
    this.#wake?.()
  }

  stop(): void {
    this.apply('stop')
    if (this.#phase !== 'stopping') return
    this.#abort.abort()
    this.#wake?.()
  }

  /** Between two samples: the only place where a run rests by the user's wish. Rejects when it is stopped. */
  async boundary(): Promise<void> {
    this.signal.throwIfAborted()
    this.apply('boundary')
    if (this.#phase === 'paused') await this.#rest()
  }

  /** Rests although nobody asked for it, until it is resumed. Rejects when it is stopped. */
  async suspend(): Promise<void> {
    this.apply('suspend')
    // A stop asked for meanwhile finds its way out in #rest.
    if (this.#phase === 'paused') await this.#rest()
    else this.signal.throwIfAborted()
  }

  async #rest(): Promise<void> {
    // A full disk may be why the run rests: then the status cannot be written either, and 'running' is resumable too.
    await this.#options.save('paused').catch(() => undefined)
    while (this.#phase === 'paused') {
      await new Promise<void>((wake) => {
        this.#wake = wake
        if (this.#phase !== 'paused') wake()
      })
    }
    this.#wake = null
    this.signal.throwIfAborted()
    await this.#options.save('running').catch(() => undefined)
  }
}
