import type { ReactElement, ReactNode } from 'react'
import type { Metric } from '../../domain/run.ts'
import type { LinkFor, Selection } from '../model/combine.ts'
import { splitMetric } from '../model/metrics.ts'

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
