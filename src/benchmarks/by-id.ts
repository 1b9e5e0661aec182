import { LeakscopeError } from '../domain/errors.ts'
import type { Benchmark } from './contract.ts'

/**
 * @param benchmarks among which; handed in, since whoever runs an audit loads them when they are needed.
 * @throws LeakscopeError `bad-config` naming the benchmarks there are.
 */
export function benchmarkById(benchmarks: readonly Benchmark[], id: string): Benchmark {
  const found = benchmarks.find(({ meta }) => meta.id === id)
  if (found !== undefined) return found
  const known = benchmarks.map(({ meta }) => meta.id).join(', ')
  throw new LeakscopeError('bad-config', `benchmarks: ${JSON.stringify(id)} is unknown; allowed are ${known}`)
}
