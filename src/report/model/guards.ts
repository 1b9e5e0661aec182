/**
 * @file What guards did, for the report: before and after, the operating curve over all thresholds, and
 * answers in words.
 */
import { group } from 'd3-array'
import type { BenchmarkMeta, Scored } from '../../benchmarks/contract.ts'
import { type Edit, REFUSAL } from '../../guards/detoxify.ts'
import { changesOf } from '../../guards/guard.ts'
import { compareGuards, type GuardSpec } from '../../domain/guard-spec.ts'
import { detoxifierOf, parseGuard } from '../../guards/registry.ts'
import { GUARD_METRICS, type GuardPair, pairsOf, referenceOf } from '../../guards/measures.ts'
import { fires } from '../../guards/score.ts'
import { rougeL } from '../../domain/measures/rouge.ts'
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import type { Metric } from '../../domain/run.ts'
import type { Behind, BehindOf } from './behind.ts'
import { type Masker, valuesOf } from './mask.ts'
import type { ReportRow } from './rows.ts'
import { benchmarkTitle, orderOf, titleOf } from './titles.ts'

type Share = Pick<Metric, 'value' | 'n' | 'k' | 'ci' | 'noInterval' | 'least'>

/** A rate without a guard and with it, on the same answers. */
export interface EffectRow {
  readonly key: string
  /** Where, in words. */
  readonly place: string
  /** The same in few words, for a row of a chart: the split, or, below it, the type. */
  readonly label: string
  readonly split: string | null
  /** Null: pooled. */
  readonly type: string | null
  readonly before: Share
  readonly after: Share
  readonly effect: Share | null
  /** Exact sign-flip test; null where there are no pairs. */
  readonly p: number | null
  readonly behind: Behind
}

export interface EffectTable {
  readonly what: 'leak' | 'contain' | 'unsafe'
  readonly rows: readonly EffectRow[]
}

/** What a reader could get for one answer: as it is, detoxified, or refused; and the scores that decide. */
export interface GuardedChoice {
  readonly score: number | null
  readonly draftScore: number | null
  /**
   * Whether each text is harmful: the answer, the detoxified one (null: there is none); null where nothing
   * was asked for.
   */
  readonly harmful: readonly [raw: boolean, draft: boolean | null] | null
  /** ROUGE-L of each text with the reference, where the question is insensitive. */
  readonly utility: readonly [raw: number, draft: number | null, refusal: number] | null
}

export interface GuardExample {
  readonly sampleId: string
  readonly place: string
  readonly raw: string
  readonly edits: readonly Edit[]
}

export interface GuardReport {
  readonly guard: string
  readonly effects: readonly EffectTable[]
  /** Numbers of the guard itself (`GUARD_METRICS`), in the order of showing. */
  readonly numbers: readonly (Metric & { readonly behind: Behind })[]
  readonly choices: readonly GuardedChoice[]
  readonly examples: readonly GuardExample[]
  /** Answers that went out unguarded. */
  readonly unguarded: number
}

const EXAMPLES = 6

/** One entry for each guard of a run; none without guards. */
export function guardReports(
  rows: readonly ReportRow[],
  metrics: readonly Metric[],
  benchmarks: readonly BenchmarkMeta[],
  mask: Masker | null,
  behind: BehindOf,
): GuardReport[] {
  const scored = rows.flatMap(({ sample, response, score }): Scored[] =>
    response === null || score === null ? [] : [{ sample, response, score }],
  )
  const byGuard = [...pairsOf(benchmarks, scored)].toSorted(([a], [b]) => compareGuards(a, b))
  return byGuard.flatMap(([guard, pairs]): GuardReport[] => {
    const spec = parseGuard(guard)
    if (spec == null) return []
    const own = metrics.filter((metric) => metric.guard === guard)
    return [
      {
        guard,
        effects: effectTables(own, benchmarks, behind),
        numbers: own.flatMap((metric) =>
          metric.benchmark === GUARD_METRICS ? [{ ...metric, behind: behind(metric) }] : [],
        ),
        choices: pairs.map((pair) => choiceOf(spec, pair)),
        examples: examplesOf(pairs, mask),
        unguarded: pairs.filter(({ record }) => record.action === 'unguarded').length,
      },
    ]
  })
}

function effectTables(
  metrics: readonly Metric[],
  benchmarks: readonly BenchmarkMeta[],
  behind: BehindOf,
): EffectTable[] {
  return (['leak', 'contain', 'unsafe'] as const).flatMap((what) => {
    const cells = group(
      metrics.filter(({ metric }) => metric.startsWith(`guard-${what}-`)),
      ({ benchmark, split, type }) => JSON.stringify([benchmark, split, type]),
    )
    const several = new Set([...cells.values()].map(([first]) => first!.benchmark)).size > 1
    const rows = [...cells.values()]
      .toSorted(([a], [b]) => placeOrder(a!, b!, benchmarks))
      .flatMap((own): EffectRow[] => {
        const of = (suffix: string) => own.find(({ metric }) => metric === `guard-${what}-${suffix}`) ?? null
        const [before, after] = [of('before'), of('after')]
        if (before === null || after === null) return []
        const { benchmark, split, type } = before
        const splitTitle = split === null ? 'all' : titleOf(benchmarks, benchmark, 'splits', split)
        const typeTitle = type === null ? 'all types' : titleOf(benchmarks, benchmark, 'types', type)
        // What stands before the colon names a split; the rest explains it.
        const short = splitTitle.split(':')[0] ?? splitTitle
        return [
          {
            key: JSON.stringify([benchmark, split, type]),
            place: `${benchmarkTitle(benchmarks, benchmark)}, ${short}, ${typeTitle}`,
            label: type !== null ? typeTitle : several ? `${benchmarkTitle(benchmarks, benchmark)}, ${short}` : short,
            split,
            type,
            before,
            after,
            effect: of('effect'),
            p: of('mcnemar')?.value ?? null,
            behind: behind(before),
          },
        ]
      })
    return rows.length === 0 ? [] : [{ what, rows }]
  })
}

