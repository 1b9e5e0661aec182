/** @file The prefixes that are open, and the questions that were read on each. */
import { LeakscopeError } from '../../src/domain/errors.ts'
import { releaseCallback } from '../rpc.ts'
import type { Checkpoint } from './calls.ts'
import { countOf, release } from './decoder.ts'
import { encodeImage, encodeText } from './encode.ts'
import type { ImageFeatures } from './features.ts'
import { changed, decode } from './image.ts'
import type { KvCache } from './kv-cache.ts'
import { assertWithinContext, type Model } from './model.ts'
import { forget, type ReadLead } from './prefill.ts'
import type { Prefix, Prompt } from './prompt.ts'
import { withSystem } from './system.ts'
import type { FeatureCache, PrefixHandle, PromptTurn, RawPixels, Setting } from './types.ts'

/** Prefixes kept at a time; the oldest gives way. A run asks all questions of one picture before the next. */
const MAX_PREFIXES = 3

/** Stems kept for each prefix; the oldest gives way. */
const MAX_STEMS = 2

export interface OpenPrefix {
  readonly prefix: Prefix
  readonly read: ReadLead
  /** Tokens that precede the question. */
  readonly tokens: number
  /** The prompts asked last, prefilled, by their text: a prompt is often generated from and then scored. */
  readonly questions: Map<string, Question>
  /** What several prompts begin with, read, by its tokens. */
  readonly stems: Map<string, ReadLead>
  readonly featureCache: FeatureCache | null
  /** Hands the picture's features to the cache; null once that was done, or where it has them. */
  keepFeatures: ImageFeatures['keep']
}

/** A prompt that the model has read. */
export interface Question {
  readonly prompt: Prompt
  /** Of prefix and prompt; it belongs to the prefix, and whoever goes on from it leaves it as it is. */
  readonly cache: KvCache
  /** Logits of the first answer token, one for each token of the vocabulary. */
  readonly row: Float32Array
  readonly prefillMs: number
}

export class Prefixes {
  readonly #model: Model
  readonly #checkpoint: Checkpoint
  readonly #open = new Map<number, OpenPrefix>()
  #lastHandle = 0

  constructor(model: Model, checkpoint: Checkpoint) {
    this.#model = model
    this.#checkpoint = checkpoint
  }

