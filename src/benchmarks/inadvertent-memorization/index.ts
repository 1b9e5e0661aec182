import type { Benchmark } from '../contract.ts'
import { against } from './compare.ts'
import { meta } from './meta.ts'
import { metrics } from './metrics.ts'
import { plan, refuses } from './plan.ts'
import { score } from './score.ts'

/** Inadvertent memorisation: see README.md in this folder. */
export const inadvertentMemorization: Benchmark = { meta, refuses, plan, score, metrics, against }
