import type { LeakscopeSchema } from './schema.ts'

/** Every row whose composite key starts with `id`: an array sorts after all strings and numbers. */
export function startingWith(id: string, ...more: readonly string[]): IDBKeyRange {
  return IDBKeyRange.bound([id, ...more], [id, ...more, []])
}

/** What the keys of a shard's items and pictures start with. */
export function rowsOf(shard: LeakscopeSchema['shards']['value']): string {
  return shard.rowsUnder ?? shard.id
}
