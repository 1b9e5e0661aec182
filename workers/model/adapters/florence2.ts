import type { Processor } from '@huggingface/transformers'
import { COUNTED, processorSize, type Adapter, type ProcessorOutput } from './contract.ts'

export const adapter: Adapter = {
  processors: ['Florence2Processor'],
  modelTypes: new Map([['florence2', 'Florence2Processor']]),
  ...COUNTED,
  reading: 'encoder',
  imageToken: () => '',
  sizes: processorSize,
  call: (processor, text, image) => processor(image, text) as Promise<ProcessorOutput>,
  render: (processor, text) =>
    (processor as Processor & { construct_prompts(text: string): string[] }).construct_prompts(text)[0] ?? text,
}
