import type { Metric } from '../domain/run.ts'

/** What one number of a control model must be, known from its making; null keys are marginals, as in {@link Metric}. */
export interface Expectation {
  readonly benchmark: string
  /** The shard that it is about; null for the benchmark's usual items, whichever shard they come from. */
  readonly shard: string | null
  readonly metric: string
  readonly split: string | null
  readonly task: string | null
  readonly type: string | null
  /** Lowest and highest, in the metric's own unit. */
  readonly expected: readonly [number, number]
  readonly why: string
}

/**
 * Those that speak of a run's items: the expectations of a special shard hold for it alone, and for it no
 * others do.
 */
export function expectationsFor<E extends Pick<Expectation, 'shard'>>(
  expectations: readonly E[],
  shards: readonly string[],
): E[] {
  const special = expectations.filter(({ shard }) => shard !== null && shards.includes(shard))
  return special.length > 0 ? special : expectations.filter(({ shard }) => shard === null)
}

/** Whether a number is the one that an expectation speaks of: asked of the model alone, without a guard. */
export function isMeasuredBy(
  expectation: Pick<Expectation, 'benchmark' | 'metric' | 'split' | 'task' | 'type'>,
  metric: Pick<Metric, 'benchmark' | 'metric' | 'split' | 'task' | 'type' | 'guard'>,
): boolean {
  return (
    metric.guard === 'none' &&
    metric.benchmark === expectation.benchmark &&
    metric.metric === expectation.metric &&
    metric.split === expectation.split &&
    metric.task === expectation.task &&
    metric.type === expectation.type
  )
}
