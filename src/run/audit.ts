/** @file Several runs, one after the other. */
import { toWire } from '../domain/errors.ts'
import type { Run, RunConfig } from '../domain/run.ts'
import { Observable } from './observable.ts'
import type { Audit, AuditSnapshot, RunHandle } from './types.ts'

/**
 * Starts the runs of `configs` in sequence; a run that fails does not keep the next from starting. A run that
 * was free to choose its device and lost the graphics device for good is followed by the same run on WASM:
 * its own answers stay, none are mixed.
 */
export function startAudit(configs: readonly RunConfig[], startRun: (config: RunConfig) => Promise<RunHandle>): Audit {
  return new Sequence(configs, startRun)
}

class Sequence implements Audit {
  readonly finished: Promise<readonly Run[]>
  readonly #queue: RunConfig[]
  readonly #startRun: (config: RunConfig) => Promise<RunHandle>
  readonly #observable = new Observable<AuditSnapshot>(() => this.#build())
  readonly #runIds: string[] = []
  #current: RunHandle | null = null
  #stopped = false
  #over = false
  #failure: string | null = null

  constructor(configs: readonly RunConfig[], startRun: (config: RunConfig) => Promise<RunHandle>) {
    this.#queue = [...configs]
    this.#startRun = startRun
    this.finished = this.#runAll()
    // A caller that only watches snapshots is told there; one that awaits still gets the rejection.
    this.finished.catch(() => undefined)
  }

  subscribe = (listener: () => void): (() => void) => this.#observable.subscribe(listener)
  snapshot = (): AuditSnapshot => this.#observable.snapshot()
  pause = (): void => this.#current?.pause()
  resume = (): void => this.#current?.resume()

  stop = (): void => {
    this.#stopped = true
    this.#current?.stop()
  }

  async #runAll(): Promise<readonly Run[]> {
    const runs: Run[] = []
    try {
      for (let config = this.#queue.shift(); config !== undefined && !this.#stopped; config = this.#queue.shift()) {
        const run = await this.#runOne(config)
        runs.push(run)
        if (lostItsGraphics(run)) this.#queue.unshift({ ...config, device: 'wasm' })
      }
    } catch (error) {
      this.#failure = toWire(error).message
      throw error
    } finally {
      this.#over = true
      this.#observable.changed()
    }
    return runs
  }

  async #runOne(config: RunConfig): Promise<Run> {
    const handle = await this.#startRun(config)
    this.#current = handle
    this.#runIds.push(handle.runId)
    const unsubscribe = handle.subscribe(() => this.#observable.changed())
    this.#observable.changed()
    if (this.#stopped) handle.stop()
    const run = await handle.finished
    unsubscribe()
    return run
  }

  #build(): AuditSnapshot {
    return {
      runIds: [...this.#runIds],
      index: Math.max(0, this.#runIds.length - 1),
      total: this.#runIds.length + this.#queue.length,
      current: this.#current?.snapshot() ?? null,
      finished: this.#over,
      failure: this.#failure,
    }
  }
}

function lostItsGraphics(run: Run): boolean {
  return (
    run.status === 'failed' &&
    run.config.device === 'auto' &&
    (run.failureCode === 'gpu-lost' || run.failureCode === 'gpu-unavailable')
  )
}
