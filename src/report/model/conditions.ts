/** @file What conditions did, for the report: paired effects, and ways to ask against ways to protect. */
import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import { guardCondition } from '../../conditions/keyed.ts'
import { compareConditions, conditionName, conditionTitle, parseCondition } from '../../conditions/registry.ts'
import { NO_CONDITION } from '../../domain/condition-spec.ts'
import { compareGuards, NO_GUARD } from '../../domain/guard-spec.ts'
import { groupBy } from '../../domain/metric.ts'
import type { Metric } from '../../domain/run.ts'
import type { Behind, BehindOf } from './behind.ts'
import { benchmarkTitle, orderOf, titleOf } from './titles.ts'

type Share = Pick<Metric, 'value' | 'n' | 'k' | 'ci' | 'noInterval' | 'least'>

/** A rate of the same questions without a condition and with it. */
export interface ConditionEffect {
  readonly before: Share
  readonly after: Share
  readonly effect: Share
  /** Exact test of no difference; its n counts the answers that went over. */
  readonly test: Share
}

/** One condition in one split, all tasks and types together. */
export interface ConditionRow {
  readonly key: string
  readonly condition: string
  readonly title: string
  /** What it changes, a sentence for each part. */
  readonly does: string
  readonly guard: string
  readonly leak: ConditionEffect | null
  readonly refusal: ConditionEffect | null
  readonly unsafe: ConditionEffect | null
  /** Questions whose answer is another one. */
  readonly changed: Share
  /** ROUGE-L lost in answers to insensitive questions; null where none was asked. */
  readonly utilityLoss: Share | null
  /** Leak within k tries, by k from 1; empty where each question was asked once. */
  readonly within: readonly Share[]
  /** The answers under it. */
  readonly behind: Behind
}

/** The leak and refusal rates under each way to ask (rows) and to protect (columns), `none` among both. */
export interface ConditionMatrix {
  readonly asks: readonly MatrixSide[]
  readonly protects: readonly MatrixSide[]
  /** By row, then column; null where that pair was not asked. */
  readonly cells: readonly (readonly (MatrixCell | null)[])[]
}
interface MatrixSide {
  readonly name: string
  readonly title: string
}
export interface MatrixCell {
  readonly leak: Share
  readonly refusal: Share | null
  /** Against the plain question; null where nothing insensitive was asked, and for the plain question. */
  readonly utilityLoss: Share | null
}

/** Over all ways to ask, under one protection: of the questions that were answered in every way. */
export interface WaysRow {
  readonly key: string
  readonly title: string
  readonly gap: Share
  readonly byChance: Share
  /** Of no difference between the ways. */
  readonly p: Share
  readonly flips: Share
  readonly worst: Share
  /** Of the questions that were refused when asked plainly. */
  readonly transfer: Share
}

/** Of one benchmark and split. */
export interface ConditionTable {
  readonly key: string
  readonly place: string
  readonly split: string | null
  readonly rows: readonly ConditionRow[]
  /** Null where no way to ask was combined with one to protect. */
  readonly matrix: ConditionMatrix | null
  readonly ways: readonly WaysRow[]
}

/** One table for each split that was asked under conditions; none without. @param metrics of all conditions. */
export function conditionTables(
  metrics: readonly Metric[],
  benchmarks: readonly BenchmarkMeta[],
  behind: BehindOf,
): ConditionTable[] {
  const own = metrics.filter(
    ({ metric, task, type, condition }) =>
      condition !== undefined && task === null && type === null && /^(?:condition-|leak-within-)/.test(metric),
  )
  return [...groupBy(own, ({ benchmark, split }) => JSON.stringify([benchmark, split]))]
    .toSorted(
      ([, [a]], [, [b]]) =>
        a!.benchmark.localeCompare(b!.benchmark) ||
        orderOf(benchmarks, a!.benchmark, 'splits', a!.split) - orderOf(benchmarks, b!.benchmark, 'splits', b!.split),
    )
    .map(([key, inPlace]) => {
      const { benchmark, split } = inPlace[0]!
      const rows = [...groupBy(inPlace, ({ condition, guard }) => JSON.stringify([condition, guard])).values()]
        .map((numbers) => rowOf(numbers, behind))
        .toSorted((a, b) => compareConditions(a.condition, b.condition) || compareGuards(a.guard, b.guard))
      const title = split === null ? 'all splits' : titleOf(benchmarks, benchmark, 'splits', split)
      return {
        key,
        place: `${benchmarkTitle(benchmarks, benchmark)}, ${title}`,
        split,
        rows,
        matrix: matrixOf(rows),
        ways: waysOf(metrics.filter((metric) => metric.benchmark === benchmark && metric.split === split)),
      }
    })
}

