import type { ReportWorkerApi } from '../../workers/report/types.ts'
import { wrap, type Remote } from '../../workers/rpc.ts'

let worker: Remote<ReportWorkerApi> | null = null

/** The report worker, one per tab, started at the first call; the app starts it before a run, since fetching its script is a request. */
export function reportWorker(): Remote<ReportWorkerApi> {
  worker ??= wrap<ReportWorkerApi>(
    new Worker(new URL('../../workers/report/worker.ts', import.meta.url), { type: 'module', name: 'report' }),
  )
  return worker
}
