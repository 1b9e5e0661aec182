import { Tensor, type InferenceSession } from 'onnxruntime-web/webgpu'
import { LeakscopeError } from '../../src/audit/errors.ts'

/** Keys and values of all layers for the first `length` positions. On WebGPU the tensors are buffers that must be released. */
export interface KvCache {
  readonly length: number
  /** By the decoder's input names (`past_key_values.*`). */
  readonly tensors: Readonly<Record<string, Tensor>>
}

export interface Forward {
  /** Logits of the last positions, oldest first; all of the fed ones unless fewer were asked for and the graph can tell. */
  readonly rows: readonly Float32Array[]
  /** The past and the fed positions. */
  readonly cache: KvCache
}

/** Embeddings of tokens: [1, positions, hidden]. */
export type Embeddings = Tensor

/**
 * Runs the text decoder and its embedding table directly. `generate()` of transformers.js keeps neither scores nor the cache, and its
 * cache class disposes of tensors that a forked cache still needs.
 */
export class Decoder {
  readonly #embedder: InferenceSession
  readonly #decoder: InferenceSession

  constructor(sessions: { readonly embedder: InferenceSession; readonly decoder: InferenceSession }) {
    this.#embedder = sessions.embedder
    this.#decoder = sessions.decoder
  }

  /** Nothing remembered. */
  empty(): KvCache {
    const tensors: Record<string, Tensor> = {}
    for (const input of this.#decoder.inputMetadata) {
      if (!input.name.startsWith('past_key_values.') || !input.isTensor) continue
      const dims = input.shape.map((dim) => (typeof dim === 'number' ? dim : dim === 'batch_size' ? 1 : 0))
      if (dims.reduce((a, b) => a * b, 1) !== 0) {
        throw new LeakscopeError(
          'engine-failed',
          `The decoder's cache ${input.name} has a fixed length, which is not supported`,
        )
      }
      tensors[input.name] =
        input.type === 'float16' ? new Tensor('float16', new Uint16Array(0), dims) : new Tensor('float32', [], dims)
    }
    return { length: 0, tensors }
  }

  async embed(ids: readonly number[]): Promise<Embeddings> {
    const input = new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length])
    const { inputs_embeds: embeddings } = await this.#embedder.run({ input_ids: input })
    if (embeddings === undefined) throw new LeakscopeError('engine-failed', 'embed_tokens gave no inputs_embeds')
    return embeddings
  }

  /**
   * Feeds embeddings after `past`, which stays as it is: the same past may be fed any number of times.
   * Grouped-query attention allows batch 1 only here (docs/quirks.md).
   * @param keep How many of the last rows of logits are wanted.
   */
  async forward(embeddings: Embeddings, past: KvCache, keep: number): Promise<Forward> {
    const feeds = feedsOf(this.#decoder.inputNames, embeddings, past, keep)
    const { logits, ...outputs } = await this.#decoder.run(feeds)
    if (logits === undefined) throw new LeakscopeError('engine-failed', 'The decoder gave no logits')
    const tensors: Record<string, Tensor> = {}
    for (const [name, tensor] of Object.entries(outputs)) {
      if (name.startsWith('present.')) tensors[name.replace('present.', 'past_key_values.')] = tensor
      else dispose(tensor)
    }
    return { rows: rowsOf(logits, keep), cache: { length: past.length + embeddings.dims[1]!, tensors } }
  }
}

/**
 * What a decoder is fed to go on after `past`.
 * @param names Inputs that its graph has.
 * @param keep How many of the last rows of logits are wanted.
 */
export function feedsOf(
  names: readonly string[],
  embeddings: Embeddings,
  past: KvCache,
  keep: number,
): Record<string, Tensor> {
  const fed = embeddings.dims[1]!
  const length = past.length + fed
  const feeds: Record<string, Tensor> = { inputs_embeds: embeddings, ...past.tensors }
  const optional: Readonly<Record<string, () => Tensor>> = {
    attention_mask: () => new Tensor('int64', new BigInt64Array(length).fill(1n), [1, length]),
    position_ids: () =>
      new Tensor(
        'int64',
        BigInt64Array.from({ length: fed }, (_, i) => BigInt(past.length + i)),
        [1, fed],
      ),
    num_logits_to_keep: () => new Tensor('int64', [BigInt(keep)], []),
    use_cache_branch: () => new Tensor('bool', [past.length > 0], [1]),
  }
  for (const [name, make] of Object.entries(optional)) if (names.includes(name)) feeds[name] = make()
  return feeds
}

/** Frees a cache that nobody will feed again. */
export function release(cache: KvCache): void {
  for (const tensor of Object.values(cache.tensors)) dispose(tensor)
}

function dispose(tensor: Tensor): void {
  // Only GPU buffers outlive their JavaScript object.
  if (tensor.location === 'gpu-buffer') tensor.dispose()
}

function rowsOf(logits: Tensor, keep: number): Float32Array[] {
  const [, count = 0, vocabulary = 0] = logits.dims
  const data = toFloat32(logits)
  const first = Math.max(0, count - keep)
  return Array.from({ length: count - first }, (_, i) =>
    data.subarray((first + i) * vocabulary, (first + i + 1) * vocabulary),
  )
}

/** Values of a CPU tensor of 32- or 16-bit floats. */
export function toFloat32(tensor: Tensor): Float32Array {
  const { data } = tensor
  if (data instanceof Float32Array) return data
  if (tensor.type !== 'float16')
    throw new LeakscopeError('engine-failed', `The model computes in ${tensor.type}, which is not supported`)
  // Uint16Array where the browser has no Float16Array.
  return data instanceof Uint16Array
    ? Float32Array.from(data, halfToNumber)
    : Float32Array.from(data as unknown as ArrayLike<number>)
}

/** IEEE 754 binary16. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25))
}
