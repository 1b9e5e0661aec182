/** @file What tests of benchmarks have in common: items, and answers that were not made by a model. */
import type { Benchmark, Scored } from '../contract.ts'
import type { Response } from '../../domain/response.ts'
import { PLAIN_QUESTION, type Question, type Sample, type ShardItem } from '../../domain/sample.ts'
import { answer as responseTo } from './items.ts'

export function question(given: Partial<Question> = {}): Question {
  return { ...PLAIN_QUESTION, ...given }
}

export function shardItem(given: Partial<ShardItem>): ShardItem {
  return {
    id: 'a',
    split: 'a',
    scenario: null,
    type: 'a',
    group: 'a',
    prompt: 'What is it?',
    imageId: 'p',
    truths: [],
    distractors: [],
    ...given,
  }
}

export function planOf(benchmark: Benchmark, ...items: readonly ShardItem[]): Sample[] {
  return benchmark.plan(items, { generation: { maxNewTokens: null, escapeClause: 'on' }, seed: 1 })
}

/** Scored by the benchmark itself. */
export function answer(benchmark: Benchmark, sample: Sample, output: string, more: Partial<Response> = {}): Scored {
  const response = responseTo(sample, output, more)
  return { sample, response, score: benchmark.score(sample, response) }
}

/** As rows stand that an earlier version scored, which measured nothing else. */
export function withoutValues({ sample, response, score }: Scored): Scored {
  const { values: _, ...bare } = score
  return { sample, response, score: bare }
}

/** Value of one number; undefined where the benchmark gives none, null where it gives a missing one. */
export function metricOf(
  benchmark: Benchmark,
  scored: readonly Scored[],
  metric: string,
  cell: { readonly split?: string | null; readonly task?: string | null; readonly type?: string | null } = {},
): number | null | undefined {
  return benchmark
    .metrics(scored)
    .find(
      (row) =>
        row.metric === metric &&
        (cell.split === undefined || row.split === cell.split) &&
        (cell.task === undefined || row.task === cell.task) &&
        (cell.type === undefined || row.type === cell.type),
    )?.value
}
