/**
 * @file Each worker's part of the request ledger: a worker has its own performance timeline, which the page cannot see. Import
 * `reportRequests` and call it first thing in the worker's entry.
 */

/** The page and all workers of this origin speak on it. */
export const LEDGER_CHANNEL = 'leakscope-requests'

export interface ReportedRequest {
  readonly url: string
  readonly from: string
  /** When it began, in epoch milliseconds by the monotonic clock. */
  readonly at: number
}

/** Reports every request of this context, those before the call included, and calls `report` with each batch. */
export function observeRequests(from: string, report: (requests: readonly ReportedRequest[]) => void): void {
  const observer = new PerformanceObserver((list) => {
    const requests = list
      .getEntries()
      // blob: and data: URLs are read from memory.
      .filter(({ name }) => /^(https?|wss?):/.test(name))
      .map(({ name, startTime }) => ({ url: name, from, at: performance.timeOrigin + startTime }))
    if (requests.length > 0) report(requests)
  })
  observer.observe({ type: 'resource', buffered: true })
}

/** Reports the requests of this worker to the page. */
export function reportRequests(from: string): void {
  const channel = new BroadcastChannel(LEDGER_CHANNEL)
  observeRequests(from, (requests) => channel.postMessage(requests))
}
