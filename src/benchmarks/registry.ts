import type { Benchmark } from './contract.ts'
import { inadvertentMemorization } from './inadvertent-memorization/index.ts'
import { mllmGuard } from './mllmguard/index.ts'
import { mllmuBench } from './mllmu-bench/index.ts'
import { mmPrivacy } from './mm-privacy/index.ts'
import { mmSafetyBench } from './mm-safetybench/index.ts'
import { ownImages } from './own-images/index.ts'
import { utility } from './utility/index.ts'

/** Every benchmark of this build; see benchmarks/README.md for how to add one. */
export const BENCHMARKS: readonly Benchmark[] = [
  mmPrivacy,
  mllmuBench,
  inadvertentMemorization,
  mmSafetyBench,
  mllmGuard,
  utility,
  ownImages,
]
