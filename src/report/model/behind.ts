/** @file What stands behind a headline: how many of its answers say nothing, and what they could not have shown. */
import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import { counted } from '../../domain/counted.ts'
import { degenerate } from '../../domain/measures/degenerate.ts'
import { NO_INTERVAL } from '../../domain/no-interval.ts'
import type { Metric } from '../../domain/run.ts'
import { describeMetric } from './metrics.ts'
import type { ReportRow } from './rows.ts'
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

/** Counts answers by place; the answers are read once. @param rows of the model alone. */
export function answersBehind(rows: readonly ReportRow[], benchmarks: readonly BenchmarkMeta[]): BehindOf {
  const typesOf = ({ benchmark, type }: Place): readonly (string | null)[] =>
    benchmarks.find(({ id }) => id === benchmark)?.types.find(({ id }) => id === type)?.pools ?? [type]
  const answers = rows.flatMap(({ sample, response, score }) =>
    response === null
      ? []
      : [
          {
            sample,
            unparsed: score?.outcome === 'unparsed',
            error: response.error !== null,
            degenerate: response.error === null && degenerate(response.output) !== null,
          },
        ],
  )
  // Where a run asked with and without the escape clause, numbers without a mark mean with it.
  const paired = new Set(rows.map(({ sample }) => sample.escapeClause)).size > 1
  return (place, condition = null) => {
    const types = typesOf(place)
    const own = answers.filter(
      ({ sample }) =>
        sample.benchmark === place.benchmark &&
        (place.split === null || sample.split === place.split) &&
        (place.task === null || sample.task === place.task) &&
        (place.type === null || types.includes(sample.type)) &&
        (!paired || place.benchmark !== 'mm-privacy' || sample.escapeClause === (condition !== 'no-escape')),
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
