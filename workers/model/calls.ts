/** @file The order of calls in the worker: one at a time, each can be aborted, and every error has a code. */
import { LeakscopeError } from '../../src/domain/errors.ts'
import { explained } from '../shared/explain.ts'
import type { Gpu } from '../shared/gpu.ts'
import { yieldToEventLoop } from '../../src/domain/yield-to-event-loop.ts'

/** A lost device rejects the call first and says why a moment later. */
const FAULT_DELAY_MS = 300

/**
 * To be awaited before every pass over the weights: lets waiting messages in.
 * @throws LeakscopeError `aborted` where one of them aborted the call.
 */
export type Checkpoint = () => Promise<void>

export interface Circumstances {
  /** The graphics device that is in use; null on WASM, and before there is one. */
  readonly gpu: Gpu | null
  /** What an error without a code interrupts: "loading the model". */
  readonly doing: string
}

export class Calls {
  readonly #circumstances: () => Circumstances
  #queue: Promise<unknown> = Promise.resolve()
  #running = false
  #aborted = false

  /** @param circumstances Asked when a call begins and when it ends: a device may come to be in between. */
  constructor(circumstances: () => Circumstances) {
    this.#circumstances = circumstances
  }

  /**
   * Runs a call when those before it have settled.
   * @throws LeakscopeError always with a code. A call whose device has reported a fault rejects with that fault,
   * whatever it has computed.
   */
  exclusive<T>(call: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(async () => {
      this.#running = true
      this.#aborted = false
      try {
        const { gpu } = this.#circumstances()
        const value = await (gpu === null ? call() : Promise.race([call(), gpu.failed]))
        const fault = this.#circumstances().gpu?.fault() ?? null
        if (fault !== null) throw fault
        return value
      } catch (error) {
        throw await this.#explain(error)
      } finally {
        this.#running = false
      }
    })
    this.#queue = result.catch(() => undefined)
    return result
  }

  /** Ends the running call at its next checkpoint; those that wait are not touched. */
  abort(): void {
    if (this.#running) this.#aborted = true
  }

  readonly checkpoint: Checkpoint = async () => {
    await yieldToEventLoop(0)
    if (this.#aborted) throw new LeakscopeError('aborted', 'The call was aborted')
  }

  async #explain(error: unknown): Promise<LeakscopeError> {
    if (error instanceof LeakscopeError) return error
    const { gpu, doing } = this.#circumstances()
    if (gpu !== null) {
      await Promise.race([
        gpu.failed.catch(() => undefined),
        new Promise((resolve) => setTimeout(resolve, FAULT_DELAY_MS)),
      ])
      const fault = gpu.fault()
      if (fault !== null) return fault
    }
    return new LeakscopeError('engine-failed', explained(error, doing), { cause: error })
  }
}
