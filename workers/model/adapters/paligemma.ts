import type { Processor } from '@huggingface/transformers'
import { COUNTED, processorSize, type Adapter, type ProcessorOutput } from './contract.ts'

export const adapter: Adapter = {
  processors: ['PaliGemmaProcessor'],
  modelTypes: new Map([['paligemma', 'PaliGemmaProcessor']]),
  ...COUNTED,
  reading: 'whole',
  firstPosition: 1,
  imageToken: () => '<image>',
  sizes: processorSize,
  // The processor puts <bos> and the last line break there itself.
  call: (processor, text, image) =>
    processor(
      image,
      text.replace('<image>' + bosOf(processor), '<image>').replace(/\n$/, ''),
    ) as Promise<ProcessorOutput>,
  render: (processor, text, withImage) =>
    `${withImage ? '<image>' : ''}${withImage || !addsBos(processor) ? bosOf(processor) : ''}${text}\n`,
}

function bosOf({ tokenizer }: Processor): string {
  return (tokenizer as { bos_token?: string } | undefined)?.bos_token ?? '<bos>'
}

/** Whether the tokenizer puts <bos> before every text itself. */
function addsBos({ tokenizer }: Processor): boolean {
  return (tokenizer?.encode('', { add_special_tokens: true }).length ?? 0) > 0
}
