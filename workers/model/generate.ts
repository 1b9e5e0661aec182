/** @file Answers, greedy or drawn, of one prompt or of several in step. */
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { GeneratedToken } from '../../src/domain/response.ts'
import type { Sampling } from '../../src/domain/sample.ts'
import type { Batch } from './batch.ts'
import { disposeAll, release } from './decoder.ts'
import { Detokeniser } from './detokenise.ts'
import { drawing, heard } from './logits.ts'
import { bytesOf, type KvCache } from './kv-cache.ts'
import { assertWithinContext, type Model } from './model.ts'
import type { Loaded, Question } from './prefixes.ts'
import type { Prompt } from './prompt.ts'
import { decodeAnswer, Thought } from './thought.ts'
import type { BatchTokenListener, ConversationTurn, Generation, PromptTurn, TokenListener } from './types.ts'

/** Of the caches that are decoded in step; rows beyond are answered after them. Each pass holds them twice. */
const BATCH_BYTES = 2 ** 29

/**
 * @param maxNewTokens The end token counts; an answer also ends where the model's context does.
 * @param onToken Called for each token in order; what it throws is its own affair.
 * @throws LeakscopeError `bad-config` for less than one token, `not-found`, `aborted`, `engine-failed`.
 */
export async function generate(
  { model, prefixes, checkpoint }: Loaded,
  handle: number,
  turn: PromptTurn,
  maxNewTokens: number,
  onToken: TokenListener | null,
): Promise<Generation> {
  assertCount(maxNewTokens)
  const question = await prefixes.ask(handle, turn)
  const asked = { question, ...wishesOf(turn) }
  const { answer, cache } = await answered({ model, checkpoint }, asked, maxNewTokens, onToken)
  if (cache !== question.cache) release(cache)
  return answer
}

/**
 * A question and what is said after each answer, each turn on the cache of the one before.
 * @param onToken Called with the index of the turn.
 * @throws LeakscopeError as `generate` does; `bad-config` where the decoder does not see the prompt.
 */
export async function converse(
  { model, prefixes, checkpoint }: Loaded,
  handle: number,
  turn: PromptTurn,
  followUps: readonly string[],
  maxNewTokens: number,
  onToken: BatchTokenListener | null,
): Promise<ConversationTurn[]> {
  assertCount(maxNewTokens)
  const { decoder } = model
  const { prefix } = prefixes.get(handle)
  const says = followUps.map((text) => prefix.followUp(text))
  const turns: ConversationTurn[] = []
  let { fed } = decoder
  const first = await prefixes.ask(handle, turn)
  // What its beginning shares with questions before it, or all of it, may have been read for those.
  let cached = first.cache.length - (decoder.fed - fed)
  let question = first
  for (const [index, next] of [...says, null].entries()) {
    const listen: TokenListener = (token) => onToken?.(index, token)
    const asked = question
    const { answer, cache } = await answered(
      { model, checkpoint },
      { question: asked, ...wishesOf(turn) },
      maxNewTokens,
      listen,
    ).catch((error: unknown) => {
      if (asked !== first) release(asked.cache)
      throw error
    })
    // The first question belongs to its prefix.
    if (asked !== first && cache !== asked.cache) release(asked.cache)
    turns.push({ ...answer, cached, fed: decoder.fed - fed })
    ;[cached, fed] = [cache.length, decoder.fed]
    try {
      if (next !== null) question = await followed(model, question, answer, cache, next)
    } finally {
      if (cache !== first.cache) release(cache)
    }
  }
  return turns
}

/** What the user says next, read behind an answer. @param cache of all that was fed; it stays as it is. */
async function followed(
  model: Model,
  { prompt }: Question,
  { tokens, text, finish }: Generation,
  cache: KvCache,
  next: Prompt,
): Promise<Question> {
  const start = performance.now()
  // The last token was taken and not fed; an end token is the template's affair.
  const ids = finish === 'eos' ? next.ids : [tokens.at(-1)!.id, ...next.ids]
  assertWithinContext(model, cache.length + ids.length)
  const { rows, cache: after } = await model.decoder.forward(await model.decoder.embed(ids), cache, 1)
  return {
    prompt: { rendered: prompt.rendered + text + next.rendered, ids },
    cache: after,
    row: rows.at(-1)!.slice(),
    prefillMs: performance.now() - start,
  }
}

