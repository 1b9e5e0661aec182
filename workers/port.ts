/**
 * @file Calls over a port to a side that must not be believed. Comlink would let its caller reach any
 * property of what is exposed; here a call is one of the named verbs or nothing.
 */
import { fromWire, LeakscopeError, toWire, type WireError } from '../src/domain/errors.ts'

const LIMIT_MS = 60_000

interface Call {
  readonly id: number
  readonly verb: string
  readonly args: readonly unknown[]
}
type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly error: WireError })

/** Each verb checks its own arguments. Calls are answered in the order in which they came, one at a time. */
export type Verbs = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>

export function answerOn(port: MessagePort, verbs: Verbs): void {
  let queue: Promise<unknown> = Promise.resolve()
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (!isCall(data)) return
    queue = queue.then(async () => {
      try {
        const verb = Object.hasOwn(verbs, data.verb) ? verbs[data.verb] : undefined
        if (verb === undefined) throw new Error(`There is no ${data.verb}`)
        port.postMessage({ id: data.id, value: await verb(...data.args) } satisfies Answer)
      } catch (error) {
        port.postMessage({ id: data.id, error: toWire(error) } satisfies Answer)
      }
    })
  }
}

export interface Caller {
  <T>(verb: string, args: readonly unknown[], transfer?: Transferable[]): Promise<T>
}

/** @param limitMs how long a verb may take: the other side may be gone, and a port does not tell. */
export function callerOn(port: MessagePort, limitMs: (verb: string) => number = () => LIMIT_MS): Caller {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: unknown) => void }>()
  let last = 0
  port.onmessage = ({ data }: MessageEvent<Answer>) => {
    const call = waiting.get(data.id)
    waiting.delete(data.id)
    if ('error' in data) call?.reject(fromWire(data.error))
    else call?.resolve(data.value as never)
  }
  return (verb, args, transfer = []) =>
    new Promise((resolve, reject) => {
      const id = ++last
      const late = setTimeout(() => {
        waiting.delete(id)
        reject(
          new LeakscopeError(
            'timeout',
            `No answer came within ${Math.round(limitMs(verb) / 1000)} s; reload this page`,
          ),
        )
      }, limitMs(verb))
      const settle =
        <Value>(how: (value: Value) => void) =>
        (value: Value): void => {
          clearTimeout(late)
          how(value)
        }
      waiting.set(id, { resolve: settle(resolve), reject: settle(reject) })
      port.postMessage({ id, verb, args } satisfies Call, transfer)
    })
}

function isCall(data: unknown): data is Call {
  if (typeof data !== 'object' || data === null) return false
  const { id, verb, args } = data as Partial<Record<keyof Call, unknown>>
  return typeof id === 'number' && typeof verb === 'string' && Array.isArray(args)
}
