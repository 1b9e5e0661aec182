import { Tensor, type InferenceSession } from 'onnxruntime-web/webgpu'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { joined, kept, type Batch } from './batch.ts'
import { pastOf } from './decoder-inputs.ts'
import type { KvCache, Tensors } from './kv-cache.ts'

/**
 * Rotary positions of fed tokens: one row for each plane that the model has (text models one, Qwen2-VL time,
 * height and width).
 */
export interface Positions {
  readonly planes: readonly (readonly number[])[]
  /** Position of the token behind them. */
  readonly next: number
  /** Which of the tokens are a picture's, for graphs in which those see each other; absent: none. */
  readonly pictured?: readonly boolean[]
}

export interface Forward {
  /**
   * Logits of the last positions, oldest first; all of the fed ones unless fewer were asked for and the graph
   * can tell.
   */
  readonly rows: readonly Float32Array[]
  /** The past and the fed positions. */
  readonly cache: KvCache
}

/**
 * What `embed_tokens` makes of tokens and the decoder is fed, by name: `inputs_embeds` [1, positions, hidden],
 * and, where each layer has an embedding of its own, `per_layer_inputs` [1, positions, layers, size].
 */
export type Embeddings = Readonly<Record<string, Tensor>> & { readonly inputs_embeds: Tensor }

/**
 * Tokens fed at a time on WebAssembly. Attention there compares every token of a call with every other, later ones
 * too: a picture of 4,000 tokens would take a gigabyte for each layer.
 */
export const PIECE = 256

export interface DecoderOptions {
  /**
   * A graph in which the tokens of one call see each other, or that takes one token on a past, is fed answers
   * token by token.
   */
  readonly oneByOne: boolean
  /** Position of a text's first token. */
  readonly firstPosition: number
  /** Where caches are GPU buffers. */
  readonly device: GPUDevice | null
}

/**
 * Runs the text decoder and its embedding table directly. `generate()` of transformers.js keeps neither scores
 * nor the cache, and its cache class disposes of tensors that a forked cache still needs.
 */
export class Decoder {
  readonly #embedder: InferenceSession
  readonly #decoder: InferenceSession
  readonly #options: DecoderOptions
  #fed = 0

  constructor(
    sessions: { readonly embedder: InferenceSession; readonly decoder: InferenceSession },
    options: DecoderOptions,
  ) {
    this.#embedder = sessions.embedder
    this.#decoder = sessions.decoder
    this.#options = options
  }

  /** Tokens that the graph was run on so far, of all rows. */
  get fed(): number {
    return this.#fed
  }

  /** Inputs of the graph, in its order. */
  get metadata(): InferenceSession['inputMetadata'] {
    return this.#decoder.inputMetadata
  }

