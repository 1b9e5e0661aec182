import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headersOf, HUB, SECURITY_HEADERS } from './policy.mjs'
import { freePort, serve } from './serve.mjs'

const folder = mkdtempSync(join(tmpdir(), 'leakscope-serve-'))
const root = join(folder, 'dist')
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true })
  mkdirSync(join(folder, 'dist-secret'))
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'dist-secret', 'a.txt'), 'secret')
  writeFileSync(join(root, 'index.html'), '<p>app</p>')
  writeFileSync(join(root, 'assets', 'worker.mjs'), 'export {}')
  writeFileSync(join(root, 'engine.wasm'), '')
  writeFileSync(join(root, 'model.onnx'), 'weights')
  writeFileSync(join(root, 'rows.jsonl'), '{}')
  symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'))
  server = await serve({ root })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

/** The path as it is: `fetch` would resolve `..` before it is sent. */
function raw(
  path: string,
  method = 'GET',
): Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, method }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }))
    })
    sent.on('error', reject).end()
  })
}

describe('serve', () => {
  it.each(['/', '/index.html', '/assets/worker.mjs', '/engine.wasm', '/not-there', '/%ff'])(
    'every response carries every security header: %s',
    async (path) => {
      const { headers } = await raw(path)
      const wanted = headersOf(path.slice(1), HUB)
      expect(Object.keys(wanted).sort()).toEqual(Object.keys(SECURITY_HEADERS).sort())
      for (const [name, value] of Object.entries(wanted)) expect(headers[name.toLowerCase()]).toBe(value)
    },
  )

  it('without headers it sends none of them', async () => {
    const bare = await serve({ root, headers: false })
    const { headers } = await fetch(bare.url)
    await bare.close()
    for (const name of Object.keys(SECURITY_HEADERS)) expect(headers.has(name)).toBe(false)
  })

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/assets/worker.mjs', 'text/javascript; charset=utf-8'],
    ['/engine.wasm', 'application/wasm'],
    ['/model.onnx', 'application/octet-stream'],
    ['/rows.jsonl?x=1', 'application/x-ndjson; charset=utf-8'],
  ])('%s is %s', async (path, type) => {
    const { status, headers } = await raw(path)
    expect([status, headers['content-type']]).toEqual([200, type])
  })

  it.each([
    '/missing.onnx',
    '/assets',
    '/assets/',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/../../secret.txt',
    '/../dist-secret/a.txt',
    '/link.txt',
    '/index.html%00.txt',
    '//etc/passwd',
    '/%ff',
  ])('%s is a 404, and neither the app nor a file outside', async (path) => {
    const { status, body } = await raw(path)
    expect([status, body]).toEqual([404, 'Not found\n'])
  })

  it('only reads', async () => {
    expect((await raw('/', 'POST')).status).toBe(405)
    expect(await raw('/model.onnx', 'HEAD')).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': '7' },
    })
  })

  it('an unchanged file is not sent again', async () => {
    const { headers } = await fetch(`${server.url}model.onnx`)
    const again = await fetch(`${server.url}model.onnx`, { headers: { 'If-None-Match': headers.get('ETag') ?? '' } })
    expect(again.status).toBe(304)
  })

  it('takes the next port when another program has this one on ::1, where a browser may ask for *.localhost', async () => {
    const both = await serve({ root, everyLoopback: true })
    const other = createServer()
    const listens = await new Promise<boolean>((done) => {
      other.once('error', () => done(false)).listen(0, '::1', () => done(true))
    })
    try {
      // A machine without IPv6 has nobody there.
      if (!listens) return
      expect((await fetch(`http://[::1]:${both.port}/`)).status).toBe(200)
      const { port } = other.address() as AddressInfo
      const next = await serve({ root, port, everyLoopback: true })
      expect(next.port).toBeGreaterThan(port)
      await next.close()
    } finally {
      other.close()
      await both.close()
    }
  })

  it('lets the browser keep the service worker’s script for a run, and asks it to look again for all that changes', async () => {
    writeFileSync(join(root, 'service-worker.js'), '')
    expect((await raw('/service-worker.js')).headers['cache-control']).toBe('public, max-age=604800')
    expect((await raw('/assets/worker.mjs')).headers['cache-control']).toContain('immutable')
    expect((await raw('/model.onnx')).headers['cache-control']).toBe('no-cache')
  })

  it('lists models that were built on this machine, and serves their files alone', async () => {
    const models = join(folder, 'built')
    mkdirSync(join(root, 'models'), { recursive: true })
    writeFileSync(join(root, 'models', 'index.json'), '[]')
    for (const id of ['whole', 'half.part', 'empty']) mkdirSync(join(models, id), { recursive: true })
    for (const id of ['whole', 'half.part']) writeFileSync(join(models, id, 'leakscope.json'), '{}')
    symlinkSync(join(folder, 'secret.txt'), join(models, 'whole', 'link.txt'))
    const here = await serve({ root, models })
    const none = await serve({ root, models: join(folder, 'nowhere') })
    const status = async (url: string, path: string) => (await fetch(`${url}models/${path}`)).status
    try {
      const list = await fetch(`${here.url}models/index.json`)
      expect([await list.text(), list.headers.get('leakscope-built-models')]).toEqual(['[]', 'whole'])
      // An unchanged list says it too: what is built changes without it.
      const again = await fetch(`${here.url}models/index.json`, {
        headers: { 'If-None-Match': list.headers.get('ETag') ?? '' },
      })
      expect([again.status, again.headers.get('leakscope-built-models')]).toEqual([304, 'whole'])
      expect(await status(here.url, 'whole/leakscope.json')).toBe(200)
      for (const path of [
        'half.part/leakscope.json',
        'empty/',
        'whole/link.txt',
        'whole/..%2fhalf.part/leakscope.json',
      ])
        expect(await status(here.url, path), path).toBe(404)
      const bare = await fetch(`${none.url}models/index.json`)
      expect([bare.status, bare.headers.get('leakscope-built-models')]).toEqual([200, ''])
      expect((await fetch(`${server.url}models/index.json`)).headers.has('leakscope-built-models')).toBe(false)
    } finally {
      await here.close()
      await none.close()
    }
  })

  it('takes the next port when one is taken', async () => {
    const next = await serve({ root, port: server.port })
    expect(next.port).toBeGreaterThan(server.port)
    await next.close()
  })
})

it('Python’s own server sends the types that a browser needs, where there is Python (docs/deploy.md)', async () => {
  if (spawnSync('python3', ['--version']).status !== 0) return
  const port = await freePort()
  const python = spawn('python3', ['-m', 'http.server', '--bind', '127.0.0.1', String(port), '--directory', root])
  try {
    const answer = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${port}${path}`)
    await expect
      .poll(
        () =>
          answer('/').then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(200)
    const type = async (path: string): Promise<string | null> => (await answer(path)).headers.get('content-type')
    expect(await type('/')).toMatch(/^text\/html/)
    expect(await type('/assets/worker.mjs')).toBe('text/javascript')
    expect(await type('/engine.wasm')).toBe('application/wasm')
    expect((await answer('/not-there')).status).toBe(404)
  } finally {
    python.kill()
  }
})
