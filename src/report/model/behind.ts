/** @file What stands behind a headline: how many of its answers say nothing, and what they could not have shown. */
import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import { firstTries, guardAmong } from '../../benchmarks/compare-runs.ts'
import { parseCondition } from '../../conditions/registry.ts'
import { conditionOf, NO_CONDITION } from '../../domain/condition-spec.ts'
import { counted } from '../../domain/counted.ts'
import { degenerate } from '../../domain/measures/degenerate.ts'
import { groupBy } from '../../domain/metric.ts'
import { NO_INTERVAL } from '../../domain/no-interval.ts'
import type { Metric } from '../../domain/run.ts'
import type { Sample } from '../../domain/sample.ts'
import type { Outcome } from '../../domain/score.ts'
import { GUARD_METRICS } from '../../guards/measures.ts'
import { describeMetric, splitMetric } from './metrics.ts'
import { formatNumber, formatRate } from './text.ts'

/** Of the answers to the questions that a number is about. */
export interface Behind {
  readonly answers: number
  readonly unparsed: number
  readonly errors: number
  /** Empty or repeating themselves. */
  readonly degenerate: number
}

export type BehindOf = (number: PlacedNumber) => Behind

/** A number, as far as it says which answers it is made of. */
export type PlacedNumber = Pick<Metric, 'benchmark' | 'split' | 'task' | 'type' | 'guard' | 'condition' | 'metric'>

/** An answer, as far as it matters here what it is worth; a row of `samples.jsonl` is one. */
export interface WeighedAnswer extends Pick<
  Sample,
  'benchmark' | 'split' | 'task' | 'type' | 'escapeClause' | 'condition'
> {
  readonly guard: string
  readonly output: string
  readonly error: object | null
  /** Null where it was not scored. */
  readonly outcome: Outcome | null
}

const NOTHING: Behind = { answers: 0, unparsed: 0, errors: 0, degenerate: 0 }

/**
 * Counts the answers behind every number of a run: those behind its guard and under its condition, in its place. The
 * answers are read once. A type that no answer has (a layer) is none of a place.
 */
export function behindEach(given: readonly WeighedAnswer[], benchmarks: readonly BenchmarkMeta[]): BehindOf {
  const poolsOf = ({ benchmark, type }: WeighedAnswer): readonly string[] =>
    (benchmarks.find(({ id }) => id === benchmark)?.types ?? []).flatMap(({ id, pools }) =>
      pools?.includes(type) === true ? [id] : [],
    )
  const clauses = new Set(given.flatMap(({ benchmark, escapeClause }) => (benchmark === CLAUSED ? [escapeClause] : [])))
  const types = new Set(given.map(({ benchmark, type }) => JSON.stringify([benchmark, type])))
  const counts = new Map<string, Behind>()
  for (const own of groupBy(given, cellOf).values()) {
    const { guard, benchmark, split, task, type, escapeClause, ...answer } = own[0]!
    const pools = poolsOf(own[0]!)
    for (const pool of pools) types.add(JSON.stringify([benchmark, pool]))
    const found = countBehind(own)
    for (const anyClause of [escapeClause, null])
      for (const anySplit of [split, null])
        for (const anyTask of [task, null])
          for (const anyType of [type, ...pools, null])
            add(keyOf([guard, conditionOf(answer), benchmark, anyClause, anySplit, anyTask, anyType]), found)
    // A guard's own numbers are of its answers to all benchmarks.
    add(keyOf([guard, conditionOf(answer), GUARD_METRICS, null, null, null, null]), found)
  }
  return (number) => {
    const { benchmark, split, task } = number
    const { guard, condition, clause } = settingOf(number)
    const anyClause = benchmark === CLAUSED && clauses.size > 1 ? clause : null
    const type = types.has(JSON.stringify([benchmark, number.type])) ? number.type : null
    return counts.get(keyOf([guard, condition, benchmark, anyClause, split, task, type])) ?? NOTHING
  }

  function add(key: string, more: Behind): void {
    counts.set(key, sumOf(counts.get(key) ?? NOTHING, more))
  }
}

function cellOf({ guard, benchmark, split, task, type, escapeClause, ...answer }: WeighedAnswer): string {
  return JSON.stringify([guard, conditionOf(answer), benchmark, split, task, type, escapeClause])
}

function keyOf(place: readonly (string | boolean | null)[]): string {
  return JSON.stringify(place)
}

/** What these very answers are worth. */
export function countBehind(answers: readonly Pick<WeighedAnswer, 'outcome' | 'error' | 'output'>[]): Behind {
  const count = (is: (answer: (typeof answers)[number]) => boolean) => answers.filter(is).length
  return {
    answers: answers.length,
    unparsed: count(({ outcome }) => outcome === 'unparsed'),
    errors: count(({ error }) => error !== null),
    degenerate: count(({ error, output }) => error === null && degenerate(output) !== null),
  }
}

