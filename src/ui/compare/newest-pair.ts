import type { Run } from '../../domain/run.ts'

/**
 * The two newest finished runs that asked of the same shards: what somebody who opens *Compare* from the menu most
 * likely means. @param runs in any order. @returns the older first, since it is what the other is held against;
 * null: no two are alike.
 */
export function newestPair(runs: readonly Run[]): readonly [Run, Run] | null {
  const newestFirst = runs
    .filter(({ status }) => status === 'done')
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
  for (const [index, newer] of newestFirst.entries()) {
    const older = newestFirst.slice(index + 1).find((run) => shardsOf(run) === shardsOf(newer))
    if (older !== undefined) return [older, newer]
  }
  return null
}

function shardsOf({ shards }: Run): string {
  return shards
    .map(({ sha256 }) => sha256)
    .toSorted()
    .join()
}
