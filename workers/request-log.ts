/**
 * @file Each worker's part of the request log: a worker has its own performance timeline, which the page
 * cannot see. Import `reportRequests` and call it first thing in the worker's entry.
 */

/** The page and all workers of this origin speak on it. */
export const LEDGER_CHANNEL = 'leakscope-requests'

export interface ReportedRequest {
  readonly url: string
  readonly from: string
  /** When it began, in epoch milliseconds by the monotonic clock. */
  readonly at: number
  /** Answered from this browser's own copies, so that nothing left it. */
  readonly cached: boolean
}

/** Reports every request of this context, those before the call included, and calls `report` with each batch. */
export function observeRequests(from: string, report: (requests: readonly ReportedRequest[]) => void): void {
  const observer = new PerformanceObserver((list) => {
    const requests = list
      .getEntries()
      // blob: and data: URLs are read from memory.
      .filter(({ name }) => /^(https?|wss?):/.test(name))
      .map((entry) => ({
        url: entry.name,
        from,
        at: performance.timeOrigin + entry.startTime,
        cached: isCached(entry as PerformanceResourceTiming),
      }))
    if (requests.length > 0) report(requests)
  })
  observer.observe({ type: 'resource', buffered: true })
}

/**
 * No byte came over the wire, not even the headers of a 304. Behind a service worker no byte is ever counted,
 * also of what it asked the server for; it does not ask for files whose names never change, which it keeps from
 * its installation on. A body of none is a failure, except for the script of a worker, whose body is counted
 * nowhere.
 */
function isCached({ name, transferSize, encodedBodySize, workerStart }: PerformanceResourceTiming): boolean {
  const { origin, pathname } = new URL(name)
  if (transferSize > 0 || origin !== self.location.origin) return false
  return /\/(assets|ort)\//.test(pathname) || (workerStart === 0 && encodedBodySize > 0)
}

/** Reports the requests of this worker to the page. */
export function reportRequests(from: string): void {
  const channel = new BroadcastChannel(LEDGER_CHANNEL)
  observeRequests(from, (requests) => channel.postMessage(requests))
}
