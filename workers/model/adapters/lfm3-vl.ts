import { COUNTED, type Adapter, type ProcessorOutput } from './contract.ts'
import { adapter as qwen } from './qwen2-vl.ts'

/** LFM3-VL: pictures as Qwen2-VL cuts them, positions that just count. */
export const adapter: Adapter = {
  processors: ['Lfm3VlProcessor'],
  modelTypes: new Map([['lfm3_vl', 'Lfm3VlProcessor']]),
  ...COUNTED,
  imageToken: ({ tokenizer }) =>
    (tokenizer?.config as { image_token?: string } | undefined)?.image_token ?? '<|image|>',
  sizes: qwen.sizes,
  // The template writes the beginning of a text itself.
  call: (processor, text, image) => processor([image], text, { add_special_tokens: false }) as Promise<ProcessorOutput>,
}
