/**
 * @file The guards and judges of one run: their detectors loaded once, asked under a time limit, replaced
 * when they fail, and never passed over in silence.
 */
import { canonicalJson } from '../../domain/canonical.ts'
import { toWire, LeakscopeError } from '../../domain/errors.ts'
import { failedResponse, guard, guardedResponse, unguardedResponse } from '../../guards/guard.ts'
import type { GuardSpec } from '../../domain/guard-spec.ts'
import { builtInDetector, detoxifierOf, modelsOf, parseGuard } from '../../guards/registry.ts'
import type { Detection } from '../../domain/guard-record.ts'
import type { Response } from '../../domain/response.ts'
import type { DetectorEnvironment, RunConfig } from '../../domain/run.ts'
import type { Sample } from '../../domain/sample.ts'
import type { LoadProgress } from '../../../workers/model/types.ts'
import { MAX_FAILURES_IN_A_ROW } from '../tally.ts'
import type { DetectorEngine, DetectorFactory } from '../types.ts'

/** One answer must be judged in this time; a small classifier takes milliseconds. */
export const DETECTOR_TIMEOUT_MS = 60_000

export interface GuardsOptions {
  readonly config: RunConfig
  /** Detectors of an earlier sitting: the same models on the same backends must come back. */
  readonly before: readonly DetectorEnvironment[]
  readonly open: DetectorFactory
  readonly timeoutMs: number
  /** The generative detoxifier. */
  readonly rewrite: (prompt: string) => Promise<string>
  readonly now: () => number
  readonly signal: AbortSignal
  readonly onProgress: (progress: LoadProgress | null) => void
  /** One line for the user whenever a guard could not work and the run goes on. */
  readonly onUnguarded: (notice: string) => void
}

export class Guards {
  readonly specs: readonly GuardSpec[]
  readonly judges: readonly string[]
  readonly #options: GuardsOptions
  readonly #detectors = new Map<string, DetectorEngine>()
  readonly #environments = new Map<string, DetectorEnvironment>()
  /** Detectors given up for this sitting, and why. */
  readonly #down = new Map<string, LeakscopeError>()
  readonly #failuresInARow = new Map<string, number>()

  constructor(options: GuardsOptions) {
    this.#options = options
    const { guards, judges = [] } = options.config
    this.specs = guards.flatMap((name) => parseGuard(name) ?? [])
    this.judges = judges
  }

