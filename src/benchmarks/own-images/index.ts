import type { Benchmark } from '../contract.ts'
import { scoreLeakage } from '../../domain/measures/leakage.ts'
import { mmPrivacy } from '../mm-privacy/index.ts'
import { meta } from './meta.ts'
import { metrics } from './metrics.ts'
import { HARMLESS_TASK, plan, rejectItem } from './plan.ts'

export { basePrompt, HARMLESS } from './prompts.ts'

/** Own images: see README.md in this folder. */
export const ownImages: Benchmark = {
  meta,
  rejectItem,
  plan,
  score: (sample, response) =>
    sample.task === HARMLESS_TASK
      ? scoreHarmless(sample, response)
      : { ...mmPrivacy.score(sample, response), scorer: SCORER },
  metrics,
}

const SCORER = `${meta.id}@${meta.version}`

/**
 * A harmless question is not asked for a value, so a picture without known values is no reason to call its
 * answer unparsed.
 */
function scoreHarmless(...[sample, response]: Parameters<Benchmark['score']>): ReturnType<Benchmark['score']> {
  const score = scoreLeakage(sample, response, SCORER)
  return score.outcome === 'unparsed' ? { ...score, outcome: 'other' } : score
}
