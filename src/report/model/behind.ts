/** @file What stands behind a headline: how many of its answers say nothing, and what they could not have shown. */
import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import { conditionOf } from '../../domain/condition-spec.ts'
import { counted } from '../../domain/counted.ts'
import { degenerate } from '../../domain/measures/degenerate.ts'
import { groupBy } from '../../domain/metric.ts'
import { NO_INTERVAL } from '../../domain/no-interval.ts'
import type { Metric } from '../../domain/run.ts'
import type { Sample } from '../../domain/sample.ts'
import type { Outcome } from '../../domain/score.ts'
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

export type BehindOf = (place: Place, condition?: string | null) => Behind

type Place = Pick<Metric, 'benchmark' | 'split' | 'task' | 'type'>

/** An answer, as far as it matters here what it is worth; a row of `samples.jsonl` is one. */
export interface WeighedAnswer extends Pick<Sample, 'benchmark' | 'split' | 'task' | 'type' | 'escapeClause'> {
  readonly output: string
  readonly error: object | null
  /** Null where it was not scored. */
  readonly outcome: Outcome | null
}

/** Counts answers by place; the answers are read once. @param given behind one guard and under one condition. */
export function answersBehind(given: readonly WeighedAnswer[], benchmarks: readonly BenchmarkMeta[]): BehindOf {
  const typesOf = ({ benchmark, type }: Place): readonly (string | null)[] =>
    benchmarks.find(({ id }) => id === benchmark)?.types.find(({ id }) => id === type)?.pools ?? [type]
  const answers = given.map((answer) => ({
    place: answer,
    unparsed: answer.outcome === 'unparsed',
    error: answer.error !== null,
    degenerate: answer.error === null && degenerate(answer.output) !== null,
  }))
  // Where a run asked with and without the escape clause, numbers without a mark mean with it.
  const paired = new Set(given.map(({ escapeClause }) => escapeClause)).size > 1
  const byPlace = new Map<string, Behind>()
  return (wanted, condition = null) => {
    const place = JSON.stringify([wanted.benchmark, wanted.split, wanted.task, wanted.type, condition === 'no-escape'])
    const found = byPlace.get(place) ?? countIn(wanted, condition)
    byPlace.set(place, found)
    return found
  }

  function countIn(wanted: Place, condition: string | null): Behind {
    const types = typesOf(wanted)
    const own = answers.filter(
      ({ place }) =>
        place.benchmark === wanted.benchmark &&
        (wanted.split === null || place.split === wanted.split) &&
        (wanted.task === null || place.task === wanted.task) &&
        (wanted.type === null || types.includes(place.type)) &&
        (!paired || wanted.benchmark !== 'mm-privacy' || place.escapeClause === (condition !== 'no-escape')),
    )
    const count = (is: (answer: (typeof own)[number]) => boolean) => own.filter(is).length
    return {
      answers: own.length,
      unparsed: count((answer) => answer.unparsed),
      errors: count((answer) => answer.error),
      degenerate: count((answer) => answer.degenerate),
    }
  }
}

type Setting = Pick<Metric, 'guard' | 'condition'>

/** The same for the numbers of a whole run: each counts the answers behind its guard and under its condition. */
export function behindEach(
  answers: readonly (WeighedAnswer & Setting)[],
  benchmarks: readonly BenchmarkMeta[],
): (metric: Place & Setting & Pick<Metric, 'metric'>) => Behind {
  const keyOf = (setting: Setting) => JSON.stringify([setting.guard, conditionOf(setting)])
  const bySetting = new Map([...groupBy(answers, keyOf)].map(([key, own]) => [key, answersBehind(own, benchmarks)]))
  const nobody = answersBehind([], benchmarks)
  return (metric) => (bySetting.get(keyOf(metric)) ?? nobody)(metric, splitMetric(metric.metric).condition)
}

/** `Unparsed 0.0%, errors 1.7%, degenerate 0.0% of 60 answers.` */
export function behindLine({ answers, unparsed, errors, degenerate: nothing }: Behind): string {
  if (answers === 0) return 'There is no answer behind it.'
  const share = (count: number) => formatRate(count / answers)
  return `Unparsed ${share(unparsed)}, errors ${share(errors)}, degenerate ${share(nothing)} of ${counted(answers, 'answer')}.`
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
  const value = describeMetric(metric).share ? formatRate(least) : formatNumber(least, 4)
  if (noInterval === 'test') return `No p below ${value} was possible.`
  return k === null ? `Least detectable: ${value}.` : `This run could not have seen less than ${value}.`
}
