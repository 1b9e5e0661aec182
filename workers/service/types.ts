/** @file What the page may know of the service worker. */

/** Who put the security headers on the document that asks. */
export type EnforcedBy = 'headers' | 'service-worker' | 'none'

export interface Protection {
  /** True: WebAssembly may use threads, and no other window or origin shares this page's memory. */
  readonly crossOriginIsolated: boolean
  /** `none`: nothing keeps this page or its workers from sending data elsewhere; private images must be refused. */
  readonly enforcedBy: EnforcedBy
}

/** Set by the service worker on every response that it had to protect itself, so that the page can tell who did it. */
export const PROTECTED_BY_HEADER = 'X-Leakscope-Protected-By'
