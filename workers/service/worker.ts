/**
 * @file The service worker: keeps the app for working offline, and puts the security headers on every response
 * of this origin where the host cannot. It never answers for another origin.
 */
import { headersOf, HUB, HUB_CONFIG, HUB_FRAME, type Hub } from '../../scripts/policy.mjs'
import { anyQuiet } from '../quiet.ts'
import {
  PROTECTED_BY_HEADER,
  type OfflineFiles,
  type OfflinePart,
  type ServiceRequest,
  type TakeOver,
} from './types.ts'

declare const self: ServiceWorkerGlobalScope

/**
 * Written by the build (scripts/precache.ts): hashes (`sha256-…`) by name. `app` is kept when this version is
 * installed; `demo` are the models and shards of the demo audit, kept when the page asks for it, `parts` whatever else
 * can be kept. `version` is a hash over `app`.
 */
const build = JSON.parse('__LEAKSCOPE_PRECACHE__') as {
  version: string
  app: Readonly<Record<string, string>>
  demo: Readonly<Record<string, string>>
  parts: Readonly<Record<OfflinePart, Readonly<Record<string, string>>>>
}

/** Caches belong to the origin: another Leakscope in another of its folders has its own. Empty at the root. */
const PLACE = new URL(self.registration.scope).pathname.replace(/^\/$/, '')
const APP_CACHE = `leakscope-app-${build.version}${PLACE}`
/** Models and shards: kept when first used, across versions of the app; the app checks their hashes itself. */
const DATA_CACHE = `leakscope-data${PLACE}`
const isOurs = (name: string) => name.startsWith('leakscope-') && name.replace(/^[^/]*/, '') === PLACE
const PAGE = 'index.html'
/** In the head of every page of this app; another app that was given its address has none. */
const MARK = /<meta name="application-name" content="Leakscope"/

const urlOf = (file: string) => new URL(file, self.registration.scope).href
const appFiles = new Set(Object.keys(build.app).map(urlOf))
/** Ends what is being fetched for offline use. */
let fetching = new AbortController()

self.addEventListener('install', (event) => {
  event.waitUntil(keepApp())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldVersions().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (new URL(request.url).origin !== self.location.origin) return
  if (request.method !== 'GET' && request.method !== 'HEAD') return
  event.respondWith(respond(event))
})

self.addEventListener('message', (event) => {
  const { kind, part } = event.data as ServiceRequest
  if (kind === 'hush') {
    fetching.abort()
    fetching = new AbortController()
    return
  }
  const [port] = event.ports
  if (kind === 'take-over') {
    event.waitUntil(takeOver().then((answered) => port?.postMessage(answered)))
    return
  }
  const kept = kind === 'keep' ? keepData(part === undefined ? build.demo : build.parts[part]) : Promise.resolve()
  event.waitUntil(kept.then(async () => port?.postMessage(await look(part))))
})

/** Another window may need files of the version that it was opened with, and be at work. */
async function takeOver(): Promise<TakeOver> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const ours = windows.filter(({ url }) => url.startsWith(self.registration.scope))
  if (ours.length <= 1) await self.skipWaiting()
  return { otherWindows: Math.max(0, ours.length - 1) }
}

async function respond(event: FetchEvent): Promise<Response> {
  const { request } = event
  const [response, wanted] = await Promise.all([answer(event), headersFor(request.url)])
  if (request.mode === 'navigate' && (await isForeign(response))) return retire(request, response)
  return withHeaders(response, wanted)
}

async function keepApp(): Promise<void> {
  const cache = await caches.open(APP_CACHE)
  const { signal } = fetching
  // `no-cache`: what the HTTP cache holds of an unhashed name may be of an older build.
  await cache.addAll(Object.keys(build.app).map((file) => new Request(urlOf(file), { cache: 'no-cache', signal })))
}

/**
 * One after the other and last in the browser's own order, since the page may be at work. What cannot be had
 * stays missing, and `look` says so.
 */
async function keepData(files: Readonly<Record<string, string>>): Promise<void> {
  const { signal } = fetching
  const cache = await caches.open(DATA_CACHE)
  for (const [file, integrity] of Object.entries(files)) {
    if (signal.aborted || (await anyQuiet('run', 'import'))) return
    if (await isStored(DATA_CACHE, file, integrity)) continue
    try {
      const response = await fetch(urlOf(file), { cache: 'no-cache', priority: 'low', integrity, signal })
      if (response.status === 200) await cache.put(urlOf(file), response)
    } catch {
      // No network, a full disk, or other bytes than the build had.
    }
  }
}

