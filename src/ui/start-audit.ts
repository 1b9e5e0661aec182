/** @file Starting and resuming audits from any screen. */
import type { RunConfig } from '../domain/run.ts'
import type { Audit, Session } from '../run/index.ts'
import { askForPersistence } from '../storage/database/persistence.ts'
import { activeAudit, setActive } from './active.ts'
import { fetchAhead } from './fetch-ahead.ts'
import { navigate } from './useRoute.ts'

/** Starts the runs one after the other and shows their progress. */
export async function begin(session: Session, configs: readonly RunConfig[]): Promise<void> {
  // A refusal changes nothing; Storage shows it.
  void askForPersistence()
  await fetchAhead(session)
  show(session.startAudit(configs))
}

/** Goes on with an interrupted run, and with what was to come behind it. */
export async function resume(session: Session, runId: string): Promise<void> {
  await fetchAhead(session)
  show(await session.resumeAudit(runId))
}

function show(audit: Audit): void {
  // The failure stands in the snapshot, where the screen shows it.
  audit.finished.catch(() => {})
  setActive(activeAudit(audit))
  navigate({ screen: 'run' })
}
