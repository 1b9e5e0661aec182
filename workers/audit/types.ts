/** @file The domain's long work off the main thread; the common ground of that worker and its callers. */
import type { ComparableRun } from '../../src/benchmarks/compare-runs.ts'
import type { PlanOptions } from '../../src/benchmarks/contract.ts'
import type { Judgements } from '../../src/guards/run-metrics.ts'
import type { Response } from '../../src/domain/response.ts'
import type { Metric } from '../../src/domain/run.ts'
import type { Sample, ShardItem } from '../../src/domain/sample.ts'
import type { Score } from '../../src/domain/score.ts'

export interface AuditWorkerApi {
  /**
   * Items to samples: decoys for thousands of items take a second. Rejects with `not-found`, or what the
   * benchmark's `plan` throws.
   */
  plan(benchmark: string, items: readonly ShardItem[], options: PlanOptions): Promise<Sample[]>
  /**
   * All numbers of every benchmark that the samples are of, with intervals (seconds, which no screen may stand
   * still for). A score without its sample and response counts in no number. Rejects with `not-found` for a
   * benchmark that this build does not know.
   */
  metrics(
    samples: readonly Sample[],
    responses: readonly Response[],
    scores: readonly Score[],
    judgements?: Judgements,
  ): Promise<Metric[]>
  /** What two runs on the same samples say together, as `npm run compare` does. */
  compare(own: ComparableRun, reference: ComparableRun): Promise<Metric[]>
  /** For the egress test: tries to reach another origin from inside this worker. */
  probeEgress(url: string): Promise<'blocked' | 'reached'>
}
