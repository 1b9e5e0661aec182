import { LeakscopeError } from '../../src/domain/errors.ts'
import { createRandom } from '../../src/domain/random.ts'
import type { ForcedToken } from '../../src/domain/response.ts'
import type { Sampling } from '../../src/domain/sample.ts'

/** One next-token distribution, of which nothing but these numbers leaves the worker. */
export interface RowStatistics {
  /** The first of the most likely tokens. */
  readonly argmax: number
  /** Whether all are the same. */
  readonly flat: boolean
  /** Log of the sum of exponentials: `logits[i] - logSumExp` is the natural-log probability of token i. */
  readonly logSumExp: number
  /** Nats: -sum p ln p. */
  readonly entropy: number
}

/**
 * @param row Unnormalised scores over the vocabulary.
 * @throws LeakscopeError `engine-failed` where they say nothing: some are no numbers, none is finite, or all
 * are the same. The first token would be taken for the most likely one then, and an answer would come of it.
 */
export function rowStatistics(row: Float32Array): RowStatistics {
  let argmax = 0
  let max = -Infinity
  let min = Infinity
  for (let i = 0; i < row.length; i++) {
    if (row[i]! < min) min = row[i]!
    if (row[i]! > max) {
      max = row[i]!
      argmax = i
    }
  }
  let sum = 0
  let weighted = 0
  for (let i = 0; i < row.length; i++) {
    const shifted = row[i]! - max
    const weight = Math.exp(shifted)
    sum += weight
    // A logit of -Infinity has probability 0 and adds no entropy, but 0 * -Infinity is NaN.
    if (weight > 0) weighted += weight * shifted
  }
  if (!Number.isFinite(sum)) throw new LeakscopeError('engine-failed', notFinite(row))
  const logSum = Math.log(sum)
  return { argmax, flat: min === max, logSumExp: max + logSum, entropy: logSum - weighted / sum }
}

/**
 * The same for what a model has said.
 * @throws LeakscopeError `engine-failed` also where all are the same: the first token would be taken for the
 * most likely one, and an answer would come of it.
 */
export function heard(row: Float32Array): RowStatistics {
  const statistics = rowStatistics(row)
  if (!statistics.flat) return statistics
  throw new LeakscopeError(
    'engine-failed',
    `The model scores all ${row.length} tokens the same (${row[0]}): it says nothing; ` +
      'its weights are damaged or were never trained',
  )
}

function notFinite(row: Float32Array): string {
  const strange = row.reduce((count, value) => count + Number(!Number.isFinite(value)), 0)
  const what = row.some(Number.isNaN) ? 'NaN' : row.includes(Infinity) ? 'Infinity' : '-Infinity'
  return (
    `The model's scores of the next token are no numbers (${what}; ${strange} of ${row.length} are not finite): ` +
    'its weights are damaged, or this dtype is too small for them; try fp32 or another export'
  )
}

/**
 * Draws tokens from softmax(row / temperature) by inverting its cumulative sum, one after the other: the same
 * seed and rows give the same tokens.
 * @throws LeakscopeError `bad-config` for a temperature that is not above 0.
 */
export function drawing({ temperature, seed }: Sampling): (row: Float32Array) => number {
  if (!(temperature > 0))
    throw new LeakscopeError('bad-config', `temperature: ${temperature} is not allowed; it must be above 0`)
  const random = createRandom(seed)
  return (row) => {
    const { argmax } = rowStatistics(row)
    const weight = (logit: number): number => Math.exp((logit - row[argmax]!) / temperature)
    let left = random.next() * row.reduce((sum, logit) => sum + weight(logit), 0)
    for (let id = 0; id < row.length; id++) {
      left -= weight(row[id]!)
      if (left < 0) return id
    }
    // The sum was rounded down on the way.
    return argmax
  }
}

/** Natural-log probability of one token of the row. */
export function logProbOf(row: Float32Array, id: number): number {
  return row[id]! - rowStatistics(row).logSumExp
}

/**
 * One token of a given text under the next-token distribution p, in float64: what Min-K%, Min-K%++
 * (docs/protocols/measures.md#membership) and Rényi entropies (unclipped) need of it.
 */
export function forcedToken(row: Float32Array, id: number): ForcedToken {
  const { argmax, logSumExp, entropy } = rowStatistics(row)
  let squares = 0
  let roots = 0
  let square = 0
  for (let i = 0; i < row.length; i++) {
    const logProb = row[i]! - logSumExp
    const p = Math.exp(logProb)
    // As in rowStatistics: what cannot be adds nothing.
    if (p === 0) continue
    squares += p * (logProb + entropy) ** 2
    roots += Math.exp(logProb / 2)
    square += p * p
  }
  return {
    logProb: row[id]! - logSumExp,
    mean: -entropy,
    variance: squares,
    renyi: [2 * Math.log(roots), entropy, -Math.log(square), logSumExp - row[argmax]!],
    greedy: argmax === id,
  }
}
