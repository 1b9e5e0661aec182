/** @file The audit that runs in this tab, whichever screen is shown. */
import { useSyncExternalStore } from 'react'
import type { Audit, RunSnapshot } from '../run/index.ts'

/** What a progress screen shows. */
export interface ActiveSnapshot {
  readonly run: RunSnapshot | null
  /** Position among `total` runs, from 0. */
  readonly index: number
  readonly total: number
  readonly runIds: readonly string[]
  readonly finished: boolean
  readonly failure: string | null
}

export interface Active {
  subscribe(listener: () => void): () => void
  snapshot(): ActiveSnapshot
  pause(): void
  resume(): void
  stop(): void
}

export function activeAudit(audit: Audit): Active {
  return {
    subscribe: (listener) => audit.subscribe(listener),
    snapshot: remember(
      () => audit.snapshot(),
      ({ current, index, total, runIds, finished, failure }) => ({
        run: current,
        index,
        total,
        runIds,
        finished,
        failure,
      }),
    ),
    pause: () => audit.pause(),
    resume: () => audit.resume(),
    stop: () => audit.stop(),
  }
}

let active: Active | null = null
const listeners = new Set<() => void>()

export function setActive(next: Active | null): void {
  active = next
  for (const listener of listeners) listener()
}

/** The tab's audit, or null; changes when one starts, not while it runs. */
export function useActive(): Active | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => active,
  )
}

/** Follows an audit while it runs. */
export function useActiveSnapshot(audit: Active): ActiveSnapshot {
  return useSyncExternalStore(audit.subscribe, audit.snapshot)
}

/** `useSyncExternalStore` needs the same object as long as nothing has changed. */
function remember<From, To>(read: () => From, convert: (from: From) => To): () => To {
  let last: { readonly from: From; readonly to: To } | null = null
  return () => {
    const from = read()
    if (last === null || last.from !== from) last = { from, to: convert(from) }
    return last.to
  }
}
