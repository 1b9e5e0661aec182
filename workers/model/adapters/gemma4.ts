import type { Processor } from '@huggingface/transformers'
import { LeakscopeError } from '../../../src/domain/errors.ts'
import { gemma4Size } from '../fit.ts'
import { COUNTED, imageProcessorOf, type Adapter, type ProcessorOutput } from './contract.ts'

interface Settings {
  readonly patch_size: number
  readonly max_soft_tokens: number
  readonly pooling_kernel_size: number
}

/**
 * Gemma 4 E2B and E4B: patches come with their places, padded to as many as a picture may have. What each layer
 * knows of a token, and that the last layers share keys, is the graphs' affair.
 */
export const adapter: Adapter = {
  processors: ['Gemma4Processor'],
  modelTypes: new Map([['gemma4', 'Gemma4Processor']]),
  ...COUNTED,
  imageToken: () => '<|image|>',
  // As transformers has it; transformers.js 4.3.2 puts empty lines around it.
  place: { token: '<|image|>', block: '<|image><|image|><image|>' },
  sizes(processor, image) {
    const own = imageProcessorOf(processor) as unknown as Settings
    const patches = own.max_soft_tokens * own.pooling_kernel_size ** 2
    return [gemma4Size(image, { patches, patch: own.patch_size, pool: own.pooling_kernel_size })]
  },
  async call(processor: Processor, text, image) {
    const { pixel_values: pixels, image_position_ids: places } = (await imageProcessorOf(processor)(
      image,
    )) as ProcessorOutput
    if (pixels === undefined || places === undefined)
      throw new LeakscopeError('engine-failed', 'The processor gave no pixel_values and image_position_ids')
    return {
      pixel_values: pixels,
      pixel_position_ids: places,
      // The template writes the beginning of a text itself.
      ...(processor.tokenizer!(text, { add_special_tokens: false }) as ProcessorOutput),
    }
  },
}
