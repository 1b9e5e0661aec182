import { LeakscopeError, type ErrorCode } from '../domain/errors.ts'
import { LOAD_LIMITS_MS } from '../../workers/model/types.ts'
import type { LanguageCheck, SelfCheck } from '../domain/run.ts'
import type {
  BatchTokenListener,
  CapabilityCard,
  ContinuationScore,
  ConversationTurn,
  FeatureCache,
  ForcedDecoding,
  ForcedText,
  Generation,
  HiddenStates,
  LoadedModel,
  LoadProgress,
  ModelFile,
  ModelSpec,
  ModelWorkerApi,
  PrefixHandle,
  Preflight,
  RawPixels,
  Setting,
  TokenListener,
  PromptTurn,
} from '../../workers/model/types.ts'
import { WorkerClient, type Progress, type WorkerLimits } from '../workers/client.ts'
import { proxy, type Remote } from '../../workers/rpc.ts'

/**
 * After these the worker is as good as before; after any other error it is ended (docs/quirks.md: a failed
 * call poisons it).
 */
const HARMLESS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['aborted', 'bad-config', 'bad-image', 'not-found'])

/** What the worker was at, as its errors say it. */
const AT: Readonly<Record<LoadProgress['stage'], string>> = {
  verify: ' while it was checking the model’s files',
  tokenizer: ' while it was reading the model’s tokenizer (tokenizer.json)',
  load: ' while it was loading the model’s graphs',
  template: ' while it was rendering the model’s chat template',
  'warm-up': ' while it was running the model for the first time',
}

export interface WorkerEngineOptions {
  readonly spawn: () => Worker
  readonly limits: WorkerLimits
  /**
   * How long an aborted call may take to end by itself before the worker is ended. One prefill cannot be
   * interrupted.
   */
  readonly graceMs: number
}

export const DEFAULT_OPTIONS: WorkerEngineOptions = {
  spawn: () => new Worker(new URL('../../workers/model/worker.ts', import.meta.url), { type: 'module', name: 'model' }),
  // A pass in WebAssembly keeps the thread, so pings say nothing. Compiling shaders on a slow device takes
  // half a minute.
  limits: { startMs: 30_000, silentMs: null, stuckMs: 240_000 },
  graceMs: 5_000,
}

/**
 * The page's side of one model worker. No call outlives the worker, and every call may be given a signal
 * (src/workers/client.ts).
 */
export class WorkerEngine {
  readonly #client: WorkerClient<ModelWorkerApi>

  constructor({ spawn, limits, graceMs }: WorkerEngineOptions = DEFAULT_OPTIONS) {
    this.#client = new WorkerClient<ModelWorkerApi>({
      name: 'model',
      spawn,
      limits,
      lostCode: 'engine-lost',
      once: true,
      survives: ({ code }) => HARMLESS.has(code),
      abort: { ask: (remote) => remote.abort(), graceMs },
    })
  }

  /**
   * Ends after `LOAD_LIMITS_MS` without progress; the error says what the worker was at when it died or stood
   * still.
   */
  load(spec: ModelSpec, onProgress: (progress: LoadProgress) => void, signal?: AbortSignal): Promise<LoadedModel> {
    let stage: LoadProgress['stage'] | null = null
    const note = (progress: LoadProgress): void => {
      stage = progress.stage
      onProgress(progress)
    }
    return this.#client.call((remote, alive) => remote.load(spec, proxy(alive(note))), {
      signal,
      stuckMs: () => Math.min(this.#client.limits.stuckMs, stage === null ? Infinity : LOAD_LIMITS_MS[stage]),
      at: () => (stage === null ? '' : AT[stage]),
    })
  }

  preflight(spec: ModelSpec): Promise<Preflight> {
    return this.#call((api) => api.preflight(spec))
  }

  inspect(files: readonly ModelFile[]): Promise<CapabilityCard> {
    return this.#call((api) => api.inspect(files))
  }

  fingerprint(files: readonly ModelFile[]): Promise<{ hashes: Record<string, string>; runtime: string }> {
    return this.#call((api) => api.fingerprint(files))
  }

  selfCheck(signal?: AbortSignal): Promise<SelfCheck | null> {
    return this.#call((api) => api.selfCheck(), signal)
  }

  languageCheck(signal?: AbortSignal): Promise<LanguageCheck> {
    return this.#call((api) => api.languageCheck(), signal)
  }

  open(
    image: Blob | RawPixels | null,
    features: FeatureCache | null = null,
    signal?: AbortSignal,
    setting: Setting | null = null,
  ): Promise<PrefixHandle> {
    return this.#call((api) => api.open(image, features === null ? null : proxy(features), setting), signal)
  }

  generate(
    handle: number,
    turn: PromptTurn,
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
    turns: readonly PromptTurn[],
    maxNewTokens: number,
    onToken: BatchTokenListener | null,
    signal?: AbortSignal,
  ): Promise<Generation[]> {
    return this.#call(
      (api, alive) => api.generateAll(handle, turns, maxNewTokens, proxy(alive(onToken ?? (() => undefined)))),
      signal,
    )
  }

  converse(
    handle: number,
    turn: PromptTurn,
    followUps: readonly string[],
    maxNewTokens: number,
    onToken: BatchTokenListener | null,
    signal?: AbortSignal,
  ): Promise<ConversationTurn[]> {
    return this.#call(
      (api, alive) => api.converse(handle, turn, followUps, maxNewTokens, proxy(alive(onToken ?? (() => undefined)))),
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

  /**
   * Ends what is running: at the next token, or, when that does not come, with the worker. Resolves when
   * nothing runs any more.
   */
  abort(): Promise<void> {
    return this.#client.abort()
  }

  /** Ends the worker. Safe on a lost engine, and twice. */
  async dispose(): Promise<void> {
    this.#client.end(new LeakscopeError('engine-lost', 'The engine was disposed of'))
  }

  #call<T>(start: (remote: Remote<ModelWorkerApi>, alive: Progress) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#client.call(start, { signal })
  }
}
