import type { ImageProcessor, RawImage, Tensor } from '@huggingface/transformers'
import { LeakscopeError } from '../../../src/domain/errors.ts'
import { lfm2Layout, type Lfm2Options, type Size } from '../fit.ts'
import { COUNTED, imageProcessorOf, type Adapter, type ProcessorOutput } from './contract.ts'

/** What the library's processor keeps of preprocessor_config.json, its defaults filled in. */
interface Settings {
  readonly tile_size: number
  readonly encoder_patch_size: number
  readonly downsample_factor: number
  readonly min_tiles: number
  readonly max_tiles: number
  readonly use_thumbnail: boolean
  readonly do_image_splitting: boolean
  readonly min_image_tokens: number
  readonly max_image_tokens: number
  readonly max_pixels_tolerance: number
}

function optionsOf(imageProcessor: ImageProcessor): Lfm2Options {
  const own = imageProcessor as ImageProcessor & Settings
  return {
    tile: own.tile_size,
    patch: own.encoder_patch_size,
    factor: own.downsample_factor,
    tiles: [own.min_tiles, own.max_tiles],
    thumbnail: own.use_thumbnail,
    splitting: own.do_image_splitting,
    tokens: [own.min_image_tokens, own.max_image_tokens],
    tolerance: own.max_pixels_tolerance,
  }
}

/** LFM2-VL and LFM2.5-VL: a large picture is cut into tiles, with the whole of it, smaller, behind them. */
export const adapter: Adapter = {
  processors: ['Lfm2VlProcessor'],
  modelTypes: new Map([['lfm2_vl', 'Lfm2VlProcessor']]),
  ...COUNTED,
  imageToken: ({ config }) => (config as { image_token?: string }).image_token ?? '<image>',
  // Tiles and the whole picture are two sizes of one picture, so `call` resizes.
  sizes: (_, { width, height }) => [{ width, height }],
  async call(processor, text, image, resized) {
    const imageProcessor = imageProcessorOf(processor)
    const options = optionsOf(imageProcessor)
    const { tile, factor, patch } = options
    const { grid, whole } = lfm2Layout(image, options)
    const pieces: RawImage[] = []
    if (grid !== null) {
      const all = resized({ width: grid.columns * tile, height: grid.rows * tile })
      for (let row = 0; row < grid.rows; row++)
        for (let column = 0; column < grid.columns; column++) pieces.push(cut(all, column * tile, row * tile, tile))
    }
    if (grid === null || options.thumbnail) pieces.push(resized(whole))
    const inputs = []
    // None of them is larger than a tile's worth, so the library cuts and resizes none.
    for (const piece of pieces) inputs.push((await imageProcessor([piece])) as ProcessorOutput)

    const named = (processor.config ?? {}) as Readonly<Record<string, string | undefined>>
    const token = adapter.imageToken(processor)
    const tokensOf = ({ width, height }: Size) =>
      token.repeat(Math.ceil(width / patch / factor) * Math.ceil(height / patch / factor))
    const tiles =
      grid === null
        ? tokensOf(whole)
        : Array.from(
            { length: grid.rows * grid.columns },
            (_, i) =>
              `<|img_row_${Math.floor(i / grid.columns) + 1}_col_${(i % grid.columns) + 1}|>` +
              tokensOf({ width: tile, height: tile }),
          ).join('') + (options.thumbnail ? (named['image_thumbnail'] ?? '<|img_thumbnail|>') + tokensOf(whole) : '')
    const block = `${named['image_start_token'] ?? '<|image_start|>'}${tiles}${named['image_end_token'] ?? '<|image_end|>'}`
    return {
      pixel_values: stacked(inputs, 'pixel_values'),
      pixel_attention_mask: stacked(inputs, 'pixel_attention_mask'),
      spatial_shapes: stacked(inputs, 'spatial_shapes'),
      // The template writes the beginning of a text itself.
      ...(processor.tokenizer!(
        text.replace(token, () => block),
        { add_special_tokens: false },
      ) as ProcessorOutput),
    }
  },
}

/** A square of a picture; the library's own way goes through a canvas. */
function cut(image: RawImage, left: number, top: number, side: number): RawImage {
  const data = new Uint8ClampedArray(side * side * 3)
  for (let row = 0; row < side; row++) {
    const from = ((top + row) * image.width + left) * 3
    data.set(image.data.subarray(from, from + side * 3), row * side * 3)
  }
  return new (image.constructor as typeof RawImage)(data, side, side, 3)
}

/** Tensors of one row each, one below the other. */
function stacked(inputs: readonly ProcessorOutput[], name: string): Tensor {
  const rows = inputs.map((input) => input[name])
  const [first] = rows
  if (first === undefined) throw new LeakscopeError('engine-failed', `The processor gave no ${name}`)
  const size = first.data.length
  const Data = first.data.constructor as new (length: number) => Float32Array
  const data = new Data(size * rows.length)
  rows.forEach((row, i) => data.set(row!.data as Float32Array, i * size))
  return new (first.constructor as typeof Tensor)(first.type, data, [rows.length, ...first.dims.slice(1)])
}
