/**
 * @file What is not to be disturbed by requests that the app or the browser makes for itself: known to all
 * tabs, and to the service worker, by locks.
 */

export type QuietWork = 'run' | 'import'

/**
 * Held by every run and every import. A tab that is opened during a run leaves the registration of the
 * service worker as it is; during either, nothing is fetched for offline use.
 */
const LOCKS: Readonly<Record<QuietWork, string>> = { run: 'leakscope-quiet', import: 'leakscope-quiet-import' }

/** Resolves, when it is held, to what lets it go; that resolves when nobody can see it held by this work any more. */
export function holdQuiet(work: QuietWork): Promise<() => Promise<void>> {
  return new Promise((resolve) => {
    const over: Promise<void> = navigator.locks
      .request(
        LOCKS[work],
        { mode: 'shared' },
        () =>
          new Promise<void>((release) =>
            resolve(async () => {
              release()
              await over
            }),
          ),
      )
      .catch(() => resolve(async () => undefined))
  })
}

/** Whether any of these is going on, in this tab or another. */
export async function anyQuiet(...works: readonly QuietWork[]): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => works.some((work) => LOCKS[work] === name))
}
