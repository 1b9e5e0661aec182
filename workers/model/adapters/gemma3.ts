import type { Processor } from '@huggingface/transformers'
import { COUNTED, imageProcessorOf, processorSize, type Adapter, type ProcessorOutput } from './contract.ts'

/** Tokens of a picture see each other; text sees what is before it. */
export const adapter: Adapter = {
  processors: ['Gemma3Processor'],
  modelTypes: new Map([['gemma3', 'Gemma3Processor']]),
  ...COUNTED,
  together: true,
  imageToken: () => '<image_soft_token>',
  place: {
    token: '<start_of_image>',
    block: '\n\n<start_of_image><image_soft_token><end_of_image>\n\n',
  },
  sizes: processorSize,
  // The library would put the block in again, and a second <bos> in front: the template writes it.
  call: async (processor: Processor, text, image) =>
    ({
      ...(await imageProcessorOf(processor)(image)),
      ...processor.tokenizer!(text, { add_special_tokens: false }),
    }) as ProcessorOutput,
}
