/** A continuation's summed natural-log probability, and over how many tokens. */
export interface Likelihood {
  readonly logProb: number
  readonly tokens: number
}

/**
 * The option that a model finds likeliest (docs/protocols/measures.md#choices, ours), by place: it measures
 * knowledge, not what the model would say.
 * @param options the likelihood of each after the question; compared as sums, or per token where their
 *   lengths differ by nature.
 * @param calibration the same after an empty question, to be subtracted (contextual calibration): what the
 *   options are worth by themselves.
 * @returns Null where there is no single best one.
 */
export function likeliest(
  options: readonly Likelihood[],
  per: 'sum' | 'token' = 'sum',
  calibration: readonly Likelihood[] | null = null,
): number | null {
  if (calibration !== null && calibration.length !== options.length) {
    throw new RangeError('likeliest: the calibration needs as many options')
  }
  const value = ({ logProb, tokens }: Likelihood): number => (per === 'sum' ? logProb : logProb / tokens)
  const values = options.map((option, i) => value(option) - (calibration === null ? 0 : value(calibration[i]!)))
  const best = values.reduce((max, v) => Math.max(max, v), -Infinity)
  const places = values.flatMap((v, i) => (v === best ? [i] : []))
  return places.length === 1 && Number.isFinite(best) ? places[0]! : null
}