function rowOf(metrics: readonly Metric[], behind: BehindOf): ConditionRow {
  const { condition = NO_CONDITION, guard } = metrics[0]!
  const of = (name: string): Metric | null => metrics.find(({ metric }) => metric === name) ?? null
  const effect = (what: string): ConditionEffect | null => {
    const [before, after, difference, test] = ['before', 'after', 'effect', 'mcnemar'].map((part) =>
      of(`condition-${what}-${part}`),
    )
    return before && after && difference && test ? { before, after, effect: difference, test } : null
  }
  return {
    key: JSON.stringify([condition, guard]),
    condition,
    title: conditionTitle(condition),
    does: (parseCondition(condition) ?? []).map(({ does }) => does).join(' '),
    guard,
    leak: effect('leak'),
    refusal: effect('refusal'),
    unsafe: effect('unsafe'),
    changed: of('condition-changed')!,
    utilityLoss: of('condition-utility-loss'),
    within: metrics
      .filter(({ metric }) => metric.startsWith('leak-within-'))
      .toSorted((a, b) => triesOf(a) - triesOf(b)),
    behind: behind(metrics[0]!),
  }
}

const triesOf = ({ metric }: Metric): number => Number(metric.slice('leak-within-'.length))

const WAYS = ['way-gap', 'way-gap-by-chance', 'way-gap-p', 'way-flip-rate', 'way-worst-case', 'way-transfer']

/** @param metrics of one benchmark and split. */
function waysOf(metrics: readonly Metric[]): WaysRow[] {
  const own = groupBy(
    metrics.filter(({ metric }) => WAYS.includes(metric)),
    ({ condition, guard }) => JSON.stringify([condition ?? NO_CONDITION, guard]),
  )
  return [...own].flatMap(([key, numbers]) => {
    const { condition = NO_CONDITION, guard } = numbers[0]!
    const [gap, byChance, p, flips, worst, transfer] = WAYS.map((name) => numbers.find(({ metric }) => metric === name))
    const parts = [
      ...(condition === NO_CONDITION ? [] : [conditionTitle(condition)]),
      ...(guard === NO_GUARD ? [] : [conditionTitle(guardCondition(guard))]),
    ]
    return gap && byChance && p && flips && worst && transfer
      ? [{ key, title: parts.join(' + ') || 'unprotected', gap, byChance, p, flips, worst, transfer }]
      : []
  })
}

/** Guards are protections too: a row under a guard tells both what was asked plainly under it and otherwise. */
function matrixOf(rows: readonly ConditionRow[]): ConditionMatrix | null {
  const placed = rows.flatMap((row) => {
    const parts = parseCondition(row.condition) ?? []
    const side = (kind: 'ask' | 'protect') => conditionName(parts.filter((part) => part.kind === kind))
    if (row.leak === null || parts.length === 0 || parts.some(({ kind }) => kind === 'tries')) return []
    const protection = joined(side('protect'), row.guard)
    return [{ ask: side('ask'), protect: protection, row, leak: row.leak }]
  })
  if (!placed.some(({ ask, protect }) => ask !== NO_CONDITION && protect !== NO_CONDITION)) return null
  const sides = (side: 'ask' | 'protect'): MatrixSide[] =>
    [...new Set([NO_CONDITION, ...placed.map((cell) => cell[side])])].map((name) => ({
      name,
      title: conditionTitle(name),
    }))
  const [asks, protects] = [sides('ask'), sides('protect')]
  // Without a condition: what the first row was compared with; rows that could not be put to all questions have fewer.
  const widest = placed
    .filter(({ row }) => row.guard === NO_GUARD)
    .reduce<(typeof placed)[number] | null>(
      (best, cell) => (best === null || cell.leak.before.n > best.leak.before.n ? cell : best),
      null,
    )
  const plain: MatrixCell | null =
    widest === null
      ? null
      : { leak: widest.leak.before, refusal: widest.row.refusal?.before ?? null, utilityLoss: null }
  return {
    asks,
    protects,
    cells: asks.map((ask) =>
      protects.map((protect) => {
        if (ask.name === NO_CONDITION && protect.name === NO_CONDITION) return plain
        const found = placed.find((cell) => cell.ask === ask.name && cell.protect === protect.name)
        if (found === undefined) return null
        const { leak, row } = found
        return { leak: leak.after, refusal: row.refusal?.after ?? null, utilityLoss: row.utilityLoss }
      }),
    ),
  }
}

function joined(protection: string, guard: string): string {
  if (guard === NO_GUARD) return protection
  return protection === NO_CONDITION ? guardCondition(guard) : `${protection}+${guardCondition(guard)}`
}

/** The protection that lets least through whatever way is asked, and the way that gets most through it. */
export function bestProtection(
  matrix: ConditionMatrix,
): { readonly protect: string; readonly ask: string; readonly leak: Share } | null {
  const worst = matrix.protects.flatMap((protect, column) => {
    if (protect.name === NO_CONDITION) return []
    const through = matrix.asks.flatMap((ask, row) => {
      const leak = matrix.cells[row]![column]?.leak
      return leak?.value == null ? [] : [{ protect: protect.title, ask: ask.title, leak, value: leak.value }]
    })
    // One that was tried against fewer ways to ask cannot be compared.
    if (through.length < matrix.asks.length) return []
    return [through.reduce((most, cell) => (cell.value > most.value ? cell : most))]
  })
  return worst.length === 0 ? null : worst.reduce((best, cell) => (cell.value < best.value ? cell : best))
}
