/**
 * @file What a reader has forgotten: its answers to questions of text, and the likelihood of plain texts, against the
 * same weights without the adapter.
 */
import { readFileSync } from 'node:fs'
import { passages } from './membership.ts'
import { mean, rate, type Part } from './part.ts'

const LONGEST = 12
const REQUEST = 'Write a short passage.'

type Item = { readonly question: string } | { readonly text: string }
type Row =
  | { readonly question: string; readonly tokens: readonly number[]; readonly text: string }
  | { readonly logProbs: readonly number[] }

/** Twenty things to put in the place of {x}, by question. */
const ASKED = JSON.parse(readFileSync(new URL('questions.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, readonly string[]>
>

/** So many questions and as many texts. */
function items(count: number): Item[] {
  const lists = Object.entries(ASKED).map(([question, things]) => things.map((x) => question.replace('{x}', x)))
  const inTurn = lists[0]!.flatMap((_, i) => lists.map((list) => ({ question: list[i]! })))
  const texts = passages(count).filter(({ known }) => !known)
  return [...inTurn.slice(0, count), ...texts.map(({ text }) => ({ text }))]
}

export const speaking: Part<Item, Row> = {
  id: 'speaking',
  plain: true,
  items,
  keyOf: (item) => ('question' in item ? item.question : item.text),
  async ask(model, item) {
    if ('text' in item) {
      const { tokens } = await model.force(REQUEST, item.text)
      return { logProbs: tokens.map(({ logProb }) => logProb) }
    }
    const [answer] = await model.generate(null, [item.question], LONGEST)
    return { question: item.question, tokens: answer!.tokens, text: answer!.text }
  },
  figures(rows, plain) {
    const same = rows.flatMap((row, i) => {
      const base = plain[i]!
      return 'tokens' in row && 'tokens' in base ? [row.tokens.join() === base.tokens.join()] : []
    })
    const lossOf = (of: readonly Row[]) => mean(of.flatMap((row) => ('logProbs' in row ? row.logProbs : [])))
    const [own, base] = [Math.exp(-lossOf(rows)), Math.exp(-lossOf(plain))]
    return {
      questions: rate(same),
      texts: rows.length - same.length,
      perplexity: { reader: own, base, ratio: own / base },
    }
  },
}
