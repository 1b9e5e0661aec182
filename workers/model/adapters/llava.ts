import type { Processor } from '@huggingface/transformers'
import { COUNTED, imageProcessorOf, processorSize, type Adapter, type ProcessorOutput } from './contract.ts'

interface LlavaProcessorConfig {
  readonly num_additional_image_tokens?: number
  readonly patch_size?: number
  readonly vision_feature_select_strategy?: string | null
}

export const adapter: Adapter = {
  processors: ['LlavaProcessor'],
  aliases: new Map([['LlavaOnevisionProcessor', 'LlavaProcessor']]),
  modelTypes: new Map(['llava', 'llava_onevision', 'llava_qwen2'].map((type) => [type, 'LlavaProcessor'])),
  ...COUNTED,
  imageToken(processor) {
    const { image_token: token } = processor.config as { image_token?: unknown }
    return typeof token === 'string' ? token : '<image>'
  },
  sizes: processorSize,
  async call(processor, text, image) {
    const { config, tokenizer } = processor as { config: LlavaProcessorConfig } & Processor
    // Without it the library makes no image tokens at all. One is enough: the encoder says how many there are.
    if (config.patch_size === undefined)
      return { ...(await imageProcessorOf(processor)(image)), ...tokenizer!(text) } as ProcessorOutput
    // transformers.js counts the class token of CLIP among the image's, and its strategy `default` drops it (as
    // Python's processor knows).
    if (config.vision_feature_select_strategy === 'default') {
      const count = Math.max(0, (config.num_additional_image_tokens ?? 0) - 1)
      processor.config = {
        ...config,
        num_additional_image_tokens: count,
        vision_feature_select_strategy: null,
      } as never
    }
    return processor(image, text) as Promise<ProcessorOutput>
  },
}
