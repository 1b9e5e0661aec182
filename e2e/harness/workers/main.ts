/**
 * @file Every call of every worker client of the app, on workers that fail in the way that is set. Not part
 * of the app.
 */
import '../trusted.ts'
import { LeakscopeError } from '../../../src/domain/errors.ts'
import { createAuditWorker } from '../../../src/run/audit-worker.ts'
import { WorkerEngine, DEFAULT_OPTIONS } from '../../../src/engine/worker-engine.ts'
import type { ModelSource } from '../../../src/engine/index.ts'
import { openClassifier, spawnGuardWorker } from '../../../src/run/guards/classifier.ts'
import { createIntake } from '../../../src/run/intake.ts'
import { keepFolder } from '../../../src/run/stored-models.ts'
import { createOwnImages } from '../../../src/run/own-images.ts'
import type { WorkerLimits } from '../../../src/workers/client.ts'
import { createModelWriter, type ModelWriterLimits } from '../../../src/workers/model-store.ts'
import type { ModelSpec } from '../../../workers/model/types.ts'
import type { Way } from './ways.ts'

let way: Way = 'well'
/** Whether the worker that is being started fails only after its model was loaded. */
let loads = false
const Real = globalThis.Worker
globalThis.Worker = class extends Real {
  constructor(script: string | URL, options?: WorkerOptions) {
    const instead: Partial<Record<Way, string>> = {
      'is missing': '/missing.js',
      'is no script': '/index.html',
      'never arrives': '/never.js',
    }
    super(instead[way] ?? `${String(script)}?way=${encodeURIComponent(way)}&loads=${String(loads)}`, options)
  }
}

/** Short, so that all can be waited for; the workers under test fail on purpose. */
const LIMITS = { startMs: 4000, stuckMs: 3000 }
const withPings: WorkerLimits = { startMs: 4000, stuckMs: 5000, silentMs: 1500 }
const ofModelWriter: ModelWriterLimits = { ...withPings, finishMs: 5000 }
const without: WorkerLimits = { ...LIMITS, silentMs: null }

const source: ModelSource = {
  id: 'm',
  name: 'm',
  files: [],
  defaultDtype: { webgpu: null, wasm: null },
  golden: null,
}
const spec: ModelSpec = { id: 'm', name: 'm', files: [], backend: 'wasm', dtype: null, golden: null }
/** The port of the hub's frame is served for as long as the model writer lives. */
export const SERVE = 'modelWriter.serve'
const ignore = (): void => undefined

/** A worker's calls by name, each on the same client. */
type Calls = Readonly<Record<string, (signal: AbortSignal) => Promise<unknown>>>

