/** @file The page's side of a newer version of the app: whether one waits, and letting it take over. */
import { activeServiceWorker, stateOf } from './registration.ts'
import type { ServiceRequest, TakeOver } from './types.ts'

/**
 * Calls each time that a newer version of the app is kept in this browser and waits for the windows of this one to be
 * closed. @returns how to stop it.
 */
export function onUpdate(listener: () => void): () => void {
  let registration: ServiceWorkerRegistration | undefined
  let stopped = false
  const look = () => {
    const { installing, waiting, active } = registration ?? {}
    // The first version of all waits for nobody.
    if (stopped || active == null) return
    if (waiting != null) listener()
    else if (installing != null) void stateOf(installing, 'installed', 'redundant').then(look)
  }
  void activeServiceWorker()
    .then(async (worker) => (worker === null ? undefined : navigator.serviceWorker.getRegistration()))
    .then((found) => {
      registration = found
      registration?.addEventListener('updatefound', look)
      look()
    })
  return () => {
    stopped = true
    registration?.removeEventListener('updatefound', look)
  }
}

/**
 * Lets the version that waits take over and reloads the page under it.
 * @returns how many other windows of the app have to be closed first; 0: the page is about to be reloaded.
 */
export async function takeUpdate(): Promise<number> {
  const waiting = (await navigator.serviceWorker.getRegistration())?.waiting
  if (waiting == null) {
    location.reload()
    return 0
  }
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  const { port1, port2 } = new MessageChannel()
  const answer = new Promise<TakeOver>((resolve) => {
    port1.addEventListener('message', ({ data }: MessageEvent<TakeOver>) => resolve(data), { once: true })
    port1.start()
  })
  const request: ServiceRequest = { kind: 'take-over' }
  waiting.postMessage(request, [port2])
  const { otherWindows } = await answer
  port1.close()
  return otherWindows
}
