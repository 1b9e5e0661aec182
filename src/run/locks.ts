import { RUN_LOCK, runsHeld } from '../storage/database/runs-held.ts'
import type { RunLocks } from './types.ts'

/** Web Locks: the browser frees them when a tab is closed, crashes or is killed. */
export const browserLocks: RunLocks & {
  /** Ids of the runs that this or another tab is running. */ held(): Promise<Set<string>>
} = {
  acquire(runId) {
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(RUN_LOCK + runId, { ifAvailable: true }, (lock) => {
          if (lock === null) return resolve(null)
          return new Promise<void>((release) => resolve(release))
        })
        .catch(reject)
    })
  },
  held: runsHeld,
}
