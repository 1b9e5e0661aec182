import type { Benchmark } from '../contract.ts'
import { meta } from './meta.ts'
import { metrics } from './metrics.ts'
import { plan, rejectItem } from './plan.ts'
import { score } from './score.ts'

export { basePrompt } from './prompts.ts'

/** MM-Privacy: see README.md in this folder. */
export const mmPrivacy: Benchmark = { meta, rejectItem, plan, score, metrics }
