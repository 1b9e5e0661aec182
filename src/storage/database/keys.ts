import type { ShardManifest } from '../../domain/sample.ts'
import type { LeakscopeSchema } from './schema.ts'

type StoredShard = LeakscopeSchema['shards']['value']

/** Every row whose composite key starts with `id`: an array sorts after all strings and numbers. */
export function startingWith(id: string, ...more: readonly string[]): IDBKeyRange {
  return IDBKeyRange.bound([id, ...more], [id, ...more, []])
}

/** What the keys of a shard's items and pictures start with. */
export function rowsOf(shard: StoredShard): string {
  return shard.rowsUnder ?? shard.id
}

export function manifestOf(shard: StoredShard): ShardManifest {
  const manifest: { rowsUnder?: string } & ShardManifest = { ...shard }
  delete manifest.rowsUnder
  return manifest
}
