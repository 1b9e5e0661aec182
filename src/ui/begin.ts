/** @file Starting and resuming audits from any screen. */
import type { RunConfig } from '../audit/run.ts'
import { auditWorker, type Session } from '../runner/index.ts'
import { askForPersistence } from '../store/persistence.ts'
import { activeAudit, activeRun, setActive } from './active.ts'
import { calibration } from './calibration.ts'
import { knownOf } from './known.ts'
import { loadAllScreens } from './screens.ts'
import { navigate } from './useRoute.ts'

/** Starts the runs one after the other and shows their progress. */
export async function begin(session: Session, configs: readonly RunConfig[]): Promise<void> {
  // A refusal changes nothing; Storage shows it.
  void askForPersistence()
  await fetchAhead(session)
  const audit = session.startAudit(configs)
  // The failure stands in the snapshot, where the screen shows it.
  audit.finished.catch(() => {})
  setActive(activeAudit(audit))
  navigate({ screen: 'run' })
}

/** Goes on with an interrupted run. */
export async function resume(session: Session, runId: string): Promise<void> {
  await fetchAhead(session)
  setActive(activeRun(await session.resume(runId)))
  navigate({ screen: 'run' })
}

/** Everything that a screen may need during a run comes before it: a run makes no request. */
async function fetchAhead(session: Session): Promise<void> {
  const bundled = (await session.models()).filter((model) => model.source === 'bundled')
  await Promise.all([
    loadAllScreens(),
    calibration(session),
    // Numbers of no sample: only to have the worker's script.
    auditWorker().metrics([], [], []),
    // A damaged known.json is the report's business; it must not keep an audit from starting.
    ...bundled.map((model) => knownOf(model.id).catch(() => [])),
  ])
}
