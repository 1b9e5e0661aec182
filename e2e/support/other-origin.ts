import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Another origin on this machine that welcomes everybody and remembers every connection, even one that asks
 * for nothing.
 */
export interface OtherOrigin {
  readonly url: string
  /** One entry for each connection and one for each request. */
  readonly hits: readonly string[]
  /** Of these, the requests: what carried data. */
  requests(): readonly string[]
  close(): Promise<void>
}

export async function startOtherOrigin(): Promise<OtherOrigin> {
  const hits: string[] = []
  const server = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`)
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
    response.end('reached')
  })
  server.on('connection', () => hits.push('connection'))
  server.on('upgrade', (request, socket) => {
    hits.push(`upgrade ${request.url}`)
    socket.destroy()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    hits,
    requests: () => hits.filter((hit) => hit !== 'connection'),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
