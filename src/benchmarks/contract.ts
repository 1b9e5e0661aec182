import type { Side } from '../domain/compared.ts'
import type { JudgeCards } from '../domain/judge-card.ts'
import type { Estimate } from '../domain/metric.ts'
import type { Response } from '../domain/response.ts'
import type { GenerationConfig, Metric } from '../domain/run.ts'
import type { Sample, ShardItem } from '../domain/sample.ts'
import type { Score } from '../domain/score.ts'

/** A metric in a reader's words. A condition in brackets (`ASR[no-escape]`) is no part of the id. */
export interface MetricMeta {
  readonly id: string
  readonly title: string
  readonly means: string
  /** A share or a difference of shares, shown in percent. */
  readonly share: boolean
  /** One of the few numbers that a report opens with. */
  readonly headline?: boolean
  /** Drawn as a line over its `type` (a layer, a strength of noise), in the order of `meta.types`. */
  readonly curve?: boolean
}

/** A table that no run in a browser can measure and that belongs beside its numbers all the same. */
export interface Background {
  readonly title: string
  /** What it shows, of what, and where it was made. */
  readonly says: string
  /** The first column names the row. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A part of a benchmark whose numbers stand by themselves. */
export interface SplitMeta {
  readonly id: string
  readonly title: string
  /** It asks for nothing private or harmful: what a guard changes in its answers is the guard's cost. */
  readonly insensitive?: boolean
  /**
   * Where its true values are: `picture`: the question shows them; `training`: only the model's training can have.
   * Absent: neither is so of all of them.
   */
  readonly values?: 'picture' | 'training'
  /** What is asked of whom, for a reader who knows no term: "Asked for …", as the beginning of a sentence. */
  readonly plainly?: string
}

/** Plain data about a benchmark; what the screens and the registry need before any code of it runs. */
export interface BenchmarkMeta {
  readonly id: string
  readonly version: string
  readonly title: string
  /** One sentence, in a user's words. */
  readonly asks: string
  readonly paper: string
  readonly splits: readonly SplitMeta[]
  /** `optional` tasks run only when the config names them. */
  readonly tasks: readonly { readonly id: string; readonly title: string; readonly optional?: boolean }[]
  /** No item has a type that `pools` others: numbers over the answers of those stand there. */
  readonly types: readonly { readonly id: string; readonly title: string; readonly pools?: readonly string[] }[]
  readonly shippedShards: readonly string[]
  /** Answers that a judge of harm may look at; absent splits or types mean all. Absent altogether: none. */
  readonly judged?: { readonly splits?: readonly string[]; readonly types?: readonly string[] }
  /** Metrics of its own, in the order of showing; the leak and refusal rates are known to every report. */
  readonly metrics?: readonly MetricMeta[]
  readonly background?: Background
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
  /**
   * P(harmful) by judges of content, by their ids; null where one could not say. Absent: nobody judged
   * (content-judge.ts).
   */
  readonly judged?: Readonly<Record<string, number | null>>
}

/** A benchmark is a folder under `benchmarks/` that exports one of these (see its README). Everything in it is pure. */
export interface Benchmark {
  readonly meta: BenchmarkMeta
  /** Why an item cannot be asked, in a few words, or null; called once for each item at intake. */
  rejectItem(item: ShardItem): string | null
  /** Items to samples, in an order that keeps samples of one picture together. Deterministic in (items, options). */
  plan(items: readonly ShardItem[], options: PlanOptions): Sample[]
  score(sample: Sample, response: Response): Score
  /**
   * All numbers of the benchmark over one run, with intervals. @param judges cards of those who gave verdicts
   * on the answers.
   */
  metrics(scored: readonly Scored[], judges?: JudgeCards): Metric[]
  /**
   * What a model that is compared with gave for each item, by the item's id; absent where the numbers rest on
   * no other model's.
   */
  readonly logged?: Readonly<Record<string, number>>
  /**
   * What takes two models to say; absent where nothing does. @param reference the same samples, answered by a
   * model that is told from this one.
   */
  compareWithReference?(own: Side, reference: Side): Estimate[]
}
