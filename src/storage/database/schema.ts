/** @file Object stores of the database, by version. Released versions never change: a new one adds an upgrade step. */
import type { DBSchema, IDBPDatabase } from 'idb'
import type { Response } from '../../domain/response.ts'
import type { Run } from '../../domain/run.ts'
import type { Sample, ShardItem, ShardManifest } from '../../domain/sample.ts'
import type { Score } from '../../domain/score.ts'
import type { Pack, Packed } from './packs.ts'

export const DATABASE_NAME = 'leakscope'
export const DATABASE_VERSION = 3

/** Composite keys come first in each row, so that everything of one shard or run is one key range, in import order. */
export interface LeakscopeSchema extends DBSchema {
  /**
   * `rowsUnder`: the `shardId` of the shard's items and pictures; absent where it is the shard's own id
   * ([Note: Staged imports]).
   */
  shards: { key: string; value: ShardManifest & { readonly rowsUnder?: string } }
  items: { key: [shardId: string, position: number]; value: { shardId: string; position: number; item: ShardItem } }
  /**
   * Bytes, or where they are in a pack ([Note: Packs]), not Blobs: thousands of small Blobs fill the
   * browser's memory, and each becomes a file. Rows of earlier builds hold Blobs, and are read all the same.
   */
  images: {
    key: [shardId: string, imageId: string]
    value: { shardId: string; imageId: string } & ({ bytes: ArrayBuffer; type: string } | Packed | { blob: Blob })
  }
  packs: { key: [shardId: string, pack: number]; value: { shardId: string } & Pack }
  runs: { key: string; value: Run }
  samples: {
    key: [runId: string, position: number]
    value: { runId: string; position: number; sample: StoredSample }
  }
  responses: { key: [runId: string, sampleId: string, guard: string]; value: Response }
  scores: { key: [runId: string, scorer: string, sampleId: string, guard: string]; value: Score }
  /** Image features, by what made them ([Note: Stored features]); `shardId` as in `images`. */
  features: { key: [shardId: string, key: string]; value: { shardId: string; key: string; data: ArrayBuffer } }
  /** When each was used last: small rows, so that finding the oldest reads no features. */
  featureUses: {
    key: [shardId: string, key: string]
    value: { shardId: string; key: string; bytes: number; usedAt: number }
  }
}

/** `begun`: `answerPrefix` as builds up to 0.3.0 called it. */
type StoredSample = Sample & { readonly shardId: string; readonly begun?: string | null }

/** A stored sample as this build calls its parts. */
export function currentSample(stored: StoredSample): Sample & { readonly shardId: string } {
  if (!('begun' in stored)) return stored
  const { begun, ...sample } = stored
  return { ...sample, answerPrefix: begun ?? null }
}

export const STORE_NAMES = [
  'shards',
  'items',
  'images',
  'packs',
  'runs',
  'samples',
  'responses',
  'scores',
  'features',
  'featureUses',
] as const
export type StoreName = (typeof STORE_NAMES)[number]

/** Brings a database of `oldVersion` (0: none) to `DATABASE_VERSION`. */
export function upgrade(database: IDBPDatabase<LeakscopeSchema>, oldVersion: number): void {
  if (oldVersion < 1) {
    database.createObjectStore('shards', { keyPath: 'id' })
    database.createObjectStore('items', { keyPath: ['shardId', 'position'] })
    database.createObjectStore('images', { keyPath: ['shardId', 'imageId'] })
    database.createObjectStore('runs', { keyPath: 'id' })
    database.createObjectStore('samples', { keyPath: ['runId', 'position'] })
    database.createObjectStore('responses', { keyPath: ['runId', 'sampleId', 'guard'] })
    database.createObjectStore('scores', { keyPath: ['runId', 'scorer', 'sampleId', 'guard'] })
  }
  if (oldVersion < 2) {
    database.createObjectStore('features', { keyPath: ['shardId', 'key'] })
    database.createObjectStore('featureUses', { keyPath: ['shardId', 'key'] })
  }
  if (oldVersion < 3) database.createObjectStore('packs', { keyPath: ['shardId', 'pack'] })
}
