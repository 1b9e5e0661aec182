import type { Benchmark } from '../contract.ts'
import { compareWithReference } from './compare-with-reference.ts'
import { meta } from './meta.ts'
import { metrics } from './metrics.ts'
import { plan, rejectItem } from './plan.ts'
import { score } from './score.ts'

/** Inadvertent memorisation: see README.md in this folder. */
export const inadvertentMemorization: Benchmark = { meta, rejectItem, plan, score, metrics, compareWithReference }