  /** Nothing remembered. */
  empty(): KvCache {
    const tensors: Record<string, Tensor> = {}
    for (const input of this.#decoder.inputMetadata) {
      if (!input.name.startsWith('past_') || !input.isTensor) continue
      const grows = input.name.startsWith('past_key_values.')
      const dims = input.shape.map((dim, axis) =>
        typeof dim === 'number' ? dim : dim === 'batch_size' || (!grows && axis === 0) ? 1 : 0,
      )
      const size = dims.reduce((a, b) => a * b, 1)
      // Keys begin with none; the state of a convolution or a recurrent layer has its size from the beginning.
      if (grows !== (size === 0)) {
        throw new LeakscopeError(
          'engine-failed',
          `The decoder's cache ${input.name} has ${grows ? 'a fixed' : 'no fixed'} length, which is not supported`,
        )
      }
      tensors[input.name] =
        input.type === 'float16'
          ? new Tensor('float16', new Uint16Array(size), dims)
          : new Tensor('float32', new Float32Array(size), dims)
    }
    return { length: 0, position: this.#options.firstPosition, tensors, memory: {} }
  }

  embed(ids: readonly number[]): Promise<Embeddings> {
    return this.#embed(ids, [1, ids.length])
  }

  /**
   * Feeds embeddings after `past`, which stays as it is: the same past may be fed any number of times.
   * Grouped-query attention allows batch 1 only here (docs/quirks.md).
   * @param keep How many of the last rows of logits are wanted.
   * @param positions Where they are not the past's next ones in a row.
   */
  async forward(
    embeddings: Embeddings,
    past: KvCache,
    keep: number,
    positions: Positions | null = null,
  ): Promise<Forward> {
    const count = countOf(embeddings)
    if (this.#options.oneByOne && past.length > 0 && count > 1) return this.#steps(embeddings, past, keep)
    if (count > PIECE && this.#inPieces(positions)) return this.#pieces(embeddings, past, keep, positions)
    return this.#feed(embeddings, past, keep, positions)
  }

  async #feed(embeddings: Embeddings, past: KvCache, keep: number, positions: Positions | null): Promise<Forward> {
    const count = countOf(embeddings)
    const at = positions ?? textPositions(past, count)
    const { logits, tensors, memory } = await this.#run(
      feedsOf(this.#decoder.inputMetadata, embeddings, past, keep, at),
      past.memory,
    )
    return { rows: rowsOf(logits, keep), cache: { length: past.length + count, position: at.next, tensors, memory } }
  }

  /**
   * Several questions, one token each. Each row sees its own tokens alone, so their lengths may differ: the
   * padding behind a shorter one is masked. An operator that packs its keys (grouped-query attention) reads the
   * same mask as that row's length.
   * @param ids One for each row.
   */
  async step(ids: readonly number[], batch: Batch): Promise<{ readonly rows: Float32Array[]; readonly batch: Batch }> {
    const embeddings = await this.#embed(ids, [ids.length, 1])
    const { logits, tensors } = await this.#run(stepFeeds(this.#decoder.inputMetadata, embeddings, batch), batch.memory)
    const [rows = 0, count = 0, vocabulary = 0] = logits.dims
    const data = toFloat32(logits)
    return {
      rows: Array.from({ length: rows }, (_, row) =>
        data.subarray(((row + 1) * count - 1) * vocabulary, (row + 1) * count * vocabulary),
      ),
      batch: { ...batch, tensors, steps: batch.steps + 1 },
    }
  }

  /** Copies caches into one, padded to the longest; they stay as they are. */
  join(caches: readonly KvCache[]): Batch {
    return joined(caches, this.#options.device)
  }

  /** A batch of some of its rows; the others are freed. */
  keep(batch: Batch, rows: readonly number[]): Batch {
    const rest = kept(batch, rows, this.#options.device)
    release(batch)
    disposeAll(batch.memory)
    return rest
  }

  /** Not where tokens of a call see each other, nor on a GPU, whose kernels keep no table of all pairs. */
  #inPieces(positions: Positions | null): boolean {
    return !this.#options.oneByOne && this.#options.device === null && positions?.pictured === undefined
  }

  async #pieces(embeddings: Embeddings, past: KvCache, keep: number, positions: Positions | null): Promise<Forward> {
    const count = countOf(embeddings)
    let cache = past
    for (let from = 0; ; from += PIECE) {
      // The rows that are wanted come from the last piece.
      const to = count - from - PIECE < keep ? count : from + PIECE
      const at = positions && { ...positions, planes: positions.planes.map((plane) => plane.slice(from, to)) }
      const next = await this.#feed(cut(embeddings, from, to), cache, keep, at)
      if (cache !== past) release(cache)
      if (to === count) return next
      cache = next.cache
    }
  }

  async #steps(embeddings: Embeddings, past: KvCache, keep: number): Promise<Forward> {
    const count = countOf(embeddings)
    const rows: Float32Array[] = []
    let cache = past
    for (let i = 0; i < count; i++) {
      const next = await this.forward(cut(embeddings, i, i + 1), cache, 1)
      if (cache !== past) release(cache)
      cache = next.cache
      rows.push(next.rows.at(-1)!)
    }
    return { rows: rows.slice(Math.max(0, count - keep)), cache }
  }

  async #run(
    feeds: Record<string, Tensor>,
    memory: Tensors,
  ): Promise<{ logits: Tensor; tensors: Tensors; memory: Tensors }> {
    this.#fed += feeds['inputs_embeds']!.dims[0]! * feeds['inputs_embeds']!.dims[1]!
    const { logits, ...outputs } = await this.#decoder.run(feeds)
    if (logits === undefined) throw new LeakscopeError('engine-failed', 'The decoder gave no logits')
    const tensors: Record<string, Tensor> = {}
    const remembered: Record<string, Tensor> = { ...memory }
    for (const [output, tensor] of Object.entries(outputs)) {
      const name = pastOf(output)
      if (name === null) dispose(tensor)
      // Keys of what the encoder read: made by the first call; later ones give something else under the name,
      // or nothing.
      else if (name.includes('.encoder.')) {
        if (name in remembered) dispose(tensor)
        else remembered[name] = tensor
      } else tensors[name] = tensor
    }
    return { logits, tensors, memory: remembered }
  }

  async #embed(ids: readonly number[], dims: readonly number[]): Promise<Embeddings> {
    const input = new Tensor('int64', BigInt64Array.from(ids, BigInt), dims)
    const { inputs_embeds: embeds, ...others } = await this.#embedder.run({ input_ids: input })
    if (embeds === undefined) throw new LeakscopeError('engine-failed', 'embed_tokens gave no inputs_embeds')
    const taken = Object.entries(others).filter(([name]) => this.#decoder.inputNames.includes(name))
    return { inputs_embeds: embeds, ...Object.fromEntries(taken) }
  }
}

/** How many tokens were embedded. */
export function countOf({ inputs_embeds: embeds }: Embeddings): number {
  return embeds.dims[1]!
}

