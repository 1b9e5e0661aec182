/**
 * @file The common ground of the intake worker and its callers. Nothing else of `workers/intake` may be
 * imported from outside.
 */
import type { GivenAnswers } from '../../src/domain/given-answer.ts'
import type { ShardManifest } from '../../src/domain/sample.ts'
import type { CatalogueEntry } from '../../src/datasets/catalogue.ts'
import type { AskedQuestions } from '../../src/intake/answers/read-answers.ts'
import type { ImportPreview, PickedFile } from '../../src/intake/import.ts'
import type { Reading } from '../../src/intake/reading.ts'

export type { AskedQuestions, CatalogueEntry, ImportPreview, PickedFile, Reading }

export interface IntakeProgress {
  /**
   * `wait`: another tab imports. `read`: files are fetched and verified; `draw`: pictures are drawn; both
   * store what they have. `store`: the rest is stored, which cannot be cancelled.
   */
  readonly stage: 'wait' | 'read' | 'draw' | 'store'
  readonly done: number
  readonly total: number
}

/** What `workers/intake` exposes through Comlink. Pictures go from here straight into the store. */
export interface IntakeWorkerApi {
  /**
   * Must come first. `base`: absolute URL of the folder that holds `index.json`; `storeName`: null for the
   * app's own store.
   */
  open(base: string, storeName: string | null): Promise<void>
  /** What ships with the app. */
  catalogue(): Promise<CatalogueEntry[]>
  /**
   * Verifies and imports a shipped shard unless it is in the store with all its pictures. Without a network
   * the stored one is taken as it is. Rejects with `not-found`, `bad-shard`, `licence-missing`, `quota`,
   * `aborted`; nothing half-imported stays.
   */
  prepareShipped(id: string, onProgress: ((progress: IntakeProgress) => void) | null): Promise<ShardManifest>
  /** Says what an import would do; writes nothing. */
  preview(files: readonly PickedFile[]): Promise<ImportPreview>
  /**
   * Imports picked files. Rows without a known true value need `allowUnknownTruth`. `readText` says what is
   * printed on a picture, where the files know whom it shows by that alone. Rejects as `prepareShipped` does.
   */
  importFiles(
    files: readonly PickedFile[],
    allowUnknownTruth: boolean,
    onProgress: ((progress: IntakeProgress) => void) | null,
    readText?: ((picture: Blob, reading: Reading) => Promise<string>) | null,
  ): Promise<ShardManifest>
  /**
   * Answers out of other programs' files, matched to planned samples; writes nothing. Rejects with `bad-config`,
   * naming file and row.
   * @param answeredBy the model that is meant where a file has answers of several.
   */
  readAnswers(files: readonly PickedFile[], asked: AskedQuestions, answeredBy: string | null): Promise<GivenAnswers>
  /** Ends the running `prepareShipped` or `importFiles` at the next picture; it rejects with `aborted`. */
  cancel(): Promise<void>
  /** For the egress test: tries to reach another origin from inside this worker. Resolves to what the browser did. */
  probeEgress(url: string): Promise<'blocked' | 'reached'>
}
