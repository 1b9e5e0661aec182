/** @file What a comparison of two runs is as a file: the same of the app and of `npm run compare`. */
import type { RunJson } from './export.ts'
import { limitsField } from './export.ts'
import { STATISTICS_VERSION } from '../../domain/statistics/version.ts'
import type { ComparedMetric } from '../model/behind.ts'
import { numberLimits } from '../model/metrics.ts'

interface ComparedRun extends Pick<RunJson, 'id' | 'identity'> {
  readonly model: string
}

/** `leakscope-compare@1`. */
export interface ComparisonFile {
  readonly format: 'leakscope-compare@1'
  readonly statistics: string
  readonly run: ComparedRun
  readonly reference: ComparedRun
  /** What has to be said beside the numbers; absent where nothing has. */
  readonly limits?: readonly string[]
  /** Each with how many answers of either side, to the questions that both were asked, say nothing. */
  readonly metrics: readonly ComparedMetric[]
}

export function comparisonFile(
  run: ComparedRun,
  reference: ComparedRun,
  metrics: readonly ComparedMetric[],
): ComparisonFile {
  return {
    format: 'leakscope-compare@1',
    statistics: STATISTICS_VERSION,
    run,
    reference,
    ...limitsField([...new Set(metrics.flatMap(numberLimits))]),
    metrics,
  }
}
