/**
 * @file Questions of an earlier run asked again, to see whether the model at hand gives the same answers. They are a
 * run of their own in the store, which begins as the earlier one did and is deleted when it has ended: what differs in
 * model, dtype, backend or runtime refuses it as it refuses a resumed run.
 */
import { LeakscopeError } from '../domain/errors.ts'
import { NO_GUARD } from '../domain/guard-spec.ts'
import type { Response } from '../domain/response.ts'
import type { Run } from '../domain/run.ts'
import type { Store } from '../storage/database/types.ts'
import type { PlannedSample } from './prepare.ts'
import type { RunHandle } from './types.ts'

export interface ReplaySources {
  readonly store: Store
  readonly newId: () => string
  readonly resume: (runId: string) => Promise<RunHandle>
}

/**
 * The model's own answers; what guards made of them is no question to the model.
 * @param samples of that run, in the order of its plan.
 * @param onStart gets the handle of the run that asks.
 * @throws LeakscopeError what keeps the run from being resumed, or made it fail; `aborted` where it was stopped.
 */
export async function replay(
  run: Run,
  samples: readonly PlannedSample[],
  { store, newId, resume }: ReplaySources,
  onStart: (handle: RunHandle) => void = () => undefined,
): Promise<Response[]> {
  const { environment, identity, shards, benchmarks } = run
  if (environment === null || identity === null)
    throw new LeakscopeError('bad-config', 'The answers were made elsewhere: there is nothing to ask again')
  const id = newId()
  const { detectors: _, ...model } = environment
  const { judges: __, rewriter: ___, ...config } = run.config
  await store.createRun(
    {
      id,
      identity,
      config: { ...config, guards: [NO_GUARD] },
      status: 'interrupted',
      createdAt: run.createdAt,
      finishedAt: null,
      shards,
      benchmarks,
      environment: { ...model, modelId: config.model },
      sampleCount: samples.length,
      failure: null,
    },
    samples,
  )
  try {
    const handle = await resume(id)
    onStart(handle)
    const ended = await handle.finished
    if (ended.status !== 'done')
      throw new LeakscopeError(
        ended.failureCode ?? 'aborted',
        ended.failure ?? `The questions were not asked to the end: ${ended.status}`,
      )
    return await store.responses(id)
  } finally {
    await store.deleteRun(id)
  }
}
