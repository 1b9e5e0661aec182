/** @file Runs that nobody works at any more, though nobody ended them: their tab was closed, or died. */
import type { Run } from '../domain/run.ts'
import type { Store } from '../storage/database/types.ts'
import { leftBehind } from './audit.ts'
import type { Resumable } from './types.ts'

/**
 * Notes down which runs were interrupted: begun, not ended, and held by no tab.
 * @param held ids of the runs that this or another tab is running, read after `runs`: a run that ends in
 *   between is no longer "running" in the store.
 */
export async function noteInterrupted(store: Store, held: () => Promise<ReadonlySet<string>>): Promise<void> {
  const open = (await store.runs()).filter(({ status }) => status === 'running' || status === 'paused')
  if (open.length === 0) return
  const going = await held()
  for (const { id } of open) {
    if (going.has(id)) continue
    // It may have ended since it was listed.
    const now = await store.run(id)
    if (now !== null && (now.status === 'running' || now.status === 'paused'))
      await store.updateRun(id, { status: 'interrupted' })
  }
}

/**
 * Runs that can be gone on with, the newest first: those that are not done, and those behind which others of
 * their audit were to come and never began.
 * @param runs all of the store. @param held ids of the runs and audits that a tab is at.
 */
export function resumableOf(runs: readonly Run[], held: ReadonlySet<string>): Resumable[] {
  const isHeld = ({ id, audit }: Run): boolean => held.has(id) || (audit !== undefined && held.has(auditLock(audit.id)))
  return runs
    .filter((run) => !isHeld(run))
    .map((run) => ({ run, next: leftBehind(run, runs) }))
    .filter(({ run, next }) => run.status !== 'done' || next.length > 0)
}

/** Name under which a tab holds an audit, between its runs too. */
export function auditLock(id: string): string {
  return `audit-${id}`
}
