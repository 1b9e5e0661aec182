/** @file The generative detoxifier of a run: its own model, or the config's `rewriter`. */
import { LeakscopeError, toWire } from '../domain/errors.ts'
import type { RunConfig } from '../domain/run.ts'
import type { Engine } from '../engine/contract.ts'
import type { PrefixHandle } from '../../workers/model/types.ts'
import { abortable } from './abortable.ts'
import { openAbortable, type EngineLease } from './engine-lease.ts'
import { isSurroundingsFault } from './failure-policy.ts'
import type { RunnerDependencies } from './types.ts'

/**
 * Of a rewritten answer; the original's limit of 1024 counts the prompt too (docs/protocols/mllm-
 * protector.md#detoxifier).
 */
const MAX_REWRITTEN_TOKENS = 256

/** An engine with an empty prefix. */
interface Opened {
  readonly engine: Engine
  readonly handle: PrefixHandle
}

export class Rewriter {
  readonly #openEngine: RunnerDependencies['openEngine']
  readonly #config: RunConfig
  readonly #lease: EngineLease
  readonly #signal: AbortSignal
  #opened: Opened | null = null

  constructor(
    openEngine: RunnerDependencies['openEngine'],
    config: RunConfig,
    lease: EngineLease,
    signal: AbortSignal,
  ) {
    this.#openEngine = openEngine
    this.#config = config
    this.#lease = lease
    this.#signal = signal
  }

  /**
   * The answer to a detoxifier's prompt; empty where the prompt does not fit the model's context. An engine
   * that fails is replaced once.
   */
  async rewrite(prompt: string): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      try {
        const { engine, handle } = await this.#open()
        return (await abortable(engine.generate(handle.id, prompt, MAX_REWRITTEN_TOKENS, null), this.#signal)).text
      } catch (error) {
        const { code } = toWire(error)
        if (code === 'bad-config') return ''
        await this.drop()
        if (attempt > 0 || isSurroundingsFault(code)) throw error
      }
    }
  }

  /** Ends its engine, also where that is the run's own. */
  async drop(): Promise<void> {
    const engine = this.#opened?.engine
    this.#opened = null
    if (engine === undefined) return
    if (!this.#isShared) await engine.dispose().catch(() => undefined)
    else if (engine === this.#lease.engine) await this.#lease.drop()
  }

  get #isShared(): boolean {
    const { model, rewriter = null } = this.#config
    return rewriter === null || rewriter === model
  }

  async #open(): Promise<Opened> {
    // The run may have replaced its engine since.
    if (this.#opened !== null && (!this.#isShared || this.#opened.engine === this.#lease.engine)) return this.#opened
    this.#opened = await (this.#isShared ? this.#openShared() : this.#openOwn())
    return this.#opened
  }

  async #openShared(): Promise<Opened> {
    const engine = await this.#lease.current()
    return { engine, handle: await abortable(engine.open(null), this.#signal) }
  }

  async #openOwn(): Promise<Opened> {
    const { model, rewriter, device } = this.#config
    const request = { model: rewriter ?? model, device, dtype: null, onProgress: () => undefined, signal: this.#signal }
    const engine = await openAbortable(this.#openEngine, request)
    try {
      const check = await abortable(engine.selfCheck(), this.#signal)
      if (check.passed !== false) return { engine, handle: await abortable(engine.open(null), this.#signal) }
      const why = `the rewriter ${rewriter} failed its self-check (${check.detail})`
      throw new LeakscopeError('self-check-failed', why)
    } catch (error) {
      await engine.dispose().catch(() => undefined)
      throw error
    }
  }
}
