/**
 * @file The one place that says which headers keep the promise. The server, Vite and the service worker all read it.
 * A Content-Security-Policy in a `<meta>` does not reach a worker that is loaded from the network: it must be a header
 * on the document and on every worker script (tried: such a worker's fetch got out).
 */

/** `'wasm-unsafe-eval'` lets WebAssembly compile; it does not allow `eval`. `blob:` and `data:` pictures are made by the page itself. */
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

/** Isolation gives WebAssembly its threads and keeps other windows and origins out of this one's memory. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/** On every response of this origin, whatever its status. */
export const SECURITY_HEADERS = Object.freeze({
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  ...ISOLATION,
})

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
