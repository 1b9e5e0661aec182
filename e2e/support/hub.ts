/**
 * A model hub on this machine, in the layout of the real one: its API, its `resolve` addresses, small files
 * sent at once and large ones by a redirect to a CDN on another origin, ranges, and the faults that a test
 * asks for. It remembers every request.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export const COMMIT = '0123456789abcdef0123456789abcdef01234567'

/** What goes wrong with a file. `cutAfter`: the connection is closed after so many bytes of this answer. */
export interface Fault {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly cutAfter?: number
  /** Sent in place of the file. */
  readonly body?: Buffer
  /** As a server without ranges. */
  readonly noRanges?: boolean
  /** Redirects elsewhere than to the CDN. */
  readonly location?: string
}

export interface FakeHub {
  readonly endpoint: string
  readonly cdn: string
  /** `METHOD path range origin`, of hub and CDN. */
  readonly requests: readonly string[]
  /** Asked for each request of a file or of the API (path `api`); null: all is well. */
  fault: (path: string, nth: number) => Fault | null
  close(): Promise<void>
}

interface RepoFile {
  readonly path: string
  readonly bytes: Buffer
  readonly sha256: string
  readonly gitSha1: string
  readonly lfs: boolean
}

/** @param folder what the repository `owner/name` holds. */
export async function startHub(repository: string, folder: string): Promise<FakeHub> {
  const files = filesOf(folder)
  const requests: string[] = []
  const counts = new Map<string, number>()
  const note = (request: IncomingMessage) => {
    requests.push(
      `${request.method} ${request.url} ${request.headers.range ?? '-'} ${request.headers.origin ?? 'no origin'}`,
    )
  }
  const faultOf = (path: string) => {
    const nth = (counts.get(path) ?? 0) + 1
    counts.set(path, nth)
    return hub.fault(path, nth)
  }
  const cdnServer = createServer((request, response) => {
    note(request)
    const file = files.find(({ sha256 }) => request.url === `/blobs/${sha256}`)
    // A CDN answers everybody: it never sees who asked the hub.
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After')
    if (file === undefined) return end(response, 404)
    send(request, response, file, faultOf(file.path))
  })
  const hubServer = createServer((request, response) => {
    note(request)
    if (request.headers.origin !== undefined) response.setHeader('Access-Control-Allow-Origin', request.headers.origin)
    response.setHeader('Vary', 'Origin')
    response.setHeader('Access-Control-Expose-Headers', 'ETag,Link,Retry-After,Accept-Ranges,Content-Range')
    const url = new URL(request.url ?? '/', hub.endpoint)
    const api = `/api/models/${repository}`
    if (url.pathname.startsWith('/api/')) {
      const fault = faultOf('api')
      if (fault?.status !== undefined) return end(response, fault.status, fault.headers)
      if (/\/revision\/[^/]+$/.test(url.pathname) && url.pathname.startsWith(api)) {
        const known = url.pathname === `${api}/revision/main` || url.pathname === `${api}/revision/${COMMIT}`
        return known ? json(response, { sha: COMMIT, cardData: { license: 'cc0-1.0' } }) : end(response, 404)
      }
      if (url.pathname !== `${api}/tree/${COMMIT}`) return end(response, 404)
      // Two pages, as the hub does with many files.
      const second = url.searchParams.get('cursor') === '2'
      if (!second)
        response.setHeader('Link', `<${hub.endpoint}${api}/tree/${COMMIT}?recursive=true&cursor=2>; rel="next"`)
      const half = Math.ceil(files.length / 2)
      return json(response, (second ? files.slice(half) : files.slice(0, half)).map(entry))
    }
    const file = files.find(({ path }) => url.pathname === `/${repository}/resolve/${COMMIT}/${path}`)
    if (file === undefined) return end(response, 404)
    if (!file.lfs) return send(request, response, file, faultOf(file.path))
    const redirect = hub.fault(`redirect:${file.path}`, 1)
    response.writeHead(302, {
      Location: redirect?.location ?? `${hub.cdn}/blobs/${file.sha256}`,
      'X-Linked-ETag': `"${file.sha256}"`,
      'X-Linked-Size': file.bytes.length,
    })
    response.end()
  })
  const hub: { -readonly [K in keyof FakeHub]: FakeHub[K] } = {
    endpoint: await listen(hubServer),
    cdn: await listen(cdnServer),
    requests,
    fault: () => null,
    close: async () => {
      for (const server of [hubServer, cdnServer]) {
        await new Promise<void>((done) => {
          server.close(() => done())
          server.closeAllConnections()
        })
      }
    },
  }
  return hub
}

function filesOf(folder: string): RepoFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => {
      const full = join(item.parentPath, item.name)
      const path = full.slice(folder.length).replace(/^\/+/, '')
      const bytes = readFileSync(full)
      return {
        path,
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        gitSha1: createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
        lfs: path.startsWith('onnx/'),
      }
    })
    .toSorted((a, b) => a.path.localeCompare(b.path))
}

function entry({ path, bytes, sha256, gitSha1, lfs }: RepoFile): object {
  if (!lfs) return { type: 'file', oid: gitSha1, size: bytes.length, path }
  return {
    type: 'file',
    oid: 'f'.repeat(40),
    size: bytes.length,
    path,
    lfs: { oid: sha256, size: bytes.length, pointerSize: 132 },
  }
}

function send(request: IncomingMessage, response: ServerResponse, file: RepoFile, fault: Fault | null): void {
  if (fault?.status !== undefined) return end(response, fault.status, fault.headers)
  const bytes = fault?.body ?? file.bytes
  const from = fault?.noRanges === true ? null : /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1]
  const start = from == null ? 0 : Number(from)
  response.writeHead(from == null ? 200 : 206, {
    ETag: `"${file.lfs ? file.sha256 : file.gitSha1}"`,
    'Content-Type': 'application/octet-stream',
    'Content-Length': bytes.length - start,
    ...(from == null ? {} : { 'Content-Range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
  })
  const body = bytes.subarray(start)
  if (fault?.cutAfter === undefined || fault.cutAfter >= body.length) {
    response.end(body)
    return
  }
  response.write(body.subarray(0, fault.cutAfter), () =>
    // Time for the page to read them: a browser drops what it has not delivered when a connection breaks.
    setTimeout(() => response.destroy(), fault.cutAfter === 0 ? 0 : 1500),
  )
}

function end(response: ServerResponse, status: number, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, headers)
  response.end()
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader('Content-Type', 'application/json')
  response.end(JSON.stringify(value))
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
