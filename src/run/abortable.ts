import { LeakscopeError } from '../domain/errors.ts'

/**
 * Rejects with `aborted` as soon as the run is stopped. What the call becomes then no longer matters: its engine is
 * dropped.
 * @param onAbort cleans up after a call that nobody waits for any more.
 */
export function abortable<T>(call: Promise<T>, signal: AbortSignal, onAbort?: () => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => {
      onAbort?.()
      reject(new LeakscopeError('aborted', 'The run was stopped'))
    }
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    call.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
