import { minimise } from './lbfgs.ts'

export interface LogisticOptions {
  /** Weight of the data against the penalty; 1 as in scikit-learn. */
  readonly c?: number
  /**
   * Whether each feature is first brought to mean 0 and deviation 1 over the rows (scikit-learn's
   * `StandardScaler`); the original probe does not.
   */
  readonly standardise?: boolean
  /** Largest component of the gradient of the objective below at which the fit ends. */
  readonly tolerance?: number
  readonly maxIterations?: number
}

/** A fitted classifier, in the units of the rows that it was fitted on, standardised or not. */
export interface LogisticModel {
  readonly weights: Float64Array
  readonly intercept: number
  /** False where the iterations (5000 as in the original probe) ran out, or rounding allowed no further step. */
  readonly converged: boolean
}

interface Scale {
  readonly mean: Float64Array
  readonly deviation: Float64Array
}

/**
 * Logistic regression with an L2 penalty: minimises ½‖w‖² + C·Σ log(1 + exp(−y(w·x + b))), y = ±1, b without
 * penalty, by L-BFGS, as scikit-learn's `LogisticRegression`
 * (docs/protocols/inadvertent-memorization.md#the-probe).
 * @param rows n vectors of one length d ≥ 1.
 * @param labels n, true for the positive class; both classes must occur.
 * @throws RangeError for other shapes, one class only, or numbers that are not finite.
 */
export function fitLogistic(
  rows: readonly ArrayLike<number>[],
  labels: readonly boolean[],
  { c = 1, standardise = false, tolerance = 1e-4, maxIterations = 5000 }: LogisticOptions = {},
): LogisticModel {
  const width = rows[0]?.length ?? 0
  if (width === 0 || labels.length !== rows.length || rows.some((row) => row.length !== width)) {
    throw new RangeError('fitLogistic: as many labels as rows are needed, and rows of one length that is not 0')
  }
  if (new Set(labels).size < 2) throw new RangeError('fitLogistic: both classes are needed')
  const scale = standardise ? scaleOf(rows, width) : null
  const table = flatten(rows, width, scale)
  const { x, converged } = minimise(penalisedLoss(table, labels, width, c), new Float64Array(width + 1), {
    tolerance,
    maxIterations,
  })
  const weights = x.slice(0, width)
  let intercept = x[width]!
  if (scale !== null) {
    for (let j = 0; j < width; j++) {
      weights[j]! /= scale.deviation[j]!
      intercept -= weights[j]! * scale.mean[j]!
    }
  }
  return { weights, intercept, converged }
}

/** w·x + b: the log-odds of the positive class, positive where it is predicted. */
export function logOdds({ weights, intercept }: LogisticModel, row: ArrayLike<number>): number {
  let sum = intercept
  for (let j = 0; j < weights.length; j++) sum += weights[j]! * row[j]!
  return sum
}

/** The objective over (w, b), and its gradient: w_j + C·Σ (σ(w·x + b) − [positive])·x_j. */
function penalisedLoss(table: Float64Array, labels: readonly boolean[], width: number, c: number) {
  return (x: Float64Array, gradient: Float64Array): number => {
    let penalty = 0
    for (let j = 0; j < width; j++) {
      gradient[j] = x[j]!
      penalty += x[j]! * x[j]!
    }
    gradient[width] = 0
    let loss = 0
    for (let i = 0; i < labels.length; i++) {
      const offset = i * width
      let odds = x[width]!
      for (let j = 0; j < width; j++) odds += x[j]! * table[offset + j]!
      const signed = labels[i] === true ? odds : -odds
      // log(1 + exp(−z)) and 1 − σ(z), neither of which may overflow.
      const small = Math.exp(-Math.abs(signed))
      loss += Math.log1p(small) + Math.max(-signed, 0)
      const miss = (signed > 0 ? small : 1) / (1 + small)
      const pull = labels[i] === true ? -c * miss : c * miss
      for (let j = 0; j < width; j++) gradient[j]! += pull * table[offset + j]!
      gradient[width] += pull
    }
    return penalty / 2 + c * loss
  }
}

function flatten(rows: readonly ArrayLike<number>[], width: number, scale: Scale | null): Float64Array {
  const table = new Float64Array(rows.length * width)
  rows.forEach((row, i) => {
    for (let j = 0; j < width; j++) {
      const value = scale === null ? row[j]! : (row[j]! - scale.mean[j]!) / scale.deviation[j]!
      if (!Number.isFinite(value)) throw new RangeError('fitLogistic: every number must be finite')
      table[i * width + j] = value
    }
  })
  return table
}

/** Mean and deviation (of the population) of each feature; a feature that does not vary keeps its unit. */
function scaleOf(rows: readonly ArrayLike<number>[], width: number): Scale {
  const mean = new Float64Array(width)
  const deviation = new Float64Array(width)
  for (let j = 0; j < width; j++) {
    for (const row of rows) mean[j]! += row[j]! / rows.length
    for (const row of rows) deviation[j]! += (row[j]! - mean[j]!) ** 2 / rows.length
    deviation[j] = Math.sqrt(deviation[j]!)
    // What rounding leaves of a constant is no deviation.
    if (deviation[j]! <= 1e-12 * Math.abs(mean[j]!)) deviation[j] = 1
  }
  return { mean, deviation }
}
