import type { Benchmark } from './benchmark.ts'
import { inadvertentMemorization } from './benchmarks/inadvertent-memorization/index.ts'
import { mllmGuard } from './benchmarks/mllmguard/index.ts'
import { mllmuBench } from './benchmarks/mllmu-bench/index.ts'
import { mmPrivacy } from './benchmarks/mm-privacy/index.ts'
import { mmSafetyBench } from './benchmarks/mm-safetybench/index.ts'
import { ownImages } from './benchmarks/own-images/index.ts'
import { utility } from './benchmarks/utility/index.ts'
import { LeakscopeError } from './errors.ts'

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

/** @throws LeakscopeError `not-found` naming the benchmarks there are. */
export function benchmarkById(id: string): Benchmark {
  const found = BENCHMARKS.find(({ meta }) => meta.id === id)
  if (found !== undefined) return found
  const known = BENCHMARKS.map(({ meta }) => meta.id).join(', ')
  throw new LeakscopeError('not-found', `unknown benchmark ${JSON.stringify(id)}; allowed are ${known}`)
}
