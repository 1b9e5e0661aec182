import type { ReactElement, ReactNode } from 'react'
import type { Metric } from '../../domain/run.ts'
import type { LinkFor, Selection } from '../model/combine.ts'
import type { Outcome } from '../../domain/score.ts'
import { splitMetric } from '../model/metrics.ts'
import { LEAK_METRIC, REFUSAL_METRIC } from '../model/rates.ts'

/**
 * A number that leads to the samples behind it; where there is nothing to lead to (an exported file), the
 * number alone.
 */
export function SamplesLink({
  linkFor,
  runId,
  selection,
  children,
}: {
  linkFor: LinkFor
  runId: string
  selection: Selection
  children: ReactNode
}): ReactElement {
  const href = linkFor(runId, selection)
  return href === null ? <>{children}</> : <a href={href}>{children}</a>
}

/**
 * `26/30` or `n = 30`: the number of samples leads to all of them, and the number that counted to those alone
 * where an outcome tells them.
 */
export function Count({
  k,
  n,
  of = '/',
  outcome = null,
  selection,
  ...place
}: {
  linkFor: LinkFor
  runId: string
  selection: Selection
  k: number | null
  n: number
  /** Between the two. */
  of?: string
  /** Of exactly those samples that `k` counts. */
  outcome?: Outcome | null
}): ReactElement {
  const all = (
    <SamplesLink {...place} selection={selection}>
      {k === null ? `n = ${n}` : n}
    </SamplesLink>
  )
  if (k === null) return all
  return (
    <>
      {outcome === null ? (
        k
      ) : (
        <SamplesLink {...place} selection={{ ...selection, outcome }}>
          {k}
        </SamplesLink>
      )}
      {of}
      {all}
    </>
  )
}

/** The outcome that a rate counts, where it counts one. */
export function outcomeOf(metric: string): Outcome | null {
  const { base } = splitMetric(metric)
  if (base === LEAK_METRIC) return 'leak'
  return base === REFUSAL_METRIC ? 'refused' : null
}

/** The samples that a metric is over. */
export function samplesOf({
  metric,
  split,
  task,
  type,
  guard,
}: Pick<Metric, 'metric' | 'split' | 'task' | 'type' | 'guard'>): Selection {
  return {
    ...(split === null ? {} : { split }),
    ...(task === null ? {} : { task }),
    ...(type === null ? {} : { type }),
    ...(guard === 'none' ? {} : { guard }),
    ...(splitMetric(metric).condition === 'no-escape' ? { escape: 'off' } : {}),
  }
}
