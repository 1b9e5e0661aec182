import type { Benchmark } from './contract.ts'
import { inadvertentMemorization } from './inadvertent-memorization/index.ts'
import { mllmGuard } from './mllmguard/index.ts'
import { mllmuBench } from './mllmu-bench/index.ts'
import { mmPrivacy } from './mm-privacy/index.ts'
import { mmSafetyBench } from './mm-safetybench/index.ts'
import { ownImages } from './own-images/index.ts'
import { utility } from './utility/index.ts'
import { LeakscopeError } from '../domain/errors.ts'

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