/** One answer, token by token. @returns it, and the cache of all that was fed: the question's where nothing was. */
async function answered(
  { model, checkpoint }: Pick<Loaded, 'model' | 'checkpoint'>,
  asked: Asked,
  maxNewTokens: number,
  onToken: TokenListener | null,
): Promise<{ answer: Generation; cache: KvCache }> {
  const { decoder } = model
  const { question } = asked
  const start = performance.now()
  const answer = new Answer(model, asked, maxNewTokens)
  let delivered: Promise<unknown> = Promise.resolve()
  let { cache, row } = question
  try {
    for (;;) {
      await checkpoint()
      const token = answer.take(row)
      // On the far side of a port of its own: the result must not overtake the last token.
      delivered = Promise.resolve(onToken?.(token)).catch(() => undefined)
      if (answer.done) break
      const next = await decoder.forward(await decoder.embed([token.id]), cache, 1)
      if (cache !== question.cache) release(cache)
      cache = next.cache
      row = next.rows.at(-1)!
    }
  } catch (error) {
    if (cache !== question.cache) release(cache)
    throw error
  }
  const decodeMs = performance.now() - start
  await delivered
  return { answer: answer.generation(decodeMs), cache }
}

/**
 * Prompts are read one by one, then answered in step: a pass over the weights serves all rows.
 * @param onToken Called with the index of the prompt.
 * @returns answers in the order of the prompts, the same as `generate` gives one by one.
 * @throws LeakscopeError as `generate` does; one that fails fails all.
 */
export async function generateAll(
  loaded: Loaded,
  handle: number,
  turns: readonly PromptTurn[],
  maxNewTokens: number,
  onToken: BatchTokenListener | null,
): Promise<Generation[]> {
  assertCount(maxNewTokens)
  const questions = await loaded.prefixes.askAll(handle, turns)
  const answers = Array.from<Generation>({ length: turns.length })
  // A graph that takes positions from the number of cached tokens has one for all rows.
  const lengths = loaded.model.ragged ? [null] : [...new Set(questions.map(({ cache }) => cache.length))]
  const most = Math.max(1, Math.floor(BATCH_BYTES / Math.max(...questions.map(({ cache }) => bytesOf(cache)))))
  const groups = lengths.flatMap((length) => {
    const alike = questions.flatMap(({ cache }, row) => (length === null || cache.length === length ? [row] : []))
    return Array.from({ length: Math.ceil(alike.length / most) }, (_, at) => alike.slice(at * most, (at + 1) * most))
  })
  for (const members of groups) {
    const onRow: BatchTokenListener = (row, token) => onToken?.(members[row]!, token)
    const found = await answerInStep(
      loaded,
      members.map((row) => ({ question: questions[row]!, ...wishesOf(turns[row]!) })),
      maxNewTokens,
      onRow,
    )
    found.forEach((answer, row) => {
      answers[members[row]!] = answer
    })
  }
  return answers
}

async function answerInStep(
  { model, checkpoint }: Loaded,
  asked: readonly Asked[],
  maxNewTokens: number,
  onToken: BatchTokenListener,
): Promise<Generation[]> {
  const { decoder } = model
  let batch: Batch | null = null
  let delivered: Promise<unknown> = Promise.resolve()
  try {
    const start = performance.now()
    const answers = asked.map((own) => new Answer(model, own, maxNewTokens))
    let growing = asked.map(({ question }, row) => ({ row, answer: answers[row]!, logits: question.row }))
    for (;;) {
      await checkpoint()
      for (const { row, answer, logits } of growing) {
        const token = answer.take(logits)
        delivered = Promise.resolve(onToken(row, token)).catch(() => undefined)
      }
      const open = growing.flatMap(({ answer }, at) => (answer.done ? [] : [at]))
      if (open.length === 0) break
      // An answer that has ended costs the others nothing.
      if (batch !== null && open.length < growing.length) batch = decoder.keep(batch, open)
      growing = open.map((at) => growing[at]!)
      const past: Batch = batch ?? decoder.join(growing.map(({ row }) => asked[row]!.question.cache))
      batch = past
      const next = await decoder.step(
        growing.map(({ answer }) => answer.last),
        past,
      )
      release(past)
      batch = next.batch
      growing = growing.map((own, at) => ({ ...own, logits: next.rows[at]! }))
    }
    const decodeMs = (performance.now() - start) / asked.length
    await delivered
    return answers.map((answer) => answer.generation(decodeMs))
  } finally {
    if (batch !== null) {
      release(batch)
      disposeAll(batch.memory)
    }
  }
}

