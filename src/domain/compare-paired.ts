import { LeakscopeError } from './errors.ts'
import type { Outcome, Score } from './score.ts'
import { mcnemar } from './statistics/mcnemar.ts'

/** Two runs on the same samples: how often only one of them shows an outcome. */
export interface Comparison {
  /** Samples that both runs answered and that could be judged. */
  readonly n: number
  readonly both: number
  readonly onlyFirst: number
  readonly onlySecond: number
  readonly neither: number
  /** Rate in the second minus rate in the first; null without pairs. */
  readonly difference: number | null
  /** Exact McNemar p-value; null without pairs. */
  readonly p: number | null
  /** Samples of either run without a judged partner in the other. */
  readonly unpaired: number
}

/**
 * Pairs two sets of scores by sample id: guard off and on, one dtype and another, two models.
 * @throws LeakscopeError `bad-config` when a set has two scores for one sample (two guards in one set).
 */
export function compareScores(
  first: readonly Judged[],
  second: readonly Judged[],
  outcome: Outcome = 'leak',
): Comparison {
  const a = outcomesById(first)
  const b = outcomesById(second)
  const count = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 }
  for (const [id, one] of a) {
    const other = b.get(id)
    if (other === undefined) continue
    if (one === outcome) count[other === outcome ? 'both' : 'onlyFirst']++
    else count[other === outcome ? 'onlySecond' : 'neither']++
  }
  const n = count.both + count.onlyFirst + count.onlySecond + count.neither
  return {
    n,
    ...count,
    difference: n === 0 ? null : (count.onlySecond - count.onlyFirst) / n,
    p: n === 0 ? null : mcnemar(count.onlyFirst, count.onlySecond),
    unpaired: new Set([...first, ...second].map(({ sampleId }) => sampleId)).size - n,
  }
}

type Judged = Pick<Score, 'sampleId' | 'outcome'>

function outcomesById(scores: readonly Judged[]): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>()
  const seen = new Set<string>()
  for (const { sampleId, outcome } of scores) {
    if (seen.has(sampleId)) {
      throw new LeakscopeError(
        'bad-config',
        `compare: two scores for sample ${JSON.stringify(sampleId)}; allowed is one, so choose one guard`,
      )
    }
    seen.add(sampleId)
    if (outcome !== 'error' && outcome !== 'unparsed') outcomes.set(sampleId, outcome)
  }
  return outcomes
}
