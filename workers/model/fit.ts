/** @file The sizes to which the Python reference processors bring a picture before they turn it into a tensor. */

export interface Size {
  readonly width: number
  readonly height: number
}

/** Idefics3ImageProcessor's MAX_IMAGE_SIZE (transformers, image_processing_idefics3.py). */
const IDEFICS3_LIMIT = 4096

export interface Idefics3Options {
  /** `size.longest_edge` */
  readonly longestEdge: number
  /** `max_image_size.longest_edge`: the side of a tile. */
  readonly tile: number
  /** `do_image_splitting` */
  readonly splitting: boolean
}

/**
 * Successive sizes of a picture in Idefics3ImageProcessor (and SmolVLM's, its copy): the longest edge to
 * `longestEdge`, the other one rounded up to even; then without splitting a square of one tile, with splitting
 * whole tiles (`resize_for_vision_encoder`).
 */
export function idefics3Sizes(image: Size, options: Idefics3Options): Size[] {
  const first = belowLimit(longestTo(image, options.longestEdge))
  const { tile } = options
  if (!options.splitting) return [first, { width: tile, height: tile }]
  const aspect = first.width / first.height
  const tiles = (edge: number) => Math.ceil(edge / tile) * tile
  if (first.width >= first.height) {
    const width = tiles(first.width)
    return [first, { width, height: tiles(Math.trunc(width / aspect)) }]
  }
  const height = tiles(first.height)
  return [first, { width: tiles(Math.trunc(height * aspect)), height }]
}

/** `_resize_output_size_rescale_to_max_len` */
function longestTo({ width, height }: Size, edge: number): Size {
  const aspect = width / height
  const even = (length: number) => Math.max(1, length + (length % 2))
  return width >= height
    ? { width: edge, height: even(Math.trunc(edge / aspect)) }
    : { width: even(Math.trunc(edge * aspect)), height: edge }
}

/** `_resize_output_size_scale_below_upper_bound` */
function belowLimit({ width, height }: Size): Size {
  const aspect = width / height
  if (width >= height && width > IDEFICS3_LIMIT) {
    return { width: IDEFICS3_LIMIT, height: Math.max(1, Math.trunc(IDEFICS3_LIMIT / aspect)) }
  }
  if (height > width && height > IDEFICS3_LIMIT) {
    return { width: Math.max(1, Math.trunc(IDEFICS3_LIMIT * aspect)), height: IDEFICS3_LIMIT }
  }
  return { width, height }
}

/**
 * Qwen2VLImageProcessor's `smart_resize`: both edges multiples of `factor`, the number of pixels within the
 * bounds, the shape kept as far as that allows. Halves are rounded to even, as Python's `round` does.
 */
export function qwenSize(
  { width, height }: Size,
  { factor, minPixels, maxPixels }: { readonly factor: number; readonly minPixels: number; readonly maxPixels: number },
): Size {
  const near = (length: number) => Math.max(factor, roundHalfEven(length / factor) * factor)
  const size = { width: near(width), height: near(height) }
  const scaled = (pixels: number, to: (edges: number) => number) => {
    const beta = Math.sqrt(pixels)
    return {
      width: Math.max(factor, to(width / beta / factor) * factor),
      height: Math.max(factor, to(height / beta / factor) * factor),
    }
  }
  if (size.width * size.height > maxPixels) return scaled((width * height) / maxPixels, Math.floor)
  if (size.width * size.height < minPixels) {
    const beta = Math.sqrt(minPixels / (width * height))
    return { width: Math.ceil((width * beta) / factor) * factor, height: Math.ceil((height * beta) / factor) * factor }
  }
  return size
}

/**
 * PixtralImageProcessor: no edge longer than the longest, then both enlarged to multiples of a token's edge. A very
 * flat picture has one row of tokens, where the reference makes none of it and fails.
 */
