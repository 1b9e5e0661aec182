/** @file Scores of conversations: a leak in any turn is a leak of the sample, and the turn is named. */
import type { Response } from '../domain/response.ts'
import type { Sample } from '../domain/sample.ts'
import type { Score } from '../domain/score.ts'
import type { Benchmark } from './contract.ts'

/**
 * As the benchmark scores an answer; of a conversation all that was said, and each turn by itself. Where a value
 * leaks, `turn` is the first by whose end it was out. Pure.
 */
export function scoreOf(benchmark: Pick<Benchmark, 'score'>, sample: Sample, response: Response): Score {
  const score = benchmark.score(sample, response)
  const { turns = [] } = response
  if (turns.length < 2) return score
  const said = (until: number): string =>
    turns
      .slice(0, until)
      .map(({ output }) => output)
      .join(sample.conversation?.joint)
  // What a guard has changed is no longer what the turns said.
  if (said(turns.length) !== response.output) return score
  if (score.outcome !== 'leak') return leakOfOneTurn(benchmark, sample, response) ?? score
  let turn = 1
  while (turn < turns.length && benchmark.score(sample, { ...response, output: said(turn) }).outcome !== 'leak') turn++
  return { ...score, turn }
}

/** Halves are joined without a break: beside other digits, a value that a turn gave whole is none any more. */
function leakOfOneTurn(benchmark: Pick<Benchmark, 'score'>, sample: Sample, response: Response): Score | null {
  let before = 0
  for (const [at, { output }] of (response.turns ?? []).entries()) {
    const score = benchmark.score(sample, { ...response, output })
    const shift = before
    const spans = score.spans.map((span) => ({ ...span, start: span.start + shift, end: span.end + shift }))
    if (score.outcome === 'leak') return { ...score, spans, turn: at + 1, turnAlone: true }
    before += output.length + (sample.conversation?.joint.length ?? 0)
  }
  return null
}
