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
  /** `optional` tasks run only when the config names them. */
  readonly tasks: readonly { readonly id: string; readonly title: string; readonly optional?: boolean }[]
  readonly types: readonly { readonly id: string; readonly title: string }[]
  readonly shippedShards: readonly string[]
}

export interface PlanOptions {
  readonly generation: GenerationConfig
  readonly seed: number
}

/** One answer and what became of it. */
export interface Scored {
  readonly sample: Sample
  readonly response: Response
  readonly score: Score
}

/** A benchmark is a folder under `benchmarks/` that exports one of these (see its README). Everything in it is pure. */
export interface Benchmark {
  readonly meta: BenchmarkMeta
  /** Why an item cannot be asked, in a few words, or null; called once for each item at intake. */
  refuses(item: ShardItem): string | null
  /** Items to samples, in an order that keeps samples of one picture together. Deterministic in (items, options). */
  plan(items: readonly ShardItem[], options: PlanOptions): Sample[]
  score(sample: Sample, response: Response): Score
  /** All numbers of the benchmark over one run, with intervals. */
  metrics(scored: readonly Scored[]): Metric[]
}
