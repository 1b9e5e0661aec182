import { rougeTokens } from './rouge.ts'
import stopWords from './stop-words.json' with { type: 'json' }

const STOP_WORDS: ReadonlySet<string> = new Set(stopWords.flatMap((word) => rougeTokens(word, true)))

/**
 * What a text speaks of: its ROUGE tokens of three letters and more that are no stop words, as stems, so that
 * "folding" speaks of "fold".
 */
export function contentWords(text: string): Set<string> {
  return new Set(rougeTokens(text, true).filter((word) => word.length > 2 && !STOP_WORDS.has(word)))
}

/**
 * Share of the true answer's content words that came out (docs/protocols/measures.md#content-words): what
 * stands for a judge of facts where none can be had. A paraphrase counts too low. Null where the truth has
 * none.
 */
export function contentRecall(truth: string, output: string): number | null {
  const wanted = contentWords(truth)
  if (wanted.size === 0) return null
  const given = new Set(rougeTokens(output, true))
  return [...wanted].filter((word) => given.has(word)).length / wanted.size
}
