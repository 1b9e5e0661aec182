/**
 * @file Comlink, set up so that errors keep their class and code across the boundary. Both sides import Comlink
 * from here.
 */
import * as Comlink from 'comlink'
import { fromWire, toWire, type WireError } from '../src/domain/errors.ts'
import { reportRequests } from './request-log.ts'

interface Thrown {
  readonly value: unknown
}

const original = Comlink.transferHandlers.get('throw') as Comlink.TransferHandler<Thrown, unknown>

const handler: Comlink.TransferHandler<Thrown, WireError> = {
  canHandle: (value): value is Thrown => original.canHandle(value),
  serialize: ({ value }) => [toWire(value), []],
  deserialize: (wire) => {
    throw fromWire(wire)
  },
}
Comlink.transferHandlers.set('throw', handler)

/** Frees the port behind a callback that came through Comlink; without this each call leaks one. */
export function releaseCallback(callback: unknown): void {
  ;(callback as Partial<Comlink.ProxyMethods> | null)?.[Comlink.releaseProxy]?.()
}

/** What every worker answers besides its own calls (src/workers/client.ts). */
export interface Greeting {
  /** The first call. The worker holds the lock of this name for as long as it lives; resolves when it does. */
  greet(lock: string): Promise<void>
  /** A sign of life. */
  ping(): Promise<void>
}

const greeting: Greeting = {
  greet: (name) =>
    new Promise((held, fail) => {
      navigator.locks
        .request(name, () => {
          held()
          return new Promise<never>(() => undefined)
        })
        .catch(fail)
    }),
  ping: async () => undefined,
}

/** Answers calls from the page, and reports every request of this worker to its request log. */
export function expose(api: object): void {
  reportRequests(self.name)
  Comlink.expose(Object.assign(api, greeting))
}

export { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink'
