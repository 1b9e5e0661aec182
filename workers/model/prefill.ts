/** @file How a model reads a prompt: what of it can be kept for the next question on the same picture. */
import { Tensor, type InferenceSession } from 'onnxruntime-web/webgpu'
import { LeakscopeError } from '../../src/domain/errors.ts'
import {
  countOf,
  disposeAll,
  mapped,
  release,
  textPositions,
  type Decoder,
  type Embeddings,
  type Forward,
  type Positions,
} from './decoder.ts'
import type { KvCache } from './kv-cache.ts'

/** A picture with what precedes it, as the decoder takes it; null when nothing precedes the user's text. */
export interface Lead {
  readonly embeddings: Embeddings
  readonly positions: Positions | null
}

/** A lead that was read, or is kept to be read with each question. */
export interface ReadLead {
  readonly lead: Lead | null
  readonly cache: KvCache
}

/** A prompt up to one of its tokens, to be fed to the decoder. */
export interface DecoderInput {
  readonly embeddings: Embeddings
  readonly past: KvCache
  readonly positions: Positions
  /** Index of the token among the fed ones. */
  readonly at: number
}

export interface PrefillStrategy {
  open(lead: Lead | null): Promise<ReadLead>
  /** Reads what several questions begin with, to be gone on from; null where a question is read in one piece. */
  stem(read: ReadLead, ids: readonly number[]): Promise<ReadLead | null>
  /** Reads a question; the row of the answer's first token is the last one. */
  ask(read: ReadLead, ids: readonly number[]): Promise<Forward>
  /**
   * @param at Index among the question's tokens.
   * @throws LeakscopeError `bad-config` where the decoder does not see the prompt.
   */
  upTo(read: ReadLead, ids: readonly number[], at: number): Promise<DecoderInput>
}

/** Frees what a question left behind, and what an encoder made of it. */
export function forget(cache: KvCache): void {
  release(cache)
  disposeAll(cache.memory)
}

/** Tokens see those before them only: the picture is read once, and every question goes on from its cache. */
export class CausalPrefill implements PrefillStrategy {
  readonly #decoder: Decoder

  constructor(decoder: Decoder) {
    this.#decoder = decoder
  }

  async open(lead: Lead | null): Promise<ReadLead> {
    const empty = this.#decoder.empty()
    if (lead === null) return { lead: null, cache: empty }
    return { lead: null, cache: (await this.#decoder.forward(lead.embeddings, empty, 1, lead.positions)).cache }
  }

  async stem(read: ReadLead, ids: readonly number[]): Promise<ReadLead> {
    return { lead: null, cache: (await this.ask(read, ids)).cache }
  }

  async ask({ cache }: ReadLead, ids: readonly number[]): Promise<Forward> {
    return this.#decoder.forward(await this.#decoder.embed(ids), cache, 1)
  }

  async upTo({ cache }: ReadLead, ids: readonly number[], at: number): Promise<DecoderInput> {
    // What follows a token does not change it.
    const embeddings = await this.#decoder.embed(ids.slice(0, at + 1))
    return { embeddings, past: cache, positions: textPositions(cache, at + 1), at }
  }
}

/**
 * Picture and question see each other wholly (prefix-LM: PaliGemma), so they are read together, anew for each
 * question.
 */
export class WholePromptPrefill implements PrefillStrategy {
  readonly #decoder: Decoder

  constructor(decoder: Decoder) {
    this.#decoder = decoder
  }

  async open(lead: Lead | null): Promise<ReadLead> {
    return { lead, cache: this.#decoder.empty() }
  }

  async stem(): Promise<null> {
    return null
  }

  async ask(read: ReadLead, ids: readonly number[]): Promise<Forward> {
    const { embeddings, past, positions } = await this.#whole(read, ids)
    return this.#decoder.forward(embeddings, past, 1, positions)
  }

  async upTo(read: ReadLead, ids: readonly number[], at: number): Promise<DecoderInput> {
    const before = read.lead === null ? 0 : countOf(read.lead.embeddings)
    return { ...(await this.#whole(read, ids)), at: at + before }
  }

  async #whole({ lead, cache }: ReadLead, ids: readonly number[]): Promise<Omit<DecoderInput, 'at'>> {
    const embeddings = joinedEmbeddings(lead, await this.#decoder.embed(ids))
    return { embeddings, past: cache, positions: textPositions(cache, countOf(embeddings)) }
  }
}

/** An encoder reads picture and question; the decoder begins with tokens of its own (Florence-2). */
export class EncoderPrefill implements PrefillStrategy {
  readonly #decoder: Decoder
  readonly #encoder: InferenceSession
  readonly #start: readonly number[]

  /** @param start Tokens that precede every answer. */
  constructor(decoder: Decoder, encoder: InferenceSession, start: readonly number[]) {
    this.#decoder = decoder
    this.#encoder = encoder
    this.#start = start
  }

  async open(lead: Lead | null): Promise<ReadLead> {
    return { lead, cache: this.#decoder.empty() }
  }

  async stem(): Promise<null> {
    return null
  }

  async ask({ lead, cache }: ReadLead, ids: readonly number[]): Promise<Forward> {
    const embeddings = joinedEmbeddings(lead, await this.#decoder.embed(ids))
    const length = countOf(embeddings)
    const mask = new Tensor('int64', new BigInt64Array(length).fill(1n), [1, length])
    const { last_hidden_state: hidden } = await this.#encoder.run({
      inputs_embeds: embeddings.inputs_embeds,
      attention_mask: mask,
    })
    if (hidden === undefined) throw new LeakscopeError('engine-failed', 'encoder_model gave no last_hidden_state')
    const takes = (name: string) => this.#decoder.metadata.some((input) => input.name === name)
    const memory = {
      ...(takes('encoder_hidden_states') ? { encoder_hidden_states: hidden } : {}),
      ...(takes('encoder_attention_mask') ? { encoder_attention_mask: mask } : {}),
    }
    // Empty keys of the encoder are fed by the first call only, which makes the real ones.
    return this.#decoder.forward(await this.#decoder.embed(this.#start), { ...cache, memory }, 1)
  }

  async upTo(): Promise<DecoderInput> {
    throw new LeakscopeError(
      'bad-config',
      'The prompt of this model is read by an encoder: its decoder has no layer at a token of it. ' +
        'Choose another model for probes',
    )
  }
}

function joinedEmbeddings(lead: Lead | null, text: Embeddings): Embeddings {
  if (lead === null) return text
  const { embeddings } = lead
  return mapped(text, ({ data, dims: [, count, ...dims] }, name) => {
    const before = embeddings[name]!
    const all = new Float32Array(before.data.length + data.length)
    all.set(before.data as Float32Array)
    all.set(data as Float32Array, before.data.length)
    return new Tensor('float32', all, [1, before.dims[1]! + count!, ...dims])
  })
}
