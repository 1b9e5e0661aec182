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

/** What is kept for working without a network when somebody asks for it; the app and its demo are always. */
export const OFFLINE_PARTS = ['pictures', 'guard', 'models', 'shards'] as const
export type OfflinePart = (typeof OFFLINE_PARTS)[number]

/**
 * What the page asks of the service worker. `look`: which files of the part are kept, by their bytes. `keep`:
 * fetch those that are missing. `hush`: end whatever is being fetched; nothing answers. `take-over`: a version that
 * waits becomes the active one, if no other window is open. All but `hush` answer once, on the port that comes along,
 * with `OfflineFiles` or `TakeOver`.
 */
export interface ServiceRequest {
  readonly kind: 'look' | 'keep' | 'hush' | 'take-over'
  /** Absent: the app and its demo. */
  readonly part?: OfflinePart
}

/** What a part needs without a network, and what of it lies in this browser with the bytes that the build had. */
export interface OfflineFiles {
  readonly kept: number
  readonly of: number
  /** Of the kept files. */
  readonly bytes: number
  /** Names below the app's folder. */
  readonly missing: readonly string[]
}

/** How many other windows of the app kept a newer version from taking over; 0: it has begun to. */
export interface TakeOver {
  readonly otherWindows: number
}
