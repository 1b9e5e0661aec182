import { LeakscopeError, type ErrorCode } from '../domain/errors.ts'
import type { SelfCheck } from '../domain/run.ts'
import type {
  Backend,
  BatchTokenListener,
  CapabilityCard,
  ConversationTurn,
  FeatureCache,
  Generation,
  LoadedModel,
  LoadProgress,
  ModelFile,
  ModelSpec,
  PrefixHandle,
  PromptTurn,
  RawPixels,
  Setting,
  TokenListener,
} from '../../workers/model/types.ts'
import type { Engine, EngineFactory, EngineRequest, MachineCheck } from './contract.ts'
import { compareBackends, tokenAgreement, tryOut, type TokenAgreement } from './agreement.ts'
import type { ModelSource } from './source.ts'
import { DEFAULT_OPTIONS, WorkerEngine, type WorkerEngineOptions } from './worker-engine.ts'

/** An engine in a worker shows everything of an answer. */
export interface LoadedEngine extends Engine {
  readonly loaded: LoadedModel
  /** Token by token, whether WASM says the same; null on WASM itself, which is the reference. */
  agreement(): Promise<readonly TokenAgreement[] | null>
  open(image: Blob | RawPixels | null, features?: FeatureCache | null, setting?: Setting | null): Promise<PrefixHandle>
  generate(handle: number, turn: PromptTurn, maxNewTokens: number, onToken: TokenListener | null): Promise<Generation>
  generateAll(
    handle: number,
    turns: readonly PromptTurn[],
    maxNewTokens: number,
    onToken: BatchTokenListener | null,
  ): Promise<Generation[]>
  converse(
    handle: number,
    turn: PromptTurn,
    followUps: readonly string[],
    maxNewTokens: number,
    onToken: BatchTokenListener | null,
  ): Promise<ConversationTurn[]>
}

/** What says that a backend cannot run the model, not that the model is unusable. */
const BACKEND_FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'engine-failed',
  'engine-lost',
  'gpu-lost',
  'gpu-unavailable',
  'machine-unfit',
  'self-check-failed',
  'shader-f16-missing',
  'timeout',
])

export interface EngineDependencies extends WorkerEngineOptions {
  /** Why WebGPU is not worth trying when the choice is ours; null when it is. */
  readonly webgpuObstacle: () => Promise<string | null>
}

export const DEFAULT_DEPENDENCIES: EngineDependencies = { ...DEFAULT_OPTIONS, webgpuObstacle }

/**
 * Loads a model on the device asked for. With `auto`, WebGPU first; when that cannot run it, or fails its
 * self-check, WASM in a fresh worker, and `backendReason` says why.
 * @throws LeakscopeError with the code of what is wrong with the device or the model; `aborted` by the
 *   request's signal.
 */
export async function openEngine(
  model: ModelSource,
  request: Omit<EngineRequest, 'model'>,
  dependencies: EngineDependencies = DEFAULT_DEPENDENCIES,
): Promise<LoadedEngine> {
  if (request.device !== 'auto') return openOn(request.device, null, model, request, dependencies)
  const obstacle = await dependencies.webgpuObstacle()
  if (obstacle !== null) return openOn('wasm', obstacle, model, request, dependencies)
  try {
    const engine = await openOn('webgpu', null, model, request, dependencies)
    const check = await engine.selfCheck()
    if (check.passed !== false) return engine
    await engine.dispose()
    throw new LeakscopeError('self-check-failed', check.detail)
  } catch (error) {
    if (!(error instanceof LeakscopeError) || !BACKEND_FAULTS.has(error.code)) throw error
    return openOn('wasm', `WebGPU was tried first: ${error.message}`, model, request, dependencies)
  }
}

/**
 * Whether a model would fit on the device asked for, in a worker that is ended again; `auto` as `openEngine`
 * decides it.
 */
export async function preflightModel(
  model: ModelSource,
  device: EngineRequest['device'],
  dtype: EngineRequest['dtype'],
  dependencies: EngineDependencies = DEFAULT_DEPENDENCIES,
): Promise<MachineCheck> {
  const obstacle = device === 'auto' ? await dependencies.webgpuObstacle() : null
  const backend = device === 'auto' ? (obstacle === null ? 'webgpu' : 'wasm') : device
  const worker = new WorkerEngine(dependencies)
  try {
    const { id, name, files, golden, defaultDtype } = model
    const spec = { id, name, files, backend, dtype: dtype ?? defaultDtype[backend], golden }
    return { backend, backendReason: obstacle, ...(await worker.preflight(spec)) }
  } finally {
    await worker.dispose()
  }
}

/** What a model is and can do here, in a worker that is ended again. */
export async function inspectModel(
  files: readonly ModelFile[],
  dependencies: EngineDependencies = DEFAULT_DEPENDENCIES,
): Promise<CapabilityCard> {
  const worker = new WorkerEngine(dependencies)
  try {
    return await worker.inspect(files)
  } finally {
    await worker.dispose()
  }
}

/** SHA-256 (hex) of files by path, and the runtime's versions, in a worker that is ended again. */
export async function fingerprintFiles(
  files: readonly ModelFile[],
  dependencies: EngineDependencies = DEFAULT_DEPENDENCIES,
): Promise<{ hashes: Record<string, string>; runtime: string }> {
  const worker = new WorkerEngine(dependencies)
  try {
    return await worker.fingerprint(files)
  } finally {
    await worker.dispose()
  }
}

/**
 * An engine that is replaced in mid-run reads its model from memory: a run makes no request.
 * @param find the model of an id, the same object as long as its files are; rejects with `not-found`.
 */
