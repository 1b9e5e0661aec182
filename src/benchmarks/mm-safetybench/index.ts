import type { Benchmark } from '../contract.ts'
import { meta } from './meta.ts'
import { metrics } from './metrics.ts'
import { plan, rejectItem } from './plan.ts'
import { score } from './score.ts'

/** MM-SafetyBench and FigStep: see README.md in this folder. */
export const mmSafetyBench: Benchmark = { meta, rejectItem, plan, score, metrics }
