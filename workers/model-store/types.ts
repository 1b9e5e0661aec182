/** @file The common ground of the model writer, which alone writes models to the model store, and its callers. */
import type { StoredManifest, StoredModel } from '../../src/storage/models/types.ts'

/**
 * What the hub's frame may ask of the model writer, over a port and through checks of every argument. It may
 * write models, and read none.
 */
export interface ModelWriterVerbs {
  models(): Promise<StoredModel[]>
  /**
   * Makes room for a model, or goes on with one; resolves to what is there of it. No other tab may write to it
   * until it is released. Rejects with `model-corrupt` for a bad list of files, `bad-config` while another tab
   * writes to it.
   */
  begin(manifest: StoredManifest): Promise<StoredModel>
  /**
   * Writes the next bytes of a file of the open model; `at` 0 starts it anew. Resolves to the length that it
   * now has. Rejects with `quota` when the disk is full (what was there before stays), `bad-config` when `at`
   * is not where the file ends.
   */
  append(path: string, at: number, bytes: ArrayBuffer): Promise<number>
  /**
   * Checks length and hash of a file, and marks it whole. Rejects with `model-corrupt` when they are wrong:
   * its bytes are then gone. Resolves to its SHA-256.
   */
  finish(path: string): Promise<string>
  /** Lets go of the model, so that another tab may go on with it. */
  release(): Promise<void>
  /** Rejects with `bad-config` while another tab writes to the model. */
  remove(id: string): Promise<void>
}

/** What the page may ask. */
export interface ModelWriterApi extends ModelWriterVerbs {
  /**
   * Answers `ModelWriterVerbs` on a port whose other side is not to be trusted. Only models of the hub can be
   * written through it.
   */
  serve(port: MessagePort): Promise<void>
  /** For the egress test: tries to reach another origin from inside this worker. Resolves to what the browser did. */
  probeEgress(url: string): Promise<'blocked' | 'reached'>
}

/** Told to all pages of the app when a model was added or deleted. */
export const MODEL_STORE_CHANNEL = 'leakscope-models'

/** The id under which a hub model is known, pinned to its commit. */
export function hubModelId(repository: string, revision: string): string {
  return `hub:${repository}@${revision}`
}
