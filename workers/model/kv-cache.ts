import type { Tensor } from 'onnxruntime-web/webgpu'

/** By name, as a session takes and gives them. */
export type Tensors = Readonly<Record<string, Tensor>>

/**
 * Keys and values of all layers for the first `length` tokens. On WebGPU the tensors are buffers that must be
 * released.
 */
export interface KvCache {
  readonly length: number
  /**
   * Rotary position of the next token: `length`, unless the model counts otherwise (from 1; a picture as one
   * step of its longer edge).
   */
  readonly position: number
  /** By the decoder's input names (`past_key_values.*`). */
  readonly tensors: Tensors
  /**
   * What an encoder read, fed at every step as it is. It belongs to the question, not to this cache: `release`
   * leaves it alone.
   */
  readonly memory: Tensors
}

/** Bytes of all tensors of a cache, what an encoder read included; numbers are 32 or 16 bits wide. */
export function bytesOf({ tensors, memory }: Pick<KvCache, 'tensors' | 'memory'>): number {
  return [...Object.values(tensors), ...Object.values(memory)].reduce(
    (sum, { type, size }) => sum + size * (type === 'float16' ? 2 : 4),
    0,
  )
}
