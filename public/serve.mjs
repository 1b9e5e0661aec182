/**
 * @file Serves the folder that this file lies in to this machine alone: `node serve.mjs [FOLDER] [PORT]`. For a USB stick or an
 * unpacked archive; needs Node and nothing else. The app's service worker adds the security headers.
 */
// @ts-check
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, extname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** @type {Readonly<Record<string, string>>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

const [folder = dirname(fileURLToPath(import.meta.url)), port = '15325'] = process.argv.slice(2)
const root = resolve(folder)

/** @param {string} url @returns {string | null} A file at or below the folder. */
function fileOf(url) {
  const path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/')
  const file = resolve(join(root, path.endsWith('/') ? `${path}index.html` : path))
  if (!file.startsWith(root + sep) || path.includes('\0')) return null
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? file : null
}

const server = createServer((request, response) => {
  let file = null
  try {
    file = request.method === 'GET' || request.method === 'HEAD' ? fileOf(request.url ?? '/') : null
  } catch {
    // An address that cannot be decoded is that of no file.
  }
  if (file === null) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n')
    return
  }
  response.writeHead(200, {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': 'no-cache',
  })
  if (request.method === 'HEAD') response.end()
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response)
})
server.on('error', (error) => {
  console.error(`${error.message}: say another port, as in node serve.mjs . 8080`)
  process.exitCode = 1
})
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address()
  console.log(`Leakscope is at http://leakscope.localhost:${typeof address === 'object' ? address?.port : port}/`)
})
