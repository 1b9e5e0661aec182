/** @file The page's side of working without a network: what is kept for it, by a real look, and keeping what is missing. */
import { anyQuiet, stateOf } from './registration.ts'
import type { KeptFiles, ServiceRequest } from './types.ts'

/** The page asks before it has registered one, which a slow machine takes a while for. */
const REGISTERED_MS = 15_000

/** @returns what is kept; null where no service worker is active, so that nothing is. */
export function lookAtKept(): Promise<KeptFiles | null> {
  return ask('look')
}

/** Fetches what is missing, unless a run is on or begins meanwhile, in this tab or another; resolves to what is kept then. */
export async function keepOffline(): Promise<KeptFiles | null> {
  return ask((await anyQuiet()) ? 'look' : 'keep')
}

async function ask(kind: ServiceRequest['kind']): Promise<KeptFiles | null> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return null
  const registration = (await navigator.serviceWorker.getRegistration()) ?? (await registered())
  const worker = registration?.active ?? registration?.waiting ?? registration?.installing ?? null
  if (worker === null || (await stateOf(worker, 'activated', 'redundant')) !== 'activated') return null
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.addEventListener('message', ({ data }: MessageEvent<KeptFiles>) => {
      port1.close()
      resolve(data)
    })
    port1.start()
    const request: ServiceRequest = { kind }
    worker.postMessage(request, [port2])
  })
}

async function registered(): Promise<ServiceWorkerRegistration | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), REGISTERED_MS)))
  const found = await Promise.race([navigator.serviceWorker.ready, late])
  clearTimeout(timer)
  return found
}
