/** @file Makes what precedes a question into what the decoder takes: text into embeddings, a picture into features. */
import { RawImage } from '@huggingface/transformers'
import { Tensor } from 'onnxruntime-web/webgpu'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { imageProcessorOf } from './adapters/contract.ts'
import { textPositions, type Embeddings } from './decoder.ts'
import { imageFeatures, type ImageFeatures } from './features.ts'
import type { Model } from './model.ts'
import type { Lead } from './prefill.ts'
import {
  encoderPrefix,
  imagePrefix,
  PROBE,
  textPrefix,
  type ChatMessage,
  type ChatTokenizer,
  type Prefix,
} from './prompt.ts'
import { centre, resize } from './resize.ts'
import type { FeatureCache, RawPixels } from './types.ts'

export interface EncodedPrefix {
  readonly prefix: Prefix
  /** Null without a picture. */
  readonly features: ImageFeatures | null
  /** Null when nothing precedes the user's text. */
  readonly lead: Lead | null
}

/**
 * @param chat the model's own, or with a system message in front.
 * @throws LeakscopeError `engine-failed` for a chat template whose prompts have no common beginning.
 */
export async function encodeText({ decoder, adapter }: Model, chat: ChatTokenizer): Promise<EncodedPrefix> {
  if (adapter.reading === 'encoder') return { prefix: encoderPrefix(chat, false), lead: null, features: null }
  const prefix = textPrefix(chat)
  return {
    prefix,
    features: null,
    lead: prefix.ids.length === 0 ? null : { embeddings: await decoder.embed(prefix.ids), positions: null },
  }
}

/**
 * Resizes and crops a picture as the reference does, encodes it, and puts its features in the places of its tokens.
 * @param chat as of `encodeText`.
 * @param cache where its features may lie, and can be kept; null: the encoder runs.
 * @throws LeakscopeError `engine-failed` where processor, encoder and tokenizer do not fit together.
 */
export async function encodeImage(
  model: Model,
  chat: ChatTokenizer,
  pixels: RawPixels,
  cache: FeatureCache | null,
): Promise<EncodedPrefix> {
  const { processor, adapter, image, decoder } = model
  const raw = (from: RawPixels) => new RawImage(new Uint8ClampedArray(from.data), from.width, from.height, 3)
  const { resample } = imageProcessorOf(processor) as { resample?: number }
  const sized = adapter
    .sizes(processor, raw(pixels))
    .reduce<RawPixels>((from, { width, height }) => resize(from, width, height, resample ?? 2), pixels)
  const fitted = model.crop === null ? sized : centre(sized, model.crop)
  const user: ChatMessage = { role: 'user', content: [{ type: 'image' }, { type: 'text', text: PROBE }] }
  const inputs = await adapter.call(processor, chat.render([user], true), raw(fitted), ({ width, height }) =>
    raw(resize(fitted, width, height, resample ?? 2)),
  )
  if (inputs['input_ids'] === undefined) throw new LeakscopeError('engine-failed', 'The processor gave no token ids')
  const features = await imageFeatures(model.vision, inputs, cache)
  if (adapter.reading === 'encoder') {
    // They are as wide as the tokens that they are read with.
    const hidden = hiddenOf(await decoder.embed([0]))
    const embeds = new Tensor('float32', features.values, [1, features.values.length / hidden, hidden])
    return {
      prefix: encoderPrefix(chat, true),
      lead: { embeddings: { inputs_embeds: embeds }, positions: null },
      features,
    }
  }
  const hidden = hiddenOf(await decoder.embed([image.id]))
  const ids = Array.from(inputs['input_ids'].data as BigInt64Array, Number)
  const prefix = imagePrefix(chat, image, expanded(ids, image.id, features.values.length / hidden))
  const embeddings = placed(features.values, await decoder.embed(prefix.ids), prefix.ids, image.id)
  const positions =
    adapter.positions?.(prefix.ids, image.id, inputs, processor) ??
    textPositions({ position: adapter.firstPosition }, prefix.ids.length)
  const pictured = prefix.ids.map((id) => id === image.id)
  return { prefix, lead: { embeddings, positions: { ...positions, pictured } }, features }
}

/** A processor that leaves one image token in the prompt leaves it to the encoder how many there are. */
function expanded(ids: readonly number[], imageId: number, features: number): readonly number[] {
  const at = ids.indexOf(imageId)
  if (at < 0 || ids.lastIndexOf(imageId) !== at || !Number.isInteger(features)) return ids
  return [...ids.slice(0, at), ...Array.from({ length: features }, () => imageId), ...ids.slice(at + 1)]
}

function hiddenOf({ inputs_embeds: embeds }: Embeddings): number {
  return embeds.dims.at(-1)!
}

/** Puts each feature in the place of its image token; what each layer knows of that token stays. */
function placed(values: Float32Array, embeddings: Embeddings, ids: readonly number[], imageId: number): Embeddings {
  const { inputs_embeds: embeds } = embeddings
  const hidden = hiddenOf(embeddings)
  const places = ids.flatMap((id, at) => (id === imageId ? [at] : []))
  if (values.length !== places.length * hidden) {
    throw new LeakscopeError(
      'engine-failed',
      `The picture has ${values.length / hidden} features for ${places.length} image tokens`,
    )
  }
  if (embeds.type !== 'float32')
    throw new LeakscopeError(
      'engine-failed',
      `Embeddings in ${embeds.type} are not supported; choose another dtype for embed_tokens`,
    )
  const merged = Float32Array.from(embeds.data as Float32Array)
  places.forEach((at, i) => merged.set(values.subarray(i * hidden, (i + 1) * hidden), at * hidden))
  return { ...embeddings, inputs_embeds: new Tensor('float32', merged, embeds.dims) }
}
