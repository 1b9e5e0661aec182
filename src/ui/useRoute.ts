import { useSyncExternalStore } from 'react'
import { formatRoute, parseRoute, type Route } from './route.ts'

let known: { readonly hash: string; readonly route: Route } | null = null

/** The current route; the same object until the address changes. */
export function currentRoute(): Route {
  if (known === null || known.hash !== location.hash) known = { hash: location.hash, route: parseRoute(location.hash) }
  return known.route
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute)
}

/** Goes to a screen; `replace` leaves no step in the history (moving through a list). */
export function navigate(route: Partial<Route> & Pick<Route, 'screen'>, how: 'push' | 'replace' = 'push'): void {
  const hash = formatRoute(route)
  if (hash === location.hash) return
  if (how === 'push') location.hash = hash
  else {
    history.replaceState(null, '', hash)
    window.dispatchEvent(new HashChangeEvent('hashchange'))
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}
