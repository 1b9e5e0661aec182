import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import type { Run } from '../../domain/run.ts'
import { benchmarkTitle } from '../../report/model/titles.ts'
import { formatDate } from '../words.ts'

/** A run's state, in a reader's words. */
export const STATE: Readonly<Record<Run['status'], string>> = {
  running: 'running',
  paused: 'paused',
  done: 'done',
  stopped: 'stopped by you',
  failed: 'failed',
  interrupted: 'interrupted: its tab was closed or died',
}

/** What a person calls it, else its model. */
export function runName({ label, environment, config }: Run): string {
  return label?.name || (environment?.modelName ?? config.model)
}

/** Whether every word of the text stands somewhere in what the list shows of the run. */
export function matches(run: Run, text: string, benchmarks: readonly BenchmarkMeta[]): boolean {
  const shown = [
    runName(run),
    run.environment?.modelName ?? run.config.model,
    ...(run.label?.tags ?? []),
    ...run.config.benchmarks,
    ...run.config.benchmarks.map((id) => benchmarkTitle(benchmarks, id)),
    ...run.config.guards,
    STATE[run.status],
    formatDate(run.createdAt),
  ]
    .join(' ')
    .toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => shown.includes(word))
}
