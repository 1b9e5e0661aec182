/** @file Where `npm start` serves the app, and what it says about that. Needs nothing but Node. */
import { lookup } from 'node:dns/promises'

/**
 * A name of its own, so that no other app of this machine shares the app's storage: browsers keep it by
 * origin, and `127.0.0.1:4173` or `localhost:5173` is whoever was started last. `*.localhost` never leaves
 * this machine (RFC 6761) and is a secure context.
 */
export const HOST = 'leakscope.localhost'
/** "1LEAK" on a telephone's keys: nobody's default, and below the ports that systems hand out. */
export const PORT = 15_325
export const HOSTS = [HOST, '127.0.0.1', 'localhost']

/**
 * @param {string} host
 * @param {number} port
 */
export const addressOf = (host, port) => `http://${host}:${port}/`

/**
 * @param {string} host
 * @returns {Promise<boolean>} Whether the system finds the name; Chromium and Firefox find `*.localhost` without it.
 */
export async function resolves(host) {
  try {
    return (await lookup(host, { all: true })).every(({ address }) => /^(127\.|::1$)/.test(address))
  } catch {
    return false
  }
}

/** @param {number} port @returns {Promise<boolean>} Whether what answers there is Leakscope. */
export async function isLeakscope(port) {
  try {
    const response = await fetch(addressOf('127.0.0.1', port), { signal: AbortSignal.timeout(2000) })
    return (await response.text()).includes('<meta name="application-name" content="Leakscope"')
  } catch {
    return false
  }
}

/**
 * What is printed when the app is served.
 * @param {object} served
 * @param {string} served.host
 * @param {number} served.asked The port that was wanted.
 * @param {number} served.port The port that it got.
 * @param {boolean} served.another Whether another Leakscope has the wanted one.
 * @param {boolean} served.known Whether the system finds the name.
 * @returns {string[]} Lines.
 */
export function announcement({ host, asked, port, another, known }) {
  const lines = [`Leakscope is at ${addressOf(host, port)}  (Ctrl+C ends it)`]
  if (asked !== 0 && port !== asked) {
    const wanted = addressOf(host, asked)
    lines.push(
      another
        ? `Another Leakscope is running at ${wanted}, so this one had to take port ${port}.`
        : `Port ${asked} is taken by another program, so this one is port ${port}.`,
      `A browser keeps runs, pictures and models by address: what was made at ${wanted} is there, not here, until that port is used again.`,
    )
  }
  if (!known)
    lines.push(
      `Chromium and Firefox know this name by themselves. A browser that does not find it: ${addressOf('127.0.0.1', port)}, which keeps its runs apart from those of the first address.`,
    )
  return lines
}
