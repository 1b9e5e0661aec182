/** @file Whether a run is going on, in any tab: it holds a Web Lock, which the browser frees however the tab ends. */

/** Begins the name of the lock of a run, in every version of the app; the id follows. */
export const RUN_LOCK = 'leakscope-run-'
/** Between two looks; a background tab's timers are slower. */
const LOOK_MS = 500

/** Ids of the runs that this or another tab is running. */
export async function runsHeld(): Promise<Set<string>> {
  // Node has no locks, and nobody else in it.
  const locks = (globalThis.navigator as typeof navigator | undefined)?.locks
  const { held = [] } = (await locks?.query()) ?? {}
  return new Set(held.flatMap(({ name }) => (name?.startsWith(RUN_LOCK) === true ? [name.slice(RUN_LOCK.length)] : [])))
}

/** Resolves when no tab is running a run, at once where none is. */
export async function runsOver(): Promise<void> {
  // Not by asking for their locks: a run that is resumed just then would find its own taken.
  while ((await runsHeld()).size > 0) await new Promise((look) => setTimeout(look, LOOK_MS))
}
