import { group } from 'd3-array'
import type { Response } from '../../domain/response.ts'
import type { Sample } from '../../domain/sample.ts'
import type { Score } from '../../domain/score.ts'
import type { WeighedAnswer } from './behind.ts'

/** A sample with its answer, if it has one, and its score, if it has one. */
export interface ReportRow {
  readonly sample: Sample
  readonly guard: string | null
  readonly response: Response | null
  readonly score: Score | null
}

/**
 * One row per response (a sample under two guards gives two), and one per sample that has none; in the order
 * of the samples.
 */
export function joinRows(
  samples: readonly Sample[],
  responses: readonly Response[],
  scores: readonly Score[],
): ReportRow[] {
  const key = (sampleId: string, guard: string) => JSON.stringify([sampleId, guard])
  const scoreOf = new Map(scores.map((score) => [key(score.sampleId, score.guard), score]))
  const answers = group(responses, (response) => response.sampleId)
  return samples.flatMap((sample): ReportRow[] => {
    const own = answers.get(sample.id)
    if (own === undefined) return [{ sample, guard: null, response: null, score: null }]
    return own.map((response) => ({
      sample,
      guard: response.guard,
      response,
      score: scoreOf.get(key(sample.id, response.guard)) ?? null,
    }))
  })
}

/** The answers among them, as `behindEach` takes them. */
export function answersOf(rows: readonly ReportRow[]): WeighedAnswer[] {
  return rows.flatMap(({ sample: { benchmark, split, task, type, escapeClause, condition }, guard, response, score }) =>
    response === null || guard === null
      ? []
      : [
          {
            benchmark,
            split,
            task,
            type,
            escapeClause,
            ...(condition === undefined ? {} : { condition }),
            guard,
            output: response.output,
            error: response.error,
            outcome: score?.outcome ?? null,
          },
        ],
  )
}
