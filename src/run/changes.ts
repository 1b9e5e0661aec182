/**
 * @file Whether what a stored run began with is still so. A run is known by its config, which names models
 * and shards; what lies under a name may change.
 */
import { toWire } from '../domain/errors.ts'
import type { Run, RunEnvironment } from '../domain/run.ts'
import type { Store } from '../storage/database/types.ts'
import type { ModelFile } from '../../workers/model/types.ts'
import { answeringAlike, differences, questionsOf } from './identity.ts'
import { planRun, type PlanSources } from './prepare.ts'

/** A model as it lies there now. */
export interface FoundModel {
  readonly files: readonly ModelFile[]
}

export interface ChangeSources {
  readonly store: Pick<Store, 'samples'>
  readonly plan: PlanSources
  readonly model: (id: string) => Promise<FoundModel>
  readonly detector: (id: string) => Promise<FoundModel>
  /** The dtypes that the model would be loaded in. */
  readonly dtype: (run: Run, environment: RunEnvironment) => Promise<Readonly<Record<string, string>>>
  /** SHA-256 (hex) of files, by path, and the runtime's versions. */
  readonly fingerprint: (
    files: readonly ModelFile[],
  ) => Promise<{ readonly hashes: Readonly<Record<string, string>>; readonly runtime: string }>
  readonly sha256: (text: string) => Promise<string>
}

/**
 * What has changed since a run began of all that its answers depend on, each in words; empty when it stands
 * for its config as it is now. Asks nothing of a model: its files are hashed. @throws what `planRun` and
 * reading the model's files throw.
 */
export async function changesSince(run: Run, sources: ChangeSources): Promise<string[]> {
  const plan = await planRun(run.config, sources.plan)
  const shards = (list: Run['shards']) => Object.fromEntries(list.map(({ id, sha256 }) => [id, sha256]))
  const changes = differences({ shards: shards(run.shards) }, { shards: shards(plan.shards) })
  // Other questions of other items go without saying.
  if (changes.length === 0) {
    const stored = await sources.store.samples(run.id)
    const [before, now] = await Promise.all([stored, plan.samples].map((list) => questionsOf(list, sources.sha256)))
    changes.push(...differences({ questions: before }, { questions: now }))
  }
  const { environment } = run
  if (environment === null || environment.backend === 'built-in') return changes
  changes.push(...(await modelChanges(run, environment, sources)))
  for (const { id, fileHashes } of environment.detectors ?? []) {
    const { hashes } = await sources.fingerprint(named(await sources.detector(id), Object.keys(fileHashes)))
    changes.push(...differences({ [id]: fileHashes }, { [id]: hashes }))
  }
  return changes
}

async function modelChanges(run: Run, environment: RunEnvironment, sources: ChangeSources): Promise<string[]> {
  const { files } = await sources.model(run.config.model)
  // Read at every load beside the weights: one that is new may be a chat template.
  const texts = files.flatMap(({ path }) =>
    /^[^/]+\.(?:json|jinja|txt)$/.test(path) && path !== 'leakscope.json' ? [path] : [],
  )
  const { hashes, runtime } = await sources.fingerprint(
    named({ files }, [...Object.keys(environment.fileHashes), ...texts]),
  )
  const before = {
    model: { files: environment.fileHashes, dtype: environment.dtype },
    runtime: versions(environment.runtime),
  }
  const dtype = await sources.dtype(run, environment).catch((error: unknown) => ({ none: toWire(error).message }))
  return differences(before, { model: { files: hashes, dtype }, runtime: versions(runtime) })
}

function named({ files }: FoundModel, paths: readonly string[]): ModelFile[] {
  const wanted = new Set(paths)
  return files.filter(({ path }) => wanted.has(path))
}

/** Whether packed weights are unpacked depends on the memory of the moment. */
function versions(runtime: string): string {
  return answeringAlike(runtime.split(', packed weights')[0]!)
}
