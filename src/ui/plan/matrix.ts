/** @file A plan as a matrix: every model on every benchmark, what that comes to in runs, answers and time. */
import type { Run } from '../../domain/run.ts'
import type { Estimate } from './estimate.ts'
import { paceOf } from './pace.ts'

export interface PlannedRun {
  /** Id of the model; each model is one run on all benchmarks. */
  readonly model: string
  /** Of each benchmark, in the order of the estimates. */
  readonly answers: readonly number[]
  /** Milliseconds at the pace of its earlier runs here; null where there is none. */
  readonly ms: number | null
}

export interface PlanMatrix {
  readonly runs: readonly PlannedRun[]
  readonly answers: number
  /** Whether every number was counted, rather than told by rows, tasks and limit. */
  readonly exact: boolean
  /** Milliseconds of those runs whose pace is known; null where it is known of none. */
  readonly ms: number | null
  /** Models whose pace is not known here. */
  readonly unknown: number
}

/**
 * @param models ids, in the order of the queue; each is asked the same.
 * @param earlier runs of this browser, newest first, whose pace the times are made of.
 */
export function planMatrix(
  estimates: readonly Estimate[],
  models: readonly string[],
  earlier: readonly Run[],
): PlanMatrix {
  const answers = estimates.map((estimate) => estimate.answers)
  const each = answers.reduce((sum, count) => sum + count, 0)
  const runs = models.map((model) => {
    const pace = paceOf(model, earlier)
    return { model, answers, ms: pace === null ? null : pace * each }
  })
  const known = runs.flatMap(({ ms }) => ms ?? [])
  return {
    runs,
    answers: each * models.length,
    exact: estimates.every(({ exact }) => exact),
    ms: known.length === 0 ? null : known.reduce((sum, ms) => sum + ms, 0),
    unknown: runs.length - known.length,
  }
}
