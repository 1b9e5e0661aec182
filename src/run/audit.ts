/** @file Several runs, one after the other. */
import { toWire } from '../domain/errors.ts'
import type { AuditPlace, Run, RunConfig } from '../domain/run.ts'
import { Observable } from './observable.ts'
import type { Audit, AuditSnapshot, RunHandle } from './types.ts'

/**
 * Starts the runs of `configs` in sequence; a run that fails does not keep the next from starting. A run that
 * was free to choose its device and lost the graphics device for good is followed by the same run on WASM:
 * its own answers stay, none are mixed.
 */
export function startAudit(configs: readonly RunConfig[], { startRun, id }: AuditOptions): Audit {
  return new Sequence({ id, startRun, queue: configs, earlier: [], index: 0, first: null })
}

/**
 * Goes on with a run, unless it is done, and with what was still to come behind it.
 * @param runs all of the store.
 */
export function resumeAudit(
  run: Run,
  runs: readonly Run[],
  { startRun, id, resumeRun }: AuditOptions & { readonly resumeRun: () => Promise<RunHandle> },
): Audit {
  const earlier = auditOf(run, runs).slice(0, run.status === 'done' ? undefined : -1)
  const rest = { id, startRun, queue: leftBehind(run, runs), earlier: earlier.map((one) => one.id) }
  const index = run.audit?.index ?? 0
  return run.status === 'done'
    ? new Sequence({ ...rest, index: index + 1, first: null })
    : new Sequence({ ...rest, index, first: resumeRun })
}

/** What was to come behind a run and never began. @param runs all of the store. */
export function leftBehind({ audit }: Run, runs: readonly Run[]): readonly RunConfig[] {
  if (audit === undefined) return []
  return runs.some((other) => other.audit?.id === audit.id && other.audit.index > audit.index) ? [] : audit.next
}

/** A run and those that were begun before it in the same audit, in their order. @param runs all of the store. */
export function auditOf(run: Run, runs: readonly Run[]): readonly Run[] {
  const { audit } = run
  if (audit === undefined) return [run]
  return runs
    .filter((other) => other.audit?.id === audit.id && other.audit.index <= audit.index)
    .toSorted((a, b) => a.audit!.index - b.audit!.index)
}

export interface AuditOptions {
  /** Of this audit, as its runs will name it. */
  readonly id: string
  readonly startRun: (config: RunConfig, place: AuditPlace) => Promise<RunHandle>
}

interface SequenceOptions extends AuditOptions {
  readonly queue: readonly RunConfig[]
  /** Its runs of before. */
  readonly earlier: readonly string[]
  /** Position of the first run that is begun here. */
  readonly index: number
  /** A run that goes on before the queue does. */
  readonly first: (() => Promise<RunHandle>) | null
}

class Sequence implements Audit {
  readonly finished: Promise<readonly Run[]>
  readonly #queue: RunConfig[]
  readonly #options: SequenceOptions
  readonly #observable = new Observable<AuditSnapshot>(() => this.#build())
  readonly #runIds: string[]
  #current: RunHandle | null = null
  #stopped = false
  #over = false
  #failure: string | null = null

  constructor(options: SequenceOptions) {
    this.#queue = [...options.queue]
    this.#runIds = [...options.earlier]
    this.#options = options
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
      for (let begin = this.#options.first ?? this.#next(); begin !== null && !this.#stopped; begin = this.#next()) {
        const run = await this.#runOne(begin)
        runs.push(run)
        if (lostItsGraphics(run)) this.#queue.unshift({ ...run.config, device: 'wasm' })
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

  #next(): (() => Promise<RunHandle>) | null {
    const config = this.#queue.shift()
    if (config === undefined) return null
    const { id, index, earlier, startRun } = this.#options
    const place = { id, index: index + this.#runIds.length - earlier.length, next: [...this.#queue] }
    return () => startRun(config, place)
  }

  async #runOne(begin: () => Promise<RunHandle>): Promise<Run> {
    const handle = await begin()
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
