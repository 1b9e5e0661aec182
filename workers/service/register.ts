/** @file The window's side of the service worker: starts it, and says truthfully whether this document is protected. */
import { PROTECTED_BY_HEADER, type EnforcedBy, type Protection } from './types.ts'
import { activeServiceWorker, registerServiceWorker } from './registration.ts'

const RELOADED = 'leakscope:reloaded-for-protection'

let established: Promise<Protection> | null = null

/**
 * Who keeps this document and its workers from talking to other origins. The first call registers the service
 * worker; on a host that sends no security headers it then reloads the page once (the promise stays open
 * meanwhile), because a document that was loaded without them stays unprotected. Call it before anything else;
 * refuse private images when `enforcedBy` is `none`. Never rejects: what cannot be established is `none`. Also
 * written to `<html data-protection>`, for style sheets and tests.
 */
export function protection(): Promise<Protection> {
  established ??= establish()
  return established
}

async function establish(): Promise<Protection> {
  const active = startServiceWorker()
  const enforcedBy = await enforcer()
  if (enforcedBy === 'none' && (await active) && firstTry()) {
    location.reload()
    await new Promise<never>(() => {})
  }
  if (enforcedBy !== 'none') remember(null)
  document.documentElement.dataset['protection'] = enforcedBy
  return { crossOriginIsolated, enforcedBy }
}

/**
 * Reads the headers of this very document. They say what the host (or the service worker) sends now; that this
 * document was itself loaded with them is told by its isolation, which only headers can bring about.
 */
async function enforcer(): Promise<EnforcedBy> {
  if (!crossOriginIsolated) return 'none'
  try {
    const { headers } = await fetch(location.href, { cache: 'no-store' })
    const directives = (headers.get('Content-Security-Policy') ?? '').split(/[;,]/).map((directive) => directive.trim())
    if (!directives.includes("connect-src 'self'")) return 'none'
    return headers.has(PROTECTED_BY_HEADER) ? 'service-worker' : 'headers'
  } catch {
    return 'none'
  }
}

/** Resolves to whether a service worker is active for this page's scope. */
async function startServiceWorker(): Promise<boolean> {
  await registerServiceWorker()
  return (await activeServiceWorker()) !== null
}

/** One reload is enough where it helps at all; a second would be the start of an endless loop. */
function firstTry(): boolean {
  try {
    if (sessionStorage.getItem(RELOADED) !== null) return false
  } catch {
    return false
  }
  return remember('1')
}

function remember(value: '1' | null): boolean {
  try {
    if (value === null) sessionStorage.removeItem(RELOADED)
    else sessionStorage.setItem(RELOADED, value)
    return true
  } catch {
    return false
  }
}