export function pixtralSize(
  { width, height }: Size,
  { longest, edge }: { readonly longest: number; readonly edge: number },
): Size {
  const ratio = Math.max(1, width / longest, height / longest)
  const near = (length: number) =>
    Math.max(1, Math.ceil((ratio > 1 ? Math.floor(length / ratio) : length) / edge)) * edge
  return { width: near(width), height: near(height) }
}

/**
 * Gemma4ImageProcessor: as large as the patches allow that a picture may have, in whole tokens; a very narrow one
 * is a token wide.
 * @param options `patches` that a picture may have, `patch` pixels on an edge, `pool` patches on a token's edge.
 */
export function gemma4Size(
  { width, height }: Size,
  { patches, patch, pool }: { readonly patches: number; readonly patch: number; readonly pool: number },
): Size {
  const edge = patch * pool
  const scale = Math.sqrt((patches * patch ** 2) / (width * height))
  const size = { width: Math.floor((width * scale) / edge) * edge, height: Math.floor((height * scale) / edge) * edge }
  const longest = Math.floor(patches / pool ** 2) * edge
  if (size.height === 0) return { height: edge, width: Math.min(Math.floor(width / height) * edge, longest) }
  if (size.width === 0) return { width: edge, height: Math.min(Math.floor(height / width) * edge, longest) }
  return size
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  if (value - floor !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

export interface Lfm2Options {
  /** `tile_size`: the side of a tile. */
  readonly tile: number
  /** `encoder_patch_size` */
  readonly patch: number
  /** `downsample_factor`: edges of a token, in patches. */
  readonly factor: number
  /** `min_tiles`, `max_tiles` */
  readonly tiles: readonly [number, number]
  /** `use_thumbnail` */
  readonly thumbnail: boolean
  /** `do_image_splitting` */
  readonly splitting: boolean
  /** `min_image_tokens`, `max_image_tokens` */
  readonly tokens: readonly [number, number]
  /** `max_pixels_tolerance` */
  readonly tolerance: number
}

export interface Lfm2Layout {
  /** Tiles that a large picture is cut into; null for one that is shown as it is. */
  readonly grid: { readonly columns: number; readonly rows: number } | null
  /** The picture in one piece, or its thumbnail behind the tiles. */
  readonly whole: Size
}

/** Lfm2VlImageProcessor's `resize_and_split`: how a picture is cut, and the size of it in one piece. */
export function lfm2Layout(image: Size, options: Lfm2Options): Lfm2Layout {
  const { tile, patch, factor, tokens, tiles, tolerance, splitting } = options
  const edge = patch * factor
  const [minPixels, maxPixels] = [tokens[0] * edge ** 2, tokens[1] * edge ** 2]
  const whole = qwenSize(image, { factor: edge, minPixels, maxPixels })
  const near = (length: number) => Math.max(patch, roundHalfEven(length / edge) * edge)
  const large = near(image.width) * near(image.height) > maxPixels * tolerance
  if (!large || !splitting || (tiles[0] === 1 && tiles[1] === 1)) return { grid: null, whole }
  return { grid: closestGrid(image, tiles, tile), whole }
}

/** `find_closest_aspect_ratio`: of equally close grids the larger one, where the picture fills half of it. */
function closestGrid({ width, height }: Size, [least, most]: readonly [number, number], tile: number) {
  const grids = Array.from({ length: most }, (_, i) => i + 1)
    .flatMap((columns) => Array.from({ length: most }, (_, i) => ({ columns, rows: i + 1 })))
    .filter(({ columns, rows }) => columns * rows >= least && columns * rows <= most)
    .toSorted((a, b) => a.columns * a.rows - b.columns * b.rows)
  let best = { columns: 1, rows: 1 }
  let farthest = Infinity
  for (const grid of grids) {
    const distance = Math.abs(width / height - grid.columns / grid.rows)
    const filled = width * height > 0.5 * tile ** 2 * grid.columns * grid.rows
    if (distance < farthest || (distance === farthest && filled)) best = grid
    farthest = Math.min(farthest, distance)
  }
  return best
}
