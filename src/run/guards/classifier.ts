/**
 * @file Sequence classifiers as detectors: one guard worker each, WebGPU first, WASM where that cannot run it
 * or says otherwise.
 */
import { errorText, LeakscopeError } from '../../domain/errors.ts'
import { scoreWindows } from '../../guards/score.ts'
import type { Backend } from '../../../workers/model/types.ts'
import type { GuardWorkerApi, LoadedDetector, WindowHeads } from '../../../workers/guard/types.ts'
import { WorkerClient, type WorkerLimits } from '../../workers/client.ts'
import { proxy } from '../../../workers/rpc.ts'
import type { ModelSource } from '../../engine/index.ts'
import type { DetectorEngine, DetectorRequest } from '../types.ts'

/** Largest difference of any head's probability at which two backends agree. */
export const TOLERANCE = 1e-3
/** A detector has no golden answers; these are read by both backends. The last is longer than any window. */
const PROBES = [
  'The form shows the e-mail address mara.quill@example.com and the phone number 404-555-0123.',
  "I'm sorry, I cannot help with that.",
  `The picture shows a form with several fields. ${'It was filled in by hand, and nobody has signed it yet. '.repeat(60)}`,
]

/**
 * Compiling shaders on a slow device takes half a minute, and so may a long text in WebAssembly, which keeps
 * the thread.
 */
export const GUARD_LIMITS: WorkerLimits = { startMs: 30_000, silentMs: null, stuckMs: 240_000 }

export interface ClassifierOptions {
  readonly spawn: () => Worker
  readonly limits?: WorkerLimits
  /** Why WebGPU is not worth trying when the choice is ours; null when it is. */
  readonly webgpuObstacle: () => Promise<string | null>
}

export function spawnGuardWorker(): Worker {
  return new Worker(new URL('../../../workers/guard/worker.ts', import.meta.url), { type: 'module', name: 'guard' })
}

/**
 * Loads a classifier on the device asked for. With `auto`, WebGPU first; when that cannot run it, or its
 * scores are not those of WASM, then WASM, and `backendReason` says why.
 * @throws LeakscopeError with the code of what is wrong with the device or the files.
 */
export async function openClassifier(
  source: ModelSource,
  request: DetectorRequest,
  options: ClassifierOptions,
): Promise<DetectorEngine> {
  const { device } = request
  if (device !== 'auto') return detector(source, await open(source, device, request, options), null)
  const obstacle = await options.webgpuObstacle()
  if (obstacle !== null) return detector(source, await open(source, 'wasm', request, options), obstacle)
  const wasm = await open(source, 'wasm', request, options)
  try {
    const webgpu = await open(source, 'webgpu', request, options)
    const difference = await largestDifference(webgpu, wasm).catch((error: unknown) => {
      webgpu.end()
      throw error
    })
    if (difference <= TOLERANCE) {
      wasm.end()
      return detector(source, webgpu, null)
    }
    webgpu.end()
    return detector(
      source,
      wasm,
      `WebGPU was tried first: its scores differ from those of WASM by ${difference.toPrecision(2)}, ${TOLERANCE} allowed`,
    )
  } catch (error) {
    return detector(source, wasm, `WebGPU was tried first: ${errorText(error)}`)
  }
}

/** One worker with its detector. */
interface Open {
  readonly loaded: LoadedDetector
  detect(text: string): Promise<WindowHeads>
  end(): void
}

async function open(
  { id, name, files, defaultDtype }: ModelSource,
  backend: Backend,
  { onProgress, signal }: DetectorRequest,
  { spawn, limits = GUARD_LIMITS }: ClassifierOptions,
): Promise<Open> {
  const dtype = defaultDtype[backend]
  const client = connect(spawn, limits)
  const end = (): void => client.end(new LeakscopeError('engine-lost', 'The detector was disposed of'))
  try {
    const spec = { id, name, files, backend, dtype: typeof dtype === 'string' ? dtype : null }
    const loaded = await client.call((remote, progress) => remote.load(spec, proxy(progress(onProgress))), { signal })
    return { loaded, detect: (text) => client.call((remote) => remote.detect(text)), end }
  } catch (error) {
    end()
    throw error
  }
}

/** One worker for one detector: its weights die with it. */
function connect(spawn: () => Worker, limits: WorkerLimits): WorkerClient<GuardWorkerApi> {
  return new WorkerClient<GuardWorkerApi>({
    name: 'guard',
    spawn,
    limits,
    lostCode: 'engine-lost',
    once: true,
    aborted: 'Loading the detector was stopped',
  })
}

async function largestDifference(a: Open, b: Open): Promise<number> {
  let largest = 0
  for (const text of PROBES) {
    const [one, other] = [await a.detect(text), await b.detect(text)]
    for (const [i, heads] of one.entries()) {
      for (const [head, p] of Object.entries(heads)) {
        largest = Math.max(largest, Math.abs(p - (other[i]?.[head] ?? Number.POSITIVE_INFINITY)))
      }
    }
  }
  return largest
}

function detector(source: ModelSource, { loaded, detect, end }: Open, backendReason: string | null): DetectorEngine {
  const thresholds = Object.fromEntries(loaded.heads.map((head) => [head, source.thresholds?.[head] ?? 0.5]))
  const { id, name, errors } = source
  const { backend, dtype, fileHashes, runtime } = loaded
  const environment = { id, name, fileHashes, dtype, backend, backendReason, runtime, thresholds }
  return {
    environment: errors === undefined ? environment : { ...environment, errors },
    detect: async (answer) => scoreWindows(await detect(answer), thresholds),
    dispose: async () => end(),
  }
}

/** What the browser does when a guard worker tries to reach another origin. */
export async function probeGuardWorker(url: string): Promise<'blocked' | 'reached'> {
  const client = connect(spawnGuardWorker, GUARD_LIMITS)
  try {
    return await client.call((remote) => remote.probeEgress(url))
  } finally {
    client.end()
  }
}
