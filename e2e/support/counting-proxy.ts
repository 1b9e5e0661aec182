import { createServer, request, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Stands before the app's server and writes down what really arrives.
 * @param without headers of the answers that are left out, in lower case.
 * @param passes asked of each request before it goes on; false: it is answered with 503 instead.
 */
export async function countingProxy(
  target: string,
  without: readonly string[] = [],
  passes: (url: string) => boolean | Promise<boolean> = () => true,
): Promise<{ url: string; seen: readonly string[]; close: () => Promise<void> }> {
  const seen: string[] = []
  const forward: RequestListener = (incoming, outgoing) => {
    const onward = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method ?? 'GET', headers: incoming.headers },
      (answer) => {
        const kept = Object.entries(answer.headers).filter(([name]) => !without.includes(name))
        outgoing.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept))
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  }
  const server = createServer((incoming, outgoing) => {
    const url = incoming.url ?? ''
    seen.push(url)
    void Promise.resolve(passes(url)).then((on) => (on ? forward(incoming, outgoing) : outgoing.writeHead(503).end()))
  })
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    seen,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
