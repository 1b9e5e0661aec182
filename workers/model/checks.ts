/** @file What a loaded model is put to before it is trusted: golden tokens, and sentences of its language. */
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { LanguageCheck, SelfCheck } from '../../src/domain/run.ts'
import { closingToken } from './chat.ts'
import { generate } from './generate.ts'
import { BEFORE, foreign, judgeLanguage, SENTENCES, shuffled, TIMES, type Heard } from './language.ts'
import { visitAlong } from './likelihood.ts'
import { heard } from './logits.ts'
import type { Loaded } from './prefixes.ts'

/**
 * Whether the model gives the tokens that its Python reference gives.
 * @returns null where it brings none for the dtype of its decoder.
 * @throws LeakscopeError as opening a prefix and generating do.
 */
export async function goldenCheck(loaded: Loaded): Promise<SelfCheck | null> {
  const { spec, dtypes, golden } = loaded.model
  const expected = spec.golden?.tokens[dtypes.decoder_model_merged]
  if (spec.golden === null || expected === undefined) return null
  const handle = await loaded.prefixes.open(golden, null)
  try {
    const { tokens } = await generate(loaded, handle.id, spec.golden.prompt, expected.length, null)
    const at = expected.findIndex((id, i) => tokens[i]?.id !== id)
    const where = `(decoder ${dtypes.decoder_model_merged}, ${spec.backend})`
    return {
      kind: 'golden',
      passed: at < 0,
      detail:
        at < 0
          ? `All ${expected.length} golden tokens reproduced ${where}`
          : `Golden token ${at + 1} of ${expected.length} is ${expected[at]}, ` +
            `the engine gave ${tokens[at]?.id ?? 'none'} ${where}`,
    }
  } finally {
    loaded.prefixes.close(handle.id)
  }
}

/**
 * Whether the model speaks the language of its tokenizer (`judgeLanguage`), by a few sentences in their true
 * order, shuffled, and with other ids.
 * @throws LeakscopeError `engine-failed` when what it says does not depend on what it reads.
 */
export async function languageCheck(loaded: Loaded): Promise<LanguageCheck> {
  const { prefixes } = loaded
  const handle = await prefixes.open(null, null)
  try {
    return await listen(loaded, handle.id)
  } finally {
    prefixes.close(handle.id)
  }
}

async function listen(loaded: Loaded, handle: number): Promise<LanguageCheck> {
  const { tokenizer, ends, chat } = loaded.model
  const { prefix } = loaded.prefixes.get(handle)
  const question = await loaded.prefixes.ask(handle, BEFORE)
  const seen = new Set<string>()
  let [places, likeliestEnd] = [0, -Infinity]
  const logProbs = async (ids: readonly number[]): Promise<number[]> => {
    const found: number[] = []
    await visitAlong(loaded, ids, question, (row, id) => {
      const { argmax, logSumExp, entropy } = heard(row)
      seen.add(`${argmax} ${logSumExp} ${entropy}`)
      places += 1
      for (const end of ends) likeliestEnd = Math.max(likeliestEnd, (row[end] ?? -Infinity) - logSumExp)
      found.push(row[id]! - logSumExp)
    })
    return found
  }
  const sentences: Heard[] = []
  const roundTrips: { text: string; back: string }[] = []
  for (const text of SENTENCES) {
    const ids = prefix.continuation(question.prompt, text)
    roundTrips.push({ text, back: tokenizer.decode(ids, { skip_special_tokens: true }) })
    const straight = await logProbs(ids)
    const [inOtherOrder, ofOtherIds]: [number[], number[]] = [[], []]
    for (let time = 0; time < TIMES; time++) {
      inOtherOrder.push(...(await logProbs(shuffled(ids, time))))
      ofOtherIds.push(...(await logProbs(foreign(ids, question.row.length, chat.specialIds, time))))
    }
    sentences.push({ straight, shuffled: inOtherOrder, foreign: ofOtherIds })
  }
  // The first rows of the sentences are one and the same.
  if (seen.size === 1 && places > 2 * SENTENCES.length) {
    throw new LeakscopeError(
      'engine-failed',
      'What the model says does not depend on what it reads: ' +
        'its scores are the same after every token; its weights are damaged',
    )
  }
  return judgeLanguage({
    vocabulary: question.row.length,
    heard: sentences,
    roundTrips,
    ends,
    likeliestEnd: places === 0 ? null : likeliestEnd,
    closing: closingToken(chat, tokenizer),
  })
}
