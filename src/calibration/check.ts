import type { Metric } from '../domain/run.ts'
import { isMeasuredBy, type Expectation } from './expectation.ts'
import { verdictOf, type Verdict } from './verdict.ts'

/** One expectation and what was measured; `value` is null where nothing was. */
export interface Judgement extends Expectation {
  readonly value: number | null
  readonly n: number
  readonly k: number | null
  readonly ci: readonly [number, number] | null
  readonly verdict: Verdict
}

/** Holds the numbers of a control's run against what must come out. */
export function judge(expectations: readonly Expectation[], metrics: readonly Metric[]): Judgement[] {
  return expectations.map((expectation) => {
    const measured = metrics.find((metric) => isMeasuredBy(expectation, metric)) ?? null
    return {
      ...expectation,
      value: measured?.value ?? null,
      n: measured?.n ?? 0,
      k: measured?.k ?? null,
      ci: measured?.ci ?? null,
      verdict: verdictOf(expectation.expected, measured),
    }
  })
}

/**
 * What must come out whatever the control: no sample may go without an answer, since all of them fit the
 * engine; and where the true value of every item is known, no answer may go unread. One for each place where
 * a benchmark says it, pooled over types.
 */
export function expectationsOfAll(metrics: readonly Metric[], shard: string | null): Expectation[] {
  return metrics
    .filter(({ metric, type, guard }) => type === null && guard === 'none' && Object.hasOwn(OF_ALL, metric))
    .filter((row) => row.metric !== 'unparsed-rate' || row.benchmark === 'mm-privacy')
    .filter(({ task, benchmark }) => task === null || !pooledOverTasks(metrics, benchmark))
    .map(({ benchmark, metric, split, task, type }) => ({
      benchmark,
      shard,
      metric,
      split,
      task,
      type,
      expected: [0, 0],
      why: OF_ALL[metric] as string,
    }))
}

const OF_ALL: Readonly<Record<string, string>> = {
  'error-rate': 'every sample of a shipped shard fits the engine',
  'unparsed-rate': 'the true value of every shipped item is known',
}

function pooledOverTasks(metrics: readonly Metric[], benchmark: string): boolean {
  return metrics.some((row) => row.benchmark === benchmark && row.metric === 'error-rate' && row.task === null)
}
