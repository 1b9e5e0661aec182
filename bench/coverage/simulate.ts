/**
 * @file How often intervals hold the truth, over the grid of the issue: how many answers, how rare, how many
 * belong together and how much alike they are.
 */
import { createRandom } from '../../src/domain/random.ts'
import type { Cell, Procedure } from './procedures.ts'

export const SIZES = [3, 5, 10, 24, 60, 240] as const
export const RATES = [0.01, 0.05, 0.2, 0.5, 0.95] as const
export const CLUSTERS = [1, 5, 10] as const
export const CORRELATIONS = [0, 0.3, 0.8] as const
/** An interval that holds the truth less often than this is not printed. */
export const LEAST_COVERAGE = 0.93

const ROUNDING = 1e-9

/** One cell of one procedure in one world. */
export interface Covered {
  readonly procedure: string
  readonly world: string
  readonly cell: Cell
  readonly trials: number
  /** Share of the trials in which an interval was printed. */
  readonly printed: number
  /** Share of the printed ones that hold the truth; null where none was. */
  readonly coverage: number | null
  /** Mean width of the printed ones; null where none was. */
  readonly width: number | null
}

/** All cells. Groups of one answer have no correlation, and are the same counted as answers or as groups. */
export function grid(): Cell[] {
  return SIZES.flatMap((n) =>
    CLUSTERS.flatMap((cluster) =>
      (cluster === 1 ? [0] : CORRELATIONS).flatMap((correlation) =>
        (cluster === 1 ? (['answers'] as const) : (['answers', 'groups'] as const)).flatMap((unit) =>
          RATES.map((rate): Cell => ({ n, unit, cluster, correlation, rate })),
        ),
      ),
    ),
  )
}

/** Seeded by what it is of, so that a cell alone gives what it gives among all. */
export function cover(procedure: Procedure, world: string, cell: Cell, trials: number): Covered {
  const random = createRandom([procedure.id, world, ...Object.values(cell)].join('/'))
  const simulate = procedure.worlds[world]!
  let [printed, held, width] = [0, 0, 0]
  for (let trial = 0; trial < trials; trial++) {
    const { ci, truth } = simulate(random, cell)
    if (ci === null) continue
    printed++
    width += ci[1] - ci[0]
    if (ci[0] <= truth + ROUNDING && truth <= ci[1] + ROUNDING) held++
  }
  return {
    procedure: procedure.id,
    world,
    cell,
    trials,
    printed: printed / trials,
    coverage: printed === 0 ? null : held / printed,
    width: printed === 0 ? null : width / printed,
  }
}
