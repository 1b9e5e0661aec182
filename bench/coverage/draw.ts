/** @file Draws from known distributions: where the truth is known it can be counted how often an interval holds it. */
import type { Random } from '../../src/domain/random.ts'

export function coin(random: Random, rate: number): number {
  return random.next() < rate ? 1 : 0
}

/** Box and Muller 1958. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

/** Marsaglia and Tsang 2000; below 1 by their boost. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.next()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random.next()) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return d * v
  }
}

/** Mean a / (a + b). Of very small shapes both gammas can be 0: then all the mass is at the ends. */
export function beta(random: Random, a: number, b: number): number {
  const [x, y] = [gamma(random, a), gamma(random, b)]
  return x + y === 0 ? coin(random, a / (a + b)) : x / (x + y)
}

/** Sizes of the groups that n observations make, the last one smaller where they do not divide. */
export function groupSizes(n: number, cluster: number): number[] {
  return Array.from({ length: Math.ceil(n / cluster) }, (_, i) => Math.min(cluster, n - i * cluster))
}

/**
 * Observations of one group, any two of them correlated by `correlation`: each is, with the chance that makes
 * it so, the group's common one.
 */
export function together<T>(random: Random, size: number, correlation: number, draw: () => T): T[] {
  const common = draw()
  const share = Math.sqrt(correlation)
  return Array.from({ length: size }, () => (random.next() < share ? common : draw()))
}

/**
 * Hits of a group whose own rate is drawn from a beta distribution, so that any two are correlated by
 * `correlation`.
 */
export function betaBinomial(random: Random, size: number, correlation: number, rate: number): number[] {
  const own = correlation === 0 ? rate : beta(random, rate * (1 / correlation - 1), (1 - rate) * (1 / correlation - 1))
  return Array.from({ length: size }, () => coin(random, own))
}
