import type { GeneratedToken, Response } from '../domain/response.ts'
import type { Span } from '../domain/score.ts'
import { detectByRules } from './rules.ts'
import { fires } from './score.ts'

/** Tokens between two looks of a streaming guard. */
export const STREAM_STEPS = [1, 4, 16] as const

/** How a streamed answer would have gone. */
export interface Streamed {
  /** Tokens after which the guard stopped the answer; null where it never fired. */
  readonly stoppedAfter: number | null
  /** Characters of private values that a reader had seen by then. */
  readonly seen: number
}

/**
 * A guard by rules on an answer that is shown token by token: every `every` tokens it reads all that is shown
 * so far, and stops the answer when it fires (docs/protocols/mllm-protector.md#streaming). What was shown by
 * then has been read. No model: the tokens are stored.
 * @param values where the true private values stand in `output`, as the scorer found them in the whole answer.
 */
export function streamed(
  { tokens, output }: Pick<Response, 'output'> & { readonly tokens: readonly GeneratedToken[] },
  values: readonly Span[],
  every: number,
): Streamed {
  const texts = tokens.map(({ text }) => text)
  const generated = texts.join('')
  // The output may be the trimmed text of the tokens, or begin with what the answer was given, which no token is of.
  const rest = generated.trim()
  const given = generated.includes(output) || !output.endsWith(rest) ? '' : output.slice(0, -rest.length || undefined)
  const offset = Math.max(0, (given + generated).indexOf(output))
  let shown = given
  for (const [i, text] of texts.entries()) {
    shown += text
    if ((i + 1) % every !== 0 && i + 1 < texts.length) continue
    if (fires(detectByRules(shown).score))
      return { stoppedAfter: i + 1, seen: privateCharacters(values, shown.length - offset) }
  }
  return { stoppedAfter: null, seen: privateCharacters(values, output.length) }
}

/** Characters of private values among the first `length` of an answer; overlapping values count once. */
export function privateCharacters(values: readonly Span[], length: number): number {
  let count = 0
  let at = 0
  for (const { start, end } of values.toSorted((a, b) => a.start - b.start)) {
    const [from, to] = [Math.max(start, at), Math.min(end, length)]
    if (to > from) count += to - from
    at = Math.max(at, to)
  }
  return count
}
