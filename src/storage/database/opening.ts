/** @file How the database is asked for, of a browser that may refuse at first, or not answer at all. */
import { errorText, LeakscopeError } from '../../domain/errors.ts'

/** Between two tries to open the database; 3 s in all. */
const PAUSES_MS = [200, 800, 2_000]
/** An answer takes milliseconds, on a busy machine a second. */
const ANSWER_MS = 4_000

/** @param waits is called when the answer is known to wait for another tab, however long that takes. */
type Request<T> = (waits: () => void) => Promise<T>

/**
 * [Note: A database that cannot be opened yet] After a browser was killed, or the system went down with it,
 * Chromium may answer the first opening with "UnknownError: Internal error opening backing store", and the
 * next one well. Whatever else is wrong is thrown at once.
 */
export async function patiently<T extends { close(): void }>(open: Request<T>): Promise<T> {
  const ask = () => answered(open, (late) => late.close())
  for (const pauseMs of PAUSES_MS) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'UnknownError')) throw error
      await new Promise((over) => setTimeout(over, pauseMs))
    }
  }
  return ask()
}

export function openingError(error: unknown): unknown {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'VersionError') {
    return new LeakscopeError('unknown', 'The storage belongs to a newer Leakscope: reload this tab to get it.', {
      cause: error,
    })
  }
  if (name === 'QuotaExceededError') {
    return new LeakscopeError('quota', 'Storage is full: the database could not be opened; free some disk space.', {
      cause: error,
    })
  }
  return new LeakscopeError(
    'unknown',
    `Storage cannot be opened; private windows of some browsers allow none. ${errorText(error)}`,
    { cause: error },
  )
}

/**
 * [Note: A request that is never answered] Emptied in the same moment, Chromium's IndexedDB drops a request
 * without a word, and answers the next one: so it is asked again, until one is answered.
 * @param drop what comes to a request after another was answered.
 */
export function answered<T>(ask: Request<T>, drop: (late: T) => void = () => undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    let over = false
    let again: ReturnType<typeof setTimeout> | undefined
    const waits = (): void => clearTimeout(again)
    const attempt = (): void => {
      again = setTimeout(attempt, ANSWER_MS)
      ask(waits).then(
        (value) => {
          if (over) drop(value)
          end(() => resolve(value))
        },
        (error: unknown) => end(() => reject(error)),
      )
    }
    const end = (settle: () => void): void => {
      over = true
      waits()
      settle()
    }
    attempt()
  })
}