const CLIENTS: Readonly<Record<string, () => Calls>> = {
  audit() {
    const audit = createAuditWorker(without)
    return {
      metrics: () => audit.metrics([], [], []),
      plan: () => audit.plan('b', [], { seed: 1, limit: null } as never),
      probeEgress: () => audit.probeEgress('x'),
    }
  },
  intake() {
    const intake = createIntake('/', 'workers-test', { ...withPings, graceMs: 500 })
    return {
      catalogue: () => intake.catalogue(),
      prepareShipped: (signal) => intake.prepareShipped('s', { signal, onProgress: ignore }),
      preview: (signal) => intake.preview([], signal),
      importFiles: (signal) => intake.importFiles([], true, { signal }),
      probeEgress: () => intake.probeEgress('x'),
    }
  },
  vision() {
    const vision = createOwnImages('/', 'workers-test', withPings)
    return {
      read: () => vision.read(new Blob()),
      keep: () => vision.keep('k', []),
      probeEgress: () => vision.probeEgress('x'),
    }
  },
  modelWriter() {
    const modelWriter = (): ReturnType<typeof createModelWriter> => createModelWriter(ofModelWriter)
    const model = { id: 'k', name: 'k', origin: { kind: 'folder' }, licence: null, files: [] } as const
    return {
      copy: () => keepFolder({ source, files: [], classifier: false }, ignore, ofModelWriter),
      begin: () => modelWriter().begin(model),
      append: () => modelWriter().append('p', 0, new ArrayBuffer(8)),
      finish: () => modelWriter().finish('p'),
      release: () => modelWriter().release(),
      serve: () => modelWriter().serve(new MessageChannel().port1),
      probeEgress: () => modelWriter().probeEgress('x'),
    }
  },
  guard() {
    const open = (signal: AbortSignal): ReturnType<typeof openClassifier> =>
      openClassifier(
        source,
        { detector: 'd', device: 'wasm', onProgress: ignore, signal },
        {
          spawn: spawnGuardWorker,
          limits: without,
          webgpuObstacle: async () => null,
        },
      )
    return {
      load: open,
      async detect() {
        loads = true
        // What is aborted is the call: on a busy machine the opening would be.
        const opened = open(new AbortController().signal)
        loads = false
        return (await opened).detect('text', 'text')
      },
    }
  },
  model() {
    const engine = (): WorkerEngine => new WorkerEngine({ ...DEFAULT_OPTIONS, limits: without, graceMs: 500 })
    return {
      load: (signal) => engine().load(spec, ignore, signal),
      preflight: () => engine().preflight(spec),
      selfCheck: (signal) => engine().selfCheck(signal),
      open: (signal) => engine().open(null, null, signal),
      generate: (signal) => engine().generate(1, 'q', 8, null, signal),
      generateAll: (signal) => engine().generateAll(1, ['q'], 8, null, signal),
      converse: (signal) => engine().converse(1, 'q', ['r'], 8, null, signal),
      score: (signal) => engine().score(1, 'q', ['a'], signal),
      force: (signal) => engine().force(1, 'q', [1], signal),
      forceText: (signal) => engine().forceText(1, 'q', 'a', signal),
      hiddenStates: (signal) => engine().hiddenStates(1, 'q', -2, signal),
      close: () => engine().close(1),
      probeEgress: () => engine().probeEgress('x'),
    }
  },
}

export interface Outcome {
  readonly call: string
  /** null: it resolved. `pending`: it did not settle. */
  readonly code: string | null
  readonly message: string
  readonly ms: number
  /** How the same call of the same client went afterwards, on a worker that is well; null where that was not tried. */
  readonly again: string | null
}

async function outcome(call: string, work: () => Promise<unknown>): Promise<Outcome> {
  const began = performance.now()
  const [code, message] = await Promise.race([
    work().then(
      () => [null, ''] as const,
      (error: unknown) =>
        error instanceof LeakscopeError
          ? ([error.code, error.message] as const)
          : (['foreign', String(error)] as const),
    ),
    new Promise<readonly ['pending', '']>((resolve) =>
      setTimeout(() => resolve(['pending', '']), call === SERVE ? 6000 : 40_000),
    ),
  ])
  return { call, code, message, ms: performance.now() - began, again: null }
}

/**
 * Calls everything on workers that fail in this way, all at the same time, and then again on workers that are well.
 * @param abortMs when the calls that take a signal are aborted; null: not.
 */
async function tryAll(failing: Way, abortMs: number | null = null): Promise<Outcome[]> {
  way = failing
  const signal = abortMs === null ? new AbortController().signal : AbortSignal.timeout(abortMs)
  const made = Object.entries(CLIENTS).flatMap(([worker, make]) =>
    // Each call has a client of its own: the end of one must not be what settles the next.
    Object.keys(make())
      // Thirty workers that keep a core each would show how busy the machine is, and no more.
      .slice(0, failing === 'loops for ever' ? 1 : undefined)
      .map((name) => ({ call: `${worker}.${name}`, run: make()[name]! })),
  )
  const first = await Promise.all(made.map(({ call, run }) => outcome(call, () => run(signal))))
  way = 'well'
  const again = await Promise.all(
    made.map(({ call, run }) =>
      call === SERVE ? Promise.resolve(null) : outcome(call, () => run(new AbortController().signal)),
    ),
  )
  return first.map((one, at) => ({ ...one, again: again[at]?.code ?? null }))
}

export const workers = { tryAll }
Object.assign(globalThis, { workers })
