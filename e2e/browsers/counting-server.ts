import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '../../scripts/serve.mjs'

/** The app's server behind a counter: what really arrives, and when (epoch ms). */
export async function countingServer() {
  const app = await serve()
  const seen: { readonly url: string; readonly at: number }[] = []
  const server = createServer((incoming, outgoing) => {
    seen.push({ url: incoming.url ?? '', at: Date.now() })
    const onward = request(
      new URL(incoming.url ?? '/', app.url),
      { method: incoming.method ?? 'GET', headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    seen: seen as readonly { readonly url: string; readonly at: number }[],
    async close() {
      await app.close()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
