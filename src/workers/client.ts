/**
 * @file The page's side of any worker. Comlink leaves a call to a worker that is dead, mute or stuck pending
 * for ever; a call through here always settles, with a LeakscopeError of one line where the worker did not
 * answer (docs/adr/0028-workers.md).
 */
import { fromWire, LeakscopeError, toWire } from '../domain/errors.ts'
import { releaseProxy, wrap, type Greeting, type Remote } from '../../workers/rpc.ts'

/** Milliseconds. Each is counted while this page runs: a machine that slept has not waited. */
export interface WorkerLimits {
  /** For the script to arrive and greet, and once more for `open`. */
  readonly startMs: number
  /**
   * Without an answer to a ping while a call is under way; null for a worker whose own work may keep its
   * thread that long.
   */
  readonly silentMs: number | null
  /** Of one call without any progress, however alive the worker is otherwise. */
  readonly stuckMs: number
}

export interface WorkerClientOptions<Api> {
  /** As errors name it: "The audit worker …". */
  readonly name: string
  readonly spawn: () => Worker
  readonly limits: WorkerLimits
  /** Asked of every fresh worker before its first call. */
  readonly open?: (remote: Remote<Api>) => Promise<unknown>
  /** Code of a worker that died. */
  readonly lostCode?: 'engine-lost' | 'worker-lost'
  /** A worker that holds what a fresh one would not have: it is not replaced, and calls after its end reject. */
  readonly once?: boolean
  /** Whether a worker can go on after it rejected a call so. Default: always. */
  readonly survives?: (error: LeakscopeError) => boolean
  /** How a call is asked to end by itself, and how long that may take. Without this the worker is ended. */
  readonly abort?: { readonly ask: (remote: Remote<Api>) => Promise<unknown>; readonly graceMs: number }
  /** What a call that was aborted rejects with. */
  readonly aborted?: string
  /** What to say of a worker that answered no ping for so long. */
  readonly silent?: (seconds: number) => LeakscopeError
  /** After an end that nobody asked for; calls under way have been rejected. */
  readonly onLost?: (error: LeakscopeError) => void
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Ends the worker at an abort, without asking. */
  readonly abruptly?: boolean
  /** In the place of the client's own; asked anew at each look. */
  readonly stuckMs?: () => number
  /** What the worker is at, for the error of its end: " while …"; empty where that is not known. */
  readonly at?: () => string
}

/**
 * Wraps a listener that the worker will call: each call of it is progress, and none reaches it once the call
 * has settled.
 */
export interface Progress {
  <Args extends unknown[]>(listener: (...args: Args) => void): (...args: Args) => void
}

const TICK_MS = 1000
/** What a page that was asleep, or whose timers the browser slows down, counts of the time in between. */
const LONGEST_TICK_MS = 65_000

/** One worker from its start to its end. */
interface Life<Api> {
  readonly remote: Remote<Api & Greeting>
  readonly ready: Promise<void>
  /** Only ever rejects. */
  readonly ended: Promise<never>
  end(error: LeakscopeError): void
  /** An end that nobody asked for. */
  lose(error: LeakscopeError): void
}

/** A worker that is started at the first call, and again at the next one after it was lost or could not be started. */
export class WorkerClient<Api extends object> {
  readonly #options: WorkerClientOptions<Api>
  readonly #pending = new Map<Promise<unknown>, () => string>()
  #life: Life<Api> | null = null
  /** Why there is no worker any more, where it is not replaced. */
  #over: LeakscopeError | null = null

  constructor(options: WorkerClientOptions<Api>) {
    this.#options = options
  }

  get limits(): WorkerLimits {
    return this.#options.limits
  }

  /** Starts the worker ahead of its first call. Rejects as a call would. */
  start(): Promise<void> {
    return this.call(async () => undefined)
  }

