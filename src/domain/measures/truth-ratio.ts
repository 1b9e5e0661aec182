/**
 * @file TOFU's likelihood measures as open-unlearning computes them (`src/evals/metrics/memorization.py`;
 * docs/protocols/measures.md#unlearning).
 */

/** Where a probability of 0 would be divided by. */
const FLOOR = 1e-10

/** exp(−loss): the answer's probability per token, a geometric mean. */
export function answerProbability(loss: number): number {
  return Math.exp(-loss)
}

/** The right answer's share of the probability of all answers: p / (p + Σ p_wrong + 1e-10). */
export function probabilityAmong(correct: number, wrong: readonly number[]): number {
  return correct / (correct + sum(wrong) + FLOOR)
}

/**
 * Truth ratio exp(−mean loss of the wrong answers) / (exp(−loss of the right one, paraphrased) + 1e-10):
 * above 1 where the model prefers what is wrong. A loss is the mean of −ln p over an answer's tokens. Null
 * without wrong answers.
 */
export function truthRatio(correctLoss: number, wrongLosses: readonly number[]): number | null {
  if (wrongLosses.length === 0) return null
  return answerProbability(mean(wrongLosses)) / (answerProbability(correctLoss) + FLOOR)
}

/** For what is to be forgotten: min(r, 1 / (r + 1e-10)), 1 where right and wrong are equally likely. */
export function forgetTruthRatio(ratio: number): number {
  return Math.min(ratio, 1 / (ratio + FLOOR))
}

/** For what is to be kept: max(0, 1 − r), 1 where nothing wrong is likely. */
export function retainTruthRatio(ratio: number): number {
  return Math.max(0, 1 - ratio)
}

/**
 * The newer form (`prob_mean`): correct / (correct + wrong + 1e-10) of the same two probabilities. Null
 * without wrong answers.
 */
export function truthShare(correctLoss: number, wrongLosses: readonly number[]): number | null {
  if (wrongLosses.length === 0) return null
  return probabilityAmong(answerProbability(correctLoss), [answerProbability(mean(wrongLosses))])
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