  /** What ran, in the order of first use; those of earlier sittings where they did not come back. */
  get environments(): readonly DetectorEnvironment[] {
    const missing = this.#options.before.filter(({ id }) => !this.#environments.has(id))
    return [...this.#environments.values(), ...missing]
  }

  get needsRewriter(): boolean {
    return this.specs.some((spec) => detoxifierOf(spec).needsRewriter)
  }

  /**
   * Loads every detector that the run needs, before the first answer: a run makes no request.
   * @throws LeakscopeError `guard-failed` where one cannot be had, unless the config goes on unguarded; `aborted`.
   */
  async open(): Promise<void> {
    for (const id of new Set([...this.specs.flatMap(modelsOf), ...this.judges])) {
      try {
        await this.#detector(id)
      } catch (error) {
        this.#giveUp(id, this.#failure(id, error))
      }
    }
  }

  /**
   * The response under a guard, derived from the stored raw one.
   * @throws LeakscopeError `guard-failed` where the guard could not look and the config does not go on
   *   unguarded; `aborted`.
   */
  async apply(spec: GuardSpec, sample: Sample, raw: Response): Promise<Response> {
    const at = (): string => new Date(this.#options.now()).toISOString()
    if (raw.error !== null) return failedResponse(raw, spec, at())
    try {
      const seen = await guard(spec, raw.output, {
        prompt: sample.prompt,
        detect: (answer, prompt) => this.#detect(spec.detector, answer, prompt),
        rewrite: this.#options.rewrite,
        now: this.#options.now,
      })
      return guardedResponse(raw, spec, seen, at())
    } catch (error) {
      this.#options.signal.throwIfAborted()
      const failure = this.#failure(spec.detector, error)
      if (this.#options.config.guardFailure !== 'unguarded') throw failure
      this.#options.onUnguarded(`Guard ${spec.id}: ${failure.message}. Going on unguarded, as the config asks`)
      return unguardedResponse(raw, spec, toWire(failure), at())
    }
  }

  /** What a judge makes of an answer; null where it could not look and the config goes on. */
  async judge(id: string, sample: Sample, response: Response): Promise<Detection | null> {
    try {
      return await this.#detect(id, response.output, sample.prompt)
    } catch (error) {
      this.#options.signal.throwIfAborted()
      const failure = this.#failure(id, error)
      if (this.#options.config.guardFailure !== 'unguarded') throw failure
      this.#options.onUnguarded(`Judge ${id}: ${failure.message}. Going on without it, as the config asks`)
      return null
    }
  }

  async dispose(): Promise<void> {
    const detectors = [...this.#detectors.values()]
    this.#detectors.clear()
    await Promise.all(detectors.map((detector) => detector.dispose().catch(() => undefined)))
  }

  async #detect(id: string, answer: string, prompt: string): Promise<Detection> {
    const ask = (model: string): Promise<Detection> => this.#ask(model, answer, prompt)
    return builtInDetector(id)?.detect(answer, ask) ?? ask(id)
  }

  /** Asks, and once more in a fresh worker: one failed call poisons a worker (docs/quirks.md). */
  async #ask(id: string, answer: string, prompt: string): Promise<Detection> {
    if (answer.trim() === '') return { score: null, heads: {}, spans: [] }
    const known = this.#down.get(id)
    if (known !== undefined) throw known
    try {
      const first = await this.#once(id, answer, prompt).catch((error: unknown) => {
        this.#options.signal.throwIfAborted()
        // Slow is slow in a fresh worker too, and what is not as it must be stays so.
        if (!isWorthRetrying(error)) throw error
        return this.#once(id, answer, prompt)
      })
      this.#failuresInARow.set(id, 0)
      return { ...first, spans: [] }
    } catch (error) {
      this.#options.signal.throwIfAborted()
      const failures = (this.#failuresInARow.get(id) ?? 0) + 1
      this.#failuresInARow.set(id, failures)
      const failure = this.#failure(id, error)
      if (failures >= MAX_FAILURES_IN_A_ROW) this.#down.set(id, failure)
      throw failure
    }
  }

  async #once(id: string, answer: string, prompt: string): Promise<Pick<Detection, 'score' | 'heads'>> {
    const detector = await this.#detector(id)
    const { timeoutMs, signal } = this.#options
    let timer: ReturnType<typeof setTimeout> | undefined
    let stop = (): void => undefined
    const cut = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new LeakscopeError('timeout', `no verdict on an answer within ${timeoutMs / 1000} s`)),
        timeoutMs,
      )
      stop = () => reject(new LeakscopeError('aborted', 'The run was stopped'))
      signal.addEventListener('abort', stop, { once: true })
    })
    try {
      return await Promise.race([detector.detect(answer, prompt), cut])
    } catch (error) {
      this.#detectors.delete(id)
      // A worker that hangs may never answer this either.
      void detector.dispose().catch(() => undefined)
      throw error
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    }
  }

  async #detector(id: string): Promise<DetectorEngine> {
    const open = this.#detectors.get(id)
    if (open !== undefined) return open
    const { config, before, signal, onProgress } = this.#options
    const known = this.#environments.get(id) ?? before.find((environment) => environment.id === id)
    const opening = this.#options.open({ detector: id, device: known?.backend ?? config.device, onProgress, signal })
    const detector = await opening.finally(() => onProgress(null))
    if (signal.aborted) {
      await detector.dispose()
      signal.throwIfAborted()
    }
    if (known !== undefined && !isSame(known, detector.environment)) {
      await detector.dispose()
      throw new LeakscopeError(
        'bad-config',
        `detector "${id}" is not the one that the run began with; start a new run, the answers so far are kept`,
      )
    }
    this.#environments.set(id, detector.environment)
    this.#detectors.set(id, detector)
    return detector
  }

  #giveUp(id: string, failure: LeakscopeError): void {
    this.#options.signal.throwIfAborted()
    if (this.#options.config.guardFailure !== 'unguarded') throw failure
    this.#down.set(id, failure)
    this.#options.onUnguarded(`${failure.message}. Going on without it, as the config asks`)
  }

  #failure(id: string, error: unknown): LeakscopeError {
    if (error instanceof LeakscopeError && error.code === 'guard-failed') return error
    const { message } = toWire(error)
    const hint =
      this.#options.config.guardFailure === 'unguarded'
        ? ''
        : ' (the run stops here, so that no answer passes unguarded; guardFailure: unguarded would go on)'
    return new LeakscopeError('guard-failed', `The detector ${id} cannot be used: ${message}${hint}`, { cause: error })
  }
}

function isWorthRetrying(error: unknown): boolean {
  const { code } = toWire(error)
  return !['timeout', 'model-corrupt', 'model-incomplete', 'bad-config', 'not-found'].includes(code)
}

function isSame(a: DetectorEnvironment, b: DetectorEnvironment): boolean {
  const facts = ({ fileHashes, dtype, backend, thresholds }: DetectorEnvironment): string =>
    canonicalJson({ fileHashes, dtype, backend, thresholds })
  return facts(a) === facts(b)
}