function placeOrder(a: Metric, b: Metric, benchmarks: readonly BenchmarkMeta[]): number {
  return (
    a.benchmark.localeCompare(b.benchmark) ||
    orderOf(benchmarks, a.benchmark, 'splits', a.split) - orderOf(benchmarks, b.benchmark, 'splits', b.split) ||
    Number(a.type !== null) - Number(b.type !== null) ||
    orderOf(benchmarks, a.benchmark, 'types', a.type) - orderOf(benchmarks, b.benchmark, 'types', b.type)
  )
}

/** The texts that a reader could get are few and stored, so that every threshold can be tried without a model. */
function choiceOf(spec: GuardSpec, { raw, guarded, record, insensitive }: GuardPair): GuardedChoice {
  const { sample, response } = raw
  const draft = detoxifierOf(spec).replay(response.output, record)
  const asked = sample.truths.length > 0 || raw.score.values?.['unsafe'] != null
  const harmful = (row: Scored): boolean => row.score.outcome === 'leak' || row.score.values?.['unsafe'] === 1
  const rescored = (output: string): Scored => {
    if (output === guarded.response.output) return guarded
    const benchmark = BENCHMARKS.find(({ meta }) => meta.id === sample.benchmark)
    const other = { ...guarded.response, output }
    return benchmark === undefined ? guarded : { sample, response: other, score: benchmark.score(sample, other) }
  }
  const reference = referenceOf(raw)
  const overlap = (output: string): number => (output === reference ? 1 : rougeL(reference, output, true).f)
  return {
    score: record.score,
    draftScore: record.draftScore,
    harmful: asked ? [harmful(raw), draft === null ? null : harmful(rescored(draft))] : null,
    utility: insensitive ? [overlap(response.output), draft === null ? null : overlap(draft), overlap(REFUSAL)] : null,
  }
}

/** Leakage and utility at one threshold. */
export interface OperatingPoint {
  readonly threshold: number
  /** Share of harmful answers among those asked for something; null without any. */
  readonly harm: number | null
  readonly asked: number
  /** Mean ROUGE-L on insensitive questions; null without any. */
  readonly utility: number | null
  readonly insensitive: number
  /** Share of the answers that the guard stops. */
  readonly stopped: number
}

/** What a guard would have done at another threshold: the rule of guards/guard.ts over the stored choices. */
export function operatingPoint(choices: readonly GuardedChoice[], threshold: number): OperatingPoint {
  let [harm, asked, utility, insensitive, stopped] = [0, 0, 0, 0, 0]
  for (const choice of choices) {
    const stops = fires(choice.score, threshold)
    const hasDraft = !fires(choice.draftScore, threshold)
    if (stops) stopped++
    if (choice.harmful !== null) {
      const [raw, draft] = choice.harmful
      asked++
      // The refusal gives nothing away.
      harm += Number(stops ? hasDraft && draft === true : raw)
    }
    if (choice.utility !== null) {
      const [raw, draft, refusal] = choice.utility
      insensitive++
      utility += stops ? (hasDraft && draft !== null ? draft : refusal) : raw
    }
  }
  return {
    threshold,
    harm: asked === 0 ? null : harm / asked,
    asked,
    utility: insensitive === 0 ? null : utility / insensitive,
    insensitive,
    stopped: choices.length === 0 ? 0 : stopped / choices.length,
  }
}

const STEPS = 100

/**
 * From "nothing is stopped" to "everything that was scored is": a point for each threshold at which something
 * changes, at most a hundred.
 */
export function operatingCurve(choices: readonly GuardedChoice[]): OperatingPoint[] {
  const scores = [
    ...new Set(choices.flatMap(({ score, draftScore }) => [score, draftScore].filter((s) => s !== null))),
  ].toSorted((a, b) => a - b)
  const step = Math.max(1, Math.ceil(scores.length / STEPS))
  // Above a score its answer is stopped.
  const thresholds = [0, ...scores.filter((_, i) => i % step === 0 || i === scores.length - 1).map((s) => s + 1e-9)]
  return thresholds.map((threshold) => operatingPoint(choices, threshold))
}

/** Answers that the guard changed, of every kind of place one first. */
function examplesOf(pairs: readonly GuardPair[], mask: Masker | null): GuardExample[] {
  const changed = pairs.filter(({ raw, guarded }) => raw.response.output !== guarded.response.output)
  const cells = [
    ...group(changed, ({ raw }) => `${raw.sample.benchmark} ${raw.sample.split} ${raw.sample.type}`).values(),
  ]
  const spread = cells.flatMap((own) => own.slice(0, 1)).concat(cells.flatMap((own) => own.slice(1, 2)))
  return spread.slice(0, EXAMPLES).map(({ raw, guarded, record }) => {
    const { sample, response } = raw
    const edits = changesOf(response.output, guarded.response.output, record)
    const place = [sample.benchmark, sample.split, sample.task, sample.type].join(', ')
    if (mask === null) return { sampleId: sample.id, place, raw: response.output, edits }
    const own = valuesOf(sample)
    // Places in a masked text are others: the whole gives way to the whole.
    const masked = mask.text(response.output, own)
    return {
      sampleId: sample.id,
      place,
      raw: masked,
      edits: [{ start: 0, end: masked.length, text: mask.text(guarded.response.output, own) }],
    }
  })
}
