/** @file The composition root: every part of the app below the screens, wired. */
import type { Benchmark } from '../benchmarks/contract.ts'
import { LeakscopeError } from '../domain/errors.ts'
import { hexOf } from '../domain/hex.ts'
import { modelsOf, parseGuard, SHIPPED_DETECTORS } from '../guards/registry.ts'
import type { AuditPlace, RunConfig } from '../domain/run.ts'
import type { Sample, ShardManifest } from '../domain/sample.ts'
import { createDrafts } from '../storage/database/drafts.ts'
import { openStore } from '../storage/database/store.ts'
import type { QuietWork } from '../../workers/quiet.ts'
import type { Protection } from '../../workers/service/types.ts'
import { resumeAudit, startAudit } from './audit.ts'
import {
  BUILT_IN,
  beyondBuiltIn,
  builtInObstacle,
  engineFactory,
  fingerprintFiles,
  openBuiltIn,
  inspectModel,
  measureDevice,
  modelFromFolder,
  preflightModel,
  probeModelWorker,
  type ModelSource,
} from '../engine/index.ts'
import { deletion } from './deleting.ts'
import { probeGuardWorker } from './guards/classifier.ts'
import { detectorFactory } from './guards/detectors.ts'
import { auditLock, noteInterrupted, resumableOf } from './interrupted.ts'
import { gated, gatedOwnImages } from './protection.ts'
import { createIntake } from './intake.ts'
import { openRequestLog, timelineNow } from './request-log.ts'
import { browserLocks } from './locks.ts'
import {
  announceModels,
  keepFolder,
  storedModels,
  probeModelWriter,
  removeStored,
  watchStoredModels,
} from './stored-models.ts'
import { createModelCopies } from './model-copies.ts'
import { createModels } from './models.ts'
import { createOwnImages, type OwnDraft } from './own-images.ts'
import { auditWorker } from './audit-worker.ts'
import type { EngineFactory } from '../engine/contract.ts'
import type { ModelListing, RunHandle, RunnerDependencies, Session, ShardListing } from './types.ts'

/**
 * What the first screen does without: scorers bring tables of many languages. Each is fetched when it is first
 * asked for, and all before a run begins, since a run makes no request.
 */
const later = {
  run: () => import('./run.ts'),
  benchmarks: () => import('../benchmarks/registry.ts'),
  apply: () => import('../conditions/apply.ts'),
  prepare: () => import('./prepare.ts'),
  changes: () => import('./changes.ts'),
  replay: () => import('./replay.ts'),
  openAnswers: () => import('./open-answers.ts'),
  rescore: () => import('./rescore.ts'),
}
const all = (): Promise<unknown> => Promise.all(Object.values(later).map((fetched) => fetched()))

const BUILT_IN_LISTING: ModelListing = {
  id: BUILT_IN,
  name: "The browser's own model",
  bytes: 0,
  hashes: {},
  dtypes: {},
  source: 'built-in',
}

/**
 * Opens the store and wires the app. One per tab.
 * @param protection what keeps this page's data here; without it the session takes no picked shard files
 *   (protection.ts).
 * @param hush ends what app and browser ask for by themselves, before a run's first question and before
 *   picked files are read; resolves to what lets them ask again.
 * @param onBlocked is called when the store cannot be opened before a run in a tab with an older version is over.
 * @throws LeakscopeError when the browser gives no storage.
 */