  /**
   * @param work makes its calls of the worker; listeners that it hands over go through `progress`.
   * @throws LeakscopeError what the worker threw; `worker-lost` or `engine-lost` when it died or could not be
   * started, `timeout` when it fell silent or got stuck, `aborted` by the signal. Other errors that the
   * worker threw come as `unknown`.
   */
  call<T>(
    work: (remote: Remote<Api>, progress: Progress) => Promise<T>,
    { signal, abruptly = false, stuckMs, at = () => '' }: CallOptions = {},
  ): Promise<T> {
    if (this.#over !== null)
      return Promise.reject(
        new LeakscopeError(this.#lostCode, `This ${this.#options.name} worker has ended. ${this.#over.message}`),
      )
    if (signal?.aborted === true) return Promise.reject(this.#aborted())
    const life = (this.#life ??= this.#begin())
    let settled = false
    const watch = this.#watch(life, stuckMs, at)
    const progress: Progress =
      (listener) =>
      (...args) => {
        if (settled) return
        watch.progressed()
        listener(...args)
      }
    const onAbort = (): void => {
      if (abruptly) life.end(this.#aborted())
      else void this.abort()
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    const answer = life.ready.then(() => {
      watch.progressed()
      return work(life.remote, progress)
    })
    const call: Promise<T> = Promise.race([answer, life.ended])
      .catch((error: unknown) => {
        const known = error instanceof LeakscopeError ? error : fromWire(toWire(error))
        if (this.#options.survives?.(known) === false) life.lose(known)
        throw known
      })
      .finally(() => {
        settled = true
        watch.stop()
        signal?.removeEventListener('abort', onAbort)
        this.#pending.delete(call)
      })
    this.#pending.set(call, at)
    return call
  }

  /**
   * Ends what is under way: by asking, where the worker can be asked, or with the worker. Resolves when
   * nothing is under way any more.
   */
  async abort(): Promise<void> {
    const life = this.#life
    if (life === null || this.#pending.size === 0) return
    const { abort } = this.#options
    if (abort === undefined) return life.end(this.#aborted())
    const settled = Promise.allSettled(this.#pending.keys())
    // Calls that wait for the worker's start are asked when they have reached it.
    life.ready.then(() => abort.ask(life.remote)).catch(() => undefined)
    const timer = setTimeout(() => life.end(this.#aborted()), abort.graceMs)
    await settled
    clearTimeout(timer)
  }

  /** Ends the worker; calls under way reject with `error`. Safe without a worker, and twice. */
  end(error: LeakscopeError = new LeakscopeError('aborted', `The ${this.#options.name} worker was ended`)): void {
    if (this.#options.once === true) this.#over ??= error
    this.#life?.end(error)
  }

  get #lostCode(): 'engine-lost' | 'worker-lost' {
    return this.#options.lostCode ?? 'worker-lost'
  }

  #begin(): Life<Api> {
    const { spawn, once = false, onLost } = this.#options
    const funeral = new AbortController()
    let worker: Worker | null = null
    let remote: Remote<Api & Greeting> | null = null
    let over = false
    let reject: (error: LeakscopeError) => void = () => undefined
    const ended = new Promise<never>((_resolve, fail) => {
      reject = fail
    })
    // It may be rejected while nobody waits.
    ended.catch(() => undefined)
    const end = (error: LeakscopeError): void => {
      if (over) return
      over = true
      funeral.abort()
      worker?.terminate()
      if (this.#life === life) this.#life = null
      if (once) this.#over ??= error
      reject(error)
      if (worker !== null) remote?.[releaseProxy]()
    }
    const lose = (error: LeakscopeError): void => {
      if (over) return
      end(error)
      onLost?.(error)
    }
    const died = (why: string): void => lose(new LeakscopeError(this.#lostCode, this.#sayDied(why)))
    let ready: Promise<void>
    try {
      worker = spawn()
      worker.addEventListener('error', (event) => {
        event.preventDefault()
        // A script that cannot be loaded gives an event without a message.
        died(firstLine(event.message ?? '') || 'its script could not be loaded')
      })
      worker.addEventListener('messageerror', () => died('it sent something unreadable'))
      remote = wrap<Api & Greeting>(worker)
      ready = Promise.race([this.#ready(remote, lose, died, funeral.signal), ended])
    } catch (error) {
      ready = ended
      queueMicrotask(() => died(error instanceof Error ? firstLine(error.message) : String(error)))
    }
    ready.catch(() => undefined)
    const life: Life<Api> = { remote: remote as Remote<Api & Greeting>, ready, ended, end, lose }
    return life
  }

  /**
   * The worker's greeting, then what it needs before its first call; both in bounded time. A start that fails
   * is an end.
   */
  async #ready(
    remote: Remote<Api & Greeting>,
    lose: (error: LeakscopeError) => void,
    died: (why: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { name, limits, open } = this.#options
    const within = async (step: Promise<unknown>, complaint: string): Promise<void> => {
      const late = setTimeout(
        () =>
          lose(new LeakscopeError('timeout', `The ${name} worker ${complaint} within ${seconds(limits.startMs)} s`)),
        limits.startMs,
      )
      signal.addEventListener('abort', () => clearTimeout(late), { once: true })
      await step.finally(() => clearTimeout(late))
    }
    const alive = `leakscope-worker-${crypto.randomUUID()}`
    // Comlink's types do not see through a type parameter.
    const { greet } = remote as unknown as Remote<Greeting>
    await within(greet(alive), 'did not start')
    // The worker holds this lock while it lives: whoever is granted it next learns of its death, whatever that was.
    void navigator.locks
      .request(alive, { signal }, () => died('it ended by itself; the machine may be out of memory'))
      .catch(() => undefined)
    if (open === undefined) return
    try {
      await within(open(remote), 'started, and was not ready')
    } catch (error) {
      lose(error instanceof LeakscopeError ? error : fromWire(toWire(error)))
      throw error
    }
  }

  /** Looks after one call, and ends the worker when that gets nowhere. */
  #watch(
    life: Life<Api>,
    ownLimit: (() => number) | undefined,
    at: () => string,
  ): { progressed: () => void; stop: () => void } {
    const { name, limits, silent } = this.#options
    const { silentMs } = limits
    const tick = Math.min(TICK_MS, limits.stuckMs / 4, (silentMs ?? TICK_MS) / 4)
    let ready = false
    void life.ready.then(
      () => (ready = true),
      () => undefined,
    )
    let last = performance.now()
    let idle = 0
    let unanswered = 0
    const timer = setInterval(() => {
      const now = performance.now()
      // The start has limits of its own.
      if (ready) idle += Math.min(now - last, LONGEST_TICK_MS)
      last = now
      const stuckMs = ownLimit?.() ?? limits.stuckMs
      if (idle >= stuckMs) {
        const complaint = `The ${name} worker gave no sign of life for ${seconds(stuckMs)} s${at()} and was ended`
        return life.lose(new LeakscopeError('timeout', complaint))
      }
      if (silentMs === null || !ready) return
      // Ticks, not time: where the page itself was busy, the answer waits behind this one.
      if (unanswered * tick >= silentMs) {
        const complaint = `The ${name} worker answered nothing for ${seconds(silentMs)} s${at()} and was ended`
        return life.lose(silent?.(seconds(silentMs)) ?? new LeakscopeError('timeout', complaint))
      }
      if (unanswered++ === 0)
        (life.remote as unknown as Remote<Greeting>).ping().then(
          () => (unanswered = 0),
          () => undefined,
        )
    }, tick)
    return { progressed: () => (idle = 0), stop: () => clearInterval(timer) }
  }

  #sayDied(why: string): string {
    const at = [...this.#pending.values()].map((say) => say()).find((text) => text !== '') ?? ''
    return `The ${this.#options.name} worker failed${at}: ${why}`
  }

  #aborted(): LeakscopeError {
    return new LeakscopeError('aborted', this.#options.aborted ?? 'The call was aborted')
  }
}

function seconds(ms: number): number {
  return ms < 1000 ? ms / 1000 : Math.round(ms / 1000)
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? ''
}
