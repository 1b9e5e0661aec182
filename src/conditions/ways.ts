/**
 * @file Whether the way of asking matters, over all ways that a run has asked in: the inconsistency between tasks
 * (docs/protocols/mm-privacy.md#measures), for conditions of any benchmark. Under each protection by itself.
 */
import type { Scored } from '../benchmarks/contract.ts'
import { conditionOf, NO_CONDITION, plainId } from '../domain/condition-spec.ts'
import { taskGap } from '../domain/measures/task-gap.ts'
import { type Estimate, groupBy, hitRate, plainNumber, type Slice } from '../domain/metric.ts'
import type { Metric } from '../domain/run.ts'
import { conditionName, parseCondition } from './registry.ts'

/** One question, its answers by the way of asking; the plain one is among them. */
interface Asked {
  readonly group: string
  readonly ways: ReadonlyMap<string, Scored>
}

/**
 * For each benchmark, guard, split and protection that was met by several ways to ask: highest minus lowest leak rate
 * with the test of no difference, and shares of the questions that were answered in every way.
 */
export function acrossWays(scored: readonly Scored[]): Metric[] {
  const placed = scored.flatMap((row) => {
    const parts = parseCondition(conditionOf(row.sample))
    const { score, sample } = row
    if (parts === undefined || score.outcome === 'error' || sample.truths.length === 0) return []
    if (parts.some(({ kind }) => kind === 'tries')) return []
    const side = (kind: 'ask' | 'protect') => conditionName(parts.filter((part) => part.kind === kind))
    return [{ row, way: side('ask'), protection: side('protect') }]
  })
  const places = groupBy(placed, ({ row: { sample, score }, protection }) =>
    JSON.stringify([sample.benchmark, score.guard, sample.split, protection]),
  )
  return [...places.values()].flatMap((own) => {
    const { row, protection } = own[0]!
    const ways = [...new Set(own.map(({ way }) => way))]
    if (ways.length < 2 || !ways.includes(NO_CONDITION)) return []
    const questions = [...groupBy(own, ({ row: { sample } }) => plainId(sample)).values()].map((asked): Asked => ({
      group: asked[0]!.row.sample.group,
      ways: new Map(asked.map(({ way, row: answer }) => [way, answer])),
    }))
    const { benchmark, split } = row.sample
    return numbersOf(
      { split, task: null, type: null },
      questions.filter((question) => question.ways.size === ways.length),
      ways,
      [benchmark, split, protection].join('/'),
    ).map((numbers): Metric => ({
      benchmark,
      guard: row.score.guard,
      ...(protection === NO_CONDITION ? {} : { condition: protection }),
      ...numbers,
    }))
  })
}

const leaked = (row: Scored): boolean => row.score.outcome === 'leak'

function numbersOf(cell: Slice, questions: readonly Asked[], ways: readonly string[], seed: string): Estimate[] {
  if (questions.length === 0) return []
  const answers = questions.flatMap(({ group, ways: own }) =>
    ways.map((way) => ({ group, task: way, hit: leaked(own.get(way)!) })),
  )
  const { value, byChance, p } = taskGap(answers, seed)!.gap
  const leaks = ({ ways: own }: Asked): number => [...own.values()].filter(leaked).length
  const share = (metric: string, of: readonly Asked[], hit: (question: Asked) => boolean): Estimate =>
    hitRate(
      cell,
      metric,
      of.map((question) => ({ group: question.group, hit: hit(question) })),
    )
  return [
    plainNumber(cell, 'way-gap', value, answers.length, 'least-at-zero'),
    plainNumber(cell, 'way-gap-by-chance', byChance, answers.length, 'no-measurement'),
    plainNumber(cell, 'way-gap-p', p, answers.length, 'test'),
    share('way-flip-rate', questions, (question) => leaks(question) > 0 && leaks(question) < ways.length),
    share('way-worst-case', questions, (question) => leaks(question) > 0),
    share(
      'way-transfer',
      questions.filter(({ ways: own }) => own.get(NO_CONDITION)!.score.outcome === 'refused'),
      (question) => leaks(question) > 0,
    ),
  ]
}
