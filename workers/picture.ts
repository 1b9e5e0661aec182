/** @file What every part that takes pictures must agree on, so that none is kept that no model would be shown. */

/** Pixels are kept as RGB bytes several times over: more would not fit beside a model. */
export const MAX_PIXELS = 100_000_000

/** Why a picture of this size is refused; null where it is not. */
export function refusalOfSize(width: number, height: number): string | null {
  return width * height > MAX_PIXELS
    ? `The picture measures ${width} x ${height}; at most ${MAX_PIXELS / 1e6} megapixels are allowed`
    : null
}
