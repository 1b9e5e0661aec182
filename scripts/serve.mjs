/**
 * @file Serves the built app with the headers that keep the promise. Needs nothing but Node. `node
 * scripts/serve.mjs [--port 15325] [--root dist] [--no-headers] [--hub-endpoint URL [--hub-cdn URL]...]`;
 * `--no-headers` behaves like a host that cannot set headers; `--hub-endpoint` is a mirror of the model hub,
 * `--hub-cdn` where its redirects lead.
 */
import { createReadStream } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { addressOf, PORT } from './address.mjs'
import { builtModels } from './lib/built-model/folder.mjs'
import { headersOf, HUB, hubAt, HUB_CONFIG, HUB_FRAME } from './policy.mjs'

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
/**
 * The browser may look into its cache for it while a run is on, and asks past the cache otherwise
 * (workers/service/registration.ts).
 */
const SERVICE_WORKER = '/service-worker.js'

/** Names models that were built on this machine, on the list of those that ship, whose bytes stay the build's. */
const BUILT_HEADER = 'Leakscope-Built-Models'
const MODEL_LIST = '/models/index.json'

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
 * @property {boolean} [everyLoopback] Also on ::1, where there is one: a browser may ask there for
 * `*.localhost`, and another program would answer.
 * @property {string | null} [models] Folder of models that were built on this machine (`npm run model`).
 */

/**
 * Serves on 127.0.0.1, on the first free port from `port` on. A file that is not there is a 404, never the app's page.
 * @param {ServeOptions} [options]
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serve({
  root = DIST,
  port = 0,
  headers = true,
  hub = null,
  everyLoopback = false,
  models = null,
} = {}) {
  const base = await realpath(root)
  /** @type {import('node:http').RequestListener} */
  const listener = (request, response) => {
    respond({ base, headers, asked: hub, models }, request, response).catch((error) => {
      console.error(error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  }
  const { port: bound, servers } = await listen(listener, port, everyLoopback ? ['127.0.0.1', '::1'] : ['127.0.0.1'])
  return {
    url: addressOf('127.0.0.1', bound),
    port: bound,
    close: async () => {
      await Promise.all(servers.map(close))
    },
  }
}

/**
 * @param {{ base: string, headers: boolean, asked: import('./policy.mjs').Hub | null, models: string | null }} site
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function respond({ base, headers, asked, models }, request, response) {
  const path = pathOf(request.url ?? '/')
  const name = path?.slice(1) ?? 'not-a-path'
  // Read at each request: a new build has other hashes.
  const hub = name === HUB_FRAME || name === HUB_CONFIG ? { ...(await builtHub(base)), ...asked } : HUB
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
  const built = models === null ? [] : await builtModels(models)
  const file = path === null ? null : ((await locate(base, path)) ?? (await locateBuilt(models, built, path)))
  // Said also where there is none: a list that was kept with an earlier header would still name them.
  if (models !== null && path === MODEL_LIST) response.setHeader(BUILT_HEADER, built.join(' '))
  if (path === null || file === null) {
    refuse(404, 'Not found')
    return
  }
  // Its headers change with the server's options, its bytes do not.
  if (name === HUB_FRAME) delete request.headers['if-none-match']
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
 * @returns {Promise<{ path: string, size: number, mtimeMs: number } | null>} Null when it is not a file below
 * `base`, also by way of a link.
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
 * @param {string | null} models
 * @param {readonly string[]} built
 * @param {string} path
 * @returns {ReturnType<typeof locate>} Null when it is no file of a model that was built here.
 */
async function locateBuilt(models, built, path) {
  const [, id, file] = /^\/models\/([^/]+)(\/.+)$/.exec(path) ?? []
  if (models === null || id === undefined || file === undefined || !built.includes(id)) return null
  return locate(await realpath(join(models, id)), file)
}

/**
 * @param {import('node:http').RequestListener} listener
 * @param {number} port
 * @param {readonly string[]} hosts The first must be there; a further one may not exist on this machine.
 * @returns {Promise<{ port: number, servers: import('node:http').Server[] }>} The first port from `port` on
 *   that is free on all of them.
 */
async function listen(listener, port, hosts) {
  for (let candidate = port; ; candidate++) {
    if (candidate > Math.min(port + 50, 65_535)) throw new Error(`No free port between ${port} and ${candidate - 1}`)
    /** @type {import('node:http').Server[]} */
    const servers = []
    let bound = candidate
    let free = true
    for (const host of hosts) {
      const server = createServer(listener)
      const result = await tryPort(server, bound, host)
      if (typeof result === 'number') {
        bound = result
        servers.push(server)
      } else if (result === 'taken') {
        free = false
        break
      }
    }
    if (free) return { port: bound, servers }
    await Promise.all(servers.map(close))
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<number | 'taken' | 'absent'>} `absent`: this machine has no such address.
 */
function tryPort(server, port, host) {
  return new Promise((done, fail) => {
    /** @param {NodeJS.ErrnoException} error */
    const onError = (error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') done('taken')
      else if (host !== '127.0.0.1' && /^(EADDRNOTAVAIL|EAFNOSUPPORT|EINVAL)$/.test(error.code ?? '')) done('absent')
      else fail(error)
    }
    server.once('error', onError)
    server.listen(port, host, () => {
      server.off('error', onError)
      const address = server.address()
      done(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

/** @param {import('node:http').Server} server @returns {Promise<void>} */
function close(server) {
  return new Promise((done) => {
    server.close(() => done())
    server.closeAllConnections()
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
  const { port, servers } = await listen(() => undefined, 0, ['127.0.0.1'])
  await Promise.all(servers.map(close))
  return port
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(PORT) },
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
