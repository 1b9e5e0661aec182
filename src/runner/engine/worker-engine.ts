import { LeakscopeError, type ErrorCode } from '../../audit/errors.ts'
import type { LanguageCheck, SelfCheck } from '../../audit/run.ts'
import type {
  BatchTokenListener,
  ContinuationScore,
  FeatureShelf,
  ForcedDecoding,
  ForcedText,
  Generation,
  HiddenStates,
  LoadedModel,
  LoadProgress,
  ModelSpec,
  ModelWorkerApi,
  PrefixHandle,
  Preflight,
  RawPixels,
  TokenListener,
  Turn,
} from '../../../workers/model/types.ts'
import { proxy, wrap, type Remote } from '../../../workers/rpc.ts'

/** After these the worker is as good as before; after any other error it is ended (docs/quirks.md: a failed call poisons it). */
const HARMLESS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['aborted', 'bad-config', 'bad-image', 'not-found'])

export interface WorkerEngineOptions {
  readonly spawn: () => Worker
  /** A call without any sign of life for so long has hung. Compiling shaders on a slow device takes half a minute. */
  readonly silenceMs: number
  /** How long an aborted call may take to end by itself before the worker is ended. One prefill cannot be interrupted. */
  readonly graceMs: number
}

export const DEFAULT_OPTIONS: WorkerEngineOptions = {
  spawn: () =>
    new Worker(new URL('../../../workers/model/worker.ts', import.meta.url), { type: 'module', name: 'model' }),
  silenceMs: 240_000,
  graceMs: 5_000,
}

/**
 * The page's side of one model worker. No call outlives the worker: when it dies, hangs or is ended, every pending call rejects, which
 * Comlink alone would leave pending for ever. Every call may be given a signal.
 */
export class WorkerEngine {
  readonly #worker: Worker
  readonly #api: Remote<ModelWorkerApi>
  readonly #options: WorkerEngineOptions
  readonly #pending = new Set<Promise<unknown>>()
  readonly #ended: Promise<never>
  #end: (error: LeakscopeError) => void = () => undefined
  #lost: LeakscopeError | null = null

