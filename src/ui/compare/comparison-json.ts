import type { Run } from '../../domain/run.ts'
import { comparisonFile } from '../../report/export/comparison.ts'
import type { ComparedMetric } from '../../report/model/behind.ts'

/** The comparisons as `npm run compare --out` writes them; an array where there are several. */
export function comparisonJson(
  reference: Run,
  each: readonly { readonly run: Run; readonly metrics: readonly ComparedMetric[] }[],
): string {
  const name = ({ id, environment, config, identity }: Run) => ({
    id,
    model: environment?.modelName ?? config.model,
    identity,
  })
  const files = each.map(({ run, metrics }) => comparisonFile(name(run), name(reference), metrics))
  return `${JSON.stringify(files.length === 1 ? files[0] : files, null, 2)}\n`
}
