/** @file What is stored of one run: its record, its responses, its scores. The only state that outlives the tab. */
import { toWire } from '../domain/errors.ts'
import { NO_GUARD } from '../domain/guard-spec.ts'
import type { Response } from '../domain/response.ts'
import type { Run } from '../domain/run.ts'
import { OUTCOMES, type Outcome, type Score } from '../domain/score.ts'
import { judgeScorer } from '../guards/judge-scores.ts'
import type { Store } from '../storage/database/types.ts'

/** What earlier sittings left: one score for each response, and the responses of the model alone. */
export interface Earlier {
  readonly scores: readonly Score[]
  readonly responses: readonly Response[]
}

export interface JournalOptions {
  readonly store: Store
  readonly run: Run
  readonly samples: readonly { readonly id: string }[]
  /** Ids of the run's guards. */
  readonly guards: readonly string[]
  readonly before: Earlier
  readonly onChange: () => void
  /** The disk is full: resolves when it is worth trying again, rejects when the run is stopped. */
  readonly onFull: () => Promise<void>
}

export class Journal {
  readonly #options: JournalOptions
  /** Conditions of each sample that have a response: the model alone, and guards. */
  readonly #responded = new Map<string, Set<string>>()
  /** Samples with a response of every condition. */
  readonly #answered = new Set<string>()
  readonly #outcomes = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  #run: Run

  constructor(options: JournalOptions) {
    const { run, samples, before } = options
    this.#options = options
    this.#run = run
    for (const { sampleId, guard } of before.scores) this.#note(sampleId, guard)
    for (const { outcome, guard } of before.scores) if (guard === NO_GUARD) this.#outcomes[outcome] += 1
    for (const { id } of samples) this.complete(id)
  }

  get run(): Run {
    return this.#run
  }

  /** How many samples have a response of every condition. */
  get done(): number {
    return this.#answered.size
  }

  /** Of the model's own answers. */
  get outcomes(): Readonly<Record<Outcome, number>> {
    return { ...this.#outcomes }
  }

  has(sampleId: string, guard: string): boolean {
    return this.#responded.get(sampleId)?.has(guard) === true
  }

  isComplete(sampleId: string): boolean {
    return this.#answered.has(sampleId)
  }

  /** Counts a sample as done when all of its conditions have a response. */
  complete(sampleId: string): void {
    if ([NO_GUARD, ...this.#options.guards].every((guard) => this.has(sampleId, guard))) this.#answered.add(sampleId)
  }

  /** Writes an answer down, so that none is lost, and then what it is worth. */
  async add(response: Response, score: Score): Promise<void> {
    const { sampleId, guard } = response
    await this.written(() => this.#options.store.addResponse(response))
    this.#note(sampleId, guard)
    await this.addScore(score)
    if (guard === NO_GUARD) this.#outcomes[score.outcome] += 1
  }

  addScore(score: Score): Promise<void> {
    return this.written(() => this.#options.store.putScores([score]))
  }

  /** The model's own answers of earlier sittings, of these samples. */
  async recall(sampleIds: ReadonlySet<string>): Promise<Map<string, Response>> {
    if (sampleIds.size === 0) return new Map()
    const responses = await this.#options.store.responses(this.#run.id)
    return new Map(
      responses
        .filter(({ guard, sampleId }) => guard === NO_GUARD && sampleIds.has(sampleId))
        .map((response) => [response.sampleId, response]),
    )
  }

  /** Scores that judges gave in earlier sittings. */
  async judgements(judges: readonly string[]): Promise<Score[]> {
    const { store } = this.#options
    return (await Promise.all(judges.map((judge) => store.scores(this.#run.id, judgeScorer(judge))))).flat()
  }

  async save(change: Partial<Omit<Run, 'id'>>): Promise<void> {
    this.#run = await this.#options.store.updateRun(this.#run.id, change)
    this.#options.onChange()
  }

  /** The same, where the store may be what failed: the handle still has to tell. */
  async saveAtEnd(change: Partial<Omit<Run, 'id'>>): Promise<void> {
    await this.save(change).catch(() => {
      this.#run = { ...this.#run, ...change }
    })
  }

  /** On a full disk the run rests, and the same is written when it goes on. */
  async written(write: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await write()
      } catch (error) {
        if (toWire(error).code !== 'quota') throw error
        await this.#options.onFull()
      }
    }
  }

  #note(sampleId: string, guard: string): void {
    const guards = this.#responded.get(sampleId)
    if (guards === undefined) this.#responded.set(sampleId, new Set([guard]))
    else guards.add(guard)
  }
}
