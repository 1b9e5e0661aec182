import type { AuditWorkerApi } from '../../workers/audit/types.ts'
import { wrap, type Remote } from '../../workers/rpc.ts'

let worker: Remote<AuditWorkerApi> | null = null

/** The domain off the main thread, one per tab, started at the first call; the app starts it before a run, since fetching its script is a request. */
export function auditWorker(): Remote<AuditWorkerApi> {
  worker ??= wrap<AuditWorkerApi>(
    new Worker(new URL('../../workers/audit/worker.ts', import.meta.url), { type: 'module', name: 'audit' }),
  )
  return worker
}
