/** @file The probe's null: how many labelings it is made of, and where it lies. */
import type { Estimate, Slice } from '../../domain/metric.ts'
import { quantile } from '../../domain/statistics/quantile.ts'

/**
 * Labelings of the null as published here (docs/protocols/inadvertent-memorization.md#the-probe), and the
 * fewest that can fall below .05.
 */
const LABELINGS = { most: 100, fewest: 20 } as const
/** Multiplications that all fits of one run may cost together: some ten seconds. */
const BUDGET = 1e10
/** Measured on layers of the control models: passes of L-BFGS over the rows of one fit, two products for each. */
const PASSES = 2 * 40
const FOLDS = 5

/** As many as the budget pays for. @param rows of each layer. @param width of a vector. */
export function affordable(layers: number, rows: number, width: number): number {
  // Vectors wider than there are rows are turned into as many coordinates (coordinates.ts).
  const each = layers * FOLDS * rows * Math.min(rows, width) * PASSES
  return Math.max(LABELINGS.fewest, Math.min(LABELINGS.most, Math.floor(BUDGET / each)))
}

/** Mean of the null, and where 95% of it lies: no interval of a measurement. */
export function nullBand(cell: Slice, underNull: readonly number[]): Estimate {
  const sorted = underNull.toSorted((a, b) => a - b)
  return {
    ...cell,
    metric: 'probe-accuracy[null]',
    value: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    n: sorted.length,
    k: null,
    ci: [quantile(sorted, 0.025), quantile(sorted, 0.975)],
  }
}
