import { pairsOf } from '../compare-with-reference.ts'
import type { ComparedRow, Side } from '../../domain/compared.ts'
import { forgetQuality } from '../../domain/measures/forget-quality.ts'
import { privLeak } from '../../domain/measures/privleak.ts'
import {
  areaBelow,
  type Slice,
  differenceOf,
  type Estimate,
  pairedDifference,
  plainNumber,
} from '../../domain/metric.ts'
import { LEAST } from './metrics.ts'

const WHOLE: Slice = { split: null, task: null, type: null }

/**
 * Against the model before unlearning: drops and selectivity (docs/protocols/mllmu-bench.md#measures).
 * Against one that was retrained without the people to forget: forget quality and PrivLeak
 * (docs/protocols/measures.md#unlearning). Which of the two the reference is, the caller knows.
 */
export function compareWithReference(own: Side, reference: Side): Estimate[] {
  return [...drops(own.rows, reference.rows), ...forgetting(own.rows, reference.rows)]
}

/**
 * Accuracy of multiple choice, the reference's minus this model's, on the same questions; selectivity is the
 * drop on forget minus that on retain.
 */
function drops(own: readonly ComparedRow[], reference: readonly ComparedRow[]): Estimate[] {
  const pairs = pairsOf(own, reference).flatMap(([a, b]) => {
    const [after, before] = [a.values['letter'] ?? null, b.values['letter'] ?? null]
    return a.task !== 'classification' || after === null || before === null
      ? []
      : [{ group: a.group, split: a.split, before: after === 1, after: before === 1 }]
  })
  const cell: Slice = { ...WHOLE, task: 'classification' }
  const dropIn = (split: string) => {
    const inSplit = pairs.filter((pair) => pair.split === split)
    return inSplit.length === 0 ? null : pairedDifference({ ...cell, split }, 'drop', 'drop-p', inSplit)
  }
  const found = ['forget', 'test', 'retain', 'celebrity'].map(dropIn)
  const [forget, , retain] = found
  const selectivity = forget && retain ? [differenceOf(cell, 'selectivity', forget[0], retain[0])] : []
  return [...found.flatMap((drop) => drop ?? []), ...selectivity]
}

function forgetting(own: readonly ComparedRow[], reference: readonly ComparedRow[]): Estimate[] {
  const sentences = pairsOf(own, reference).filter(([{ split, task }]) => split === 'forget' && task === 'generation')
  const ratios = (side: 0 | 1) => sentences.flatMap((pair) => pair[side].values['truth-ratio'] ?? [])
  const [ours, theirs] = [ratios(0), ratios(1)]
  const cell: Slice = { ...WHOLE, split: 'forget', task: 'generation' }
  const few = ours.length < LEAST || ours.length !== theirs.length
  const quality = few ? null : forgetQuality(ours, theirs)
  return [
    ...(ours.length === 0
      ? []
      : [plainNumber(cell, 'forget-quality[reference]', quality, ours.length, few ? 'too-few' : 'test')]),
    ...privLeakAgainst({ ...cell, type: 'text' }, membersOf(own), membersOf(reference)),
  ]
}

interface Member {
  readonly group: string
  readonly member: boolean
  readonly value: number
}

/** The interval takes in every ratio that the intervals of both areas allow. */
function privLeakAgainst(cell: Slice, own: readonly Member[], reference: readonly Member[]): Estimate[] {
  const ours = areaBelow(cell, 'privleak[reference]', own)
  const theirs = areaBelow(cell, 'privleak[reference]', reference)
  if (ours.ci === null || theirs.ci === null) return []
  const fewest = Math.min(
    ...[own, reference].flatMap((rows) =>
      [true, false].map((side) => rows.filter(({ member }) => member === side).length),
    ),
  )
  if (fewest < LEAST) return [plainNumber(cell, ours.metric, null, ours.n, 'too-few')]
  // An area has a value where it has an interval.
  const value = privLeak(ours.value!, theirs.value!)
  const [lowest, highest] = theirs.ci
  if (highest === 1) return [plainNumber(cell, ours.metric, value, ours.n, 'few-groups')]
  const ends = ours.ci.flatMap((a) => [privLeak(a, lowest), privLeak(a, highest)])
  return [{ ...cell, metric: ours.metric, value, n: ours.n, k: null, ci: [Math.min(...ends), Math.max(...ends)] }]
}

function membersOf(rows: readonly ComparedRow[]): Member[] {
  return rows.flatMap(({ group, split, values }) => {
    const value = values['min-k'] ?? null
    return value === null || (split !== 'forget' && split !== 'holdout')
      ? []
      : [{ group, member: split === 'forget', value }]
  })
}
