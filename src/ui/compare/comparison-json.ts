import type { Metric, Run } from '../../domain/run.ts'
import { STATISTICS_VERSION } from '../../domain/statistics/version.ts'
import { limitsField } from '../../report/export/export.ts'
import { numberLimits } from '../../report/model/metrics.ts'

/** The comparisons as `npm run compare --out` writes them; an array where there are several. */
export function comparisonJson(
  reference: Run,
  each: readonly { readonly run: Run; readonly metrics: readonly Metric[] }[],
): string {
  const name = ({ id, environment, config, identity }: Run) => ({
    id,
    model: environment?.modelName ?? config.model,
    identity,
  })
  const files = each.map(({ run, metrics }) => ({
    format: 'leakscope-compare@1',
    statistics: STATISTICS_VERSION,
    run: name(run),
    reference: name(reference),
    ...limitsField([...new Set(metrics.flatMap(numberLimits))]),
    metrics,
  }))
  return `${JSON.stringify(files.length === 1 ? files[0] : files, null, 2)}\n`
}
