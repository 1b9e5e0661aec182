import { LeakscopeError } from '../../src/domain/errors.ts'
import type { RawPixels } from './types.ts'

/**
 * Pillow's resampling codes, which are also those of `resample` in a preprocessor_config.json. The browser's
 * canvas knows only one unspecified filter, up to 45/255 off (docs/quirks.md), so pictures are resized here.
 */
export type Resample = 0 | 1 | 2 | 3 | 4 | 5

interface Filter {
  /** Half width in source pixels, before scaling. */
  readonly support: number
  readonly weight: (x: number) => number
}

const FILTERS: Readonly<Record<Exclude<Resample, 0>, Filter>> = {
  1: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
  2: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  3: { support: 2, weight: bicubic },
  4: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  5: { support: 1, weight: hamming },
}

/** Pillow's PRECISION_BITS for 8-bit channels: 32 - 8 - 2 (libImaging/Resample.c). */
const PRECISION_BITS = 22
const CHANNELS = 3

/**
 * Resizes RGB pixels as Pillow's `Image.resize((width, height), resample)` does: the same filters, the same
 * 22-bit fixed-point weights, horizontally first, rounded to 8 bit between the passes (libImaging/Resample.c).
 * @throws LeakscopeError `engine-failed` for a resampling code that Pillow does not have.
 */
export function resize(image: RawPixels, width: number, height: number, resample: number): RawPixels {
  if (image.width === width && image.height === height) return image
  if (resample === 0) return nearest(image, width, height)
  if (!isFilterCode(resample)) {
    throw new LeakscopeError(
      'engine-failed',
      `The processor asks for resample ${resample}; allowed are 0 to 5, as in Pillow`,
    )
  }
  const filter = FILTERS[resample]
  let { data } = image
  if (image.width !== width) data = horizontal(data, image.width, image.height, weightsOf(filter, image.width, width))
  if (image.height !== height) data = vertical(data, width, weightsOf(filter, image.height, height))
  return { width, height, data }
}

/**
 * The middle of a picture, as transformers' `center_crop` takes it: half pixels go to the right and below.
 * Edges that are shorter stay.
 */
export function centre(
  image: RawPixels,
  { width, height }: { readonly width: number; readonly height: number },
): RawPixels {
  const size = { width: Math.min(width, image.width), height: Math.min(height, image.height) }
  if (size.width === image.width && size.height === image.height) return image
  const left = Math.trunc((image.width - size.width) / 2)
  const top = Math.trunc((image.height - size.height) / 2)
  const data = new Uint8Array(size.width * size.height * CHANNELS)
  for (let y = 0; y < size.height; y++) {
    const from = ((top + y) * image.width + left) * CHANNELS
    data.set(image.data.subarray(from, from + size.width * CHANNELS), y * size.width * CHANNELS)
  }
  return { ...size, data }
}

function isFilterCode(code: number): code is Exclude<Resample, 0> {
  return code in FILTERS
}

/** For each output position: where its sources begin, and their fixed-point weights. */
interface Weights {
  readonly starts: Int32Array
  readonly counts: Int32Array
  /** `stride` weights for each output position. */
  readonly values: Int32Array
  readonly stride: number
}

function weightsOf(filter: Filter, from: number, to: number): Weights {
  const scale = from / to
  const filterScale = Math.max(scale, 1)
  const support = filter.support * filterScale
  const stride = Math.ceil(support) * 2 + 1
  const starts = new Int32Array(to)
  const counts = new Int32Array(to)
  const values = new Int32Array(to * stride)
  for (let out = 0; out < to; out++) {
    const center = (out + 0.5) * scale
    const start = Math.max(0, Math.trunc(center - support + 0.5))
    const count = Math.min(from, Math.trunc(center + support + 0.5)) - start
    const exact = Array.from({ length: count }, (_, i) => filter.weight((i + start - center + 0.5) / filterScale))
    const sum = exact.reduce((a, b) => a + b, 0)
    exact.forEach((weight, i) => {
      const fixed = (sum === 0 ? weight : weight / sum) * 2 ** PRECISION_BITS
      values[out * stride + i] = Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5)
    })
    starts[out] = start
    counts[out] = count
  }
  return { starts, counts, values, stride }
}

function horizontal(data: Uint8Array, width: number, height: number, weights: Weights): Uint8Array {
  const outWidth = weights.starts.length
  const out = new Uint8Array(outWidth * height * CHANNELS)
  for (let x = 0; x < outWidth; x++) {
    for (let y = 0; y < height; y++) {
      accumulate(
        data,
        (y * width + weights.starts[x]!) * CHANNELS,
        CHANNELS,
        weights,
        x,
        out,
        (y * outWidth + x) * CHANNELS,
      )
    }
  }
  return out
}

function vertical(data: Uint8Array, width: number, weights: Weights): Uint8Array {
  const outHeight = weights.starts.length
  const row = width * CHANNELS
  const out = new Uint8Array(row * outHeight)
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < width; x++) {
      accumulate(data, weights.starts[y]! * row + x * CHANNELS, row, weights, y, out, y * row + x * CHANNELS)
    }
  }
  return out
}

/** One output pixel: the weighted sum of `counts[index]` pixels that lie `step` bytes apart. */
function accumulate(
  data: Uint8Array,
  from: number,
  step: number,
  weights: Weights,
  index: number,
  out: Uint8Array,
  to: number,
): void {
  const half = 1 << (PRECISION_BITS - 1)
  let red = half
  let green = half
  let blue = half
  const count = weights.counts[index]!
  const base = index * weights.stride
  for (let i = 0, at = from; i < count; i++, at += step) {
    const weight = weights.values[base + i]!
    red += data[at]! * weight
    green += data[at + 1]! * weight
    blue += data[at + 2]! * weight
  }
  out[to] = clip8(red)
  out[to + 1] = clip8(green)
  out[to + 2] = clip8(blue)
}

function clip8(fixed: number): number {
  const value = fixed >> PRECISION_BITS
  return value < 0 ? 0 : value > 255 ? 255 : value
}

/** Pillow's NEAREST is an affine transform, not a filter: the pixel under the centre of the output pixel. */
function nearest(image: RawPixels, width: number, height: number): RawPixels {
  const data = new Uint8Array(width * height * CHANNELS)
  for (let y = 0; y < height; y++) {
    const fromY = Math.min(image.height - 1, Math.floor((y + 0.5) * (image.height / height)))
    for (let x = 0; x < width; x++) {
      const fromX = Math.min(image.width - 1, Math.floor((x + 0.5) * (image.width / width)))
      const from = (fromY * image.width + fromX) * CHANNELS
      data.set(image.data.subarray(from, from + CHANNELS), (y * width + x) * CHANNELS)
    }
  }
  return { width, height, data }
}

function sinc(x: number): number {
  if (x === 0) return 1
  return Math.sin(x * Math.PI) / (x * Math.PI)
}

function bicubic(x: number): number {
  const a = -0.5
  const d = Math.abs(x)
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1
  if (d < 2) return (((d - 5) * d + 8) * d - 4) * a
  return 0
}

function hamming(x: number): number {
  const d = Math.abs(x)
  if (d === 0) return 1
  if (d >= 1) return 0
  return (Math.sin(d * Math.PI) / (d * Math.PI)) * (0.54 + 0.46 * Math.cos(d * Math.PI))
}
