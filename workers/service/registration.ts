/**
 * @file The registration of the service worker, and when the browser may look for a newer script of it.
 *
 * [Note: Quiet runs] A browser looks by itself whether a service worker's script has changed: after a
 * navigation and after the start of a worker, in Chromium once the service worker has been idle for 30 s,
 * unseen by the page. Outside runs that is wanted (`updateViaCache: 'imports'`: the script is always asked
 * for). A run first has the look made, which also puts a fresh copy into the HTTP cache, and then lets the
 * browser look there (`'all'`). What the specification leaves open, and docs/adr/0027 with it: a look more
 * than 24 h after the last one goes past the cache, a cache may lose what it holds, and a host may forbid it
 * to hold the script at all.
 */
import { anyQuiet, holdQuiet, type QuietWork } from '../quiet.ts'
import type { ServiceRequest } from './types.ts'
import serviceWorkerUrl from './worker.ts?worker&url'

/** A host that does not answer, or no network, must not keep a run from starting. */
const LOOK_MS = 5_000
const INSTALL_MS = 15_000

/** The latest attempt of this page. */
let registering: Promise<ServiceWorkerRegistration | null> | null = null

/**
 * Asks the browser for the service worker; where it has it, no request is made.
 * @returns the registration; null where there can be none, or its script could not be had.
 */
export function registerServiceWorker(): Promise<ServiceWorkerRegistration | null> {
  registering = askFor()
  return registering
}

async function askFor(): Promise<ServiceWorkerRegistration | null> {
  // In development the files are not bundled, and a cache would hide every change.
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return null
  try {
    return await register((await anyQuiet('run')) ? 'all' : 'imports')
  } catch (error) {
    console.warn('The service worker could not be started', error)
    return null
  }
}

/**
 * The service worker of this page once it is active, however long that takes; null where there is none and
 * none comes, since what it was to keep could not be fetched.
 */
export async function activeServiceWorker(): Promise<ServiceWorker | null> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return null
  // Refused where the user has blocked site data.
  const found = await navigator.serviceWorker.getRegistration().catch(() => undefined)
  const registration = found ?? (await registering)
  const worker = registration?.active ?? registration?.waiting ?? registration?.installing ?? null
  if (worker === null) return null
  // WebKit may leave the state of a worker that is active at `installing` (docs/quirks.md).
  const ready = navigator.serviceWorker.ready.then((): ServiceWorkerState => 'activated')
  return (await Promise.race([stateOf(worker, 'activated', 'redundant'), ready])) === 'activated' ? worker : null
}

function register(updateViaCache: ServiceWorkerUpdateViaCache): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(serviceWorkerUrl, { updateViaCache })
}

/**
 * Ends what is fetched for offline use and keeps it from beginning again; for a run it also has the browser's
 * look for a newer script made now, and keeps that from happening again. Resolves when it is quiet, in at
 * most 25 s (an import: 15 s), and never rejects; call what it resolves to when the work is over.
 */
export async function hush(work: QuietWork): Promise<() => void> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return () => undefined
  const another = await anyQuiet('run')
  const release = await holdQuiet(work)
  const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined)
  if (registration !== undefined) {
    if (work === 'run') await lookNow(another)
    await endFetching(registration)
  }
  // The next page that is opened asks the host again: a look at once would come at the heels of the run.
  return () => void release()
}

/** @param another whether another tab has a run. */
async function lookNow(another: boolean): Promise<void> {
  // An earlier run of this page has left it at `all`, where the look would be in the cache; that of another tab
  // is to stay quiet.
  if (!another)
    await within(
      LOOK_MS,
      register('imports').then((asking) => asking.update()),
    )
  // Behind a look that has not ended it would wait.
  await within(LOOK_MS, register('all'))
}

/** The version being installed may finish, or is ended and tried again at the next visit. */
async function endFetching(registration: ServiceWorkerRegistration): Promise<void> {
  const hushed: ServiceRequest = { kind: 'hush' }
  registration.active?.postMessage(hushed)
  const { installing } = registration
  if (installing === null) return
  await within(INSTALL_MS, stateOf(installing, 'installed', 'activating', 'activated', 'redundant'))
  if (installing.state === 'installing') installing.postMessage(hushed)
}

/** Resolves when the service worker is in one of the states. */
export function stateOf(worker: ServiceWorker, ...states: readonly ServiceWorkerState[]): Promise<ServiceWorkerState> {
  return new Promise((resolve) => {
    const check = () => {
      if (!states.includes(worker.state)) return
      worker.removeEventListener('statechange', check)
      resolve(worker.state)
    }
    worker.addEventListener('statechange', check)
    check()
  })
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))
  await Promise.race([work.catch(() => undefined), late])
  clearTimeout(timer)
}
