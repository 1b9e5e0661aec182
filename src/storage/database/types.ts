/**
 * @file What the rest of the app may ask of storage. The interior (idb, schema versions) stays in
 * `src/storage/database`.
 */
import type { Response } from '../../domain/response.ts'
import type { Run } from '../../domain/run.ts'
import type { Sample, ShardItem, ShardManifest } from '../../domain/sample.ts'
import type { Score } from '../../domain/score.ts'

/** A picture of a shard, as it was imported: never decoded or re-encoded by the store. */
export interface ShardImage {
  readonly id: string
  readonly bytes: ArrayBuffer
  /** MIME type. */
  readonly type: string
}

export interface ShardImport {
  readonly manifest: ShardManifest
  readonly items: readonly ShardItem[]
  readonly images: readonly ShardImage[]
}

/**
 * A shard on its way into the store: seen by nobody before `commit`. What is neither committed nor discarded
 * is for `Store.sweep`.
 */
export interface ShardStaging {
  /**
   * Resolves when the picture may be forgotten; slow where the disk is, so that reading never runs ahead of
   * storing.
   */
  addImage(image: ShardImage): Promise<void>
  /** All or nothing; a shard of the same id is replaced in the same transaction. */
  commit(manifest: ShardManifest, items: readonly ShardItem[]): Promise<void>
  discard(): Promise<void>
}

/** A sample with all that a run made of it. */
export interface AnsweredRow {
  readonly sample: Sample & { readonly shardId: string }
  /** One for each guard, in the order of their names. */
  readonly responses: readonly Response[]
  readonly scores: readonly Score[]
}

/** Image features of earlier runs ([Note: Stored features]). */
export interface FeatureStore {
  /** Null when there are none: never kept, given way to others, or deleted with their shard. */
  features(shardId: string, key: string): Promise<Float32Array | null>
  /** Others, the longest unused, give way. Does nothing for a shard that is gone. */
  keepFeatures(shardId: string, key: string, features: Float32Array): Promise<void>
  /** What is kept, of one shard or of all. */
  featureUse(shardId?: string): Promise<{ readonly pictures: number; readonly bytes: number }>
  clearFeatures(): Promise<void>
}

export interface Store extends FeatureStore {
  /**
   * One transaction, for pictures that are in memory anyway: after a failure (quota, closed tab) no row of
   * the shard is there. A shard of the same id is replaced in it, so importing again repairs evicted
   * pictures.
   */
  importShard(shard: ShardImport): Promise<void>
  /**
   * For shards of any size, in batches. Over all tabs one at a time, and not during `sweep`: the caller holds
   * a lock.
   */
  stageShard(): ShardStaging
  /** Removes what imports that ended early have left. */
  sweep(): Promise<void>
  shards(): Promise<ShardManifest[]>
  /** In the order of import; rejects with `not-found` for an unknown shard. */
  items(shardId: string): Promise<ShardItem[]>
  /**
   * Rejects with `storage-evicted` when the shard is known but its picture is gone, `not-found` when the
   * shard is unknown.
   */
  image(shardId: string, imageId: string): Promise<Blob>
  /** Ids of the pictures that are really there. */
  imageIds(shardId: string): Promise<Set<string>>
  deleteShard(shardId: string): Promise<void>

  /** Stores the run and its planned samples in one transaction. */
  createRun(run: Run, samples: readonly (Sample & { readonly shardId: string })[]): Promise<void>
  updateRun(id: string, change: Partial<Omit<Run, 'id'>>): Promise<Run>
  run(id: string): Promise<Run | null>
  /** Newest first, whatever the clock said. */
  runs(): Promise<Run[]>
  /** In the order of asking. */
  samples(runId: string): Promise<(Sample & { readonly shardId: string })[]>
  deleteRun(id: string): Promise<void>

  /**
   * One strict-durability transaction; a second response to the same (run, sample, guard) rejects with
   * `duplicate-response`, a response to an unknown run with `not-found`.
   */
  addResponse(response: Response): Promise<void>
  responses(runId: string): Promise<Response[]>
  /** Samples that have a response under `guard`, or under any guard when it is left out. */
  answeredSampleIds(runId: string, guard?: string): Promise<Set<string>>
  /**
   * Derived rows: replaced freely, keyed by (run, sample, guard, scorer). Rejects with `not-found` for a run
   * that is gone: nothing would ever delete them.
   */
  putScores(scores: readonly Score[]): Promise<void>
  scores(runId: string, scorer: string): Promise<Score[]>
  /**
   * A stretch of a run, in the order of asking: for runs that are too long to be read at once.
   * @param from position of the first sample. @param count how many at most; fewer at the end.
   * @param scorerOf whose scores, by the sample's benchmark.
   */
  answeredRows(
    runId: string,
    from: number,
    count: number,
    scorerOf: (benchmark: string) => string,
  ): Promise<AnsweredRow[]>
  /** How many responses a run has, and how many scores by these scorers. */
  countAnswers(
    runId: string,
    scorers: readonly string[],
  ): Promise<{ readonly responses: number; readonly scores: number }>

  /** Deletes everything of this origin's store. */
  clear(): Promise<void>
  estimate(): Promise<{ usage: number | null; quota: number | null; persisted: boolean | null }>
  /** Closes the connection; a later call opens it again. */
  close(): void
}
