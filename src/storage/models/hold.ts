/**
 * @file Who writes to a kept model or deletes it: one tab at a time, by a Web Lock, which the browser frees
 * however that tab ends. Two at once would write and remove each other's marks and files.
 */
import { LeakscopeError } from '../../domain/errors.ts'

const LOCK = 'leakscope-model-'
/** A worker that was just ended holds its lock for a moment longer. */
const PATIENCE_MS = 2_000

/**
 * @param id of the model.
 * @returns what lets it go; it resolves when another may have it.
 * @throws LeakscopeError `bad-config` while another tab writes to the model.
 */
export function holdModel(id: string): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const over: Promise<void> = navigator.locks
      .request(LOCK + id, { signal }, () => {
        return new Promise<void>((release) => {
          resolve(async () => {
            release()
            await over
          })
        })
      })
      .catch((error: unknown) =>
        reject(
          signal.aborted
            ? new LeakscopeError(
                'bad-config',
                'This model is being copied, downloaded or deleted in another tab; wait for it, or close that tab',
                { cause: error },
              )
            : error,
        ),
      )
  })
}