async function look(part: OfflinePart | undefined): Promise<OfflineFiles> {
  const missing: string[] = []
  let bytes = 0
  const wanted =
    part === undefined
      ? [[APP_CACHE, build.app] as const, [DATA_CACHE, build.demo] as const]
      : [[DATA_CACHE, build.parts[part]] as const]
  for (const [cache, files] of wanted) {
    for (const [file, integrity] of Object.entries(files)) {
      const size = await isStored(cache, file, integrity)
      if (size === false) missing.push(file)
      else bytes += size
    }
  }
  const of = wanted.reduce((sum, [, files]) => sum + Object.keys(files).length, 0)
  return { kept: of - missing.length, of, bytes, missing }
}

/** @returns The size in bytes; false unless it is there with the bytes that the build had. */
async function isStored(cacheName: string, file: string, integrity: string): Promise<number | false> {
  const response = await caches.match(urlOf(file), { cacheName })
  if (response === undefined) return false
  const bytes = await response.arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `sha256-${btoa(String.fromCharCode(...digest))}` === integrity && bytes.byteLength
}

/** Whether a page that came from the network is another app's, which was given this address after ours. */
async function isForeign(response: Response): Promise<boolean> {
  if (response.status !== 200 || !/^text\/html\b/i.test(response.headers.get('Content-Type') ?? '')) return false
  return !MARK.test(await response.clone().text())
}

/** Our policy would break the other app: it gets its address to itself. What was kept goes; runs and pictures stay. */
async function retire(request: Request, response: Response): Promise<Response> {
  const names = await caches.keys()
  await Promise.all(names.filter(isOurs).map((name) => caches.delete(name)))
  await self.registration.unregister()
  // Asked for again, it is no longer asked of this service worker.
  return request.method === 'GET' ? Response.redirect(request.url) : response
}

async function dropOldVersions(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => isOurs(name) && name.startsWith('leakscope-app-') && name !== APP_CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
}

function answer(event: FetchEvent): Promise<Response> {
  const { request } = event
  const url = request.url.split(/[?#]/, 1)[0] ?? request.url
  if (request.mode === 'navigate' || url === self.registration.scope || url === urlOf(PAGE)) return page(request, url)
  return appFiles.has(url) ? appFile(request, url) : dataFile(event, url)
}

/** Fresh while there is a network, so that a new version shows at the next visit; the kept page otherwise. */
async function page(request: Request, url: string): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const isApp = url === self.registration.scope || url === urlOf(PAGE)
    const kept = isApp ? await caches.match(urlOf(PAGE), { cacheName: APP_CACHE }) : undefined
    if (kept === undefined) throw error
    return kept
  }
}

/** Names with a content hash or a version in them: what is kept is right for ever. */
async function appFile(request: Request, url: string): Promise<Response> {
  return (await caches.match(url, { cacheName: APP_CACHE })) ?? fetch(request)
}

/** Asked for again while there is a network, because models and shards keep their names when they change. */
async function dataFile(event: FetchEvent, url: string): Promise<Response> {
  const { request } = event
  const cache = await caches.open(DATA_CACHE)
  try {
    const response = await fetch(request)
    if (request.method === 'GET' && response.status === 200) event.waitUntil(keepUsed(cache, url, response.clone()))
    return response
  } catch (error) {
    const kept = await cache.match(url)
    if (kept === undefined) throw error
    return kept
  }
}

async function keepUsed(cache: Cache, url: string, response: Response): Promise<void> {
  const tag = response.headers.get('ETag')
  const known = await cache.match(url)
  if (tag !== null && known?.headers.get('ETag') === tag) return
  try {
    await cache.put(url, response)
  } catch {
    // A full disk costs the offline copy, not the answer.
    await cache.delete(url)
  }
}

/** The frame of the hub page has a policy of its own, made of the host's word on where the hub is. */
async function headersFor(url: string): Promise<Readonly<Record<string, string>>> {
  const { scope } = self.registration
  const file = url.startsWith(scope) ? (url.slice(scope.length).split(/[?#]/, 1)[0] ?? '') : ''
  if (file !== HUB_FRAME) return headersOf(file, HUB)
  const config = await fetch(urlOf(HUB_CONFIG), { cache: 'no-store' })
  return headersOf(file, { ...HUB, ...((await config.json()) as Partial<Hub>) })
}

/** The same response with every security header; a host's own policy stays in force beside ours. */
function withHeaders(response: Response, wanted: Readonly<Record<string, string>>): Response {
  if (response.type === 'opaqueredirect' || response.status === 0) return response
  const headers = new Headers(response.headers)
  const policy = headers.get('Content-Security-Policy')
  const protectedByHost = policy === wanted['Content-Security-Policy']
  for (const [name, value] of Object.entries(wanted)) {
    if (name === 'Content-Security-Policy' && policy !== null) {
      if (!protectedByHost) headers.append(name, value)
    } else headers.set(name, value)
  }
  if (!protectedByHost) headers.set(PROTECTED_BY_HEADER, 'service-worker')
  const empty = [101, 204, 205, 304].includes(response.status)
  return new Response(empty ? null : response.body, {
    status: response.status,
    statusText: response.statusText,
    headers,
  })
}
