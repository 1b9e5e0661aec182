/** @file Stored runs set beside one of them: numbers, and the answers that changed. */
import { discoveriesOf, type Discoveries } from '../../domain/discoveries.ts'
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import type { Run } from '../../domain/run.ts'
import { answerRowOf, buildSampleRows, type SampleRow } from '../../report/export/export.ts'
import { behindBoth, type ComparedMetric } from '../../report/model/behind.ts'
import { changedAnswers, type ChangedAnswer } from '../../report/model/changed-answers.ts'
import { auditWorker, type Session } from '../../run/index.ts'
import { metricsOf, readRun } from '../results.ts'

const METAS = BENCHMARKS.map(({ meta }) => meta)

export interface Comparison {
  readonly run: Run
  /** This run minus the reference. */
  readonly metrics: readonly ComparedMetric[]
  readonly changed: readonly ChangedAnswer[]
  /** Questions that both answered. */
  readonly common: number
}

export interface Comparisons {
  readonly reference: Run
  readonly runs: readonly Run[]
  readonly each: readonly Comparison[]
  /** All tests of all comparisons taken together; null where nothing was tested. */
  readonly discoveries: Discoveries | null
}

/** @param ids the reference first. Rejects with `not-found`. */
export async function compareStored(session: Session, ids: readonly string[]): Promise<Comparisons> {
  const all = await Promise.all(
    ids.map(async (id) => {
      const stored = await readRun(session, id)
      const metrics = await metricsOf(stored)
      const rows = buildSampleRows({ ...stored, metrics })
      return { run: stored.run, rows, comparable: { rows: rows.map(answerRowOf), metrics } }
    }),
  )
  const [reference, ...others] = all
  const each: Comparison[] = []
  for (const other of others)
    each.push({
      run: other.run,
      metrics: behindBoth(
        await auditWorker().compare(other.comparable, reference!.comparable),
        other.rows,
        reference!.rows,
        METAS,
      ),
      changed: changedAnswers(other.rows, reference!.rows),
      common: commonOf(other.rows, reference!.rows),
    })
  return {
    reference: reference!.run,
    runs: all.map(({ run }) => run),
    each,
    discoveries: discoveriesOf(each.flatMap(({ metrics }) => metrics)),
  }
}

function commonOf(own: readonly SampleRow[], reference: readonly SampleRow[]): number {
  const theirs = new Set(reference.map(({ sampleId }) => sampleId))
  return new Set(own.map(({ sampleId }) => sampleId).filter((id) => theirs.has(id))).size
}
