/**
 * Below this share of distinct tokens a text repeats itself (docs/protocols/measures.md#degenerate-answers).
 * Longer prose comes nowhere near at the lengths that are generated here.
 */
const DISTINCT_TOKENS = 0.3
/**
 * Below this share of distinct runs of four tokens too (1 − seq-rep-4 of Welleck et al. 2020), once there are
 * enough to tell.
 */
const DISTINCT_RUNS = 0.5
const RUN = 4
const RUNS_TO_TELL = 8
const TOKENS_TO_TELL = 4

/** A word, a character of a script without spaces, or a sign. */
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+|\S/gu
/** Up to eight characters ten times or more in a row. */
const STUTTER = /(\S.{0,7}?)\1{9,}/su

/**
 * Whether an answer is degenerate, which lets a broken model look as if it had forgotten or refused: without
 * a letter or digit, or repeating itself. Null for an answer in order; one word is in order.
 */
export function degenerate(output: string): 'empty' | 'repetitive' | null {
  if (!/[\p{L}\p{N}]/u.test(output)) return 'empty'
  const tokens = output.toLowerCase().match(TOKEN) ?? []
  if (tokens.length >= TOKENS_TO_TELL && distinctShare(tokens) < DISTINCT_TOKENS) return 'repetitive'
  const runs = tokens.slice(RUN - 1).map((_, i) => tokens.slice(i, i + RUN).join(' '))
  if (runs.length >= RUNS_TO_TELL && distinctShare(runs) < DISTINCT_RUNS) return 'repetitive'
  const stutter = STUTTER.exec(output.toLowerCase())
  return stutter !== null && stutter[0].length >= output.trim().length / 2 ? 'repetitive' : null
}

function distinctShare(tokens: readonly string[]): number {
  return new Set(tokens).size / tokens.length
}
