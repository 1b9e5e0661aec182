/** @file How long a plan takes here, by what runs on this machine took. */
import type { Run } from '../../domain/run.ts'
import { formatDuration } from '../../report/model/text.ts'
import type { Estimate } from './estimate.ts'

/** Of these runs of a model, the newest, the pace is taken. */
const RUNS = 3
const SHORTEST_RUN = 5

/**
 * Milliseconds for one answer, loading included, of the newest whole runs of the model; null where none was run here.
 * @param runs newest first.
 */
export function paceOf(model: string, runs: readonly Run[]): number | null {
  const whole = runs
    .filter(
      ({ config, status, opened, sampleCount }) =>
        config.model === model && status === 'done' && opened !== true && sampleCount >= SHORTEST_RUN,
    )
    .flatMap(({ sittings = [], sampleCount }) => {
      const ms = sittings.reduce(
        (sum, { from, to }) => sum + (to === null ? Number.NaN : Date.parse(to) - Date.parse(from)),
        0,
      )
      return Number.isFinite(ms) && ms > 0 ? [{ ms, answers: sampleCount }] : []
    })
    .slice(0, RUNS)
  const answers = whole.reduce((sum, run) => sum + run.answers, 0)
  return answers === 0 ? null : whole.reduce((sum, { ms }) => sum + ms, 0) / answers
}

/** Milliseconds for so many answers of each model; null where one of them was never run here. */
export function timeFor(answers: number, models: readonly string[], runs: readonly Run[]): number | null {
  const paces = models.map((model) => paceOf(model, runs))
  return paces.every((pace) => pace !== null) ? paces.reduce((sum, pace) => sum + pace * answers, 0) : null
}

/** `, about 3 min 10 s here` or why that is not known. */
export function timeLine(
  estimates: readonly Estimate[] | null,
  models: readonly string[],
  runs: readonly Run[],
): string {
  if (estimates === null) return ''
  const answers = estimates.reduce((sum, estimate) => sum + estimate.answers, 0)
  const ms = timeFor(answers, models, runs)
  return ms === null
    ? '; how long it takes is known here after a first run of the model'
    : `; about ${formatDuration(ms)} at the pace of earlier runs here`
}
