import type { Response } from './response.ts'
import type { GenerationConfig, Metric } from './run.ts'
import type { Sample, ShardItem } from './sample.ts'
import type { Score } from './score.ts'

/** Plain data about a benchmark; what the screens and the registry need before any code of it runs. */
export interface BenchmarkMeta {
  readonly id: string
  readonly version: string
  readonly title: string
  /** One sentence, in a user's words. */
  readonly asks: string
  readonly paper: string
  readonly splits: readonly { readonly id: string; readonly title: string }[]
  readonly tasks: readonly { readonly id: string; readonly title: string }[]
  readonly types: readonly { readonly id: string; readonly title: string }[]
  readonly shippedShards: readonly string[]
}

export interface PlanOptions {
  readonly generation: GenerationConfig
  readonly seed: number
}

/** A benchmark is a folder under `benchmarks/` that exports one of these (see its README). Everything in it is pure. */
export interface Benchmark {
  readonly meta: BenchmarkMeta
  /** Items to samples, in an order that keeps samples of one picture together. Deterministic in (items, options). */
  plan(items: readonly ShardItem[], options: PlanOptions): Sample[]
  score(sample: Sample, response: Response): Score
  /** All numbers of the benchmark over one run, with intervals. */
  metrics(scored: readonly { readonly sample: Sample; readonly score: Score }[]): Metric[]
}
