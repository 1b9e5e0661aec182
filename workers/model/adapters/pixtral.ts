import type { Processor } from '@huggingface/transformers'
import { LeakscopeError } from '../../../src/domain/errors.ts'
import { pixtralSize } from '../fit.ts'
import { COUNTED, imageProcessorOf, type Adapter, type ProcessorOutput } from './contract.ts'

interface Settings {
  readonly image_token?: string
  readonly image_break_token?: string
  readonly image_end_token?: string
  readonly patch_size?: number
  readonly spatial_merge_size?: number
}

/** Pixels of a token's edge; what processor_config.json leaves out, preprocessor_config.json says. */
function edgeOf(processor: Processor): number {
  const own = processor.config as Settings | undefined
  const images = imageProcessorOf(processor).config as unknown as Settings
  const patch = own?.patch_size ?? images.patch_size
  const merge = own?.spatial_merge_size ?? images.spatial_merge_size
  if (typeof patch !== 'number' || typeof merge !== 'number')
    throw new LeakscopeError('engine-failed', 'processor_config.json: patch_size and spatial_merge_size are needed')
  return patch * merge
}

/** Pixtral's tower, as Mistral3 and LightOnOCR have it: a token for each block of as many as the picture has. */
export const adapter: Adapter = {
  processors: ['PixtralProcessor'],
  aliases: new Map([['LightOnOcrProcessor', 'PixtralProcessor']]),
  modelTypes: new Map([
    ['mistral3', 'PixtralProcessor'],
    ['lighton_ocr', 'PixtralProcessor'],
  ]),
  ...COUNTED,
  imageToken: ({ config }) => (config as Settings | undefined)?.image_token ?? '[IMG]',
  sizes(processor, image) {
    const { longest_edge: longest } = (imageProcessorOf(processor).size ?? {}) as { longest_edge?: number }
    if (longest === undefined)
      throw new LeakscopeError('engine-failed', 'preprocessor_config.json: size.longest_edge is needed')
    return [pixtralSize(image, { longest, edge: edgeOf(processor) })]
  },
  async call(processor, text, image) {
    const token = adapter.imageToken(processor)
    const edge = edgeOf(processor)
    const row = token.repeat(image.width / edge)
    const rows = Array.from({ length: image.height / edge }, () => row)
    // LightOnOCR closes no rows, and names no tokens for that.
    const { image_break_token: close = '', image_end_token: end = '' } = processor.config as Settings
    const { pixel_values: pixels } = (await imageProcessorOf(processor)(image)) as ProcessorOutput
    if (pixels === undefined) throw new LeakscopeError('engine-failed', 'The processor gave no pixel_values')
    return {
      pixel_values: pixels,
      // The template writes the beginning of a text itself.
      ...(processor.tokenizer!(
        text.replace(token, () => rows.join(close) + end),
        { add_special_tokens: false },
      ) as ProcessorOutput),
    }
  },
}
