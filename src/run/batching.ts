/** @file Which samples are asked in step, and their answers until their turn comes. */
import type { EngineAnswer } from '../engine/contract.ts'
import { pictureKey } from './prepare.ts'
import type { PlannedSample } from './types.ts'

export class Batches {
  readonly #samples: readonly PlannedSample[]
  readonly #position: ReadonlyMap<string, number>
  readonly #isAnswered: (sampleId: string) => boolean
  readonly #limitOf: (sample: PlannedSample) => number
  /** Answers made in step with an earlier sample's. */
  readonly #ahead = new Map<string, EngineAnswer>()

  /**
   * @param samples in the order of asking.
   * @param isAnswered whether the model has answered a sample.
   * @param limitOf how many tokens an answer may have.
   */
  constructor(
    samples: readonly PlannedSample[],
    isAnswered: (sampleId: string) => boolean,
    limitOf: (sample: PlannedSample) => number,
  ) {
    this.#samples = samples
    this.#position = new Map(samples.map(({ id }, position) => [id, position]))
    this.#isAnswered = isAnswered
    this.#limitOf = limitOf
  }

  /** The sample and those that follow it with the same picture and length, at most `rows`; a conversation is alone. */
  from(sample: PlannedSample, rows: number): PlannedSample[] {
    if (sample.conversation !== undefined) return [sample]
    const [picture, limit] = [pictureKey(sample), this.#limitOf(sample)]
    const found: PlannedSample[] = []
    for (let i = this.#position.get(sample.id)!; i < this.#samples.length && found.length < rows; i++) {
      const next = this.#samples[i]!
      if (pictureKey(next) !== picture || this.#limitOf(next) !== limit || next.conversation !== undefined) break
      if (!this.#isAnswered(next.id) && !this.#ahead.has(next.id)) found.push(next)
    }
    return found
  }

  /** Keeps answers until their samples' turn. */
  keep(samples: readonly PlannedSample[], answers: readonly EngineAnswer[]): void {
    for (const [row, { id }] of samples.entries()) this.#ahead.set(id, answers[row]!)
  }

  /** The answer that was made for a sample with an earlier one's; null when there is none. It is given once. */
  take({ id }: PlannedSample): EngineAnswer | null {
    const answer = this.#ahead.get(id) ?? null
    this.#ahead.delete(id)
    return answer
  }
}
