/**
 * @file The one place that says which headers keep the promise. The server, Vite and the service worker all read it.
 * A Content-Security-Policy in a `<meta>` does not reach a worker that is loaded from the network: it must be a header
 * on the document and on every worker script (tried: such a worker's fetch got out).
 */

/**
 * `'wasm-unsafe-eval'` lets WebAssembly compile; it does not allow `eval`. `blob:` and `data:` pictures are
 * made by the page itself.
 */
const DIRECTIVES = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'img-src': "'self' blob: data:",
  'style-src': "'self'",
  'font-src': "'self'",
  'manifest-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

/** @param {Readonly<Record<string, string>>} directives */
const serialise = (directives) =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ')

export const CONTENT_SECURITY_POLICY = serialise(DIRECTIVES)

/**
 * Documents only: a string becomes a script's address by one policy (public/seal.js) and never markup.
 * Workers have no markup, and those of packages start scripts by their addresses.
 */
const TRUSTED_TYPES = { 'require-trusted-types-for': "'script'", 'trusted-types': 'default' }

export const DOCUMENT_POLICY = serialise({ ...DIRECTIVES, ...TRUSTED_TYPES })

/** Isolation gives WebAssembly its threads and keeps other windows and origins out of this one's memory. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/**
 * What a CSP does not govern. `Connection-Allowlist`, where the browser knows it (Chromium), closes
 * navigation, WebRTC and look-ups of names too; public/seal.js does what can be done elsewhere.
 */
const DEPTH = {
  'Connection-Allowlist': '(response-origin)',
  'X-DNS-Prefetch-Control': 'off',
  'Permissions-Policy': [
    'camera',
    'display-capture',
    'geolocation',
    'hid',
    'identity-credentials-get',
    'microphone',
    'midi',
    'payment',
    'publickey-credentials-get',
    'serial',
    'usb',
  ]
    .map((feature) => `${feature}=()`)
    .join(', '),
}

/** On every response of this origin but its documents, whatever its status. */
export const SECURITY_HEADERS = Object.freeze({
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  ...ISOLATION,
  ...DEPTH,
})

const DOCUMENT_HEADERS = Object.freeze({ ...SECURITY_HEADERS, 'Content-Security-Policy': DOCUMENT_POLICY })

/**
 * Headers for Vite's development server, which injects inline scripts and styles: they carry the nonce. Never shipped.
 * @param {string} nonce
 */
export function developmentHeaders(nonce) {
  const directives = {
    ...DIRECTIVES,
    'script-src': `${DIRECTIVES['script-src']} 'nonce-${nonce}'`,
    'style-src': `${DIRECTIVES['style-src']} 'nonce-${nonce}'`,
  }
  return { ...ISOLATION, 'Content-Security-Policy': serialise(directives) }
}

/**
 * [Note: The hub page] Two documents, so that whoever has the network has no storage and whoever has storage
 * has no network (docs/adr/0014). `door.html` belongs to the app's origin, may talk to that origin alone, and
 * shows the other in a frame. `hub.html` is that frame: `sandbox` without `allow-same-origin` gives it an
 * origin of its own, to which the browser refuses IndexedDB, OPFS and every other storage; it may reach the
 * hub and nothing else, and carries its script and style inside, known to the policy by their hashes.
 */
export const HUB_PAGE = 'door.html'
export const HUB_FRAME = 'hub.html'
/**
 * Where the hub is, and the hashes of what the frame carries inside. Written by the build, changed by the
 * server's options.
 */
export const HUB_CONFIG = 'hub.json'

/** Names below the app's folder. */
const DOCUMENTS = ['', 'index.html']

/**
 * @typedef {object} Hub
 * @property {string} endpoint Base address of the hub or of a mirror in the same layout.
 * @property {readonly string[]} hosts Sources of a CSP to which the hub's redirects may lead.
 * @property {readonly string[]} [scripts] Hashes (`sha256-…`) of the frame's scripts.
 * @property {readonly string[]} [styles]
 */

/** @type {Hub} */
export const HUB = { endpoint: 'https://huggingface.co', hosts: ['https://*.huggingface.co', 'https://*.hf.co'] }

/**
 * @param {string} endpoint
 * @param {readonly string[]} [cdns] Origins to which the mirror redirects, where they are others than its own.
 * @returns {Hub}
 * @throws {Error} One line that says what is wrong and what is allowed.
 */
export function hubAt(endpoint, cdns = []) {
  const base = addressOf(endpoint, '--hub-endpoint')
  return {
    endpoint: `${base.origin}${base.pathname.replace(/\/+$/, '')}`,
    hosts: cdns.map((cdn) => addressOf(cdn, '--hub-cdn').origin),
  }
}

/** @param {string} text @param {string} option */
function addressOf(text, option) {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new Error(`${option} ${text}: must be an address such as https://huggingface.co`)
  return url
}

const HUB_PAGE_HEADERS = Object.freeze({
  ...SECURITY_HEADERS,
  'Content-Security-Policy': serialise({ ...DIRECTIVES, ...TRUSTED_TYPES, 'frame-src': "'self'" }),
})

/** @param {Hub} hub */
export function hubPolicy({ endpoint, hosts, scripts = [], styles = [] }) {
  const hashes = (/** @type {readonly string[]} */ list) => list.map((hash) => `'${hash}'`).join(' ') || "'none'"
  return `sandbox allow-scripts allow-forms; ${serialise({
    'default-src': "'none'",
    'script-src': hashes(scripts),
    'style-src': hashes(styles),
    'connect-src': [new URL(endpoint).origin, ...hosts].join(' '),
    'base-uri': "'none'",
    'form-action': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
    'frame-ancestors': "'self'",
  })}`
}

/**
 * The headers of a file of the app.
 * @param {string} file Its name below the app's folder.
 * @param {Hub} hub
 * @returns {Readonly<Record<string, string>>}
 */
export function headersOf(file, hub) {
  if (file === HUB_PAGE) return HUB_PAGE_HEADERS
  if (DOCUMENTS.includes(file)) return DOCUMENT_HEADERS
  if (file !== HUB_FRAME) return SECURITY_HEADERS
  // A sandboxed document may not ask for a browsing context group of its own.
  const { 'Cross-Origin-Opener-Policy': _, ...isolation } = ISOLATION
  return { ...isolation, 'Content-Security-Policy': hubPolicy(hub) }
}
