import type { RunLocks } from './types.ts'

const PREFIX = 'leakscope-run-'

/** Web Locks: the browser frees them when a tab is closed, crashes or is killed. */
export const browserLocks: RunLocks & {
  /** Ids of the runs that this or another tab is running. */ held(): Promise<Set<string>>
} = {
  acquire(runId) {
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(PREFIX + runId, { ifAvailable: true }, (lock) => {
          if (lock === null) return resolve(null)
          return new Promise<void>((release) => resolve(release))
        })
        .catch(reject)
    })
  },
  async held() {
    const { held = [] } = await navigator.locks.query()
    return new Set(held.flatMap(({ name }) => (name?.startsWith(PREFIX) === true ? [name.slice(PREFIX.length)] : [])))
  },
}
