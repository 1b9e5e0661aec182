import { type AgainstRow, pairsOf, type Side } from '../../against.ts'
import { forgetQuality } from '../../measures/forget-quality.ts'
import { membership } from '../../measures/membership.ts'
import { privLeak } from '../../measures/privleak.ts'
import { aggregate, type Cell, type Numbers, plainNumber } from '../../metric.ts'
import { meta } from './meta.ts'

const WHOLE: Cell = { split: null, task: null, type: null }

/**
 * Against the model before unlearning: drops and selectivity (benchmarks.md 2.5). Against one that was retrained without the people to forget: forget
 * quality and PrivLeak (7.6). Which of the two the reference is, the caller knows.
 */
export function against(own: Side, reference: Side): Numbers[] {
  return [...drops(own.rows, reference.rows), ...forgetting(own.rows, reference.rows)]
}

/** Accuracy of multiple choice, the reference's minus this model's, on the same questions; selectivity is the drop on forget minus that on retain. */
function drops(own: readonly AgainstRow[], reference: readonly AgainstRow[]): Numbers[] {
  const pairs = pairsOf(own, reference).flatMap(([a, b]) => {
    const [after, before] = [a.values['letter'] ?? null, b.values['letter'] ?? null]
    return a.task !== 'classification' || after === null || before === null
      ? []
      : [{ group: a.group, split: a.split, drop: before - after }]
  })
  const cell: Cell = { ...WHOLE, task: 'classification' }
  const share = (total = 0, n = 0) => (n === 0 ? null : total / n)
  const dropIn = (split: string) => {
    const rows = pairs.filter((pair) => pair.split === split)
    const addends = rows.map(({ group, drop }) => ({ group, values: [drop, 1] }))
    return rows.length === 0 ? [] : [aggregate(meta.id, { ...cell, split }, 'drop', addends, ([d, n]) => share(d, n))]
  }
  const both = ['forget', 'retain'].every((split) => pairs.some((pair) => pair.split === split))
  const addends = pairs.flatMap(({ group, split, drop }) =>
    split === 'forget'
      ? [{ group, values: [drop, 1, 0, 0] }]
      : split === 'retain'
        ? [{ group, values: [0, 0, drop, 1] }]
        : [],
  )
  const selectivity = aggregate(meta.id, cell, 'selectivity', addends, ([f, n, r, m]) => {
    const [forget, retain] = [share(f, n), share(r, m)]
    return forget === null || retain === null ? null : forget - retain
  })
  return [...['forget', 'test', 'retain', 'celebrity'].flatMap(dropIn), ...(both ? [selectivity] : [])]
}

function forgetting(own: readonly AgainstRow[], reference: readonly AgainstRow[]): Numbers[] {
  const sentences = pairsOf(own, reference).filter(([{ split, task }]) => split === 'forget' && task === 'generation')
  const ratios = (side: 0 | 1) => sentences.flatMap((pair) => pair[side].values['truth-ratio'] ?? [])
  const [ours, theirs] = [ratios(0), ratios(1)]
  const cell: Cell = { ...WHOLE, split: 'forget', task: 'generation' }
  const quality = ours.length === theirs.length ? forgetQuality(ours, theirs) : null
  const [area, referenceArea] = [areaOf(own), areaOf(reference)]
  return [
    ...(ours.length === 0 ? [] : [plainNumber(cell, 'forget-quality[reference]', quality, ours.length)]),
    ...(area === null || referenceArea === null
      ? []
      : [plainNumber({ ...cell, type: 'text' }, 'privleak[reference]', privLeak(area.auc, referenceArea.auc), area.n)]),
  ]
}

function areaOf(rows: readonly AgainstRow[]): { auc: number; n: number } | null {
  const scores = (wanted: string) =>
    rows.flatMap(({ split, values }) => (split === wanted ? (values['min-k'] ?? []) : []))
  const [members, others] = [scores('forget'), scores('holdout')]
  const told = membership(members, others)
  return told === null ? null : { auc: told.auc, n: members.length + others.length }
}
