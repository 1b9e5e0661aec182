import type { Benchmark } from '../contract.ts'
import { compareWithReference } from './compare-with-reference.ts'
import { meta } from './meta.ts'
import { metrics } from './metrics.ts'
import { plan, rejectItem } from './plan.ts'
import reference from './reference.json' with { type: 'json' }
import { score } from './score.ts'

/** MLLMU-Bench: see README.md in this folder. */
export const mllmuBench: Benchmark = {
  meta,
  rejectItem,
  plan,
  score,
  metrics,
  logged: reference.truthRatios,
  compareWithReference,
}
