/**
 * @file How a run begins, and how it goes on: plan -> driver. Framework-free; storage, engine, clock, hashing and
 * locks are injected.
 *
 * What holds at every moment, also when the process is killed: a response is stored whole or not at all, at most once
 * for each sample (the store refuses a second), and a score is derived from a stored response and never the other way
 * round. So resuming is: read which samples have a response, score what has none yet, and ask the rest.
 *
 * driver.ts goes from sample to sample; asking.ts asks one, engine-lease.ts has the model for it, batching.ts says
 * which are asked together, guards/ and rewriter.ts make the guarded answers, journal.ts writes all down, control.ts
 * pauses and stops, progress.ts tells.
 */
import { LeakscopeError, toWire } from '../domain/errors.ts'
import { NO_GUARD } from '../domain/guard-spec.ts'
import type { AuditPlace, Run, RunConfig } from '../domain/run.ts'
import { RunDriver } from './driver.ts'
import { benchmarkById } from '../benchmarks/by-id.ts'
import { planRun } from './prepare.ts'
import { hashPlan } from './registered-plan.ts'
import { rescore } from './rescore.ts'
import type { RunHandle, RunnerDependencies } from './types.ts'

/**
 * Plans a run, stores it with its samples, and starts it.
 * @param audit its place, where it is one of several.
 * @throws LeakscopeError `bad-config`, or what the import of a shard throws; after that, errors end up in the handle.
 */
export async function startRun(
  deps: RunnerDependencies,
  config: RunConfig,
  audit: AuditPlace | null = null,
): Promise<RunHandle> {
  const plan = await planRun(config, {
    benchmarks: deps.benchmarks,
    ensureShard: deps.ensureShard,
    items: (id) => deps.store.items(id),
    plan: deps.plan,
  })
  const run: Run = {
    id: deps.newId(),
    identity: null,
    plan: await hashPlan({ config, ...plan }, plan.samples),
    config,
    status: 'running',
    createdAt: new Date(deps.now()).toISOString(),
    finishedAt: null,
    shards: plan.shards,
    benchmarks: plan.benchmarks,
    environment: null,
    sampleCount: plan.samples.length,
    failure: null,
    ...(audit === null ? {} : { audit }),
  }
  const release = await lockRun(deps, run.id)
  const driver = new RunDriver({ deps, run, samples: plan.samples, before: { scores: [], responses: [] }, release })
  try {
    await deps.store.createRun(run, plan.samples)
  } catch (error) {
    // A full disk is no reason to throw the plan away: the run rests until there is room, and is stored then.
    if (toWire(error).code === 'quota') return driver.start(() => deps.store.createRun(run, plan.samples))
    release()
    throw error
  }
  return driver.start()
}

/**
 * Goes on with a run that is not done; asks only what has no response.
 * Scores are derived anew: another version of the app or of a scorer is no obstacle.
 * @throws LeakscopeError `not-found`; `bad-config` when it is done, held by another tab, of a benchmark that is no
 *   more, or a shard changed meanwhile.
 */
export async function resumeRun(deps: RunnerDependencies, runId: string): Promise<RunHandle> {
  const run = await deps.store.run(runId)
  if (run === null) throw new LeakscopeError('not-found', `There is no run "${runId}" in this browser's store`)
  if (run.status === 'done')
    throw new LeakscopeError('bad-config', `Run "${runId}" is done; there is nothing to resume`)
  for (const id of Object.keys(run.benchmarks)) benchmarkById(deps.benchmarks, id)
  await assertSameShards(deps, run)
  const release = await lockRun(deps, runId)
  try {
    const samples = await deps.store.samples(runId)
    if (run.plan !== undefined && run.plan !== (await hashPlan(run, samples)))
      throw new LeakscopeError(
        'bad-config',
        'The run cannot go on because its plan is not the one that was registered before its first answer; ' +
          'start a new run, the answers so far are kept',
      )
    const scores = await rescore(deps.store, deps.benchmarks, runId)
    const responses = (await deps.store.responses(runId)).filter(({ guard }) => guard === NO_GUARD)
    return new RunDriver({ deps, run, samples, before: { scores, responses }, release }).start()
  } catch (error) {
    release()
    throw error
  }
}

/** A shard imported again under its id has other pictures: the run's questions would be asked of those. */
async function assertSameShards(deps: RunnerDependencies, run: Run): Promise<void> {
  const stored = await deps.store.shards()
  for (const { id, sha256 } of run.shards) {
    // One that ships is prepared again where it was deleted; any other one has to be imported again, as the error says.
    const now = stored.find((manifest) => manifest.id === id) ?? (await deps.ensureShard(id))
    if (now.sha256 === sha256) continue
    throw new LeakscopeError(
      'bad-config',
      `The run cannot go on because shard "${id}" was replaced since it began; ` +
        'start a new run, the answers so far are kept',
    )
  }
}

async function lockRun(deps: RunnerDependencies, runId: string): Promise<() => void> {
  const release = await deps.locks.acquire(runId)
  if (release === null)
    throw new LeakscopeError(
      'bad-config',
      'This run is going on in another tab; watch it there, or close that tab first',
    )
  return release
}
