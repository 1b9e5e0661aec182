/**
 * @file The page's side of working without a network: what is kept for it, by a real look, and keeping what is
 * missing.
 */
import { anyQuiet } from '../quiet.ts'
import { activeServiceWorker, registerServiceWorker } from './registration.ts'
import type { OfflineFiles, OfflinePart, ServiceRequest } from './types.ts'

/** Before what could not be kept is tried again. */
const PAUSES_MS = [1_000, 5_000, 20_000]
/** Browsers end a service worker that keeps for so long; what it has kept by then stays. */
const ANSWER_MS = 330_000

/** @returns what is kept; null where no service worker is active, so that nothing is. */
export function lookAtOffline(part?: OfflinePart): Promise<OfflineFiles | null> {
  return ask('look', part)
}

/**
 * Fetches what is missing, unless a run or an import is on or begins meanwhile, in this tab or another;
 * resolves to what is kept then. A service worker whose files could not all be fetched, or which one of these
 * ended while it was being installed, is gone: it is asked for again.
 */
export async function keepOffline(part?: OfflinePart): Promise<OfflineFiles | null> {
  for (const pauseMs of [...PAUSES_MS, null]) {
    if (await anyQuiet('run', 'import')) return ask('look', part)
    const kept = await ask('keep', part)
    if (kept?.missing.length === 0 || pauseMs === null) return kept
    await new Promise((over) => setTimeout(over, pauseMs))
    if (kept === null && !(await anyQuiet('run', 'import'))) await registerServiceWorker()
  }
  return null
}

async function ask(kind: ServiceRequest['kind'], part: OfflinePart | undefined): Promise<OfflineFiles | null> {
  const worker = await activeServiceWorker()
  if (worker === null) return null
  const { port1, port2 } = new MessageChannel()
  const answer = await new Promise<OfflineFiles | null>((resolve) => {
    const late = setTimeout(() => resolve(null), ANSWER_MS)
    port1.addEventListener('message', ({ data }: MessageEvent<OfflineFiles>) => {
      clearTimeout(late)
      resolve(data)
    })
    port1.start()
    const request: ServiceRequest = { kind, ...(part === undefined ? {} : { part }) }
    worker.postMessage(request, [port2])
  })
  port1.close()
  return answer
}