/** A prompt that was read, and how it is to be answered. */
interface Asked {
  readonly question: Question
  /** How tokens are drawn; null: the most likely one. */
  readonly sampling: Sampling | null
  /** Tokens that a thought may have; null: as many as the answer. */
  readonly thinkingTokens: number | null
}

function wishesOf(turn: PromptTurn): Omit<Asked, 'question'> {
  if (typeof turn === 'string') return { sampling: null, thinkingTokens: null }
  return { sampling: turn.sampling ?? null, thinkingTokens: turn.thinkingTokens ?? null }
}

/** An answer as it grows. */
class Answer {
  readonly #question: Question
  readonly #ends: ReadonlySet<number>
  readonly #limit: number
  /** Tokens that fit into the model's context. */
  readonly #room: number
  readonly #thought: Thought | null
  readonly #detokeniser: Detokeniser
  readonly #drawn: ((row: Float32Array) => number) | null
  readonly #tokens: GeneratedToken[] = []
  #finish: Generation['finish'] = 'length'
  #done = false

  constructor(
    { tokenizer, thoughtTags, ends, context }: Model,
    { question, sampling, thinkingTokens }: Asked,
    maxNewTokens: number,
  ) {
    this.#question = question
    this.#ends = ends
    this.#limit = maxNewTokens
    this.#room = context - question.cache.length
    this.#thought = thinkingTokens === null ? null : new Thought(tokenizer, question.prompt.rendered, thinkingTokens)
    this.#drawn = sampling === null ? null : drawing(sampling)
    this.#detokeniser = new Detokeniser((ids) => decodeAnswer(tokenizer, ids, thoughtTags))
  }

  /** Whether it came to its end, or has no room for more. */
  get done(): boolean {
    return this.#done
  }

  /** Id of the last token. */
  get last(): number {
    return this.#tokens.at(-1)!.id
  }

  /**
   * Takes the most likely token, or draws one, or the next one of the tag that cuts a thought. Its probability is
   * the model's own, at temperature 1.
   * @param row Logits over the vocabulary.
   * @throws LeakscopeError `engine-failed` for logits that say nothing.
   */
  take(row: Float32Array): GeneratedToken {
    const { argmax, logSumExp, entropy } = heard(row)
    const forced = this.#thought?.forced ?? null
    const id = forced ?? this.#drawn?.(row) ?? argmax
    this.#thought?.take(id)
    const ended = forced === null && this.#ends.has(id)
    const count = this.#tokens.length + 1
    const said = this.#thought?.open === true ? 0 : count - (this.#thought?.tokens ?? 0)
    this.#done = ended || said >= this.#limit || count >= this.#room
    if (ended) this.#finish = 'eos'
    const text = this.#detokeniser.push(id, this.#done)
    const token = { id, text, logProb: row[id]! - logSumExp, entropy }
    this.#tokens.push(token)
    return token
  }

  generation(decodeMs: number): Generation {
    const thought = this.#thought?.record ?? null
    return {
      renderedPrompt: this.#question.prompt.rendered,
      text: this.#detokeniser.text,
      tokens: this.#tokens,
      finish: this.#finish,
      ...(thought !== null && { thought }),
      prefillMs: this.#question.prefillMs,
      decodeMs,
    }
  }
}

function assertCount(maxNewTokens: number): void {
  if (maxNewTokens >= 1) return
  throw new LeakscopeError('bad-config', `maxNewTokens is ${maxNewTokens}; at least 1 is needed`)
}
