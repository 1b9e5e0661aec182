/**
 * @file What differs from processor to processor: the order of arguments, the image token, the size that a
 * picture is brought to.
 */
import type { ImageProcessor, Processor, RawImage, Tensor } from '@huggingface/transformers'
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { Positions } from './decoder.ts'
import { idefics3Sizes, qwenSize, type Size } from './fit.ts'

/** Inputs of the vision encoder and the prompt's token ids, as the processor makes them. */
export type ProcessorOutput = Readonly<Record<string, Tensor>>

export interface Adapter {
  /**
   * `causal`: the picture's cache serves every question; `whole`: picture and question see each other;
   * `encoder`: an encoder reads both.
   */
  readonly reading: 'causal' | 'whole' | 'encoder'
  /** Position of the first token. */
  readonly firstPosition: number
  /** The token that stands for the picture in a rendered chat template, and for each of its features in the ids. */
  imageToken(processor: Processor): string
  /** Sizes to which the reference processor resizes a picture, one after the other. */
  sizes(processor: Processor, image: RawImage): Size[]
  call(processor: Processor, text: string, image: RawImage, resized: Resizer): Promise<ProcessorOutput>
  /** The prompt where there is no chat template; null where there is one. */
  render: ((processor: Processor, text: string, withImage: boolean) => string) | null
  /** Positions of the prefix's tokens, where they do not just count. */
  positions:
    | ((ids: readonly number[], imageId: number, inputs: ProcessorOutput, processor: Processor) => Positions)
    | null
}

/** The picture that was passed, at another size. */
export type Resizer = (size: Size) => RawImage

const COUNTED = { reading: 'causal', firstPosition: 0, render: null, positions: null } as const

const idefics3: Adapter = {
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

interface LlavaProcessorConfig {
  readonly num_additional_image_tokens?: number
  readonly vision_feature_select_strategy?: string | null
}

const llava: Adapter = {
  ...COUNTED,
  imageToken(processor) {
    const { image_token: token } = processor.config as { image_token?: unknown }
    return typeof token === 'string' ? token : '<image>'
  },
  sizes(processor, image) {
    const imageProcessor = imageProcessorOf(processor)
    const [width, height] = imageProcessor.get_resize_output_image_size(image, imageProcessor.size)
    return [{ width, height }]
  },
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

const qwen2vl: Adapter = {
  ...COUNTED,
  imageToken: () => '<|image_pad|>',
  sizes(processor, image) {
    const {
      min_pixels: least,
      max_pixels: most,
      patch_size: patch,
      merge_size: merge,
    } = imageProcessorOf(processor).config as unknown as Record<string, number | undefined>
    const { shortest_edge: shortest, longest_edge: longest } = (imageProcessorOf(processor).config.size ??
      {}) as Record<string, number | undefined>
    const [minPixels, maxPixels] = [least ?? shortest, most ?? longest]
    if (minPixels === undefined || maxPixels === undefined || patch === undefined || merge === undefined) {
      throw new LeakscopeError(
        'engine-failed',
        'preprocessor_config.json: min_pixels, max_pixels, patch_size and merge_size are needed',
      )
    }
    return [qwenSize(image, { factor: patch * merge, minPixels, maxPixels })]
  },
  call: (processor, text, image) => processor(text, [image]) as Promise<ProcessorOutput>,
  /**
   * As `get_rope_index`: a picture advances the position by its longer edge, and its tokens lie in the plane of
   * rows and columns.
   */
  positions(ids, imageId, { image_grid_thw: grid }, processor) {
    if (grid === undefined) throw new LeakscopeError('engine-failed', 'The processor gave no image_grid_thw')
    const merge = (imageProcessorOf(processor).config as unknown as { merge_size: number }).merge_size
    const [, rows = 0, columns = 0] = Array.from(grid.data as BigInt64Array, (edge) => Number(edge) / merge)
    const begin = ids.indexOf(imageId)
    const end = ids.lastIndexOf(imageId) + 1
    const planes = [0, 1, 2].map((plane) =>
      ids.map((_, i) => {
        if (i < begin) return i
        if (i >= end) return begin + Math.max(rows, columns) + (i - end)
        const at = i - begin
        return begin + (plane === 0 ? 0 : plane === 1 ? Math.floor(at / columns) : at % columns)
      }),
    )
    return { planes, next: begin + Math.max(rows, columns) + (ids.length - end) }
  },
}

const paligemma: Adapter = {
  ...COUNTED,
  reading: 'whole',
  firstPosition: 1,
  imageToken: () => '<image>',
  sizes: llava.sizes,
  // The processor puts <bos> and the last line break there itself.
  call: (processor, text, image) =>
    processor(
      image,
      text.replace('<image>' + bosOf(processor), '<image>').replace(/\n$/, ''),
    ) as Promise<ProcessorOutput>,
  render: (processor, text, withImage) =>
    `${withImage ? '<image>' : ''}${withImage || !addsBos(processor) ? bosOf(processor) : ''}${text}\n`,
}

const florence2: Adapter = {
  ...COUNTED,
  reading: 'encoder',
  imageToken: () => '',
  sizes: llava.sizes,
  call: (processor, text, image) => processor(image, text) as Promise<ProcessorOutput>,
  render: (processor, text) =>
    (processor as Processor & { construct_prompts(text: string): string[] }).construct_prompts(text)[0] ?? text,
}

const ADAPTERS: ReadonlyMap<string, Adapter> = new Map([
  ['Idefics3Processor', idefics3],
  ['SmolVLMProcessor', idefics3],
  ['LlavaProcessor', llava],
  ['Qwen2VLProcessor', qwen2vl],
  ['PaliGemmaProcessor', paligemma],
  ['Florence2Processor', florence2],
])

/**
 * @param processorClass `processor_class` of the repository's configuration (a class's own name does not
 * survive minification).
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

function bosOf({ tokenizer }: Processor): string {
  return (tokenizer as { bos_token?: string } | undefined)?.bos_token ?? '<bos>'
}

/** Whether the tokenizer puts <bos> before every text itself. */
function addsBos({ tokenizer }: Processor): boolean {
  return (tokenizer?.encode('', { add_special_tokens: true }).length ?? 0) > 0
}
