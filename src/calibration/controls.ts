import type { BenchmarkMeta } from '../benchmarks/contract.ts'
import type { Metric } from '../domain/run.ts'

/** One measured number of a control, and where it must lie, if its making says that. */
export interface ControlMetric extends Omit<Metric, 'guard'> {
  readonly expected: readonly [number, number] | null
}

/** What a control gave on one benchmark. */
export interface ControlRun {
  readonly benchmark: string
  readonly version: string
  readonly shards: readonly { readonly id: string; readonly sha256: string }[]
  readonly samples: number
  readonly metrics: readonly ControlMetric[]
}

export interface ControlFigures {
  readonly model: string
  readonly name: string
  /** SHA-256 of each file that was measured, by path. */
  readonly files: Readonly<Record<string, string>>
  readonly runs: readonly ControlRun[]
}

/** A control beside a number of the model under test. */
export interface ControlMark extends Pick<ControlMetric, 'value' | 'n' | 'k' | 'ci'> {
  readonly model: string
  readonly name: string
}

/**
 * The control that is known to give the highest value of a measure, and the one that is known to give the
 * lowest; null where there is none.
 */
export interface ControlPair {
  readonly positive: ControlMark | null
  readonly negative: ControlMark | null
}

export type CellOf = Pick<Metric, 'benchmark' | 'metric' | 'split' | 'task' | 'type'>

/**
 * The controls to stand beside a number: chosen by what their making says of the measure in this split
 * (pooled, or in this very cell), shown with what they gave in this very cell. Null where no control is known
 * for the measure.
 * @param figures of this version of the benchmark alone.
 */
export function controlsBeside(cell: CellOf, figures: readonly ControlFigures[]): ControlPair | null {
  const pooled = { ...cell, task: null, type: null }
  const candidates = figures.flatMap(({ model, name, runs }): Candidate[] =>
    runs
      .filter(({ benchmark }) => benchmark === cell.benchmark)
      .flatMap(({ metrics }) => {
        const own = at(metrics, cell)
        const known = own?.expected ?? at(metrics, pooled)?.expected ?? null
        if (own === undefined || own.value === null || known === null) return []
        const { value, n, k, ci } = own
        return [{ known, mark: { model, name, value, n, k, ci } }]
      }),
  )
  const middle = ({ known: [low, high] }: Candidate): number => (low + high) / 2
  const sorted = candidates.toSorted((a, b) => middle(b) - middle(a))
  const [first, lowest] = [sorted[0], sorted.at(-1)]
  if (first === undefined || lowest === undefined) return null
  // Of several that must give the same, the first of the family at either end.
  const last = sorted.find((candidate) => middle(candidate) === middle(lowest)) ?? lowest
  // Two that must give the same are no pair: of a kind there is then but one.
  if (last.known[1] < first.known[0]) return { positive: first.mark, negative: last.mark }
  return first.known[0] >= 0.5 ? { positive: first.mark, negative: null } : { positive: null, negative: last.mark }
}

interface Candidate {
  readonly known: readonly [number, number]
  readonly mark: ControlMark
}

function at(metrics: readonly ControlMetric[], cell: CellOf): ControlMetric | undefined {
  return metrics.find(
    ({ metric, split, task, type }) =>
      metric === cell.metric && split === cell.split && task === cell.task && type === cell.type,
  )
}

/**
 * Those metrics of a run that a report can set a control beside: leak and refusal rates, headlines, and all
 * that is known of the control.
 */
export function worthKeeping(metrics: readonly ControlMetric[], meta: BenchmarkMeta): ControlMetric[] {
  const named = new Set([
    'ASR',
    'RR',
    ...(meta.metrics ?? []).filter(({ headline }) => headline === true).map(({ id }) => id),
  ])
  return metrics.filter(({ metric, expected }) => expected !== null || named.has(metric))
}
