import type { Random } from '../../random.ts'

/** Peers of the same pattern that it takes to draw digits from them. */
const ENOUGH_PEERS = 8

/** A value with every digit replaced by #: what two numbers of one format share. */
export function digitPattern(value: string): string {
  return value.replace(/\d/g, '#')
}

/** Values by their pattern. */
export function byDigitPattern(values: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const patterns = new Map<string, string[]>()
  for (const value of values) {
    const alike = patterns.get(digitPattern(value))
    if (alike === undefined) patterns.set(digitPattern(value), [value])
    else alike.push(value)
  }
  return patterns
}

/**
 * A generator of numbers of the truth's pattern. Each digit is drawn from what stands at its place in the
 * peers of that pattern, so that a decoy is as likely as a truth to a model that knows no more than the
 * shard's habits (`555-01`, area 9xx, two area codes); with too few such peers, null.
 */
export function digitDecoys(
  truth: string,
  peers: ReadonlyMap<string, readonly string[]>,
): ((random: Random) => string) | null {
  const pattern = digitPattern(truth)
  const alike = peers.get(pattern) ?? []
  if (alike.length < ENOUGH_PEERS) return null
  return (random) => fill(pattern, (at) => random.pick(alike)[at] as string)
}

/** Replaces each # of a pattern. */
export function fill(pattern: string, digit: (at: number) => string): string {
  return [...pattern].map((sign, at) => (sign === '#' ? digit(at) : sign)).join('')
}
