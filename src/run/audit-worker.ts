import { WorkerClient, type WorkerLimits } from '../workers/client.ts'
import type { AuditWorkerApi } from '../../workers/audit/types.ts'

/** Its own work keeps its thread: the numbers of 100,000 samples take seconds on a busy machine. */
export const AUDIT_LIMITS: WorkerLimits = { startMs: 30_000, silentMs: null, stuckMs: 600_000 }

export function createAuditWorker(limits: WorkerLimits = AUDIT_LIMITS): AuditWorkerApi {
  const client = new WorkerClient<AuditWorkerApi>({
    name: 'audit',
    spawn: () =>
      new Worker(new URL('../../workers/audit/worker.ts', import.meta.url), { type: 'module', name: 'audit' }),
    limits,
  })
  return {
    plan: (benchmark, items, options) => client.call((remote) => remote.plan(benchmark, items, options)),
    metrics: (samples, responses, scores, judgements) =>
      client.call((remote) => remote.metrics(samples, responses, scores, judgements)),
    compare: (own, reference) => client.call((remote) => remote.compare(own, reference)),
    probeEgress: (url) => client.call((remote) => remote.probeEgress(url)),
  }
}

let worker: AuditWorkerApi | null = null

/**
 * The domain off the main thread, one per tab, started at the first call; the app starts it before a run,
 * since fetching its script is a request.
 */
export function auditWorker(): AuditWorkerApi {
  return (worker ??= createAuditWorker())
}
