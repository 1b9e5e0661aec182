/**
 * @file How long work lets others have their turn: messages in a worker, keys and clicks in the page. The one
 * place of the app that does so. It knows window, worker and Node by what they have, not by their types.
 */

interface Surroundings {
  readonly performance: { now(): number }
  /** Node's alone. */
  readonly setImmediate?: (turn: () => void) => unknown
  readonly MessageChannel: new () => {
    readonly port1: { onmessage: (() => void) | null }
    readonly port2: { postMessage(message: unknown): void }
  }
}

const { performance, setImmediate, MessageChannel } = globalThis as unknown as Surroundings

/** As long as a worker may be without an ear for messages. */
const HELD_MS = 50
/** As long as the page may be deaf to keys and clicks. */
export const PAGE_HELD_MS = 8
/** A timer would not do: one among others waits for 4 ms at least. */
const askForTurn = setImmediate === undefined ? throughChannel() : () => void setImmediate(next)
const waiting: (() => void)[] = []
let last = performance.now()

/**
 * For long loops: lets in what waits in the event loop, if there was no chance for a while. All else that is
 * awaited may yield microtasks only. A worker that answers nothing for seconds is taken for one that a hostile
 * file keeps busy, and an honest file of many thousand rows must not look like one.
 * @param heldMs for how long the thread may be held, in milliseconds; 0 yields each time.
 * @returns whether it yielded: seldom enough to tell how far the work is.
 */
export async function yieldToEventLoop(heldMs: number = HELD_MS): Promise<boolean> {
  if (performance.now() - last < heldMs) return false
  await new Promise<void>((resolve) => {
    waiting.push(resolve)
    askForTurn()
  })
  last = performance.now()
  return true
}

/** All that a generator yields, made in the page: keys and clicks get their turn. */
export async function collectYielding<T>(parts: Iterable<T>): Promise<T[]> {
  const collected: T[] = []
  for (const part of parts) {
    collected.push(part)
    await yieldToEventLoop(PAGE_HELD_MS)
  }
  return collected
}

function throughChannel(): () => void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = next
  return () => port2.postMessage(0)
}

function next(): void {
  waiting.shift()?.()
}
