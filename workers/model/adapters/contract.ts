/**
 * @file What differs from processor to processor: the order of arguments, the image token, the size that a
 * picture is brought to. An architecture is a file beside this one that exports its `adapter`; registry.ts
 * finds it.
 */
import type { ImageProcessor, Processor, RawImage, Tensor } from '@huggingface/transformers'
import { LeakscopeError } from '../../../src/domain/errors.ts'
import type { Positions } from '../decoder.ts'
import type { Size } from '../fit.ts'

/** Inputs of the vision encoder and the prompt's token ids, as the processor makes them. */
export type ProcessorOutput = Readonly<Record<string, Tensor>>

export interface Adapter {
  /**
   * Whose pictures and prompts it makes: each `processor_class` of a repository's configuration (a class's own
   * name does not survive minification).
   */
  readonly processors: readonly string[]
  /** Classes that the library does not have and whose work one of `processors` does, by their names. */
  readonly aliases?: ReadonlyMap<string, string>
  /** By each `model_type` that it is meant for, the processor to take where a repository names none. */
  readonly modelTypes: ReadonlyMap<string, string>
  /**
   * `causal`: the picture's cache serves every question; `whole`: picture and question see each other;
   * `encoder`: an encoder reads both.
   */
  readonly reading: 'causal' | 'whole' | 'encoder'
  /** Position of the first token. */
  readonly firstPosition: number
  /** The token that stands for the picture in a rendered chat template, and for each of its features in the ids. */
  imageToken(processor: Processor): string
  /** Where a template has another token for the picture: that token, and what the processor puts in its place. */
  readonly place?: { readonly token: string; readonly block: string }
  /** Tokens of a picture see each other: a decoder must be told which they are (`token_type_ids`). */
  readonly together?: true
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

/** What holds for most: a causal prefix whose positions count from 0, and a chat template. */
export const COUNTED = { reading: 'causal', firstPosition: 0, render: null, positions: null } as const

export function imageProcessorOf(processor: Processor): ImageProcessor {
  const { image_processor: imageProcessor } = processor
  if (imageProcessor === undefined) throw new LeakscopeError('engine-failed', 'The model has no image processor')
  return imageProcessor
}

/** The one size that the image processor itself resizes to. */
export function processorSize(processor: Processor, image: RawImage): Size[] {
  const imageProcessor = imageProcessorOf(processor)
  const [width, height] = imageProcessor.get_resize_output_image_size(image, imageProcessor.size)
  return [{ width, height }]
}
