/** @file Caches of several questions side by side, so that their answers are decoded in step. */
import { Tensor } from 'onnxruntime-web/webgpu'
import type { KvCache } from './kv-cache.ts'

/** GPUBufferUsage: STORAGE, COPY_SRC, COPY_DST. */
const USAGE = 0x80 | 0x04 | 0x08

export interface Batch {
  /** [rows, heads, width + steps, size] by the decoder's input names. */
  readonly tensors: Readonly<Record<string, Tensor>>
  readonly memory: Readonly<Record<string, Tensor>>
  /** Tokens of each row when they were joined. */
  readonly lengths: readonly number[]
  /** Position of each row's first step. */
  readonly positions: readonly number[]
  /** The longest of the lengths; shorter rows are padded behind. */
  readonly width: number
  /** Tokens that every row was fed since. */
  readonly steps: number
}

/** Copies caches into one, each padded to the longest; they stay as they are. */
export function joined(caches: readonly KvCache[], device: GPUDevice | null): Batch {
  const all = (of: (cache: KvCache) => KvCache['tensors']) =>
    Object.fromEntries(
      Object.keys(of(caches[0]!)).map((name) => [
        name,
        stacked(
          caches.map((cache) => of(cache)[name]!),
          device,
        ),
      ]),
    )
  return {
    tensors: all(({ tensors }) => tensors),
    memory: all(({ memory }) => memory),
    lengths: caches.map(({ length }) => length),
    positions: caches.map(({ position }) => position),
    width: Math.max(...caches.map(({ length }) => length)),
    steps: 0,
  }
}

/**
 * A batch of some of its rows, in the order given, each where it was: copies, which whoever asks must release
 * beside the batch that they are of.
 */
export function kept(batch: Batch, rows: readonly number[], device: GPUDevice | null): Batch {
  const all = (tensors: Batch['tensors']) =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, selected(tensor, rows, device)]))
  return {
    ...batch,
    tensors: all(batch.tensors),
    memory: all(batch.memory),
    lengths: rows.map((row) => batch.lengths[row]!),
    positions: rows.map((row) => batch.positions[row]!),
  }
}

function selected(tensor: Tensor, rows: readonly number[], device: GPUDevice | null): Tensor {
  const [, ...rest] = tensor.dims
  const length = rest.reduce((a, b) => a * b, 1)
  return copied(
    rows.map((row, at) => ({ row: tensor, from: row * length, length, to: at * length })),
    [rows.length, ...rest],
    tensor,
    device,
  )
}

/** Tensors of one row each, [1, ..., length, size] or [1, length], as one; what is shorter is followed by zeros. */
function stacked(rows: readonly Tensor[], device: GPUDevice | null): Tensor {
  const { dims } = rows[0]!
  const axis = Math.max(1, dims.length - 2)
  const size = dims.slice(axis + 1).reduce((a, b) => a * b, 1)
  const blocks = dims.slice(1, axis).reduce((a, b) => a * b, 1)
  const width = Math.max(...rows.map((row) => row.dims[axis]!))
  const shape = [rows.length, ...dims.slice(1, axis), width, ...dims.slice(axis + 1)]
  const copies = rows.flatMap((row, r) => {
    const length = row.dims[axis]! * size
    return Array.from({ length: blocks }, (_, block) => ({
      row,
      from: block * length,
      length,
      to: (r * blocks + block) * width * size,
    }))
  })
  return copied(copies, shape, rows[0]!, device)
}

/** A new tensor of these pieces, where and of what type the example is; what no piece covers is zero. */
function copied(copies: readonly Copy[], shape: readonly number[], example: Tensor, device: GPUDevice | null): Tensor {
  const { type } = example
  const total = shape.reduce((a, b) => a * b, 1)
  if (example.location === 'gpu-buffer' && device !== null) return onDevice(copies, total, shape, type, device)
  const Data = example.data.constructor as new (length: number) => Float32Array
  const data = new Data(total)
  for (const { row, from, length, to } of copies) data.set((row.data as Float32Array).subarray(from, from + length), to)
  return new Tensor(type, data as never, shape)
}

interface Copy {
  readonly row: Tensor
  readonly from: number
  readonly length: number
  readonly to: number
}

function onDevice(
  copies: readonly Copy[],
  total: number,
  dims: readonly number[],
  type: Tensor['type'],
  device: GPUDevice,
): Tensor {
  const bytes = type === 'float16' ? 2 : 4
  const buffer = device.createBuffer({ size: Math.max(16, Math.ceil((total * bytes) / 16) * 16), usage: USAGE })
  const encoder = device.createCommandEncoder()
  for (const { row, from, length, to } of copies) {
    if (length > 0) encoder.copyBufferToBuffer(row.gpuBuffer, from * bytes, buffer, to * bytes, length * bytes)
  }
  device.queue.submit([encoder.finish()])
  return Tensor.fromGpuBuffer(buffer, { dataType: type as 'float32', dims, dispose: () => buffer.destroy() })
}
