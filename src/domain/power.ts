import { groupBy } from './metric.ts'
import type { Sample } from './sample.ts'
import { leastPairedDifference, leastRate, voicesOf } from './statistics/power.ts'

/** What the answers of one split could show at all. */
export interface Power {
  readonly benchmark: string
  readonly split: string
  readonly answers: number
  /** Persons or pictures that they are about. */
  readonly groups: number
  /**
   * A rate below it could stay without a single hit; counts each person or picture once, as if all of its
   * answers said the same.
   */
  readonly leastRate: number | null
  /**
   * A difference on the same answers (guard on and off, two models) below it cannot be told from none; null:
   * none can.
   */
  readonly leastDifference: number | null
}

/** Of each benchmark and split that is asked, in the order of asking. */
export function powerOf(samples: readonly Pick<Sample, 'benchmark' | 'split' | 'group'>[]): Power[] {
  return [...groupBy(samples, ({ benchmark, split }) => JSON.stringify([benchmark, split])).values()].map((own) => {
    const sizes = [...groupBy(own, ({ group }) => group).values()].map(({ length }) => length)
    return {
      benchmark: own[0]!.benchmark,
      split: own[0]!.split,
      answers: own.length,
      groups: sizes.length,
      leastRate: leastRate(voicesOf(sizes)),
      leastDifference: leastPairedDifference(own.length, sizes.length),
    }
  })
}

/** What `answers` about `items` could show, where no more is known of a plan. */
export function powerOfCounts(answers: number, items: number): Pick<Power, 'leastRate' | 'leastDifference'> {
  return { leastRate: leastRate(items), leastDifference: leastPairedDifference(answers, items) }
}
