/** @file What a report knows of the evaluator itself: how its controls fared, and how well its rules tell outcomes. */
import type { ControlFigures } from './controls.ts'
import type { OutcomeAccuracy } from './scorer-accuracy.ts'
import type { Run } from '../domain/run.ts'
import { freshControls, type Controls } from './read-controls.ts'
import type { Detectors } from './read-scorer-accuracy.ts'

/** As shipped with the app; null where it could not be read. */
export interface Calibration {
  readonly controls: Controls | null
  readonly detectors: Detectors | null
  /** SHA-256 of each file of each bundled model, by model and path. */
  readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export const NO_CALIBRATION: Calibration = { controls: null, detectors: null, files: {} }

export interface Calibrated {
  readonly figures: readonly ControlFigures[]
  accuracyOf(benchmark: string, outcome: string): OutcomeAccuracy | null
  /** Where the numbers come from, in a reader's words. */
  readonly sources: readonly string[]
  /** What is left out because it is out of date. */
  readonly stale: readonly string[]
}

/**
 * What of a calibration may stand beside a run: rates are corrected by errors on labelled answers of that
 * very model alone.
 * @param benchmarks versions of the scorers that counted, by benchmark (`scorersOf`).
 */
export function calibratedFor(
  { controls, detectors, files }: Calibration,
  { benchmarks, config, environment }: Pick<Run, 'benchmarks' | 'config' | 'environment'>,
): Calibrated {
  // A model is no control of itself, under another name neither.
  const isItself = ({ model, files: own }: ControlFigures): boolean =>
    model === config.model ||
    (environment !== null && Object.entries(own).every(([path, sha256]) => environment.fileHashes[path] === sha256))
  const fresh =
    controls === null ? { figures: [], source: null, stale: [] } : freshControls(controls, files, benchmarks)
  const current = (detectors?.tables ?? []).filter(({ scorer }) =>
    Object.entries(benchmarks).some(([id, version]) => scorer === `${id}@${version}`),
  )
  const tables = current.filter(({ answersOf }) => answersOf.includes(config.model))
  const answers = tables[0]?.answers ?? 0
  return {
    figures: fresh.figures.filter((figures) => !isItself(figures)),
    accuracyOf: (benchmark, outcome) =>
      tables.find(({ scorer }) => scorer === `${benchmark}@${benchmarks[benchmark]}`)?.outcomes[outcome] ?? null,
    sources: [
      ...(fresh.source === null ? [] : [fresh.source]),
      ...(answers === 0
        ? []
        : [
            `Corrected rates: as they would be if the rules never erred (Rogan and Gladen 1978), by the rules’ sensitivity and specificity on ${answers} answers that were put together with a known outcome in this model’s words (bench/detectors).`,
          ]),
      ...(current.length === 0 || answers > 0
        ? []
        : [
            'Rates stand as the rules tell them: how often the rules err on this model’s answers has not been measured, so no band for it is shown.',
          ]),
    ],
    stale: fresh.stale.map((reason) => `Figures of a control are out of date and left out. ${reason}.`),
  }
}
