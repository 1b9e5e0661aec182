/**
 * @file The request log: what the page and its workers asked of any server, as the browser's own performance
 * timeline has it. The user reads it; it enforces nothing (the Content-Security-Policy does that).
 *
 * In a run it stays at zero: shards are in the store and the model is in memory before the first sample is
 * asked, also for an engine that replaces a lost one; its script comes out of this browser's cache, which is
 * shown and not counted.
 */
import { LEDGER_CHANNEL, observeRequests, type ReportedRequest } from '../../workers/request-log.ts'
import { Observable } from './observable.ts'
import type { RequestLogEntry, RequestLog } from './types.ts'

/** Starts to listen; call it once, before the first worker is made. */
export function openRequestLog(origin: string = location.origin): RequestLog {
  let entries: readonly RequestLogEntry[] = []
  const observable = new Observable(() => entries)
  function add(requests: readonly ReportedRequest[]): void {
    const fresh = requests.map((request) => ({ ...request, foreign: new URL(request.url).origin !== origin }))
    entries = [...entries, ...fresh].sort((a, b) => a.at - b.at)
    observable.changed()
  }
  observeRequests('page', add)
  new BroadcastChannel(LEDGER_CHANNEL).addEventListener('message', (event: MessageEvent<readonly ReportedRequest[]>) =>
    add(event.data),
  )
  return {
    snapshot: observable.snapshot,
    subscribe: observable.subscribe,
    since: (at) => entries.filter((entry) => entry.at >= at && !entry.cached).length,
  }
}

/** Epoch milliseconds by the clock that the performance timeline runs on. */
export function timelineNow(): number {
  return performance.timeOrigin + performance.now()
}
