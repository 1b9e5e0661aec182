/** @file Deleting what is stored, in any tab: what a run that goes on in another one needs stays. */
import { LeakscopeError } from '../domain/errors.ts'
import type { Run } from '../domain/run.ts'
import type { Store } from '../storage/database/types.ts'

export interface Deletion {
  deleteRun(id: string): Promise<void>
  deleteShard(id: string): Promise<void>
  /** Everything in the store. */
  clear(): Promise<void>
}

/**
 * @param held ids of the runs that this or another tab is running.
 * @returns deletions that reject with `bad-config` while a run needs what they would take away.
 */
export function deletion(store: Store, held: () => Promise<ReadonlySet<string>>): Deletion {
  async function assertUnused(needs: (run: Run) => boolean): Promise<void> {
    const ids = await held()
    if (ids.size === 0) return
    if ((await store.runs()).some((run) => ids.has(run.id) && needs(run)))
      throw new LeakscopeError(
        'bad-config',
        'A run that needs this is going on in this or another tab; nothing was deleted. Stop it there first, or wait for its end',
      )
  }
  return {
    async deleteRun(id) {
      await assertUnused((run) => run.id === id)
      await store.deleteRun(id)
    },
    async deleteShard(id) {
      await assertUnused(({ shards }) => shards.some((shard) => shard.id === id))
      await store.deleteShard(id)
    },
    async clear() {
      await assertUnused(() => true)
      await store.clear()
    },
  }
}