export async function createSession(
  protection: Promise<Protection>,
  hush: (work: QuietWork) => Promise<() => void>,
  build: string | null = null,
  onBlocked: () => void = () => undefined,
): Promise<Session> {
  // First, so that no request goes by unseen.
  const requestLog = openRequestLog()
  const store = await openStore(undefined, (notice) => {
    if (notice === 'blocked') onBlocked()
  })
  const ownImages = gatedOwnImages(createOwnImages(), protection)
  const intake = gated(
    createIntake(undefined, null, undefined, (picture, reading) => ownImages.text(picture, reading)),
    protection,
    () => hush('import'),
  )
  const models = createModels()
  const modelCopies = createModelCopies(async (id, onBytes) => {
    const picked = models.picked(id)
    await keepFolder(picked, onBytes)
    models.forget(picked)
    announceModels()
  })
  const drafts = createDrafts<OwnDraft>()
  const deletions = deletion(store, () => browserLocks.held())

  async function shards(): Promise<ShardListing[]> {
    const [shipped, stored] = await Promise.all([intake.catalogue(), store.shards()])
    const own = stored.filter(({ id }) => !shipped.some((entry) => entry.id === id))
    return [...shipped, ...own].map(({ id, benchmark, name, rows, bytes, licence }) => ({
      id,
      benchmark,
      name,
      rows,
      bytes,
      licence,
      imported: stored.some((manifest) => manifest.id === id),
    }))
  }

  async function ensureShard(id: string): Promise<ShardManifest> {
    const listed = await shards()
    if (!listed.some((shard) => shard.id === id)) {
      throw new LeakscopeError(
        'bad-config',
        `shards: "${id}" is unknown; allowed are ${listed.map((shard) => shard.id).join(', ')}, or import its files first`,
      )
    }
    const own = (await store.shards()).find((manifest) => manifest.id === id)
    const shipped = (await intake.catalogue()).some((entry) => entry.id === id)
    return own !== undefined && !shipped ? own : intake.prepareShipped(id)
  }

  const openWorkerEngine = engineFactory((id) => models.source(id))
  const openEngine: EngineFactory = (request) =>
    request.model === BUILT_IN ? openBuiltIn(request) : openWorkerEngine(request)
  const rest: Omit<RunnerDependencies, 'benchmarks'> = {
    store,
    openEngine,
    openDetector: detectorFactory((id) => models.detectorSource(id), openEngine),
    locks: browserLocks,
    now: timelineNow,
    newId: () => crypto.randomUUID(),
    sha256,
    requestsSince: (at) => requestLog.since(at),
    hush: () => hush('run'),
    ensureShard,
    plan: ({ meta }, items, options) => auditWorker().plan(meta.id, items, options),
    build,
  }

  const dependencies = async (): Promise<RunnerDependencies> => ({ ...rest, benchmarks: await allBenchmarks() })

  async function start(config: RunConfig, place: AuditPlace | null = null): Promise<RunHandle> {
    // An unknown model is the caller's mistake: no run is stored for it.
    await assertModel(config)
    if (config.rewriter != null) await models.source(config.rewriter)
    await assertDetectors(config)
    await all()
    return (await later.run()).startRun(await dependencies(), config, place)
  }

  async function resumeRun(runId: string): Promise<RunHandle> {
    await all()
    return (await later.run()).resumeRun(await dependencies(), runId)
  }

  async function assertModel({ model: id, conditions = [] }: RunConfig): Promise<void> {
    const obstacle = id === BUILT_IN ? ((await builtInObstacle()) ?? beyondBuiltIn(await asked(conditions))) : null
    if (obstacle !== null)
      throw new LeakscopeError('bad-config', `model: the browser's own model cannot be used: ${obstacle}`)
    if (id !== BUILT_IN) await assertConversations(await models.source(id), conditions)
  }

  /** That a model has no second turn would else be found out in the middle of the run. */
  async function assertConversations({ name, files }: ModelSource, conditions: readonly string[]): Promise<void> {
    const going = (await later.apply()).conversations(conditions)
    if (going.length === 0 || (await inspectModel(files)).conversations !== false) return
    throw new LeakscopeError(
      'bad-config',
      `conditions: ${going.join(', ')} ${going.length === 1 ? 'asks' : 'ask'} on after an answer, which ${name} ` +
        'cannot: an encoder reads its prompts; leave them out, or choose another model',
    )
  }

  /** The one that ships may be damaged, which is the run's affair; one that nobody added is a mistake in the config. */
  async function assertDetectors({ guards }: RunConfig): Promise<void> {
    for (const name of guards) {
      const spec = parseGuard(name)
      for (const id of spec ? modelsOf(spec) : []) if (!SHIPPED_DETECTORS.includes(id)) await models.detectorSource(id)
    }
  }

  return {
    store,
    ...deletions,
    async clear() {
      await deletions.clear()
      await drafts.clear()
    },
    intake,
    ownImages,
    drafts,
    requestLog,
    async models() {
      const listed = await models.list()
      return (await builtInObstacle()) === null ? [...listed, BUILT_IN_LISTING] : listed
    },
    detectors: () => models.detectors(),
    async addModelFolder(files) {
      const added = await models.addFolder(files)
      modelCopies.forget(added.id)
      // Looking into a folder takes a while: the user may be on another screen by now.
      announceModels()
      return added
    },
    builtInObstacle,
    preflight: async (model, device, dtype) => preflightModel(await models.source(model), device, dtype),
    measureDevice: async (model, device, signal) =>
      measureDevice(await models.source(model), { device, dtype: null, onProgress: () => undefined, signal }),
    inspectModel: async (model) => inspectModel((await models.source(model)).files),
    inspectFolder: async (files) => inspectModel((await modelFromFolder(files)).files),
    storedModels,
    modelCopies,
    removeModel: removeStored,
    onModelsChanged: watchStoredModels,
    shards,
    ensureShard,
    countSamples: async (config) =>
      (await later.prepare()).countSamples(
        config,
        { benchmarks: await allBenchmarks(), items: (id) => store.items(id), plan: rest.plan },
        await store.shards(),
      ),
    startRun: (config) => start(config),
    startAudit(configs) {
      const id = crypto.randomUUID()
      const audit = startAudit(configs, { id, startRun: start })
      holdStore(id, audit.finished)
      return audit
    },
    async resumeAudit(runId) {
      const runs = await store.runs()
      const run = runs.find(({ id }) => id === runId)
      if (run === undefined) throw new LeakscopeError('not-found', `There is no run "${runId}" in this browser's store`)
      const id = run.audit?.id ?? crypto.randomUUID()
      const audit = resumeAudit(run, runs, { id, startRun: start, resumeRun: () => resumeRun(runId) })
      holdStore(id, audit.finished)
      return audit
    },
    async leaveAudit(runId) {
      const run = await store.run(runId)
      if (run?.audit !== undefined) await store.updateRun(runId, { audit: { ...run.audit, next: [] } })
    },
    resume: resumeRun,
    async changesSince(runId) {
      const run = await store.run(runId)
      if (run === null) throw new LeakscopeError('not-found', `There is no run "${runId}" in this browser's store`)
      return (await later.changes()).changesSince(run, {
        store,
        plan: { benchmarks: await allBenchmarks(), ensureShard, items: (id) => store.items(id), plan: rest.plan },
        model: (id) => models.source(id),
        detector: (id) => models.detectorSource(id),
        dtype: async ({ config }, { backend }) =>
          (
            await preflightModel(
              await models.source(config.model),
              backend === 'webgpu' ? backend : 'wasm',
              config.dtype,
            )
          ).dtype,
        fingerprint: (files) => fingerprintFiles(files),
        sha256,
      })
    },
    replay: async (run, samples, onStart) =>
      (await later.replay()).replay(run, samples, { store, newId: rest.newId, resume: resumeRun }, onStart),
    async runs() {
      await noteInterrupted(store, () => browserLocks.held())
      return store.runs()
    },
    async resumable() {
      await noteInterrupted(store, () => browserLocks.held())
      return resumableOf(await store.runs(), await browserLocks.held())
    },
    openAnswers: async (request) =>
      (await later.openAnswers()).openAnswers(request, {
        store,
        intake,
        plan: { benchmarks: await allBenchmarks(), ensureShard, items: (id) => store.items(id), plan: rest.plan },
      }),
    rescore: async (runId) => (await later.rescore()).rescore(store, await allBenchmarks(), runId),
    async probeEgress(url) {
      const [page, intakeWorker, model, audit, vision, guard, modelWriter] = await Promise.all([
        probePage(url),
        intake.probeEgress(url),
        probeModelWorker(url),
        auditWorker().probeEgress(url),
        ownImages.probeEgress(url),
        probeGuardWorker(url),
        probeModelWriter(url),
      ])
      return { page, intake: intakeWorker, model, audit, vision, guard, 'model-store': modelWriter }
    },
  }
}

/**
 * Between two of its runs, and before the first, an audit is a run as well: no newer version in another tab
 * may take the store.
 */
function holdStore(id: string, until: Promise<unknown>): void {
  void browserLocks
    .acquire(auditLock(id))
    .then((release) => until.catch(() => undefined).then(() => release?.()))
    .catch(() => undefined)
}

async function asked(conditions: readonly string[]): Promise<readonly Sample[]> {
  return (await later.apply()).anySample(conditions)
}

async function allBenchmarks(): Promise<readonly Benchmark[]> {
  return (await later.benchmarks()).BENCHMARKS
}

async function probePage(url: string): Promise<'blocked' | 'reached'> {
  try {
    await fetch(url, { mode: 'no-cors' })
    return 'reached'
  } catch {
    return 'blocked'
  }
}

async function sha256(text: string): Promise<string> {
  return hexOf(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}
