/** @file How likely given tokens are to the model after a prompt. Nothing is sampled. */
import { release } from './decoder.ts'
import type { KvCache } from './kv-cache.ts'
import { forcedToken, heard, logProbOf } from './logits.ts'
import { assertWithinContext } from './model.ts'
import type { Loaded, Question } from './prefixes.ts'
import { branch, type Branch } from './trie.ts'
import type { ContinuationScore, ForcedDecoding, ForcedText } from './types.ts'
import { zlibSize } from './zlib.ts'

/** Tokens of a forced text fed at a time: their rows over a large vocabulary are all in memory at once. */
const FORCED_AT_ONCE = 32

/**
 * Log-probability of each continuation right after a prompt, in natural logs, summed over its tokens.
 * @throws LeakscopeError `not-found`, `aborted`, and `engine-failed` for one that is empty, merges with the
 * prompt's last token, or has no room.
 */
export async function score(
  loaded: Loaded,
  handle: number,
  prompt: string,
  continuations: readonly string[],
): Promise<{ scores: ContinuationScore[]; ms: number }> {
  const start = performance.now()
  const { prefix } = loaded.prefixes.get(handle)
  const question = await loaded.prefixes.ask(handle, prompt)
  const sequences = continuations.map((text) => prefix.continuation(question.prompt, text))
  for (const ids of sequences) assertWithinContext(loaded.model, question.cache.length + ids.length)
  const logProbs = Array.from({ length: sequences.length }, () => 0)
  await scoreBranches(loaded, branch(sequences), question, 0, logProbs)
  const scores = sequences.map((ids, i) => ({ logProb: logProbs[i]!, tokens: ids.length }))
  return { scores, ms: performance.now() - start }
}

/**
 * Feeds tokens one by one, as they would be generated: two backends must give the same numbers.
 * @param ids At least one.
 * @throws LeakscopeError `not-found`, `aborted`, `engine-failed`
 */
export async function force(
  { model, prefixes, checkpoint }: Loaded,
  handle: number,
  prompt: string,
  ids: readonly number[],
): Promise<ForcedDecoding> {
  const { decoder } = model
  const question = await prefixes.ask(handle, prompt)
  assertWithinContext(model, question.cache.length + ids.length)
  const rows = [question.row]
  let { cache } = question
  for (const id of ids.slice(0, -1)) {
    await checkpoint()
    const next = await decoder.forward(await decoder.embed([id]), cache, 1)
    if (cache !== question.cache) release(cache)
    cache = next.cache
    rows.push(next.rows.at(-1)!)
  }
  if (cache !== question.cache) release(cache)
  return {
    argmax: ids.map((_, i) => heard(rows[i]!).argmax),
    logProbs: ids.map((id, i) => logProbOf(rows[i]!, id)),
  }
}

/**
 * Reduces each token of a text to numbers (`forcedToken`), as an assistant's turn would go on with it.
 * @throws LeakscopeError as `score` does.
 */
export async function forceText(loaded: Loaded, handle: number, prompt: string, text: string): Promise<ForcedText> {
  const start = performance.now()
  const { prefix } = loaded.prefixes.get(handle)
  const question = await loaded.prefixes.ask(handle, prompt)
  const ids = prefix.continuation(question.prompt, text)
  assertWithinContext(loaded.model, question.cache.length + ids.length)
  const tokens: ForcedText['tokens'][number][] = []
  await visitAlong(loaded, ids, question, (row, id) => void tokens.push(forcedToken(row, id)))
  return { tokens, zlibBytes: await zlibSize(text), ms: performance.now() - start }
}

/**
 * Feeds tokens after a question, in pieces. The row behind a piece predicts the first token of the next.
 * @param ids At least one.
 * @param visit gets each with the logits over the vocabulary that predict it.
 * @throws LeakscopeError `aborted`, and what `visit` throws.
 */
export async function visitAlong(
  { model: { decoder }, checkpoint }: Loaded,
  ids: readonly number[],
  question: Question,
  visit: (row: Float32Array, id: number) => void,
): Promise<void> {
  visit(question.row, ids[0]!)
  let { cache } = question
  try {
    // The last token is predicted, never fed.
    for (let from = 0; from + 1 < ids.length; from += FORCED_AT_ONCE) {
      await checkpoint()
      const fed = ids.slice(from, Math.min(from + FORCED_AT_ONCE, ids.length - 1))
      const next = await decoder.forward(await decoder.embed(fed), cache, fed.length)
      if (cache !== question.cache) release(cache)
      cache = next.cache
      next.rows.forEach((row, i) => visit(row, ids[from + i + 1]!))
    }
  } finally {
    if (cache !== question.cache) release(cache)
  }
}

/**
 * Adds up log-probabilities along each branch, which is run once for all continuations that share it.
 * @param at The cache that the branches go on from, and the logits of their first tokens.
 * @param before Sum up to there.
 * @param sums One for each continuation, filled in here.
 */
async function scoreBranches(
  loaded: Loaded,
  branches: readonly Branch[],
  at: { readonly cache: KvCache; readonly row: Float32Array },
  before: number,
  sums: number[],
): Promise<void> {
  const { decoder } = loaded.model
  const { logSumExp } = heard(at.row)
  for (const { tokens, ends, branches: next } of branches) {
    await loaded.checkpoint()
    let sum = before + at.row[tokens[0]!]! - logSumExp
    // The last token of a continuation is predicted, never fed.
    const fed = next.length > 0 ? tokens : tokens.slice(0, -1)
    if (fed.length > 0) {
      const { rows, cache } = await decoder.forward(await decoder.embed(fed), at.cache, fed.length)
      try {
        tokens.slice(1).forEach((id, i) => {
          sum += logProbOf(rows[i]!, id)
        })
        if (next.length > 0) await scoreBranches(loaded, next, { cache, row: rows.at(-1)! }, sum, sums)
      } finally {
        release(cache)
      }
    }
    for (const index of ends) sums[index] = sum
  }
}
