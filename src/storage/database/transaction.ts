import type { IDBPTransaction } from 'idb'
import { LeakscopeError } from '../../domain/errors.ts'
import type { Database } from './connection.ts'
import type { LeakscopeSchema, StoreName } from './schema.ts'

export type WriteTransaction<Names extends StoreName> = IDBPTransaction<LeakscopeSchema, Names[], 'readwrite'>

/**
 * Runs `work` in one read-write transaction and resolves when it is committed; anything that fails aborts it
 * whole. `work` must await nothing but requests of this transaction, else it commits early. Rejects with
 * `quota` when the disk or the origin's share is full.
 */
export async function writeAll<Names extends StoreName, Result>(
  database: Database,
  names: readonly Names[],
  durability: 'strict' | 'relaxed',
  work: (transaction: WriteTransaction<Names>) => Promise<Result>,
): Promise<Result> {
  const transaction = database.transaction([...names], 'readwrite', { durability })
  const committed = transaction.done.then(
    () => null,
    (error: unknown) => ({ error }),
  )
  let outcome: { result: Result } | { error: unknown }
  try {
    outcome = { result: await work(transaction) }
  } catch (error) {
    outcome = { error }
    try {
      transaction.abort()
    } catch {
      // Already aborted: that is what made `work` fail.
    }
  }
  const failure = await committed
  if (failure === null && 'result' in outcome) return outcome.result
  // The transaction's own error names the cause; a pending request only says that it was aborted.
  const causes = [failure?.error, 'error' in outcome ? outcome.error : undefined].filter((error) => error !== undefined)
  const full = causes.find((error) => errorName(error) === 'QuotaExceededError')
  if (full !== undefined) {
    throw new LeakscopeError(
      'quota',
      'Storage is full: nothing of this step was saved; delete old runs or shards, or free disk space.',
      {
        cause: full,
      },
    )
  }
  throw causes.find((error) => errorName(error) !== 'AbortError') ?? causes[0]
}

export function errorName(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : ''
}
