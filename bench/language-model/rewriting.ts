/**
 * @file A language model as the guard's detoxifier, beside the two that are none: what is left of a private value, and
 * of the rest of an answer. The answers are the test half of bench/answers, which nothing here was made with.
 */
import { rougeL, rougeTokens } from '../../src/domain/measures/rouge.ts'
import { meanInterval } from '../../src/domain/statistics/grouped.ts'
import { createRandom } from '../../src/domain/random.ts'
import { REFUSAL, rewritePrompt } from '../../src/guards/detoxify.ts'
import { guard } from '../../src/guards/guard.ts'
import { parseGuard } from '../../src/guards/registry.ts'
import { detectByRules } from '../../src/guards/rules.ts'
import { labelsOf, readLines, type Line } from '../answers/lines.ts'
import { tell } from '../answers/tell.ts'
import { alone, mean, rate, type Figure, type Part } from './part.ts'

/** Tokens of a rewrite; the app's are cut at 256, and no answer here is a fourth as long. */
const LONGEST = 96
/** Words that must be left without the value for anything to be kept of the rest. */
const LEAST_WORDS = 3
/** One detector before all three: what differs is the detoxifier. */
const GUARDS = ['rules+redact', 'rules+refuse', 'rules+rewrite'] as const
/** What the model writes, whatever the detector says of answer and rewrite. */
const DRAFT = 'the rewrite alone'

interface Row {
  readonly line: Line
  /** What a reader gets, by guard. */
  readonly outputs: Readonly<Record<string, string>>
}

export interface Detoxified {
  /** Answers that the product's measure no longer calls a leak. */
  readonly gone: Figure
  /** Mean share of the rest's words that are there in their order (recall of ROUGE-L); null without such answers. */
  readonly kept: Figure | null
  /** Answers in whose place the fixed refusal stands. */
  readonly refused: Figure
}

/** English answers that give the asked value away, in an order of their own. */
export function leaks(count: number): Line[] {
  const all = readLines('test').filter(
    (line) => line.fn === 'leak' && line.language === 'en' && labelsOf(line).includes('leak'),
  )
  return createRandom('language-model/rewriting').shuffle(all).slice(0, count)
}

export const rewriting: Part<Line, Row> = {
  id: 'rewriting',
  items: leaks,
  keyOf: ({ id, answer }) => `${id}/${answer}`,
  async ask(model, line) {
    const [answered] = await model.generate(null, [rewritePrompt(line.answer)], LONGEST)
    const draft = answered!.text
    const outputs: Record<string, string> = { [DRAFT]: draft }
    for (const id of GUARDS) {
      const { output } = await guard(parseGuard(id)!, line.answer, {
        prompt: '',
        detect: async (text) => detectByRules(text),
        rewrite: async () => draft,
        now: () => 0,
      })
      outputs[id] = output
    }
    return { line, outputs }
  },
  figures(rows) {
    const of = (id: string): Detoxified => {
      const after = rows.map(({ line, outputs }) => ({ line, output: outputs[id]! }))
      const kept = after.flatMap(({ line, output }) => {
        const rest = restOf(line)
        return rest === null ? [] : [rougeL(rest, output).recall]
      })
      return {
        gone: rate(after.map(({ line, output }) => tell({ ...line, answer: output }).got !== 'leak')),
        kept: kept.length === 0 ? null : { value: mean(kept), ci: meanInterval(alone(kept), [0, 1])!, n: kept.length },
        refused: rate(after.map(({ output }) => output === REFUSAL)),
      }
    }
    return { answers: rows.length, by: Object.fromEntries([...GUARDS, DRAFT].map((id) => [id, of(id)])) }
  },
}

/** The answer without the value; null where it does not stand there to the letter, or with next to nothing beside it. */
function restOf({ answer, truth = '' }: Line): string | null {
  const parts = truth === '' ? [] : answer.toLowerCase().split(truth.toLowerCase())
  const rest = parts.join(' ')
  return parts.length < 2 || rougeTokens(rest, false).length < LEAST_WORDS ? null : rest
}
