import { createRandom } from '../../domain/random.ts'

/**
 * Seeded randomness for everything that is drawn: the same seed gives the same picture in every browser and
 * in training.
 */
export interface Seeded {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform integer in [low, high]. */
  int(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  chance(p: number): boolean
  shuffle<T>(list: readonly T[]): T[]
}

export function seeded(seed: string): Seeded {
  const random = createRandom(seed)
  return {
    ...random,
    int: (low, high) => low + random.int(high - low + 1),
    chance: (p) => random.next() < p,
  }
}
