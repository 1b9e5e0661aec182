import type { Response } from '../response.ts'
import { loss, zlibRatio } from './loss.ts'
import { exactMemorisation, extractionStrength } from './memorisation.ts'
import { minK, minKPlusPlus } from './min-k.ts'
import { maxRenyi } from './renyi.ts'

/**
 * Names of the membership scores among a score's `values`; all are lower for members
 * (docs/protocols/measures.md#membership).
 */
export const MEMBERSHIP_SCORES = ['loss', 'zlib', 'min-k', 'min-k++', 'max-renyi'] as const

/**
 * All that is measured of `sample.forced`, for the `values` of a score: the membership scores (MaxRényi of
 * order 1), and how much of the text the model would have given by itself
 * (docs/protocols/measures.md#unlearning). A benchmark asks for them by setting `forced` in its plan. Null
 * where nothing was forced.
 * @param k share of the positions that Min-K%, Min-K%++ and MaxRényi-K% look at.
 */
export function forcedScores({ forced, forcedBytes }: Response, k: number): Record<string, number | null> {
  const tokens = forced ?? []
  const logProbs = tokens.map(({ logProb }) => logProb)
  const greedy = tokens.map((token) => token.greedy)
  return {
    loss: loss(logProbs),
    zlib: forcedBytes == null ? null : zlibRatio(logProbs, forcedBytes),
    'min-k': minK(logProbs, k),
    'min-k++': minKPlusPlus(tokens, k),
    'max-renyi': maxRenyi(
      tokens.map(({ renyi }) => renyi[1]),
      k,
    ),
    'exact-memorisation': exactMemorisation(greedy),
    'extraction-strength': extractionStrength(greedy),
    'extraction-strength-compat': extractionStrength(greedy, true),
  }
}
