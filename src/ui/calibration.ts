/** @file What is known of the evaluator itself. Fetched once, before a run, so that a run makes no request. */
import { NO_CALIBRATION, type Calibration } from '../calibration/calibrated.ts'
import { parseControlsYielding } from '../calibration/read-controls.ts'
import { parseDetectors } from '../calibration/read-scorer-accuracy.ts'
import type { Session } from '../run/index.ts'

let loaded: Promise<Calibration> | null = null

/** As shipped. What cannot be read is left out: a report without controls is better than none. */
export function calibration(session: Session): Promise<Calibration> {
  loaded ??= load(session).catch(() => {
    // Not kept: the next report tries again.
    loaded = null
    return NO_CALIBRATION
  })
  return loaded
}

async function load(session: Session): Promise<Calibration> {
  const [controls, detectors, models] = await Promise.all([
    read('controls.json', parseControlsYielding),
    read('detectors.json', parseDetectors),
    session.models(),
  ])
  const bundled = models.filter(({ source }) => source === 'bundled')
  return { controls, detectors, files: Object.fromEntries(bundled.map(({ id, hashes }) => [id, hashes])) }
}

async function read<T>(name: string, parse: (json: unknown) => T | Promise<T>): Promise<T | null> {
  const response = await fetch(`${import.meta.env.BASE_URL}calibration/${name}`)
  return response.ok ? parse(await response.json()) : null
}