/** Some of them, in a batch of one. */
function cut(embeddings: Embeddings, from: number, to: number): Embeddings {
  return mapped(embeddings, ({ data, dims: [, , ...dims] }) => {
    const size = dims.reduce((a, b) => a * b, 1)
    return new Tensor('float32', (data as Float32Array).slice(from * size, to * size), [1, to - from, ...dims])
  })
}

/** Each of its tensors as `make` makes it. */
export function mapped(embeddings: Embeddings, make: (tensor: Tensor, name: string) => Tensor): Embeddings {
  const made = Object.entries(embeddings).map(([name, tensor]) => [name, make(tensor, name)] as const)
  return Object.fromEntries(made) as unknown as Embeddings
}

/** The next `count` positions behind a past. */
export function textPositions({ position }: Pick<KvCache, 'position'>, count: number): Positions {
  return { planes: [Array.from({ length: count }, (_, i) => position + i)], next: position + count }
}

type Metadata = InferenceSession['inputMetadata']

/**
 * What a decoder is fed to go on after `past`.
 * @param metadata Inputs that its graph has.
 * @param keep How many of the last rows of logits are wanted.
 */
export function feedsOf(
  metadata: Metadata,
  embeddings: Embeddings,
  past: KvCache,
  keep: number,
  positions: Positions = textPositions(past, countOf(embeddings)),
): Record<string, Tensor> {
  const length = past.length + countOf(embeddings)
  return {
    ...embeddings,
    ...past.tensors,
    ...past.memory,
    ...optionalFeeds(metadata, {
      attention_mask: () => new Tensor('int64', new BigInt64Array(length).fill(1n), [1, length]),
      position_ids: (planes) => positionIds(planes, 1, positions.planes),
      token_type_ids: () => tokenTypes(positions.pictured ?? positions.planes[0]!.map(() => false), 1),
      num_logits_to_keep: () => new Tensor('int64', [BigInt(keep)], []),
      use_cache_branch: () => new Tensor('bool', [past.length > 0], [1]),
    }),
  }
}

/** As `feedsOf`, one token for each row of a batch. */
function stepFeeds(metadata: Metadata, embeddings: Embeddings, batch: Batch): Record<string, Tensor> {
  const { lengths, width, steps } = batch
  const columns = width + steps + 1
  const mask = new BigInt64Array(lengths.length * columns)
  lengths.forEach((length, row) => {
    mask.fill(1n, row * columns, row * columns + length)
    mask.fill(1n, row * columns + width, (row + 1) * columns)
  })
  return {
    ...embeddings,
    ...batch.tensors,
    ...batch.memory,
    ...optionalFeeds(metadata, {
      attention_mask: () => new Tensor('int64', mask, [lengths.length, columns]),
      position_ids: (planes) =>
        positionIds(planes, lengths.length, [batch.positions.map((position) => position + steps)]),
      token_type_ids: () =>
        tokenTypes(
          lengths.map(() => false),
          lengths.length,
        ),
      num_logits_to_keep: () => new Tensor('int64', [1n], []),
      use_cache_branch: () => new Tensor('bool', [true], [1]),
    }),
  }
}

/** @param makers Given the number of planes of the input, which only `position_ids` has. */
function optionalFeeds(
  metadata: Metadata,
  makers: Readonly<Record<string, (planes: number) => Tensor>>,
): Record<string, Tensor> {
  const feeds: Record<string, Tensor> = {}
  for (const input of metadata) {
    const make = makers[input.name]
    if (make !== undefined) feeds[input.name] = make(input.isTensor ? planesOf(input.shape) : 1)
  }
  return feeds
}

/** How many planes `position_ids` of this shape have: text models none of their own; where it is left open, three. */
function planesOf(shape: readonly (number | string)[]): number {
  if (shape.length !== 3) return 1
  return typeof shape[0] === 'number' ? shape[0] : 3
}

/** [rows, tokens], or [3, rows, tokens] where the model has planes; a text's positions are the same in each. */
function positionIds(planes: number, rows: number, positions: Positions['planes']): Tensor {
  const all = Array.from({ length: planes }, (_, plane) => positions[plane] ?? positions[0]!)
  const tokens = all[0]!.length / rows
  const dims = planes === 1 ? [rows, tokens] : [planes, rows, tokens]
  return new Tensor('int64', BigInt64Array.from(all.flat(), BigInt), dims)
}

/** [rows, tokens]: 1 for a picture's token, 0 for text. */
function tokenTypes(pictured: readonly boolean[], rows: number): Tensor {
  return new Tensor('int64', BigInt64Array.from(pictured, BigInt), [rows, pictured.length / rows])
}

/** Frees a cache that nobody will feed again. */
export function release(cache: { readonly tensors: Tensors }): void {
  disposeAll(cache.tensors)
}

export function disposeAll(tensors: Tensors): void {
  for (const tensor of Object.values(tensors)) dispose(tensor)
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
