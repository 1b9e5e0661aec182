import type { BenchmarkMeta } from '../../benchmarks/contract.ts'

/**
 * Title of a benchmark's split, task or type; the id itself where the registry does not know it (an imported
 * log of a newer version).
 */
export function titleOf(
  benchmarks: readonly BenchmarkMeta[],
  benchmark: string,
  kind: 'splits' | 'tasks' | 'types',
  id: string,
): string {
  return benchmarks.find((b) => b.id === benchmark)?.[kind].find((entry) => entry.id === id)?.title ?? id
}

/** Position in the registry's order; unknown ids come last. */
export function orderOf(
  benchmarks: readonly BenchmarkMeta[],
  benchmark: string,
  kind: 'splits' | 'tasks' | 'types',
  id: string | null,
): number {
  if (id === null) return -1
  const at = benchmarks.find((b) => b.id === benchmark)?.[kind].findIndex((entry) => entry.id === id) ?? -1
  return at === -1 ? Number.MAX_SAFE_INTEGER : at
}

export function benchmarkTitle(benchmarks: readonly BenchmarkMeta[], id: string): string {
  return benchmarks.find((b) => b.id === id)?.title ?? id
}
