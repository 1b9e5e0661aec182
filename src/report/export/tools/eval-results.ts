/** @file `.eval_results/*.yaml`, from which the hub shows numbers on a model's page: what a report opens with. */
import { stringify } from 'yaml'
import { NO_CONDITION } from '../../../domain/condition-spec.ts'
import { NO_GUARD } from '../../../domain/guard-spec.ts'
import { behindLine, leastLine } from '../../model/behind.ts'
import { mainNumbers } from '../../model/main-numbers.ts'
import { numberLimits } from '../../model/metrics.ts'
import { appVersion } from './app.ts'
import { evaluationsOf, fileNamed, sliceOf, type Evaluation, type ExchangeRun } from './exchange.ts'
import type { ToolFormat } from './tool-format.ts'

export const EVAL_RESULTS: ToolFormat = {
  id: 'eval-results',
  label: 'Hub results (YAML)',
  holds: 'The main numbers for a model’s page on the hub',
  *files(runs) {
    for (const [at, run] of runs.entries()) {
      const folder = runs.length === 1 ? '' : `${at + 1}-${fileNamed(run.run.model.id)}/`
      for (const evaluation of evaluationsOf(run)) {
        const entries = entriesOf(run, evaluation)
        if (entries.length > 0)
          yield { name: `${folder}.eval_results/${evaluation.name}.yaml`, pieces: [stringify(entries)] }
      }
    }
  },
}

function entriesOf(
  exchanged: ExchangeRun,
  { benchmark, guard, condition, meta, metrics, behind }: Evaluation,
): object[] {
  const { run } = exchanged
  return mainNumbers(metrics, meta).flatMap((metric) => {
    if (metric.value === null) return []
    const interval =
      metric.ci === null
        ? 'no interval'
        : `95% interval ${metric.ci.map((end) => Number(end.toPrecision(6))).join(' to ')}`
    const setting = [
      ...(guard === NO_GUARD ? [] : [`behind ${guard}`]),
      ...numberLimits(metric).map((line) => line.replace(/\.$/, '')),
      ...(condition === NO_CONDITION ? [] : [`under ${condition}`]),
    ]
    const slice = sliceOf(metric)
    return [
      {
        dataset: {
          id: `leakscope/${benchmark}`,
          task_id: slice === 'all' ? metric.metric : `${metric.metric}/${slice}`,
        },
        value: metric.value,
        date: run.finishedAt ?? run.createdAt,
        notes: [
          `${metric.k === null ? '' : `k ${metric.k}, `}n ${metric.n}, ${interval}`,
          // Their full stops end no sentence here.
          ...[leastLine(metric), behindLine(behind(metric))].map((line) => line.replace(/\.$/, '')),
          ...setting,
          `Leakscope ${appVersion(exchanged)}, benchmark version ${run.benchmarks[benchmark] ?? 'unknown'}`,
        ].join('; '),
      },
    ]
  })
}
