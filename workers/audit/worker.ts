import { allMetrics, type Judgements } from '../../src/guards/run-metrics.ts'
import { compareRuns } from '../../src/benchmarks/compare-runs.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import { benchmarkById } from '../../src/benchmarks/by-id.ts'
import type { Response } from '../../src/domain/response.ts'
import type { Metric } from '../../src/domain/run.ts'
import type { Sample } from '../../src/domain/sample.ts'
import type { Score } from '../../src/domain/score.ts'
import { expose } from '../rpc.ts'
import { probeEgress } from '../shared/probe-egress.ts'
import type { AuditWorkerApi } from './types.ts'

const api: AuditWorkerApi = {
  plan: async (benchmark, items, options) => benchmarkById(BENCHMARKS, benchmark).plan(items, options),
  async metrics(
    samples: readonly Sample[],
    responses: readonly Response[],
    scores: readonly Score[],
    judgements?: Judgements,
  ): Promise<Metric[]> {
    const sampleOf = new Map(samples.map((sample) => [sample.id, sample]))
    const scoreOf = new Map(scores.map((score) => [`${score.guard}/${score.sampleId}`, score]))
    // In the order of the exported answers, from which the same intervals can be drawn again.
    const scored = responses.flatMap((response) => {
      const sample = sampleOf.get(response.sampleId)
      const score = scoreOf.get(`${response.guard}/${response.sampleId}`)
      return sample === undefined || score === undefined ? [] : [{ sample, response, score }]
    })
    const used = [...new Set(samples.map((sample) => sample.benchmark))]
    return allMetrics(
      used.map((id) => benchmarkById(BENCHMARKS, id)),
      scored,
      judgements,
    )
  },
  compare: async (own, reference) => compareRuns(own, reference),
  probeEgress,
}

expose(api)
