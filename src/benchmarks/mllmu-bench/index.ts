import type { Benchmark } from '../contract.ts'
import { against } from './compare.ts'
import { meta } from './meta.ts'
import { metrics } from './metrics.ts'
import { plan, refuses } from './plan.ts'
import reference from './reference.json' with { type: 'json' }
import { score } from './score.ts'

/** MLLMU-Bench: see README.md in this folder. */
export const mllmuBench: Benchmark = { meta, refuses, plan, score, metrics, logged: reference.truthRatios, against }
