/**
 * @file The common ground of the guard worker and its callers. Nothing else of `workers/guard` may be imported
 * from outside.
 */
import type { Backend, LoadProgress, ModelFile } from '../model/types.ts'

/** A sequence classifier in the layout of a hub repository. */
export interface DetectorSpec {
  readonly id: string
  readonly name: string
  readonly files: readonly ModelFile[]
  readonly backend: Backend
  /** null: the repository's own choice, else the best that it has. */
  readonly dtype: string | null
}

export interface LoadedDetector {
  readonly backend: Backend
  readonly dtype: string
  readonly fileHashes: Readonly<Record<string, string>>
  /** The heads that its labels give (src/guards/adapter.ts). */
  readonly heads: readonly string[]
  /** Tokens of a window, the special ones included. */
  readonly window: number
  readonly adapter: string | null
  readonly runtime: string
}

/**
 * Probabilities by head, one record for each window of the text, without heads that do not score a text so
 * short; none for a text without a token.
 */
export type WindowHeads = readonly Readonly<Record<string, number>>[]

/** What `workers/guard` exposes through Comlink: one detector, one backend, one call at a time. */
export interface GuardWorkerApi {
  /**
   * Reads the files, checks every hash, makes the session. Rejects with `model-corrupt`, `model-incomplete`,
   * `gpu-unavailable`, `bad-config`. A worker loads once.
   */
  load(spec: DetectorSpec, onProgress: (progress: LoadProgress) => void): Promise<LoadedDetector>
  /** Long texts are read in overlapping windows. Any rejection means that the worker is lost. */
  detect(text: string): Promise<WindowHeads>
  /** For the egress test: tries to reach another origin from inside this worker. Resolves to what the browser did. */
  probeEgress(url: string): Promise<'blocked' | 'reached'>
}