export function engineFactory(
  find: (id: string) => Promise<ModelSource>,
  dependencies: EngineDependencies = DEFAULT_DEPENDENCIES,
): EngineFactory {
  const held = new WeakMap<ModelSource, readonly ModelFile[]>()
  return async ({ model, ...request }) => {
    const source = await find(model)
    const engine = await openEngine({ ...source, files: held.get(source) ?? source.files }, request, dependencies)
    held.set(source, engine.loaded.files)
    return engine
  }
}

/** What the browser does when a model worker tries to reach another origin. */
export async function probeModelWorker(
  url: string,
  options: WorkerEngineOptions = DEFAULT_OPTIONS,
): Promise<'blocked' | 'reached'> {
  const engine = new WorkerEngine(options)
  try {
    return await engine.probeEgress(url)
  } finally {
    await engine.dispose()
  }
}

async function openOn(
  backend: Backend,
  backendReason: string | null,
  model: ModelSource,
  request: Omit<EngineRequest, 'model'>,
  dependencies: EngineDependencies,
): Promise<LoadedEngine> {
  const { worker, loaded } = await load(
    backend,
    model,
    request.dtype ?? model.defaultDtype[backend],
    request,
    dependencies,
  )
  let check: Promise<SelfCheck> | null = null
  return {
    loaded,
    modelName: model.name,
    backendReason,
    selfCheck: () => (check ??= selfCheck(worker, loaded, model, request, dependencies)),
    agreement: async () =>
      backend === 'wasm'
        ? null
        : besideWasm(model, loaded, request.signal, dependencies, (wasm) =>
            tokenAgreement(worker, wasm, request.signal),
          ),
    open: (image, features, setting) => worker.open(image, features, undefined, setting),
    generate: (handle, turn, maxNewTokens, onToken) => worker.generate(handle, turn, maxNewTokens, onToken),
    generateAll: (handle, turns, maxNewTokens, onToken) => worker.generateAll(handle, turns, maxNewTokens, onToken),
    converse: (handle, turn, followUps, maxNewTokens, onToken) =>
      worker.converse(handle, turn, followUps, maxNewTokens, onToken),
    score: (handle, prompt, continuations) => worker.score(handle, prompt, continuations),
    forceText: (handle, prompt, text) => worker.forceText(handle, prompt, text),
    hiddenStates: (handle, prompt, position) => worker.hiddenStates(handle, prompt, position),
    abort: () => worker.abort(),
    close: (handle) => worker.close(handle),
    dispose: () => worker.dispose(),
  }
}

interface LoadOptions {
  readonly onProgress: (progress: LoadProgress) => void
  readonly signal: AbortSignal
}

async function load(
  backend: Backend,
  model: ModelSource,
  dtype: ModelSpec['dtype'],
  { onProgress, signal }: LoadOptions,
  dependencies: EngineDependencies,
): Promise<{ worker: WorkerEngine; loaded: LoadedModel }> {
  const worker = new WorkerEngine(dependencies)
  try {
    const { id, name, files, golden } = model
    const loaded = await worker.load({ id, name, files, backend, dtype, golden }, onProgress, signal)
    return { worker, loaded }
  } catch (error) {
    await worker.dispose()
    throw error
  }
}

/**
 * Golden tokens where the model has them; otherwise WebGPU must agree with WASM, which is the reference and
 * has nothing above it.
 */
async function selfCheck(
  worker: WorkerEngine,
  loaded: LoadedModel,
  model: ModelSource,
  { signal }: LoadOptions,
  dependencies: EngineDependencies,
): Promise<SelfCheck> {
  const check = await compared(worker, loaded, model, { signal, onProgress: () => undefined }, dependencies)
  return { ...check, language: await worker.languageCheck(signal) }
}

async function compared(
  worker: WorkerEngine,
  loaded: LoadedModel,
  model: ModelSource,
  { signal }: LoadOptions,
  dependencies: EngineDependencies,
): Promise<SelfCheck> {
  const golden = await worker.selfCheck(signal)
  if (golden !== null) return golden
  if (loaded.backend === 'wasm') {
    const tokens = await tryOut(worker, signal)
    return {
      kind: 'none',
      passed: null,
      detail: `WASM is the reference backend, and this model brings no golden tokens to compare it with; ${tokens} tokens about a test card were made of finite scores`,
    }
  }
  const float16 = Object.values(loaded.dtype).some((dtype) => dtype.endsWith('f16') || dtype === 'fp16')
  return besideWasm(model, loaded, signal, dependencies, (wasm) => compareBackends(worker, wasm, float16, signal))
}

/** Loads the same model, in the same dtypes, on the reference backend, for as long as `act` takes. */
async function besideWasm<T>(
  model: ModelSource,
  { dtype }: LoadedModel,
  signal: AbortSignal,
  dependencies: EngineDependencies,
  act: (wasm: WorkerEngine) => Promise<T>,
): Promise<T> {
  const reference = await load('wasm', model, dtype, { signal, onProgress: () => undefined }, dependencies)
  try {
    return await act(reference.worker)
  } finally {
    await reference.worker.dispose()
  }
}

/** A software adapter is a hundred times slower than WASM (docs/quirks.md), so it is used only when asked for. */
async function webgpuObstacle(): Promise<string | null> {
  if (!('gpu' in navigator)) return 'This browser has no WebGPU'
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === null) return 'WebGPU found no graphics adapter on this machine'
  return adapter.info.isFallbackAdapter
    ? 'The only WebGPU adapter is a software one, which is far slower than WASM'
    : null
}
