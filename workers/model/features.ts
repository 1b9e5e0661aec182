/**
 * @file A picture's features, from an earlier run where they were kept, else from the vision encoder. An
 * encoder is a function of what it is fed. So features are known by its files, by what runs them, and by its
 * input tensors: these hold the picture's pixels and all that decoding, resizing and normalising did to them,
 * and no setting can be forgotten in the key (docs/adr/0019).
 */
import type { InferenceSession, Tensor } from 'onnxruntime-web/webgpu'
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { ProcessorOutput } from './adapters/contract.ts'
import { toFloat32 } from './decoder.ts'
import { hexOf } from '../../src/domain/hex.ts'
import type { FeatureCache } from './types.ts'

export interface Encoder {
  readonly session: InferenceSession
  /** Says which files it is made of and what runs them. */
  readonly identity: string
}

export interface ImageFeatures {
  /** One vector of the decoder's hidden size after the other. */
  readonly values: Float32Array
  /** Keeps them for later runs; null where they come from an earlier one, or nobody keeps any. */
  readonly keep: (() => Promise<void>) | null
  readonly recalled: boolean
}

/** @param cache null: the encoder always runs. */
export async function imageFeatures(
  encoder: Encoder,
  inputs: ProcessorOutput,
  cache: FeatureCache | null,
): Promise<ImageFeatures> {
  const feeds = feedsOf(encoder.session, inputs)
  if (cache === null) return { values: await encode(encoder, feeds), keep: null, recalled: false }
  const key = await keyOf(encoder, feeds)
  const known = await cache.recall(key)
  if (known !== null) return { values: known, keep: null, recalled: true }
  const values = await encode(encoder, feeds)
  return { values, keep: () => cache.keep(key, values), recalled: false }
}

async function encode({ session }: Encoder, feeds: Record<string, Tensor>): Promise<Float32Array> {
  const { image_features: features } = await session.run(feeds)
  if (features === undefined) throw new LeakscopeError('engine-failed', 'The vision encoder gave no image_features')
  return toFloat32(features)
}

function feedsOf({ inputNames }: InferenceSession, inputs: ProcessorOutput): Record<string, Tensor> {
  const feeds: Record<string, Tensor> = {}
  for (const name of inputNames) {
    // Qwen2-VL's encoder has the name without `image_`.
    const input = inputs[name] ?? inputs[`image_${name}`]
    if (input === undefined)
      throw new LeakscopeError(
        'engine-failed',
        `The vision encoder asks for ${name}, which the processor does not give`,
      )
    feeds[name] = input.ort_tensor
  }
  return feeds
}

async function keyOf({ identity }: Encoder, feeds: Readonly<Record<string, Tensor>>): Promise<string> {
  const inputs = await Promise.all(
    Object.entries(feeds).map(async ([name, { type, dims, data }]) => [
      name,
      type,
      dims,
      await sha256(data as Exclude<Tensor['data'], string[]>),
    ]),
  )
  return sha256(new TextEncoder().encode(JSON.stringify([identity, inputs])))
}

async function sha256(data: ArrayBufferView): Promise<string> {
  return hexOf(await crypto.subtle.digest('SHA-256', data as ArrayBufferView<ArrayBuffer>))
}
