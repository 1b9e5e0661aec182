/** @file Which questions of an audit are asked again, and whether the answers are the same, token by token. */
import type { Random } from '../domain/random.ts'
import type { Response } from '../domain/response.ts'

/** What of an answer is compared. */
export type Replayed = Pick<Response, 'sampleId' | 'output' | 'tokens' | 'finish' | 'continuationLogProbs'>

/** So many of a list, all alike likely, in its order; all where there are no more. */
export function drawn<T>(list: readonly T[], count: number, random: Random): T[] {
  const places = random.shuffle(list.map((_, at) => at)).slice(0, count)
  return places.toSorted((a, b) => a - b).map((at) => list[at]!)
}

/** As far as log-probabilities may differ: a batch of other questions adds up in another order. */
const TOLERANCE = 1e-3

/** Null where two answers to one question are the same; else the first thing that differs, in words. */
export function unlike(before: Replayed, now: Replayed): string | null {
  const [was, is] = [before.tokens ?? [], now.tokens ?? []]
  for (let at = 0; at < Math.max(was.length, is.length); at++) {
    const [a, b] = [was[at], is[at]]
    if (a?.id !== b?.id) return `token ${at + 1} was ${named(a)}, is ${named(b)}`
    if (Math.abs(a!.logProb - b!.logProb) > TOLERANCE)
      return `token ${at + 1} had the log-probability ${a!.logProb}, has ${b!.logProb}`
  }
  if (before.output !== now.output) return `the answer was ${shown(before.output)}, is ${shown(now.output)}`
  if (before.finish !== now.finish) return `it ended by ${before.finish}, ends by ${now.finish}`
  const [probed, again] = [before.continuationLogProbs ?? [], now.continuationLogProbs ?? []]
  const far = probed.findIndex((logProb, at) => !(Math.abs(logProb - (again[at] ?? NaN)) <= TOLERANCE))
  return far === -1 && probed.length === again.length
    ? null
    : `a probed text had the log-probability ${probed[far]}, has ${again[far]}`
}

/** With its place in the vocabulary: two tokens may read alike. */
function named(token: NonNullable<Replayed['tokens']>[number] | undefined): string {
  return token === undefined ? 'none' : `${shown(token.text)} (${token.id})`
}

function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}
