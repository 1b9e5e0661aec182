/** @file What must be here before a run begins, for a run makes no request. */
import { auditWorker, type Session } from '../run/index.ts'
import { calibration } from './calibration.ts'
import { knownOf } from './known.ts'

let screens: () => Promise<unknown> = () => Promise.resolve()

/**
 * Whoever loads screens later says how to load them all now: a screen that starts a run cannot know the list
 * that it is in.
 */
export function screensAreLoadedBy(loadAll: () => Promise<unknown>): void {
  screens = loadAll
}

/** Fetches everything that a screen may need during a run. */
export async function fetchAhead(session: Session): Promise<void> {
  const bundled = (await session.models()).filter((model) => model.source === 'bundled')
  await Promise.all([
    screens(),
    calibration(session),
    // Numbers of no sample: only to have the worker's script.
    auditWorker().metrics([], [], []),
    // A damaged known.json is the report's business; it must not keep an audit from starting.
    ...bundled.map((model) => knownOf(model.id).catch(() => [])),
  ])
}
