import { conditionOf, NO_CONDITION } from '../../domain/condition-spec.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import type { ReportRow } from '../../report/model/rows.ts'
import { formatRoute, NO_FILTER } from '../route.ts'

/**
 * The address of one answer, by ids alone: of its run, its sample, and the guard and condition it stands under, where
 * there are any. It opens where that run is kept.
 * @param page address of the app; what stands behind its `#` does not matter.
 */
export function sampleLink(page: string, runId: string, { sample, guard }: ReportRow): string {
  const condition = conditionOf(sample)
  const hash = formatRoute({
    screen: 'samples',
    runIds: [runId],
    filter: {
      ...NO_FILTER,
      guard: guard === NO_GUARD ? null : guard,
      condition: condition === NO_CONDITION ? null : condition,
    },
    sampleId: sample.id,
  })
  return new URL(hash, page).href
}
