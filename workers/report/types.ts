/** @file The common ground of the report worker and its callers. */
import type { Response } from '../../src/audit/response.ts'
import type { Metric } from '../../src/audit/run.ts'
import type { Sample } from '../../src/audit/sample.ts'
import type { Score } from '../../src/audit/score.ts'

export interface ReportWorkerApi {
  /**
   * All numbers of every benchmark that the samples are of, with intervals (a bootstrap takes seconds, which no screen may stand still for).
   * A score without its sample and response counts in no number. Rejects with `not-found` for a benchmark that this build does not know.
   */
  metrics(samples: readonly Sample[], responses: readonly Response[], scores: readonly Score[]): Promise<Metric[]>
  /** For the egress test: tries to reach another origin from inside this worker. */
  probeEgress(url: string): Promise<'blocked' | 'reached'>
}
