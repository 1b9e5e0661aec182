import type { Processor } from '@huggingface/transformers'
import { LeakscopeError } from '../../../src/domain/errors.ts'
import { qwenSize } from '../fit.ts'
import { COUNTED, imageProcessorOf, type Adapter, type ProcessorOutput } from './contract.ts'

/**
 * Pixels of a token's edge, and how many a picture has.
 * @throws LeakscopeError `engine-failed` where the configuration does not say.
 */
export function gridOf(processor: Processor): {
  readonly factor: number
  readonly minPixels: number
  readonly maxPixels: number
} {
  const { config } = imageProcessorOf(processor)
  const { min_pixels: least, max_pixels: most, patch_size: patch, merge_size: merge } = config as unknown as Numbers
  const { shortest_edge: shortest, longest_edge: longest } = (config.size ?? {}) as Numbers
  const [minPixels, maxPixels] = [least ?? shortest, most ?? longest]
  if (minPixels === undefined || maxPixels === undefined || patch === undefined || merge === undefined)
    throw new LeakscopeError(
      'engine-failed',
      'preprocessor_config.json: min_pixels, max_pixels, patch_size and merge_size are needed',
    )
  return { factor: patch * merge, minPixels, maxPixels }
}

type Numbers = Readonly<Record<string, number | undefined>>

/** Qwen2-VL, Qwen2.5-VL, Qwen3-VL and Qwen3.5, whose recurrent layers are the decoder's own affair. */
export const adapter: Adapter = {
  processors: ['Qwen2VLProcessor', 'Qwen2_5_VLProcessor', 'Qwen3VLProcessor'],
  modelTypes: new Map([
    ['qwen2_vl', 'Qwen2VLProcessor'],
    ['qwen2_5_vl', 'Qwen2_5_VLProcessor'],
    ['qwen3_vl', 'Qwen3VLProcessor'],
    ['qwen3_5', 'Qwen3VLProcessor'],
  ]),
  ...COUNTED,
  imageToken: () => '<|image_pad|>',
  sizes: (processor, image) => [qwenSize(image, gridOf(processor))],
  call: (processor, text, image) => processor(text, [image]) as Promise<ProcessorOutput>,
  /**
   * As `get_rope_index`: a picture advances the position by its longer edge, and its tokens lie in the plane of
   * rows and columns.
   */
  positions(ids, imageId, { image_grid_thw: grid }, processor) {
    if (grid === undefined) throw new LeakscopeError('engine-failed', 'The processor gave no image_grid_thw')
    const merge = (imageProcessorOf(processor).config as unknown as { merge_size: number }).merge_size
    const [, rows = 0, columns = 0] = Array.from(grid.data as BigInt64Array, (edge) => Number(edge) / merge)
    const begin = ids.indexOf(imageId)
    const end = ids.lastIndexOf(imageId) + 1
    const planes = [0, 1, 2].map((plane) =>
      ids.map((_, i) => {
        if (i < begin) return i
        if (i >= end) return begin + Math.max(rows, columns) + (i - end)
        const at = i - begin
        return begin + (plane === 0 ? 0 : plane === 1 ? Math.floor(at / columns) : at % columns)
      }),
    )
    return { planes, next: begin + Math.max(rows, columns) + (ids.length - end) }
  },
}
