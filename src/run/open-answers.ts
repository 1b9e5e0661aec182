/** @file Answers out of other programs' files as a run in the store, scored like the app's own. */
import { parseConfig } from '../benchmarks/config.ts'
import type { UnmatchedAnswer } from '../domain/given-answer.ts'
import type { Run } from '../domain/run.ts'
import { judgementsOf } from '../guards/judge-scores.ts'
import type { Store } from '../storage/database/types.ts'
import { answeredRun, givenResponse } from './answers.ts'
import type { Intake } from './intake.ts'
import { planRun, type PlanSources } from './prepare.ts'
import { rescore } from './rescore.ts'

export interface AnswersRequest {
  readonly files: readonly File[]
  /** What was asked. */
  readonly shard: { readonly id: string; readonly benchmark: string }
  /** The model that is meant where a file has answers of several; null: nobody said. */
  readonly answeredBy: string | null
}

export interface OpenedAnswers {
  readonly runId: string
  /** Samples that were answered, of those that the shard asks. */
  readonly answered: number
  readonly planned: number
  readonly unmatched: readonly UnmatchedAnswer[]
  readonly notes: readonly string[]
}

/** Where shards, files and runs are. */
export interface AnswerSources {
  readonly store: Store
  readonly intake: Pick<Intake, 'readAnswers'>
  readonly plan: PlanSources
}

/** See `Session.openAnswers`. */
export async function openAnswers(
  { files, shard, answeredBy }: AnswersRequest,
  { store, intake, plan: sources }: AnswerSources,
): Promise<OpenedAnswers> {
  const config = parseConfig({ model: 'elsewhere', benchmarks: [shard.benchmark], shards: [shard.id] })
  const plan = await planRun(config, sources)
  const questions = new Map((await sources.items(shard.id)).map(({ id, prompt }) => [id, prompt]))
  const given = await intake.readAnswers(files, { samples: plan.samples, questions }, answeredBy)
  const now = new Date().toISOString()
  const id = crypto.randomUUID()
  const judges = [...new Set(given.verdicts.map(({ judge }) => judge))]
  const run: Run = {
    ...answeredRun(id, now, config, plan, { model: given.model, guards: given.answers.map(({ guard }) => guard) }),
    opened: true,
    ...(judges.length === 0 ? {} : { judgedElsewhere: judges }),
  }
  await store.createRun(run, plan.samples)
  try {
    for (const answer of given.answers) await store.addResponse(givenResponse(id, answer, now))
    await rescore(store, sources.benchmarks, id)
    const { scores } = judgementsOf(given.verdicts, id)
    if (scores.length > 0) await store.putScores(scores)
  } catch (error) {
    await store.deleteRun(id)
    throw error
  }
  return {
    runId: id,
    answered: new Set(given.answers.map(({ sampleId }) => sampleId)).size,
    planned: plan.samples.length,
    unmatched: given.unmatched,
    notes: given.notes,
  }
}
