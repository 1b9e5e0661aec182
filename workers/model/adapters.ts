/** @file What differs from processor to processor: the order of arguments, the image token, the size that a picture is brought to. */
import type { ImageProcessor, Processor, RawImage, Tensor } from '@huggingface/transformers'
import { LeakscopeError } from '../../src/audit/errors.ts'
import { idefics3Sizes, type Size } from './fit.ts'

/** Inputs of the vision encoder and the prompt's token ids, as the processor makes them. */
export type ProcessorOutput = Readonly<Record<string, Tensor>>

export interface Adapter {
  /** The token that stands for the picture in a rendered chat template, and for each of its features in the ids. */
  imageToken(processor: Processor): string
  /** Sizes to which the reference processor resizes a picture, one after the other. */
  sizes(processor: Processor, image: RawImage): Size[]
  call(processor: Processor, text: string, image: RawImage): Promise<ProcessorOutput>
}

const idefics3: Adapter = {
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
  call: (processor, text, image) => processor(text, [image]) as Promise<ProcessorOutput>,
}

const llava: Adapter = {
  imageToken(processor) {
    const { image_token: token } = processor.config as { image_token?: unknown }
    return typeof token === 'string' ? token : '<image>'
  },
  sizes(processor, image) {
    const imageProcessor = imageProcessorOf(processor)
    const [width, height] = imageProcessor.get_resize_output_image_size(image, imageProcessor.size)
    return [{ width, height }]
  },
  call: (processor, text, image) => processor(image, text) as Promise<ProcessorOutput>,
}

const ADAPTERS: ReadonlyMap<string, Adapter> = new Map([
  ['Idefics3Processor', idefics3],
  ['SmolVLMProcessor', idefics3],
  ['LlavaProcessor', llava],
])

/**
 * @param processorClass `processor_class` of the repository's configuration (a class's own name does not survive minification).
 * @throws LeakscopeError `engine-failed` with what is supported.
 */
export function adapterFor(processorClass: string): Adapter {
  const adapter = ADAPTERS.get(processorClass)
  if (adapter !== undefined) return adapter
  throw new LeakscopeError(
    'engine-failed',
    `Models with the processor "${processorClass}" are not supported; supported are ${[...ADAPTERS.keys()].join(', ')}`,
  )
}

export function imageProcessorOf(processor: Processor): ImageProcessor {
  const { image_processor: imageProcessor } = processor
  if (imageProcessor === undefined) throw new LeakscopeError('engine-failed', 'The model has no image processor')
  return imageProcessor
}
