import { COUNTED, processorSize, type Adapter, type ProcessorOutput } from './contract.ts'

interface LlavaProcessorConfig {
  readonly num_additional_image_tokens?: number
  readonly vision_feature_select_strategy?: string | null
}

export const adapter: Adapter = {
  processors: ['LlavaProcessor'],
  ...COUNTED,
  imageToken(processor) {
    const { image_token: token } = processor.config as { image_token?: unknown }
    return typeof token === 'string' ? token : '<image>'
  },
  sizes: processorSize,
  call(processor, text, image) {
    const { config } = processor as { config: LlavaProcessorConfig }
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
