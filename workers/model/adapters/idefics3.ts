import type { ImageProcessor } from '@huggingface/transformers'
import { LeakscopeError } from '../../../src/domain/errors.ts'
import { idefics3Sizes } from '../fit.ts'
import { COUNTED, imageProcessorOf, type Adapter, type ProcessorOutput } from './contract.ts'

/** Idefics 3 and SmolVLM. */
export const adapter: Adapter = {
  processors: ['Idefics3Processor', 'SmolVLMProcessor'],
  modelTypes: new Map([
    ['idefics3', 'Idefics3Processor'],
    ['smolvlm', 'SmolVLMProcessor'],
  ]),
  ...COUNTED,
  imageToken: () => '<image>',
  sizes(processor, image) {
    const {
      size,
      max_image_size: tile,
      do_image_splitting: splitting,
    } = imageProcessorOf(processor) as ImageProcessor & {
      size?: { longest_edge?: number }
      max_image_size?: { longest_edge?: number }
      do_image_splitting?: boolean
    }
    if (size?.longest_edge === undefined || tile?.longest_edge === undefined) {
      throw new LeakscopeError(
        'engine-failed',
        'preprocessor_config.json: size.longest_edge and max_image_size.longest_edge are needed',
      )
    }
    return idefics3Sizes(image, {
      longestEdge: size.longest_edge,
      tile: tile.longest_edge,
      splitting: splitting ?? true,
    })
  },
  async call(processor, text, image, resized) {
    const output = (await processor(text, [image])) as ProcessorOutput
    const imageProcessor = imageProcessorOf(processor) as ImageProcessor & { max_image_size: { longest_edge: number } }
    const { pixel_values: tiles } = output
    if (tiles === undefined || tiles.dims[1]! < 2) return output
    // The library interpolates the last tile, the whole picture; the reference resamples it.
    const side = imageProcessor.max_image_size.longest_edge
    const whole = (await imageProcessor([resized({ width: side, height: side })], {
      do_image_splitting: false,
    })) as ProcessorOutput
    const values = whole['pixel_values']!.data as Float32Array
    const data = tiles.data as Float32Array
    data.set(values, data.length - values.length)
    return output
  },
}
