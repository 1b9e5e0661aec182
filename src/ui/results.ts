/** @file Results of a stored run for the screens: scores as they are stored, numbers computed off the main thread. */
import { BENCHMARKS } from '../benchmarks/registry.ts'
import { LeakscopeError } from '../domain/errors.ts'
import { cardsFromOriginal, cardsOf, judgeScorer } from '../guards/judge-scores.ts'
import type { Judgements } from '../guards/run-metrics.ts'
import type { Response } from '../domain/response.ts'
import type { Metric, Run } from '../domain/run.ts'
import type { PrivateValue } from '../domain/sample.ts'
import type { Score } from '../domain/score.ts'
import { auditWorker, type PlannedSample, type Session } from '../run/index.ts'

export interface StoredRun {
  readonly run: Run
  /** In the order of asking. */
  readonly samples: readonly PlannedSample[]
  readonly responses: readonly Response[]
  /** By the scorers of this version of the app. */
  readonly scores: readonly Score[]
  /** What the run's judges said; they are no part of `scores`. */
  readonly judgements: Judgements
  /** All private values of the run's shards, as far as they are still in the store. */
  readonly values: readonly PrivateValue[]
}

/**
 * Reads a run, finished or not. Answers that this version's scorers have not seen yet are scored and stored
 * first. Rejects with `not-found`.
 */
export async function readRun(session: Session, runId: string): Promise<StoredRun> {
  const { store } = session
  const run = await store.run(runId)
  if (run === null) throw new LeakscopeError('not-found', `There is no run "${runId}" in this browser's store`)
  const [samples, responses] = await Promise.all([store.samples(runId), store.responses(runId)])
  const used = BENCHMARKS.filter(({ meta }) => samples.some((sample) => sample.benchmark === meta.id))
  const stored = await Promise.all(used.map(({ meta }) => store.scores(runId, `${meta.id}@${meta.version}`)))
  const scores = stored.flat()
  const complete = scores.length >= responses.length
  const { judges = [] } = run.config
  const { judgedElsewhere = [] } = run
  const judged = await Promise.all(
    [...judges, ...judgedElsewhere].map((judge) => store.scores(runId, judgeScorer(judge))),
  )
  return {
    run,
    samples,
    responses,
    scores: complete ? scores : await session.rescore(runId),
    values: await shardValues(store, run),
    judgements: {
      scores: judged.flat(),
      cards: {
        ...cardsOf(judges, run.environment?.detectors ?? [], run.config.model),
        ...cardsFromOriginal(judgedElsewhere),
      },
    },
  }
}

/** A shard that was deleted since is known by the run's samples alone. */
async function shardValues(store: Session['store'], { shards }: Run): Promise<PrivateValue[]> {
  const items = await Promise.all(shards.map(({ id }) => store.items(id).catch(() => [])))
  return items.flat().flatMap(({ truths, distractors }) => [...truths, ...distractors])
}

/** All numbers of a run. */
export async function metricsOf({ samples, responses, scores, judgements }: StoredRun): Promise<Metric[]> {
  return auditWorker().metrics(samples, responses, scores, judgements)
}
