/**
 * @file Serves the built app with the headers that keep the promise. Needs nothing but Node.
 * `node scripts/serve.mjs [--port 4173] [--root dist] [--no-headers] [--hub-endpoint URL [--hub-cdn URL]...]`; `--no-headers` behaves like a
 * host that cannot set headers; `--hub-endpoint` is a mirror of the model hub, `--hub-cdn` where its redirects lead.
 */
import { createReadStream } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { headersOf, HUB, hubAt, HUB_CONFIG, HUB_PAGE } from './policy.mjs'

export const DIST = fileURLToPath(new URL('../dist', import.meta.url))

/** @type {Readonly<Record<string, string>>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/x-ndjson; charset=utf-8',
  '.jinja': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** Names with a content hash or a version in them never change; all else is asked for again. */
const IMMUTABLE = /^\/(assets|ort)\//
/** The browser may look into its cache for it while a run is on, and asks past the cache otherwise (workers/service/registration.ts). */
const SERVICE_WORKER = '/service-worker.js'

/** @param {string} path */
function cacheControl(path) {
  if (IMMUTABLE.test(path)) return 'public, max-age=31536000, immutable'
  return path === SERVICE_WORKER ? 'public, max-age=604800' : 'no-cache'
}

/**
 * @typedef {object} ServeOptions
 * @property {string} [root] Folder to serve; the build by default.
 * @property {number} [port] First port to try; 0 takes any free one.
 * @property {boolean} [headers] False: none of the security headers.
 * @property {import('./policy.mjs').Hub | null} [hub] Another hub than the build's.
 */

/**
 * Serves on 127.0.0.1, on the first free port from `port` on. A file that is not there is a 404, never the app's page.
 * @param {ServeOptions} [options]
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serve({ root = DIST, port = 0, headers = true, hub = null } = {}) {
  const base = await realpath(root)
  const server = createServer((request, response) => {
    respond(base, headers, hub, request, response).catch((error) => {
      console.error(error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  const bound = await listen(server, port)
  return {
    url: `http://127.0.0.1:${bound}/`,
    port: bound,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/**
 * @param {string} base
 * @param {boolean} headers
 * @param {import('./policy.mjs').Hub | null} asked
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function respond(base, headers, asked, request, response) {
  const path = pathOf(request.url ?? '/')
  const name = path?.slice(1) ?? 'not-a-path'
  // Read at each request: a new build has other hashes.
  const hub = name === HUB_PAGE || name === HUB_CONFIG ? { ...(await builtHub(base)), ...asked } : HUB
  if (headers) for (const [key, value] of Object.entries(headersOf(name, hub))) response.setHeader(key, value)
  /** @param {number} status @param {string} text */
  const refuse = (status, text) => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' })
    response.end(request.method === 'HEAD' ? undefined : `${text}\n`)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    refuse(405, 'Only GET and HEAD')
    return
  }
  if (name === HUB_CONFIG && asked !== null) {
    response.writeHead(200, { 'Content-Type': TYPES['.json'], 'Cache-Control': 'no-store' })
    response.end(JSON.stringify(hub))
    return
  }
  const file = path === null ? null : await locate(base, path)
  if (path === null || file === null) {
    refuse(404, 'Not found')
    return
  }
  // Its headers change with the server's options, its bytes do not.
  if (name === HUB_PAGE) delete request.headers['if-none-match']
  const etag = `"${file.size.toString(36)}-${Math.trunc(file.mtimeMs).toString(36)}"`
  response.setHeader('ETag', etag)
  response.setHeader('Cache-Control', cacheControl(path))
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304)
    response.end()
    return
  }
  response.writeHead(200, {
    'Content-Type': TYPES[extname(file.path).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': file.size,
  })
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const stream = createReadStream(file.path)
  stream.on('error', () => response.destroy())
  stream.pipe(response)
}

/** @param {string} base @returns {Promise<import('./policy.mjs').Hub>} */
async function builtHub(base) {
  try {
    return { ...HUB, ...JSON.parse(await readFile(join(base, HUB_CONFIG), 'utf8')) }
  } catch {
    return HUB
  }
}

/** @param {string} url The request target. @returns {string | null} The decoded path, null if it is not one. */
function pathOf(url) {
  try {
    const path = decodeURIComponent(url.split('?', 1)[0] ?? '')
    return path.startsWith('/') && !path.includes('\0') ? path : null
  } catch {
    return null
  }
}

/**
 * @param {string} base
 * @param {string} path
 * @returns {Promise<{ path: string, size: number, mtimeMs: number } | null>} Null when it is not a file below `base`, also by way of a link.
 */
async function locate(base, path) {
  const asked = resolve(join(base, path.endsWith('/') ? `${path}index.html` : path))
  if (!asked.startsWith(base + sep)) return null
  try {
    const real = await realpath(asked)
    if (!real.startsWith(base + sep)) return null
    const { size, mtimeMs, isFile } = await stat(real).then((s) => ({
      size: s.size,
      mtimeMs: s.mtimeMs,
      isFile: s.isFile(),
    }))
    return isFile ? { path: real, size, mtimeMs } : null
  } catch {
    return null
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<number>}
 */
async function listen(server, port) {
  for (let candidate = port; ; candidate++) {
    const bound = await tryPort(server, candidate)
    if (bound !== null) return bound
    if (candidate >= port + 50) throw new Error(`No free port between ${port} and ${candidate}`)
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<number | null>} Null when the port is taken.
 */
function tryPort(server, port) {
  return new Promise((done, fail) => {
    /** @param {NodeJS.ErrnoException} error */
    const onError = (error) => (error.code === 'EADDRINUSE' || error.code === 'EACCES' ? done(null) : fail(error))
    server.once('error', onError)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError)
      const address = server.address()
      done(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

/** Options of the command line, for `parseArgs`. */
export const HUB_OPTIONS = /** @type {const} */ ({
  'hub-endpoint': { type: 'string' },
  'hub-cdn': { type: 'string', multiple: true },
})

/**
 * @param {{ 'hub-endpoint'?: string | undefined, 'hub-cdn'?: string[] | undefined }} values
 * @returns {import('./policy.mjs').Hub | null} Null where the build's own is to be used.
 */
export function hubOf(values) {
  const { 'hub-endpoint': endpoint, 'hub-cdn': cdns } = values
  if (endpoint !== undefined) return hubAt(endpoint, cdns)
  if (cdns !== undefined) throw new Error('--hub-cdn: needs --hub-endpoint')
  return null
}

/** @returns {Promise<number>} A port that was free a moment ago. */
export async function freePort() {
  const server = createServer()
  const port = await listen(server, 0)
  await new Promise((done) => server.close(done))
  return port
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4173' },
      root: { type: 'string', default: DIST },
      'no-headers': { type: 'boolean', default: false },
      ...HUB_OPTIONS,
    },
  })
  const { url } = await serve({
    root: values.root,
    port: Number(values.port),
    headers: !values['no-headers'],
    hub: hubOf(values),
  })
  console.log(`Serving ${values.root} at ${url}`)
}