  /**
   * Encodes a picture (null: text only) and prefills all that precedes the question.
   * @param featureCache is released when the prefix is closed; the caller's where this rejects.
   * @param setting what precedes the question beside the picture as it is.
   * @throws LeakscopeError `bad-image`; `bad-config` for a change of pictures that this version does not know;
   * `engine-failed` where the prefix alone is longer than the model's context.
   */
  async open(
    image: Blob | RawPixels | null,
    featureCache: FeatureCache | null,
    setting: Setting | null = null,
  ): Promise<PrefixHandle> {
    const model = this.#model
    const system = setting?.system ?? null
    const chat = system === null ? model.chat : withSystem(model.chat, system)
    const start = performance.now()
    const { prefix, lead, features } =
      image === null
        ? await encodeText(model, chat)
        : await encodeImage(model, chat, changed(await decode(image), setting), featureCache)
    const encoded = performance.now()
    const tokens = lead === null ? 0 : countOf(lead.embeddings)
    assertWithinContext(model, tokens)
    const read = await model.prefill.open(lead)
    const prefilled = performance.now()

    const oldest = this.#open.keys().next()
    if (this.#open.size >= MAX_PREFIXES && !oldest.done) this.close(oldest.value)
    const id = ++this.#lastHandle
    const keepFeatures = features?.keep ?? null
    this.#open.set(id, { prefix, read, tokens, questions: new Map(), stems: new Map(), featureCache, keepFeatures })
    const recalled = features?.recalled ?? false
    return { id, tokens, encodeMs: encoded - start, prefillMs: prefilled - encoded, recalled }
  }

  /** @throws LeakscopeError `not-found` for a handle that is closed, or has given way. */
  get(handle: number): OpenPrefix {
    const open = this.#open.get(handle)
    if (open !== undefined) return open
    throw new LeakscopeError('not-found', `Prefix ${handle} is not open; at most ${MAX_PREFIXES} are kept`)
  }

  /** Prefills a prompt on its prefix's cache; asking the same again costs nothing. */
  async ask(handle: number, turn: PromptTurn): Promise<Question> {
    const open = this.get(handle)
    const known = open.questions.get(keyOf(turn))
    if (known !== undefined) return known
    forgetQuestions(open)
    return this.#read(open, turn)
  }

  /** Several prompts, read one by one and kept together; equal ones are read once. */
  async askAll(handle: number, turns: readonly PromptTurn[]): Promise<Question[]> {
    const open = this.get(handle)
    forgetQuestions(open)
    const questions: Question[] = []
    for (const turn of turns) questions.push(open.questions.get(keyOf(turn)) ?? (await this.#read(open, turn)))
    return questions
  }

  /** Hands a picture's features over, once, behind its first answer; nobody is to wait for that. */
  keepFeatures(handle: number): void {
    const open = this.get(handle)
    void open.keepFeatures?.().catch(() => undefined)
    open.keepFeatures = null
  }

  /** Frees what a prefix holds; does nothing where it is closed. */
  close(handle: number): void {
    const open = this.#open.get(handle)
    if (open === undefined) return
    forgetQuestions(open)
    for (const { cache } of open.stems.values()) release(cache)
    release(open.read.cache)
    releaseCallback(open.featureCache)
    this.#open.delete(handle)
  }

  closeAll(): void {
    for (const handle of this.#open.keys()) this.close(handle)
  }

  async #read(open: OpenPrefix, turn: PromptTurn): Promise<Question> {
    const { prefill, decoder, tokenizer } = this.#model
    const start = performance.now()
    const { prompt: text, answerPrefix, stem } = typeof turn === 'string' ? { prompt: turn, answerPrefix: '' } : turn
    let prompt = open.prefix.prompt(text)
    const beginning = answerPrefix === '' ? [] : open.prefix.continuation(prompt, answerPrefix)
    assertWithinContext(this.#model, open.tokens + prompt.ids.length + beginning.length)
    await this.#checkpoint()
    const shared = stem === undefined ? 0 : sharedLength(prompt.ids, open.prefix.prompt(stem).ids)
    const read = shared === 0 ? null : await this.#stem(open, prompt.ids.slice(0, shared))
    let { rows, cache } =
      read === null ? await prefill.ask(open.read, prompt.ids) : await prefill.ask(read, prompt.ids.slice(shared))
    if (beginning.length > 0) {
      const before = cache
      ;({ rows, cache } = await decoder.forward(await decoder.embed(beginning), before, 1))
      release(before)
      // Decoded, since some templates put a space before an answer.
      const fed = tokenizer.decode(beginning, { skip_special_tokens: false })
      prompt = { rendered: prompt.rendered + fed, ids: [...prompt.ids, ...beginning] }
    }
    const question = { prompt, cache, row: rows.at(-1)!.slice(), prefillMs: performance.now() - start }
    open.questions.set(keyOf(turn), question)
    return question
  }

  async #stem({ stems, read }: OpenPrefix, ids: readonly number[]): Promise<ReadLead | null> {
    const key = ids.join()
    const known = stems.get(key)
    if (known !== undefined) return known
    const stem = await this.#model.prefill.stem(read, ids)
    if (stem === null) return null
    const [oldest] = stems
    if (oldest !== undefined && stems.size >= MAX_STEMS) {
      release(oldest[1].cache)
      stems.delete(oldest[0])
    }
    stems.set(key, stem)
    return stem
  }
}

/** How many tokens two prompts begin with alike; the last token of the first is always left to be read. */
function sharedLength(ids: readonly number[], others: readonly number[]): number {
  let length = 0
  while (length < ids.length - 1 && ids[length] === others[length]) length++
  return length
}

/** A loaded model with its prefixes: what every verb of the worker is given. */
export interface Loaded {
  readonly model: Model
  readonly prefixes: Prefixes
  readonly checkpoint: Checkpoint
}

function forgetQuestions({ questions }: OpenPrefix): void {
  for (const { cache } of questions.values()) forget(cache)
  questions.clear()
}

/** Of what is read; how tokens are drawn comes after. */
function keyOf(turn: PromptTurn): string {
  if (typeof turn === 'string') return turn
  const { prompt, answerPrefix, stem } = turn
  return answerPrefix === '' && stem === undefined ? prompt : JSON.stringify([prompt, answerPrefix, stem ?? null])
}
