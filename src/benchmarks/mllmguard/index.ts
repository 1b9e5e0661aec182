import type { Benchmark } from '../contract.ts'
import { meta } from './meta.ts'
import { metrics } from './metrics.ts'
import { plan, rejectItem } from './plan.ts'
import { score } from './score.ts'

/** MLLMGuard: see README.md in this folder. */
export const mllmGuard: Benchmark = { meta, rejectItem, plan, score, metrics }