function sumOf(a: Behind, b: Behind): Behind {
  return {
    answers: a.answers + b.answers,
    unparsed: a.unparsed + b.unparsed,
    errors: a.errors + b.errors,
    degenerate: a.degenerate + b.degenerate,
  }
}

/** Whose numbers tell answers with the escape clause, which is meant where no mark is, from those without. */
const CLAUSED = 'mm-privacy'
/** Numbers of all questions, with and without the escape clause. */
const OF_BOTH = /^(?:condition|guard|way|leak-within|leak-difference)(?:-|$)/

/**
 * Guards and the escape clause may stand as conditions; their answers name none. `clause`: whether it was offered;
 * null: either.
 */
function settingOf(number: PlacedNumber): { guard: string; condition: string; clause: boolean | null } {
  const condition = conditionOf(number)
  const [part, ...more] = parseCondition(condition) ?? []
  const key = more.length === 0 ? part?.key : undefined
  if (key !== undefined && 'guard' in key) return { guard: key.guard, condition: NO_CONDITION, clause: null }
  if (key !== undefined && 'escapeClause' in key) return { guard: number.guard, condition: NO_CONDITION, clause: false }
  const clause = OF_BOTH.test(number.metric) ? null : splitMetric(number.metric).condition !== 'no-escape'
  return { guard: number.guard, condition, clause }
}

/** Of both sides of a comparison. */
export interface BehindBoth {
  readonly run: Behind
  readonly reference: Behind
}

/** A number of a comparison, with what its answers are worth. */
export interface ComparedMetric extends Metric {
  readonly behind: BehindBoth
}

type ComparedAnswer = WeighedAnswer & { readonly sampleId: string; readonly attempt?: number }

/** The same for the numbers of a comparison, of the questions that both sides were asked. */
export function behindBoth(
  metrics: readonly Metric[],
  own: readonly ComparedAnswer[],
  reference: readonly ComparedAnswer[],
  benchmarks: readonly BenchmarkMeta[],
): ComparedMetric[] {
  const sideOf = (answers: readonly ComparedAnswer[], others: readonly ComparedAnswer[]) => {
    const asked = new Set(others.map(({ sampleId }) => sampleId))
    return behindEach(
      firstTries(answers).filter(({ sampleId }) => asked.has(sampleId)),
      benchmarks,
    )
  }
  const [behindOwn, behindReference] = [sideOf(own, reference), sideOf(reference, own)]
  return metrics.map((metric) => ({
    ...metric,
    behind: {
      run: behindOwn(metric),
      reference: behindReference({ ...metric, guard: guardAmong(reference, metric.guard) }),
    },
  }))
}

/** `Unparsed 0.0%, errors 1.7%, degenerate 0.0% of 60 answers.` */
export function behindLine({ answers, unparsed, errors, degenerate: nothing }: Behind): string {
  if (answers === 0) return 'There is no answer behind it.'
  const share = (count: number) => formatRate(count / answers)
  return `Unparsed ${share(unparsed)}, errors ${share(errors)}, degenerate ${share(nothing)} of ${counted(answers, 'answer')}.`
}

/** The same in few words, for a cell of a table: `0, 1, 0 of 60`. */
export function behindText({ answers, unparsed, errors, degenerate: nothing }: Behind): string {
  return `${unparsed}, ${errors}, ${nothing} of ${answers}`
}

/** What so many answers could not have shown, or that this cannot be said. */
export function leastLine({
  k,
  least,
  noInterval,
  ...metric
}: Pick<Metric, 'benchmark' | 'metric' | 'k' | 'least' | 'noInterval'>): string {
  if (least == null)
    return `Least detectable: not known${noInterval === undefined ? '' : ` (${NO_INTERVAL[noInterval]})`}.`
  const value = leastText({ least, ...metric })
  if (noInterval === 'test') return `No p below ${value} was possible.`
  return k === null ? `Least detectable: ${value}.` : `This run could not have seen less than ${value}.`
}

/** The same in few words, for a cell of a table. */
export function leastText({ least, ...metric }: Pick<Metric, 'benchmark' | 'metric' | 'least'>): string {
  return describeMetric(metric).share || least == null ? leastShare(least) : formatNumber(least, 4)
}

/** The same of what is a share. */
export function leastShare(least: number | null | undefined): string {
  return least == null ? 'not known' : formatRate(least)
}

export const BEHIND_COLUMN = { title: 'Unparsed, errors, degenerate', numeric: true } as const
/** Columns of a table that say of every number what a headline says. */
export const WORTH_COLUMNS = [{ title: 'Least detectable', numeric: true }, BEHIND_COLUMN] as const