  constructor(options: WorkerEngineOptions = DEFAULT_OPTIONS) {
    this.#options = options
    this.#worker = options.spawn()
    this.#api = wrap<ModelWorkerApi>(this.#worker)
    this.#ended = new Promise<never>((_, reject) => {
      this.#end = reject
    })
    this.#ended.catch(() => undefined)
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.#terminate(
        new LeakscopeError(
          'engine-lost',
          `The model worker failed: ${event.message || 'its script could not be loaded'}`,
        ),
      )
    })
    this.#worker.addEventListener('messageerror', () =>
      this.#terminate(new LeakscopeError('engine-lost', 'The model worker sent something unreadable')),
    )
  }

  load(spec: ModelSpec, onProgress: (progress: LoadProgress) => void, signal?: AbortSignal): Promise<LoadedModel> {
    return this.#call((api, alive) => api.load(spec, proxy(alive(onProgress))), signal)
  }

  preflight(spec: ModelSpec): Promise<Preflight> {
    return this.#call((api) => api.preflight(spec))
  }

  selfCheck(signal?: AbortSignal): Promise<SelfCheck | null> {
    return this.#call((api) => api.selfCheck(), signal)
  }

  languageCheck(signal?: AbortSignal): Promise<LanguageCheck> {
    return this.#call((api) => api.languageCheck(), signal)
  }

  open(image: Blob | RawPixels | null, shelf: FeatureShelf | null = null, signal?: AbortSignal): Promise<PrefixHandle> {
    return this.#call((api) => api.open(image, shelf === null ? null : proxy(shelf)), signal)
  }

  generate(
    handle: number,
    turn: Turn,
    maxNewTokens: number,
    onToken: TokenListener | null,
    signal?: AbortSignal,
  ): Promise<Generation> {
    return this.#call(
      (api, alive) => api.generate(handle, turn, maxNewTokens, proxy(alive(onToken ?? (() => undefined)))),
      signal,
    )
  }

  generateAll(
    handle: number,
    turns: readonly Turn[],
    maxNewTokens: number,
    onToken: BatchTokenListener | null,
    signal?: AbortSignal,
  ): Promise<Generation[]> {
    return this.#call(
      (api, alive) => api.generateAll(handle, turns, maxNewTokens, proxy(alive(onToken ?? (() => undefined)))),
      signal,
    )
  }

  force(handle: number, prompt: string, ids: readonly number[], signal?: AbortSignal): Promise<ForcedDecoding> {
    return this.#call((api) => api.force(handle, prompt, ids), signal)
  }

  score(
    handle: number,
    prompt: string,
    continuations: readonly string[],
    signal?: AbortSignal,
  ): Promise<{ scores: ContinuationScore[]; ms: number }> {
    return this.#call((api) => api.score(handle, prompt, continuations), signal)
  }

  forceText(handle: number, prompt: string, text: string, signal?: AbortSignal): Promise<ForcedText> {
    return this.#call((api) => api.forceText(handle, prompt, text), signal)
  }

  hiddenStates(handle: number, prompt: string, position: number, signal?: AbortSignal): Promise<HiddenStates> {
    return this.#call((api) => api.hiddenStates(handle, prompt, position), signal)
  }

  close(handle: number): Promise<void> {
    return this.#call((api) => api.close(handle))
  }

  probeEgress(url: string): Promise<'blocked' | 'reached'> {
    return this.#call((api) => api.probeEgress(url))
  }

  /** Ends what is running: at the next token, or, when that does not come, with the worker. Resolves when nothing runs any more. */
  async abort(): Promise<void> {
    if (this.#lost !== null || this.#pending.size === 0) return
    const settled = Promise.allSettled(this.#pending)
    void this.#api.abort()
    const timer = setTimeout(
      () => this.#terminate(new LeakscopeError('aborted', 'The call was aborted and its worker ended')),
      this.#options.graceMs,
    )
    await settled
    clearTimeout(timer)
  }

  /** Ends the worker. Safe on a lost engine, and twice. */
  async dispose(): Promise<void> {
    this.#terminate(new LeakscopeError('engine-lost', 'The engine was disposed of'))
  }

  #call<T>(
    start: (
      api: Remote<ModelWorkerApi>,
      alive: <Args extends unknown[]>(listener: (...args: Args) => void) => (...args: Args) => void,
    ) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    if (this.#lost !== null)
      return Promise.reject(new LeakscopeError('engine-lost', `This engine has ended. ${this.#lost.message}`))
    if (signal?.aborted) return Promise.reject(new LeakscopeError('aborted', 'The call was aborted before it began'))
    const { silenceMs } = this.#options
    const hung = () => {
      const seconds = Math.round(silenceMs / 1000)
      this.#terminate(
        new LeakscopeError('timeout', `The model worker gave no sign of life for ${seconds} s and was ended`),
      )
    }
    let timer = setTimeout(hung, silenceMs)
    const alive =
      <Args extends unknown[]>(listener: (...args: Args) => void) =>
      (...args: Args) => {
        clearTimeout(timer)
        if (settled) return
        timer = setTimeout(hung, silenceMs)
        listener(...args)
      }
    let settled = false
    const onAbort = () => void this.abort()
    signal?.addEventListener('abort', onAbort, { once: true })
    const call = Promise.race([start(this.#api, alive), this.#ended])
      .catch((error: unknown) => {
        const known =
          error instanceof LeakscopeError ? error : new LeakscopeError('unknown', String(error), { cause: error })
        if (!HARMLESS.has(known.code)) this.#terminate(known)
        throw known
      })
      .finally(() => {
        settled = true
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        this.#pending.delete(call)
      })
    this.#pending.add(call)
    return call
  }

  #terminate(error: LeakscopeError): void {
    if (this.#lost !== null) return
    this.#lost = error
    this.#worker.terminate()
    this.#end(error)
  }
}
